from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.comfy_video import ComfyVideo


T = TypeVar("T", bound="ComfyFinished")


@_attrs_define
class ComfyFinished:
    prompt_id: str
    status: Literal["completed"]
    videos: list[ComfyVideo]
    message: str
    seed: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        prompt_id = self.prompt_id

        status = self.status

        videos = []
        for videos_item_data in self.videos:
            videos_item = videos_item_data.to_dict()
            videos.append(videos_item)

        message = self.message

        seed = self.seed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "prompt_id": prompt_id,
                "status": status,
                "videos": videos,
                "message": message,
                "seed": seed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.comfy_video import ComfyVideo  # noqa: PLC0415

        d = dict(src_dict)
        prompt_id = d.pop("prompt_id")

        status = cast(Literal["completed"], d.pop("status"))
        if status != "completed":
            raise ValueError(f"status must match const 'completed', got '{status}'")

        videos = []
        _videos = d.pop("videos")
        for videos_item_data in _videos:
            videos_item = ComfyVideo.from_dict(videos_item_data)

            videos.append(videos_item)

        message = d.pop("message")

        seed = d.pop("seed")

        comfy_finished = cls(
            prompt_id=prompt_id,
            status=status,
            videos=videos,
            message=message,
            seed=seed,
        )

        comfy_finished.additional_properties = d
        return comfy_finished

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
