from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OperationsWorkersItemEnginesItem")


@_attrs_define
class OperationsWorkersItemEnginesItem:
    device: str
    device_class: None | str
    """ As in `speeds` of a model. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        device = self.device

        device_class: None | str
        device_class = self.device_class

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "device": device,
                "device_class": device_class,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        device = d.pop("device")

        def _parse_device_class(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        device_class = _parse_device_class(d.pop("device_class"))

        operations_workers_item_engines_item = cls(
            device=device,
            device_class=device_class,
        )

        operations_workers_item_engines_item.additional_properties = d
        return operations_workers_item_engines_item

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
