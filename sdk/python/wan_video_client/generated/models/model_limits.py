from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ModelLimits")


@_attrs_define
class ModelLimits:
    min_side: int
    max_pixels: int
    auto_area: int
    """ Pixel area of the size `auto`. """
    size_multiple: int
    min_frames: int
    max_frames: int
    min_steps: int
    max_steps: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        min_side = self.min_side

        max_pixels = self.max_pixels

        auto_area = self.auto_area

        size_multiple = self.size_multiple

        min_frames = self.min_frames

        max_frames = self.max_frames

        min_steps = self.min_steps

        max_steps = self.max_steps

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "min_side": min_side,
                "max_pixels": max_pixels,
                "auto_area": auto_area,
                "size_multiple": size_multiple,
                "min_frames": min_frames,
                "max_frames": max_frames,
                "min_steps": min_steps,
                "max_steps": max_steps,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        min_side = d.pop("min_side")

        max_pixels = d.pop("max_pixels")

        auto_area = d.pop("auto_area")

        size_multiple = d.pop("size_multiple")

        min_frames = d.pop("min_frames")

        max_frames = d.pop("max_frames")

        min_steps = d.pop("min_steps")

        max_steps = d.pop("max_steps")

        model_limits = cls(
            min_side=min_side,
            max_pixels=max_pixels,
            auto_area=auto_area,
            size_multiple=size_multiple,
            min_frames=min_frames,
            max_frames=max_frames,
            min_steps=min_steps,
            max_steps=max_steps,
        )

        model_limits.additional_properties = d
        return model_limits

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
