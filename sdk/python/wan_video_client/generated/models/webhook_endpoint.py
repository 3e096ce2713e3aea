from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.webhook_event_type import WebhookEventType, check_webhook_event_type

if TYPE_CHECKING:
    from ..models.webhook_endpoint_headers import WebhookEndpointHeaders


T = TypeVar("T", bound="WebhookEndpoint")


@_attrs_define
class WebhookEndpoint:
    id: str
    object_: Literal["webhook_endpoint"]
    created_at: int
    """ Seconds since 1970. """
    updated_at: int
    """ Seconds since 1970. """
    name: str
    url: str
    event_types: list[WebhookEventType]
    headers: WebhookEndpointHeaders
    disabled: bool
    disabled_reason: None | str
    """ `gone`: the address answered 410. `failing`: for 120 hours every attempt failed. Either
    is told by the event `webhook_endpoint.disabled` in the feed; `disabled: false` enables
    the endpoint again, and a recovery sends what it has missed. One of: `gone`, `failing`, `null`. """
    signing_secret_hint: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        object_ = self.object_

        created_at = self.created_at

        updated_at = self.updated_at

        name = self.name

        url = self.url

        event_types = []
        for event_types_item_data in self.event_types:
            event_types_item: str = event_types_item_data
            event_types.append(event_types_item)

        headers = self.headers.to_dict()

        disabled = self.disabled

        disabled_reason: None | str
        disabled_reason = self.disabled_reason

        signing_secret_hint: None | str
        signing_secret_hint = self.signing_secret_hint

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "object": object_,
                "created_at": created_at,
                "updated_at": updated_at,
                "name": name,
                "url": url,
                "event_types": event_types,
                "headers": headers,
                "disabled": disabled,
                "disabled_reason": disabled_reason,
                "signing_secret_hint": signing_secret_hint,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.webhook_endpoint_headers import WebhookEndpointHeaders  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        object_ = cast(Literal["webhook_endpoint"], d.pop("object"))
        if object_ != "webhook_endpoint":
            raise ValueError(f"object must match const 'webhook_endpoint', got '{object_}'")

        created_at = d.pop("created_at")

        updated_at = d.pop("updated_at")

        name = d.pop("name")

        url = d.pop("url")

        event_types = []
        _event_types = d.pop("event_types")
        for event_types_item_data in _event_types:
            event_types_item = check_webhook_event_type(event_types_item_data)

            event_types.append(event_types_item)

        headers = WebhookEndpointHeaders.from_dict(d.pop("headers"))

        disabled = d.pop("disabled")

        def _parse_disabled_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        disabled_reason = _parse_disabled_reason(d.pop("disabled_reason"))

        def _parse_signing_secret_hint(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        signing_secret_hint = _parse_signing_secret_hint(d.pop("signing_secret_hint"))

        webhook_endpoint = cls(
            id=id,
            object_=object_,
            created_at=created_at,
            updated_at=updated_at,
            name=name,
            url=url,
            event_types=event_types,
            headers=headers,
            disabled=disabled,
            disabled_reason=disabled_reason,
            signing_secret_hint=signing_secret_hint,
        )

        webhook_endpoint.additional_properties = d
        return webhook_endpoint

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
