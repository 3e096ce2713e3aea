from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ModelCapabilitiesFrames")


@_attrs_define
class ModelCapabilitiesFrames:
    """Possible numbers of frames: `min`, `min + step` and so on up to `max`. Others are
    rounded.

    """

    default: int
    min_: int
    max_: int
    step: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        default = self.default

        min_ = self.min_

        max_ = self.max_

        step = self.step

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "default": default,
                "min": min_,
                "max": max_,
                "step": step,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        default = d.pop("default")

        min_ = d.pop("min")

        max_ = d.pop("max")

        step = d.pop("step")

        model_capabilities_frames = cls(
            default=default,
            min_=min_,
            max_=max_,
            step=step,
        )

        model_capabilities_frames.additional_properties = d
        return model_capabilities_frames

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
