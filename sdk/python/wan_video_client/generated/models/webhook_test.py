from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.webhook_event_type import WebhookEventType, check_webhook_event_type

T = TypeVar("T", bound="WebhookTest")


@_attrs_define
class WebhookTest:
    object_: Literal["webhook_endpoint.test"]
    event_type: WebhookEventType
    status_code: int
    success: bool
    webhook_endpoint_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        object_ = self.object_

        event_type: str = self.event_type

        status_code = self.status_code

        success = self.success

        webhook_endpoint_id = self.webhook_endpoint_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "object": object_,
                "event_type": event_type,
                "status_code": status_code,
                "success": success,
                "webhook_endpoint_id": webhook_endpoint_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        object_ = cast(Literal["webhook_endpoint.test"], d.pop("object"))
        if object_ != "webhook_endpoint.test":
            raise ValueError(f"object must match const 'webhook_endpoint.test', got '{object_}'")

        event_type = check_webhook_event_type(d.pop("event_type"))

        status_code = d.pop("status_code")

        success = d.pop("success")

        webhook_endpoint_id = d.pop("webhook_endpoint_id")

        webhook_test = cls(
            object_=object_,
            event_type=event_type,
            status_code=status_code,
            success=success,
            webhook_endpoint_id=webhook_endpoint_id,
        )

        webhook_test.additional_properties = d
        return webhook_test

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
