from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ModelDefaults")


@_attrs_define
class ModelDefaults:
    size: str
    num_frames: int
    num_inference_steps: int
    guidance_scale: float
    guidance_scale_2: float | None
    """ Null for models with one transformer. """
    flow_shift: float
    scheduler: str
    schedule: str
    negative_prompt: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        size = self.size

        num_frames = self.num_frames

        num_inference_steps = self.num_inference_steps

        guidance_scale = self.guidance_scale

        guidance_scale_2: float | None
        guidance_scale_2 = self.guidance_scale_2

        flow_shift = self.flow_shift

        scheduler = self.scheduler

        schedule = self.schedule

        negative_prompt = self.negative_prompt

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "size": size,
                "num_frames": num_frames,
                "num_inference_steps": num_inference_steps,
                "guidance_scale": guidance_scale,
                "guidance_scale_2": guidance_scale_2,
                "flow_shift": flow_shift,
                "scheduler": scheduler,
                "schedule": schedule,
                "negative_prompt": negative_prompt,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        size = d.pop("size")

        num_frames = d.pop("num_frames")

        num_inference_steps = d.pop("num_inference_steps")

        guidance_scale = d.pop("guidance_scale")

        def _parse_guidance_scale_2(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        guidance_scale_2 = _parse_guidance_scale_2(d.pop("guidance_scale_2"))

        flow_shift = d.pop("flow_shift")

        scheduler = d.pop("scheduler")

        schedule = d.pop("schedule")

        negative_prompt = d.pop("negative_prompt")

        model_defaults = cls(
            size=size,
            num_frames=num_frames,
            num_inference_steps=num_inference_steps,
            guidance_scale=guidance_scale,
            guidance_scale_2=guidance_scale_2,
            flow_shift=flow_shift,
            scheduler=scheduler,
            schedule=schedule,
            negative_prompt=negative_prompt,
        )

        model_defaults.additional_properties = d
        return model_defaults

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
