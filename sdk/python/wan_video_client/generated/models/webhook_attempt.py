from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.webhook_event_type import WebhookEventType, check_webhook_event_type

T = TypeVar("T", bound="WebhookAttempt")


@_attrs_define
class WebhookAttempt:
    id: str
    object_: Literal["webhook_attempt"]
    created_at: int
    """ Seconds since 1970. """
    event_id: str
    event_type: WebhookEventType
    video_id: None | str
    """ Null for an event of a batch. """
    batch_id: None | str
    """ Null for an event of a video. """
    webhook_endpoint_id: None | str
    """ Null for the `webhook_url` of the video or the batch. """
    url: str
    attempt: int
    """ 1 is the first attempt. """
    duration_ms: int
    status_code: int | None
    error: None | str
    """ Why there was no answer. """
    response_body: None | str
    """ The first 4096 characters. """
    delivery_status: str
    """ One of: `pending`, `delivered`, `failed`. """
    next_attempt_at: int | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        object_ = self.object_

        created_at = self.created_at

        event_id = self.event_id

        event_type: str = self.event_type

        video_id: None | str
        video_id = self.video_id

        batch_id: None | str
        batch_id = self.batch_id

        webhook_endpoint_id: None | str
        webhook_endpoint_id = self.webhook_endpoint_id

        url = self.url

        attempt = self.attempt

        duration_ms = self.duration_ms

        status_code: int | None
        status_code = self.status_code

        error: None | str
        error = self.error

        response_body: None | str
        response_body = self.response_body

        delivery_status = self.delivery_status

        next_attempt_at: int | None
        next_attempt_at = self.next_attempt_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "object": object_,
                "created_at": created_at,
                "event_id": event_id,
                "event_type": event_type,
                "video_id": video_id,
                "batch_id": batch_id,
                "webhook_endpoint_id": webhook_endpoint_id,
                "url": url,
                "attempt": attempt,
                "duration_ms": duration_ms,
                "status_code": status_code,
                "error": error,
                "response_body": response_body,
                "delivery_status": delivery_status,
                "next_attempt_at": next_attempt_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        object_ = cast(Literal["webhook_attempt"], d.pop("object"))
        if object_ != "webhook_attempt":
            raise ValueError(f"object must match const 'webhook_attempt', got '{object_}'")

        created_at = d.pop("created_at")

        event_id = d.pop("event_id")

        event_type = check_webhook_event_type(d.pop("event_type"))

        def _parse_video_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        video_id = _parse_video_id(d.pop("video_id"))

        def _parse_batch_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        batch_id = _parse_batch_id(d.pop("batch_id"))

        def _parse_webhook_endpoint_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        webhook_endpoint_id = _parse_webhook_endpoint_id(d.pop("webhook_endpoint_id"))

        url = d.pop("url")

        attempt = d.pop("attempt")

        duration_ms = d.pop("duration_ms")

        def _parse_status_code(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        status_code = _parse_status_code(d.pop("status_code"))

        def _parse_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error = _parse_error(d.pop("error"))

        def _parse_response_body(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        response_body = _parse_response_body(d.pop("response_body"))

        delivery_status = d.pop("delivery_status")

        def _parse_next_attempt_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        next_attempt_at = _parse_next_attempt_at(d.pop("next_attempt_at"))

        webhook_attempt = cls(
            id=id,
            object_=object_,
            created_at=created_at,
            event_id=event_id,
            event_type=event_type,
            video_id=video_id,
            batch_id=batch_id,
            webhook_endpoint_id=webhook_endpoint_id,
            url=url,
            attempt=attempt,
            duration_ms=duration_ms,
            status_code=status_code,
            error=error,
            response_body=response_body,
            delivery_status=delivery_status,
            next_attempt_at=next_attempt_at,
        )

        webhook_attempt.additional_properties = d
        return webhook_attempt

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
