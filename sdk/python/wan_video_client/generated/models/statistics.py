from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.statistics_models_item import StatisticsModelsItem
    from ..models.statistics_series_item import StatisticsSeriesItem
    from ..models.statistics_storage import StatisticsStorage
    from ..models.statistics_webhooks import StatisticsWebhooks


T = TypeVar("T", bound="Statistics")


@_attrs_define
class Statistics:
    object_: Literal["statistics"]
    from_: int
    """ Seconds since 1970. """
    to: int
    """ Seconds since 1970. """
    period_seconds: float
    """ Length of a period of `series`. """
    series: list[StatisticsSeriesItem]
    """ Videos by the period in which they ended, oldest first. """
    models: list[StatisticsModelsItem]
    """ Completed runs by model; reused results are left out. """
    webhooks: StatisticsWebhooks
    storage: StatisticsStorage
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        object_ = self.object_

        from_ = self.from_

        to = self.to

        period_seconds = self.period_seconds

        series = []
        for series_item_data in self.series:
            series_item = series_item_data.to_dict()
            series.append(series_item)

        models = []
        for models_item_data in self.models:
            models_item = models_item_data.to_dict()
            models.append(models_item)

        webhooks = self.webhooks.to_dict()

        storage = self.storage.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "object": object_,
                "from": from_,
                "to": to,
                "period_seconds": period_seconds,
                "series": series,
                "models": models,
                "webhooks": webhooks,
                "storage": storage,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.statistics_models_item import StatisticsModelsItem  # noqa: PLC0415
        from ..models.statistics_series_item import StatisticsSeriesItem  # noqa: PLC0415
        from ..models.statistics_storage import StatisticsStorage  # noqa: PLC0415
        from ..models.statistics_webhooks import StatisticsWebhooks  # noqa: PLC0415

        d = dict(src_dict)
        object_ = cast(Literal["statistics"], d.pop("object"))
        if object_ != "statistics":
            raise ValueError(f"object must match const 'statistics', got '{object_}'")

        from_ = d.pop("from")

        to = d.pop("to")

        period_seconds = d.pop("period_seconds")

        series = []
        _series = d.pop("series")
        for series_item_data in _series:
            series_item = StatisticsSeriesItem.from_dict(series_item_data)

            series.append(series_item)

        models = []
        _models = d.pop("models")
        for models_item_data in _models:
            models_item = StatisticsModelsItem.from_dict(models_item_data)

            models.append(models_item)

        webhooks = StatisticsWebhooks.from_dict(d.pop("webhooks"))

        storage = StatisticsStorage.from_dict(d.pop("storage"))

        statistics = cls(
            object_=object_,
            from_=from_,
            to=to,
            period_seconds=period_seconds,
            series=series,
            models=models,
            webhooks=webhooks,
            storage=storage,
        )

        statistics.additional_properties = d
        return statistics

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
