from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="StatisticsModelsItem")


@_attrs_define
class StatisticsModelsItem:
    model: str
    runs: int
    mean_seconds: float
    """ From the start of the last attempt to the end. """
    p95_seconds: float
    mean_wait_seconds: float
    """ From the creation to the start. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        model = self.model

        runs = self.runs

        mean_seconds = self.mean_seconds

        p95_seconds = self.p95_seconds

        mean_wait_seconds = self.mean_wait_seconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "model": model,
                "runs": runs,
                "mean_seconds": mean_seconds,
                "p95_seconds": p95_seconds,
                "mean_wait_seconds": mean_wait_seconds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        model = d.pop("model")

        runs = d.pop("runs")

        mean_seconds = d.pop("mean_seconds")

        p95_seconds = d.pop("p95_seconds")

        mean_wait_seconds = d.pop("mean_wait_seconds")

        statistics_models_item = cls(
            model=model,
            runs=runs,
            mean_seconds=mean_seconds,
            p95_seconds=p95_seconds,
            mean_wait_seconds=mean_wait_seconds,
        )

        statistics_models_item.additional_properties = d
        return statistics_models_item

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
