from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="WebhookRecovery")


@_attrs_define
class WebhookRecovery:
    object_: Literal["webhook_endpoint.recovery"]
    webhook_endpoint_id: str
    since: int
    """ Seconds since 1970. """
    deliveries: int
    has_more: bool
    """ Whether there are more missed events. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        object_ = self.object_

        webhook_endpoint_id = self.webhook_endpoint_id

        since = self.since

        deliveries = self.deliveries

        has_more = self.has_more

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "object": object_,
                "webhook_endpoint_id": webhook_endpoint_id,
                "since": since,
                "deliveries": deliveries,
                "has_more": has_more,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        object_ = cast(Literal["webhook_endpoint.recovery"], d.pop("object"))
        if object_ != "webhook_endpoint.recovery":
            raise ValueError(f"object must match const 'webhook_endpoint.recovery', got '{object_}'")

        webhook_endpoint_id = d.pop("webhook_endpoint_id")

        since = d.pop("since")

        deliveries = d.pop("deliveries")

        has_more = d.pop("has_more")

        webhook_recovery = cls(
            object_=object_,
            webhook_endpoint_id=webhook_endpoint_id,
            since=since,
            deliveries=deliveries,
            has_more=has_more,
        )

        webhook_recovery.additional_properties = d
        return webhook_recovery

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
