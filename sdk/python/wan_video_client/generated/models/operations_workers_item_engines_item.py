from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OperationsWorkersItemEnginesItem")


@_attrs_define
class OperationsWorkersItemEnginesItem:
    name: str
    device: str
    device_class: None | str
    """ As in `speeds` of a model. """
    fault: None | str
    """ Why it cannot work, in one line; null while it can. """
    model: None | str
    """ The model of its current or last run; null before the first. """
    step_seconds: float | None
    """ Seconds of the latest step; null before the first. """
    resident_bytes: int | None
    """ Memory of the machine that its process holds. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        device = self.device

        device_class: None | str
        device_class = self.device_class

        fault: None | str
        fault = self.fault

        model: None | str
        model = self.model

        step_seconds: float | None
        step_seconds = self.step_seconds

        resident_bytes: int | None
        resident_bytes = self.resident_bytes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "device": device,
                "device_class": device_class,
                "fault": fault,
                "model": model,
                "step_seconds": step_seconds,
                "resident_bytes": resident_bytes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        device = d.pop("device")

        def _parse_device_class(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        device_class = _parse_device_class(d.pop("device_class"))

        def _parse_fault(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        fault = _parse_fault(d.pop("fault"))

        def _parse_model(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        model = _parse_model(d.pop("model"))

        def _parse_step_seconds(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        step_seconds = _parse_step_seconds(d.pop("step_seconds"))

        def _parse_resident_bytes(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        resident_bytes = _parse_resident_bytes(d.pop("resident_bytes"))

        operations_workers_item_engines_item = cls(
            name=name,
            device=device,
            device_class=device_class,
            fault=fault,
            model=model,
            step_seconds=step_seconds,
            resident_bytes=resident_bytes,
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
