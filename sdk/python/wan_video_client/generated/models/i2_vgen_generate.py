from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="I2VgenGenerate")


@_attrs_define
class I2VgenGenerate:
    image_base64: str
    """ JPEG, PNG, WebP, AVIF or GIF. """
    prompt: str
    resolution: str | Unset = "512p"
    """ 256p, 512p or 768p; anything else is 1024x576. """
    num_frames: int | Unset = 16
    fps: int | Unset = 8
    steps: int | Unset = 50
    guidance_scale: float | Unset = 9.0
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        image_base64 = self.image_base64

        prompt = self.prompt

        resolution = self.resolution

        num_frames = self.num_frames

        fps = self.fps

        steps = self.steps

        guidance_scale = self.guidance_scale

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "image_base64": image_base64,
                "prompt": prompt,
            }
        )
        if resolution is not UNSET:
            field_dict["resolution"] = resolution
        if num_frames is not UNSET:
            field_dict["num_frames"] = num_frames
        if fps is not UNSET:
            field_dict["fps"] = fps
        if steps is not UNSET:
            field_dict["steps"] = steps
        if guidance_scale is not UNSET:
            field_dict["guidance_scale"] = guidance_scale

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        image_base64 = d.pop("image_base64")

        prompt = d.pop("prompt")

        resolution = d.pop("resolution", UNSET)

        num_frames = d.pop("num_frames", UNSET)

        fps = d.pop("fps", UNSET)

        steps = d.pop("steps", UNSET)

        guidance_scale = d.pop("guidance_scale", UNSET)

        i2_vgen_generate = cls(
            image_base64=image_base64,
            prompt=prompt,
            resolution=resolution,
            num_frames=num_frames,
            fps=fps,
            steps=steps,
            guidance_scale=guidance_scale,
        )

        i2_vgen_generate.additional_properties = d
        return i2_vgen_generate

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
