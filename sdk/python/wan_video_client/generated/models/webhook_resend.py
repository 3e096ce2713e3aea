from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="WebhookResend")


@_attrs_define
class WebhookResend:
    object_: Literal["webhook_endpoint.resend"]
    event_id: str
    webhook_endpoint_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        object_ = self.object_

        event_id = self.event_id

        webhook_endpoint_id = self.webhook_endpoint_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "object": object_,
                "event_id": event_id,
                "webhook_endpoint_id": webhook_endpoint_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        object_ = cast(Literal["webhook_endpoint.resend"], d.pop("object"))
        if object_ != "webhook_endpoint.resend":
            raise ValueError(f"object must match const 'webhook_endpoint.resend', got '{object_}'")

        event_id = d.pop("event_id")

        webhook_endpoint_id = d.pop("webhook_endpoint_id")

        webhook_resend = cls(
            object_=object_,
            event_id=event_id,
            webhook_endpoint_id=webhook_endpoint_id,
        )

        webhook_resend.additional_properties = d
        return webhook_resend

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
