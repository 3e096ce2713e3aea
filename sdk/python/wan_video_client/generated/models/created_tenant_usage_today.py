from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="CreatedTenantUsageToday")


@_attrs_define
class CreatedTenantUsageToday:
    """Since midnight UTC, including what is charged for queued and running videos."""

    gpu_seconds: float
    upload_bytes: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        gpu_seconds = self.gpu_seconds

        upload_bytes = self.upload_bytes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "gpu_seconds": gpu_seconds,
                "upload_bytes": upload_bytes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        gpu_seconds = d.pop("gpu_seconds")

        upload_bytes = d.pop("upload_bytes")

        created_tenant_usage_today = cls(
            gpu_seconds=gpu_seconds,
            upload_bytes=upload_bytes,
        )

        created_tenant_usage_today.additional_properties = d
        return created_tenant_usage_today

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
