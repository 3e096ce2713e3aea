from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.create_file_expires_after_type_0_anchor import (
    CreateFileExpiresAfterType0Anchor,
    check_create_file_expires_after_type_0_anchor,
)

T = TypeVar("T", bound="CreateFileExpiresAfterType0")


@_attrs_define
class CreateFileExpiresAfterType0:
    anchor: CreateFileExpiresAfterType0Anchor
    seconds: int | str
    """ From 3600 to 2592000. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        anchor: str = self.anchor

        seconds: int | str
        seconds = self.seconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "anchor": anchor,
                "seconds": seconds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        anchor = check_create_file_expires_after_type_0_anchor(d.pop("anchor"))

        def _parse_seconds(data: object) -> int | str:
            return cast(int | str, data)

        seconds = _parse_seconds(d.pop("seconds"))

        create_file_expires_after_type_0 = cls(
            anchor=anchor,
            seconds=seconds,
        )

        create_file_expires_after_type_0.additional_properties = d
        return create_file_expires_after_type_0

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
