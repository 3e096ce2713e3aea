from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.wan_21_status_results_type_0 import Wan21StatusResultsType0


T = TypeVar("T", bound="Wan21Status")


@_attrs_define
class Wan21Status:
    status: str
    """ One of: `InQueue`, `InProgress`, `Succeed`, `Failed`, `Cancelled`. """
    reason: None | str
    results: None | Wan21StatusResultsType0
    queue_position: int | None
    """ 1 is the next to start. """
    position: int | None
    """ The same. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.wan_21_status_results_type_0 import Wan21StatusResultsType0  # noqa: PLC0415

        status = self.status

        reason: None | str
        reason = self.reason

        results: dict[str, Any] | None
        if isinstance(self.results, Wan21StatusResultsType0):
            results = self.results.to_dict()
        else:
            results = self.results

        queue_position: int | None
        queue_position = self.queue_position

        position: int | None
        position = self.position

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
                "reason": reason,
                "results": results,
                "queue_position": queue_position,
                "position": position,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.wan_21_status_results_type_0 import Wan21StatusResultsType0  # noqa: PLC0415

        d = dict(src_dict)
        status = d.pop("status")

        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))

        def _parse_results(data: object) -> None | Wan21StatusResultsType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                results_type_0 = Wan21StatusResultsType0.from_dict(data)

                return results_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Wan21StatusResultsType0, data)

        results = _parse_results(d.pop("results"))

        def _parse_queue_position(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        queue_position = _parse_queue_position(d.pop("queue_position"))

        def _parse_position(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        position = _parse_position(d.pop("position"))

        wan_21_status = cls(
            status=status,
            reason=reason,
            results=results,
            queue_position=queue_position,
            position=position,
        )

        wan_21_status.additional_properties = d
        return wan_21_status

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
