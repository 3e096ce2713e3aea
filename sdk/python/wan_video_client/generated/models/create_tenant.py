from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="CreateTenant")


@_attrs_define
class CreateTenant:
    id: str
    name: str | Unset = UNSET
    priority: int | Unset = UNSET
    requests_per_minute: int | None | Unset = UNSET
    request_burst: int | None | Unset = UNSET
    max_running: int | None | Unset = UNSET
    max_queued: int | None | Unset = UNSET
    gpu_seconds_per_day: int | None | Unset = UNSET
    upload_bytes_per_day: int | None | Unset = UNSET
    loras: list[str] | None | Unset = UNSET
    """ The LoRAs that its requests may name; null for all. """

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        priority = self.priority

        requests_per_minute: int | None | Unset
        if isinstance(self.requests_per_minute, Unset):
            requests_per_minute = UNSET
        else:
            requests_per_minute = self.requests_per_minute

        request_burst: int | None | Unset
        if isinstance(self.request_burst, Unset):
            request_burst = UNSET
        else:
            request_burst = self.request_burst

        max_running: int | None | Unset
        if isinstance(self.max_running, Unset):
            max_running = UNSET
        else:
            max_running = self.max_running

        max_queued: int | None | Unset
        if isinstance(self.max_queued, Unset):
            max_queued = UNSET
        else:
            max_queued = self.max_queued

        gpu_seconds_per_day: int | None | Unset
        if isinstance(self.gpu_seconds_per_day, Unset):
            gpu_seconds_per_day = UNSET
        else:
            gpu_seconds_per_day = self.gpu_seconds_per_day

        upload_bytes_per_day: int | None | Unset
        if isinstance(self.upload_bytes_per_day, Unset):
            upload_bytes_per_day = UNSET
        else:
            upload_bytes_per_day = self.upload_bytes_per_day

        loras: list[str] | None | Unset
        if isinstance(self.loras, Unset):
            loras = UNSET
        elif isinstance(self.loras, list):
            loras = self.loras

        else:
            loras = self.loras

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if priority is not UNSET:
            field_dict["priority"] = priority
        if requests_per_minute is not UNSET:
            field_dict["requests_per_minute"] = requests_per_minute
        if request_burst is not UNSET:
            field_dict["request_burst"] = request_burst
        if max_running is not UNSET:
            field_dict["max_running"] = max_running
        if max_queued is not UNSET:
            field_dict["max_queued"] = max_queued
        if gpu_seconds_per_day is not UNSET:
            field_dict["gpu_seconds_per_day"] = gpu_seconds_per_day
        if upload_bytes_per_day is not UNSET:
            field_dict["upload_bytes_per_day"] = upload_bytes_per_day
        if loras is not UNSET:
            field_dict["loras"] = loras

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name", UNSET)

        priority = d.pop("priority", UNSET)

        def _parse_requests_per_minute(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        requests_per_minute = _parse_requests_per_minute(d.pop("requests_per_minute", UNSET))

        def _parse_request_burst(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        request_burst = _parse_request_burst(d.pop("request_burst", UNSET))

        def _parse_max_running(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_running = _parse_max_running(d.pop("max_running", UNSET))

        def _parse_max_queued(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_queued = _parse_max_queued(d.pop("max_queued", UNSET))

        def _parse_gpu_seconds_per_day(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        gpu_seconds_per_day = _parse_gpu_seconds_per_day(d.pop("gpu_seconds_per_day", UNSET))

        def _parse_upload_bytes_per_day(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        upload_bytes_per_day = _parse_upload_bytes_per_day(d.pop("upload_bytes_per_day", UNSET))

        def _parse_loras(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                loras_type_0 = cast(list[str], data)

                return loras_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        loras = _parse_loras(d.pop("loras", UNSET))

        create_tenant = cls(
            id=id,
            name=name,
            priority=priority,
            requests_per_minute=requests_per_minute,
            request_burst=request_burst,
            max_running=max_running,
            max_queued=max_queued,
            gpu_seconds_per_day=gpu_seconds_per_day,
            upload_bytes_per_day=upload_bytes_per_day,
            loras=loras,
        )

        return create_tenant
