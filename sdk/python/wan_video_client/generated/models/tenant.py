from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.tenant_effective import TenantEffective
    from ..models.tenant_usage_today import TenantUsageToday


T = TypeVar("T", bound="Tenant")


@_attrs_define
class Tenant:
    id: str
    object_: Literal["tenant"]
    name: str
    priority: int
    """ Higher tiers start first. """
    created_at: int
    """ Seconds since 1970. """
    requests_per_minute: int | None
    request_burst: int | None
    max_running: int | None
    max_queued: int | None
    gpu_seconds_per_day: int | None
    upload_bytes_per_day: int | None
    loras: list[str] | None
    """ The LoRAs that its requests may name; null for all. """
    effective: TenantEffective
    """ The limits in effect, from the tenant or the settings. """
    usage_today: TenantUsageToday
    """ Since midnight UTC, including what is charged for queued and running videos. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        object_ = self.object_

        name = self.name

        priority = self.priority

        created_at = self.created_at

        requests_per_minute: int | None
        requests_per_minute = self.requests_per_minute

        request_burst: int | None
        request_burst = self.request_burst

        max_running: int | None
        max_running = self.max_running

        max_queued: int | None
        max_queued = self.max_queued

        gpu_seconds_per_day: int | None
        gpu_seconds_per_day = self.gpu_seconds_per_day

        upload_bytes_per_day: int | None
        upload_bytes_per_day = self.upload_bytes_per_day

        loras: list[str] | None
        if isinstance(self.loras, list):
            loras = self.loras

        else:
            loras = self.loras

        effective = self.effective.to_dict()

        usage_today = self.usage_today.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "object": object_,
                "name": name,
                "priority": priority,
                "created_at": created_at,
                "requests_per_minute": requests_per_minute,
                "request_burst": request_burst,
                "max_running": max_running,
                "max_queued": max_queued,
                "gpu_seconds_per_day": gpu_seconds_per_day,
                "upload_bytes_per_day": upload_bytes_per_day,
                "loras": loras,
                "effective": effective,
                "usage_today": usage_today,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.tenant_effective import TenantEffective  # noqa: PLC0415
        from ..models.tenant_usage_today import TenantUsageToday  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        object_ = cast(Literal["tenant"], d.pop("object"))
        if object_ != "tenant":
            raise ValueError(f"object must match const 'tenant', got '{object_}'")

        name = d.pop("name")

        priority = d.pop("priority")

        created_at = d.pop("created_at")

        def _parse_requests_per_minute(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        requests_per_minute = _parse_requests_per_minute(d.pop("requests_per_minute"))

        def _parse_request_burst(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        request_burst = _parse_request_burst(d.pop("request_burst"))

        def _parse_max_running(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        max_running = _parse_max_running(d.pop("max_running"))

        def _parse_max_queued(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        max_queued = _parse_max_queued(d.pop("max_queued"))

        def _parse_gpu_seconds_per_day(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        gpu_seconds_per_day = _parse_gpu_seconds_per_day(d.pop("gpu_seconds_per_day"))

        def _parse_upload_bytes_per_day(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        upload_bytes_per_day = _parse_upload_bytes_per_day(d.pop("upload_bytes_per_day"))

        def _parse_loras(data: object) -> list[str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                loras_type_0 = cast(list[str], data)

                return loras_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None, data)

        loras = _parse_loras(d.pop("loras"))

        effective = TenantEffective.from_dict(d.pop("effective"))

        usage_today = TenantUsageToday.from_dict(d.pop("usage_today"))

        tenant = cls(
            id=id,
            object_=object_,
            name=name,
            priority=priority,
            created_at=created_at,
            requests_per_minute=requests_per_minute,
            request_burst=request_burst,
            max_running=max_running,
            max_queued=max_queued,
            gpu_seconds_per_day=gpu_seconds_per_day,
            upload_bytes_per_day=upload_bytes_per_day,
            loras=loras,
            effective=effective,
            usage_today=usage_today,
        )

        tenant.additional_properties = d
        return tenant

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
