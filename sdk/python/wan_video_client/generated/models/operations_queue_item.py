from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OperationsQueueItem")


@_attrs_define
class OperationsQueueItem:
    tenant_id: str
    model: str
    queued: int
    running: int
    oldest_queued_at: int | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tenant_id = self.tenant_id

        model = self.model

        queued = self.queued

        running = self.running

        oldest_queued_at: int | None
        oldest_queued_at = self.oldest_queued_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tenant_id": tenant_id,
                "model": model,
                "queued": queued,
                "running": running,
                "oldest_queued_at": oldest_queued_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        tenant_id = d.pop("tenant_id")

        model = d.pop("model")

        queued = d.pop("queued")

        running = d.pop("running")

        def _parse_oldest_queued_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        oldest_queued_at = _parse_oldest_queued_at(d.pop("oldest_queued_at"))

        operations_queue_item = cls(
            tenant_id=tenant_id,
            model=model,
            queued=queued,
            running=running,
            oldest_queued_at=oldest_queued_at,
        )

        operations_queue_item.additional_properties = d
        return operations_queue_item

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
