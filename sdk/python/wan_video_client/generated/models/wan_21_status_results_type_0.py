from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.wan_21_status_results_type_0_timings import Wan21StatusResultsType0Timings
    from ..models.wan_21_status_results_type_0_videos_item import Wan21StatusResultsType0VideosItem


T = TypeVar("T", bound="Wan21StatusResultsType0")


@_attrs_define
class Wan21StatusResultsType0:
    videos: list[Wan21StatusResultsType0VideosItem]
    timings: Wan21StatusResultsType0Timings
    seed: int
    """ The seed in use. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        videos = []
        for videos_item_data in self.videos:
            videos_item = videos_item_data.to_dict()
            videos.append(videos_item)

        timings = self.timings.to_dict()

        seed = self.seed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "videos": videos,
                "timings": timings,
                "seed": seed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.wan_21_status_results_type_0_timings import Wan21StatusResultsType0Timings  # noqa: PLC0415
        from ..models.wan_21_status_results_type_0_videos_item import Wan21StatusResultsType0VideosItem  # noqa: PLC0415

        d = dict(src_dict)
        videos = []
        _videos = d.pop("videos")
        for videos_item_data in _videos:
            videos_item = Wan21StatusResultsType0VideosItem.from_dict(videos_item_data)

            videos.append(videos_item)

        timings = Wan21StatusResultsType0Timings.from_dict(d.pop("timings"))

        seed = d.pop("seed")

        wan_21_status_results_type_0 = cls(
            videos=videos,
            timings=timings,
            seed=seed,
        )

        wan_21_status_results_type_0.additional_properties = d
        return wan_21_status_results_type_0

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
