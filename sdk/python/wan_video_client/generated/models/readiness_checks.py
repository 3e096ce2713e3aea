from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ReadinessChecks")


@_attrs_define
class ReadinessChecks:
    """`ok`, or what is wrong."""

    process: str
    database: str
    migrations: str
    storage: str
    workers: str
    engines: str
    clock: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        process = self.process

        database = self.database

        migrations = self.migrations

        storage = self.storage

        workers = self.workers

        engines = self.engines

        clock = self.clock

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "process": process,
                "database": database,
                "migrations": migrations,
                "storage": storage,
                "workers": workers,
                "engines": engines,
                "clock": clock,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        process = d.pop("process")

        database = d.pop("database")

        migrations = d.pop("migrations")

        storage = d.pop("storage")

        workers = d.pop("workers")

        engines = d.pop("engines")

        clock = d.pop("clock")

        readiness_checks = cls(
            process=process,
            database=database,
            migrations=migrations,
            storage=storage,
            workers=workers,
            engines=engines,
            clock=clock,
        )

        readiness_checks.additional_properties = d
        return readiness_checks

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
