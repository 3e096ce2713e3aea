from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="TenantEffective")


@_attrs_define
class TenantEffective:
    """The limits in effect, from the tenant or the settings."""

    requests_per_minute: int
    request_burst: int
    max_running: int
    max_queued: int
    gpu_seconds_per_day: int
    upload_bytes_per_day: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        requests_per_minute = self.requests_per_minute

        request_burst = self.request_burst

        max_running = self.max_running

        max_queued = self.max_queued

        gpu_seconds_per_day = self.gpu_seconds_per_day

        upload_bytes_per_day = self.upload_bytes_per_day

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "requests_per_minute": requests_per_minute,
                "request_burst": request_burst,
                "max_running": max_running,
                "max_queued": max_queued,
                "gpu_seconds_per_day": gpu_seconds_per_day,
                "upload_bytes_per_day": upload_bytes_per_day,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        requests_per_minute = d.pop("requests_per_minute")

        request_burst = d.pop("request_burst")

        max_running = d.pop("max_running")

        max_queued = d.pop("max_queued")

        gpu_seconds_per_day = d.pop("gpu_seconds_per_day")

        upload_bytes_per_day = d.pop("upload_bytes_per_day")

        tenant_effective = cls(
            requests_per_minute=requests_per_minute,
            request_burst=request_burst,
            max_running=max_running,
            max_queued=max_queued,
            gpu_seconds_per_day=gpu_seconds_per_day,
            upload_bytes_per_day=upload_bytes_per_day,
        )

        tenant_effective.additional_properties = d
        return tenant_effective

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
