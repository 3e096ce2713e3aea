from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.extend_video_video_type_0 import ExtendVideoVideoType0


T = TypeVar("T", bound="ExtendVideo")


@_attrs_define
class ExtendVideo:
    video: ExtendVideoVideoType0 | str
    """ The completed video, by id, or an mp4 as a file of a form. """
    prompt: str
    """ What happens in the video. """
    seconds: float | str
    """ How much to add. The number of frames is rounded as for a new video. """
    seed: int | None | Unset = UNSET
    """ Default: random. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.extend_video_video_type_0 import ExtendVideoVideoType0  # noqa: PLC0415

        video: dict[str, Any] | str
        if isinstance(self.video, ExtendVideoVideoType0):
            video = self.video.to_dict()
        else:
            video = self.video

        prompt = self.prompt

        seconds: float | str
        seconds = self.seconds

        seed: int | None | Unset
        if isinstance(self.seed, Unset):
            seed = UNSET
        else:
            seed = self.seed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "video": video,
                "prompt": prompt,
                "seconds": seconds,
            }
        )
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        from ..models.extend_video_video_type_0 import ExtendVideoVideoType0  # noqa: PLC0415

        files: types.RequestFiles = []

        if isinstance(self.video, ExtendVideoVideoType0):
            files.append(("video", (None, json.dumps(self.video.to_dict()).encode(), "application/json")))
        else:
            files.append(("video", (None, str(self.video).encode(), "text/plain")))

        files.append(("prompt", (None, str(self.prompt).encode(), "text/plain")))

        if isinstance(self.seconds, float):
            files.append(("seconds", (None, str(self.seconds).encode(), "text/plain")))
        else:
            files.append(("seconds", (None, str(self.seconds).encode(), "text/plain")))

        if not isinstance(self.seed, Unset):
            if isinstance(self.seed, int):
                files.append(("seed", (None, str(self.seed).encode(), "text/plain")))
            else:
                files.append(("seed", (None, str(self.seed).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.extend_video_video_type_0 import ExtendVideoVideoType0  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_video(data: object) -> ExtendVideoVideoType0 | str:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                video_type_0 = ExtendVideoVideoType0.from_dict(data)

                return video_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ExtendVideoVideoType0 | str, data)

        video = _parse_video(d.pop("video"))

        prompt = d.pop("prompt")

        def _parse_seconds(data: object) -> float | str:
            return cast(float | str, data)

        seconds = _parse_seconds(d.pop("seconds"))

        def _parse_seed(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        seed = _parse_seed(d.pop("seed", UNSET))

        extend_video = cls(
            video=video,
            prompt=prompt,
            seconds=seconds,
            seed=seed,
        )

        extend_video.additional_properties = d
        return extend_video

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
