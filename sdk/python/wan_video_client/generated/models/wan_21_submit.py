from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.wan_21_submit_image_size import Wan21SubmitImageSize, check_wan_21_submit_image_size
from ..types import UNSET, Unset

T = TypeVar("T", bound="Wan21Submit")


@_attrs_define
class Wan21Submit:
    prompt: str
    image_url: str
    """ http, https or data URL. """
    model: str | Unset = "Wan2.1-I2V-14B-480P"
    """ Any value. A model that is not served is replaced by one of the same kind. """
    image_size: Wan21SubmitImageSize | Unset = "auto"
    negative_prompt: None | str | Unset = UNSET
    seed: int | None | Unset = UNSET
    num_frames: int | Unset = 81
    guidance_scale: float | Unset = 3.0
    infer_steps: int | Unset = 30
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        prompt = self.prompt

        image_url = self.image_url

        model = self.model

        image_size: str | Unset = UNSET
        if not isinstance(self.image_size, Unset):
            image_size = self.image_size

        negative_prompt: None | str | Unset
        if isinstance(self.negative_prompt, Unset):
            negative_prompt = UNSET
        else:
            negative_prompt = self.negative_prompt

        seed: int | None | Unset
        if isinstance(self.seed, Unset):
            seed = UNSET
        else:
            seed = self.seed

        num_frames = self.num_frames

        guidance_scale = self.guidance_scale

        infer_steps = self.infer_steps

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "prompt": prompt,
                "image_url": image_url,
            }
        )
        if model is not UNSET:
            field_dict["model"] = model
        if image_size is not UNSET:
            field_dict["image_size"] = image_size
        if negative_prompt is not UNSET:
            field_dict["negative_prompt"] = negative_prompt
        if seed is not UNSET:
            field_dict["seed"] = seed
        if num_frames is not UNSET:
            field_dict["num_frames"] = num_frames
        if guidance_scale is not UNSET:
            field_dict["guidance_scale"] = guidance_scale
        if infer_steps is not UNSET:
            field_dict["infer_steps"] = infer_steps

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        prompt = d.pop("prompt")

        image_url = d.pop("image_url")

        model = d.pop("model", UNSET)

        _image_size = d.pop("image_size", UNSET)
        image_size: Wan21SubmitImageSize | Unset
        if isinstance(_image_size, Unset):
            image_size = UNSET
        else:
            image_size = check_wan_21_submit_image_size(_image_size)

        def _parse_negative_prompt(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        negative_prompt = _parse_negative_prompt(d.pop("negative_prompt", UNSET))

        def _parse_seed(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        seed = _parse_seed(d.pop("seed", UNSET))

        num_frames = d.pop("num_frames", UNSET)

        guidance_scale = d.pop("guidance_scale", UNSET)

        infer_steps = d.pop("infer_steps", UNSET)

        wan_21_submit = cls(
            prompt=prompt,
            image_url=image_url,
            model=model,
            image_size=image_size,
            negative_prompt=negative_prompt,
            seed=seed,
            num_frames=num_frames,
            guidance_scale=guidance_scale,
            infer_steps=infer_steps,
        )

        wan_21_submit.additional_properties = d
        return wan_21_submit

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
