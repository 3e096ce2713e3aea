from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="StatisticsSeriesItem")


@_attrs_define
class StatisticsSeriesItem:
    at: int
    """ Seconds since 1970. """
    completed: int
    failed: int
    cancelled: int
    engine_seconds: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        at = self.at

        completed = self.completed

        failed = self.failed

        cancelled = self.cancelled

        engine_seconds = self.engine_seconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "at": at,
                "completed": completed,
                "failed": failed,
                "cancelled": cancelled,
                "engine_seconds": engine_seconds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = d.pop("at")

        completed = d.pop("completed")

        failed = d.pop("failed")

        cancelled = d.pop("cancelled")

        engine_seconds = d.pop("engine_seconds")

        statistics_series_item = cls(
            at=at,
            completed=completed,
            failed=failed,
            cancelled=cancelled,
            engine_seconds=engine_seconds,
        )

        statistics_series_item.additional_properties = d
        return statistics_series_item

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
