from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ModelCapabilitiesSpeedsItem")


@_attrs_define
class ModelCapabilitiesSpeedsItem:
    size: str
    num_frames: int
    num_inference_steps: int
    device_class: str
    """ Devices of one class are equally fast. """
    seconds_per_step: float
    seconds_before: float
    """ Loading, and encoding of the inputs. """
    seconds_after: float
    """ Decoding, encoding and upload. """
    runs: int
    updated_at: int
    """ Seconds since 1970. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        size = self.size

        num_frames = self.num_frames

        num_inference_steps = self.num_inference_steps

        device_class = self.device_class

        seconds_per_step = self.seconds_per_step

        seconds_before = self.seconds_before

        seconds_after = self.seconds_after

        runs = self.runs

        updated_at = self.updated_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "size": size,
                "num_frames": num_frames,
                "num_inference_steps": num_inference_steps,
                "device_class": device_class,
                "seconds_per_step": seconds_per_step,
                "seconds_before": seconds_before,
                "seconds_after": seconds_after,
                "runs": runs,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        size = d.pop("size")

        num_frames = d.pop("num_frames")

        num_inference_steps = d.pop("num_inference_steps")

        device_class = d.pop("device_class")

        seconds_per_step = d.pop("seconds_per_step")

        seconds_before = d.pop("seconds_before")

        seconds_after = d.pop("seconds_after")

        runs = d.pop("runs")

        updated_at = d.pop("updated_at")

        model_capabilities_speeds_item = cls(
            size=size,
            num_frames=num_frames,
            num_inference_steps=num_inference_steps,
            device_class=device_class,
            seconds_per_step=seconds_per_step,
            seconds_before=seconds_before,
            seconds_after=seconds_after,
            runs=runs,
            updated_at=updated_at,
        )

        model_capabilities_speeds_item.additional_properties = d
        return model_capabilities_speeds_item

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
