from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.operations_workers_item_engines_item import OperationsWorkersItemEnginesItem


T = TypeVar("T", bound="OperationsWorkersItem")


@_attrs_define
class OperationsWorkersItem:
    id: str
    host: str
    engines: list[OperationsWorkersItemEnginesItem]
    models: list[str]
    paused_reason: None | str
    """ Why it takes no videos now, as `<fault>: <reason>`; null while it takes them. """
    started_at: int
    """ Seconds since 1970. """
    last_seen_at: int
    """ Seconds since 1970. """
    alive: bool
    """ Whether its heartbeat is recent. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        host = self.host

        engines = []
        for engines_item_data in self.engines:
            engines_item = engines_item_data.to_dict()
            engines.append(engines_item)

        models = self.models

        paused_reason: None | str
        paused_reason = self.paused_reason

        started_at = self.started_at

        last_seen_at = self.last_seen_at

        alive = self.alive

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "host": host,
                "engines": engines,
                "models": models,
                "paused_reason": paused_reason,
                "started_at": started_at,
                "last_seen_at": last_seen_at,
                "alive": alive,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.operations_workers_item_engines_item import OperationsWorkersItemEnginesItem  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        host = d.pop("host")

        engines = []
        _engines = d.pop("engines")
        for engines_item_data in _engines:
            engines_item = OperationsWorkersItemEnginesItem.from_dict(engines_item_data)

            engines.append(engines_item)

        models = cast(list[str], d.pop("models"))

        def _parse_paused_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        paused_reason = _parse_paused_reason(d.pop("paused_reason"))

        started_at = d.pop("started_at")

        last_seen_at = d.pop("last_seen_at")

        alive = d.pop("alive")

        operations_workers_item = cls(
            id=id,
            host=host,
            engines=engines,
            models=models,
            paused_reason=paused_reason,
            started_at=started_at,
            last_seen_at=last_seen_at,
            alive=alive,
        )

        operations_workers_item.additional_properties = d
        return operations_workers_item

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
