from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="UsageDaysItem")


@_attrs_define
class UsageDaysItem:
    day: datetime.date
    gpu_seconds: float
    upload_bytes: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        day = self.day.isoformat()

        gpu_seconds = self.gpu_seconds

        upload_bytes = self.upload_bytes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "day": day,
                "gpu_seconds": gpu_seconds,
                "upload_bytes": upload_bytes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        day = datetime.date.fromisoformat(d.pop("day"))

        gpu_seconds = d.pop("gpu_seconds")

        upload_bytes = d.pop("upload_bytes")

        usage_days_item = cls(
            day=day,
            gpu_seconds=gpu_seconds,
            upload_bytes=upload_bytes,
        )

        usage_days_item.additional_properties = d
        return usage_days_item

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
