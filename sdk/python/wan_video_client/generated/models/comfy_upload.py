from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="ComfyUpload")


@_attrs_define
class ComfyUpload:
    image: File
    """ JPEG, PNG, WebP, AVIF or GIF, at most 10 MB. """
    prompt: str
    width: int | None | Unset = 1280
    height: int | None | Unset = 720
    length: int | None | Unset = 81
    """ Frames. """
    steps: int | None | Unset = 4
    cfg: float | None | Unset = 1.0
    fps: int | None | Unset = 16
    noise_seed: int | None | Unset = UNSET
    """ 0 means none. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        image = self.image.to_tuple()

        prompt = self.prompt

        width: int | None | Unset
        if isinstance(self.width, Unset):
            width = UNSET
        else:
            width = self.width

        height: int | None | Unset
        if isinstance(self.height, Unset):
            height = UNSET
        else:
            height = self.height

        length: int | None | Unset
        if isinstance(self.length, Unset):
            length = UNSET
        else:
            length = self.length

        steps: int | None | Unset
        if isinstance(self.steps, Unset):
            steps = UNSET
        else:
            steps = self.steps

        cfg: float | None | Unset
        if isinstance(self.cfg, Unset):
            cfg = UNSET
        else:
            cfg = self.cfg

        fps: int | None | Unset
        if isinstance(self.fps, Unset):
            fps = UNSET
        else:
            fps = self.fps

        noise_seed: int | None | Unset
        if isinstance(self.noise_seed, Unset):
            noise_seed = UNSET
        else:
            noise_seed = self.noise_seed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "image": image,
                "prompt": prompt,
            }
        )
        if width is not UNSET:
            field_dict["width"] = width
        if height is not UNSET:
            field_dict["height"] = height
        if length is not UNSET:
            field_dict["length"] = length
        if steps is not UNSET:
            field_dict["steps"] = steps
        if cfg is not UNSET:
            field_dict["cfg"] = cfg
        if fps is not UNSET:
            field_dict["fps"] = fps
        if noise_seed is not UNSET:
            field_dict["noise_seed"] = noise_seed

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("image", self.image.to_tuple()))

        files.append(("prompt", (None, str(self.prompt).encode(), "text/plain")))

        if not isinstance(self.width, Unset):
            if isinstance(self.width, int):
                files.append(("width", (None, str(self.width).encode(), "text/plain")))
            else:
                files.append(("width", (None, str(self.width).encode(), "text/plain")))

        if not isinstance(self.height, Unset):
            if isinstance(self.height, int):
                files.append(("height", (None, str(self.height).encode(), "text/plain")))
            else:
                files.append(("height", (None, str(self.height).encode(), "text/plain")))

        if not isinstance(self.length, Unset):
            if isinstance(self.length, int):
                files.append(("length", (None, str(self.length).encode(), "text/plain")))
            else:
                files.append(("length", (None, str(self.length).encode(), "text/plain")))

        if not isinstance(self.steps, Unset):
            if isinstance(self.steps, int):
                files.append(("steps", (None, str(self.steps).encode(), "text/plain")))
            else:
                files.append(("steps", (None, str(self.steps).encode(), "text/plain")))

        if not isinstance(self.cfg, Unset):
            if isinstance(self.cfg, float):
                files.append(("cfg", (None, str(self.cfg).encode(), "text/plain")))
            else:
                files.append(("cfg", (None, str(self.cfg).encode(), "text/plain")))

        if not isinstance(self.fps, Unset):
            if isinstance(self.fps, int):
                files.append(("fps", (None, str(self.fps).encode(), "text/plain")))
            else:
                files.append(("fps", (None, str(self.fps).encode(), "text/plain")))

        if not isinstance(self.noise_seed, Unset):
            if isinstance(self.noise_seed, int):
                files.append(("noise_seed", (None, str(self.noise_seed).encode(), "text/plain")))
            else:
                files.append(("noise_seed", (None, str(self.noise_seed).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        image = File(payload=BytesIO(d.pop("image")))

        prompt = d.pop("prompt")

        def _parse_width(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        width = _parse_width(d.pop("width", UNSET))

        def _parse_height(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        height = _parse_height(d.pop("height", UNSET))

        def _parse_length(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        length = _parse_length(d.pop("length", UNSET))

        def _parse_steps(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        steps = _parse_steps(d.pop("steps", UNSET))

        def _parse_cfg(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        cfg = _parse_cfg(d.pop("cfg", UNSET))

        def _parse_fps(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        fps = _parse_fps(d.pop("fps", UNSET))

        def _parse_noise_seed(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        noise_seed = _parse_noise_seed(d.pop("noise_seed", UNSET))

        comfy_upload = cls(
            image=image,
            prompt=prompt,
            width=width,
            height=height,
            length=length,
            steps=steps,
            cfg=cfg,
            fps=fps,
            noise_seed=noise_seed,
        )

        comfy_upload.additional_properties = d
        return comfy_upload

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
