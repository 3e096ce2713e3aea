from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="StatisticsWebhooks")


@_attrs_define
class StatisticsWebhooks:
    attempts: int
    """ Tries of deliveries in the time looked at. """
    failed_attempts: int
    pending: int
    oldest_pending_at: int | None
    paused_destinations: int
    disabled_endpoints: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        attempts = self.attempts

        failed_attempts = self.failed_attempts

        pending = self.pending

        oldest_pending_at: int | None
        oldest_pending_at = self.oldest_pending_at

        paused_destinations = self.paused_destinations

        disabled_endpoints = self.disabled_endpoints

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "attempts": attempts,
                "failed_attempts": failed_attempts,
                "pending": pending,
                "oldest_pending_at": oldest_pending_at,
                "paused_destinations": paused_destinations,
                "disabled_endpoints": disabled_endpoints,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        attempts = d.pop("attempts")

        failed_attempts = d.pop("failed_attempts")

        pending = d.pop("pending")

        def _parse_oldest_pending_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        oldest_pending_at = _parse_oldest_pending_at(d.pop("oldest_pending_at"))

        paused_destinations = d.pop("paused_destinations")

        disabled_endpoints = d.pop("disabled_endpoints")

        statistics_webhooks = cls(
            attempts=attempts,
            failed_attempts=failed_attempts,
            pending=pending,
            oldest_pending_at=oldest_pending_at,
            paused_destinations=paused_destinations,
            disabled_endpoints=disabled_endpoints,
        )

        statistics_webhooks.additional_properties = d
        return statistics_webhooks

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
