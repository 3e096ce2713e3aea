from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ManifestLorasItem")


@_attrs_define
class ManifestLorasItem:
    file: str
    expert: str
    """ One of: `transformer`, `transformer_2`. """
    strength: float
    name: str | Unset = UNSET
    """ That of the request which asked for it. Absent for those of the model itself. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file = self.file

        expert = self.expert

        strength = self.strength

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
                "expert": expert,
                "strength": strength,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file = d.pop("file")

        expert = d.pop("expert")

        strength = d.pop("strength")

        name = d.pop("name", UNSET)

        manifest_loras_item = cls(
            file=file,
            expert=expert,
            strength=strength,
            name=name,
        )

        manifest_loras_item.additional_properties = d
        return manifest_loras_item

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
