from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="UsedLora")


@_attrs_define
class UsedLora:
    name: str
    strength: float
    strength_2: float | None
    """ For the second transformer; null for models with one. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        strength = self.strength

        strength_2: float | None
        strength_2 = self.strength_2

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "strength": strength,
                "strength_2": strength_2,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        strength = d.pop("strength")

        def _parse_strength_2(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        strength_2 = _parse_strength_2(d.pop("strength_2"))

        used_lora = cls(
            name=name,
            strength=strength,
            strength_2=strength_2,
        )

        used_lora.additional_properties = d
        return used_lora

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
