from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.webhook_event_type import WebhookEventType, check_webhook_event_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.webhook_headers import WebhookHeaders


T = TypeVar("T", bound="CreateWebhookEndpoint")


@_attrs_define
class CreateWebhookEndpoint:
    event_types: list[WebhookEventType]
    name: str
    url: str
    """ http or https, without credentials; its host in ASCII (`xn--…`). """
    headers: WebhookHeaders | Unset = UNSET
    """ Sent with every delivery. Headers that HTTP or the signature needs cannot be set. """
    disabled: bool | Unset = UNSET
    """ A disabled endpoint receives nothing; `recover` delivers what it missed. """

    def to_dict(self) -> dict[str, Any]:
        event_types = []
        for componentsschemas_webhook_event_types_item_data in self.event_types:
            componentsschemas_webhook_event_types_item: str = componentsschemas_webhook_event_types_item_data
            event_types.append(componentsschemas_webhook_event_types_item)

        name = self.name

        url = self.url

        headers: dict[str, Any] | Unset = UNSET
        if not isinstance(self.headers, Unset):
            headers = self.headers.to_dict()

        disabled = self.disabled

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "event_types": event_types,
                "name": name,
                "url": url,
            }
        )
        if headers is not UNSET:
            field_dict["headers"] = headers
        if disabled is not UNSET:
            field_dict["disabled"] = disabled

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.webhook_headers import WebhookHeaders  # noqa: PLC0415

        d = dict(src_dict)
        event_types = []
        _event_types = d.pop("event_types")
        for componentsschemas_webhook_event_types_item_data in _event_types:
            componentsschemas_webhook_event_types_item = check_webhook_event_type(
                componentsschemas_webhook_event_types_item_data
            )

            event_types.append(componentsschemas_webhook_event_types_item)

        name = d.pop("name")

        url = d.pop("url")

        _headers = d.pop("headers", UNSET)
        headers: WebhookHeaders | Unset
        if isinstance(_headers, Unset):
            headers = UNSET
        else:
            headers = WebhookHeaders.from_dict(_headers)

        disabled = d.pop("disabled", UNSET)

        create_webhook_endpoint = cls(
            event_types=event_types,
            name=name,
            url=url,
            headers=headers,
            disabled=disabled,
        )

        return create_webhook_endpoint
