from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.comfy_video import ComfyVideo


T = TypeVar("T", bound="ComfyStatus")


@_attrs_define
class ComfyStatus:
    prompt_id: str
    status: str
    """ One of: `pending`, `running`, `completed`, `failed`, `unknown`. """
    progress: int | None
    """ Percent. """
    videos: list[ComfyVideo] | None
    error: None | str
    seed: int | None
    """ The seed in use. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        prompt_id = self.prompt_id

        status = self.status

        progress: int | None
        progress = self.progress

        videos: list[dict[str, Any]] | None
        if isinstance(self.videos, list):
            videos = []
            for videos_type_0_item_data in self.videos:
                videos_type_0_item = videos_type_0_item_data.to_dict()
                videos.append(videos_type_0_item)

        else:
            videos = self.videos

        error: None | str
        error = self.error

        seed: int | None
        seed = self.seed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "prompt_id": prompt_id,
                "status": status,
                "progress": progress,
                "videos": videos,
                "error": error,
                "seed": seed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.comfy_video import ComfyVideo  # noqa: PLC0415

        d = dict(src_dict)
        prompt_id = d.pop("prompt_id")

        status = d.pop("status")

        def _parse_progress(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        progress = _parse_progress(d.pop("progress"))

        def _parse_videos(data: object) -> list[ComfyVideo] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                videos_type_0 = []
                _videos_type_0 = data
                for videos_type_0_item_data in _videos_type_0:
                    videos_type_0_item = ComfyVideo.from_dict(videos_type_0_item_data)

                    videos_type_0.append(videos_type_0_item)

                return videos_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ComfyVideo] | None, data)

        videos = _parse_videos(d.pop("videos"))

        def _parse_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error = _parse_error(d.pop("error"))

        def _parse_seed(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        seed = _parse_seed(d.pop("seed"))

        comfy_status = cls(
            prompt_id=prompt_id,
            status=status,
            progress=progress,
            videos=videos,
            error=error,
            seed=seed,
        )

        comfy_status.additional_properties = d
        return comfy_status

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
