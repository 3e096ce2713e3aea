from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.event_data import EventData


T = TypeVar("T", bound="Event")


@_attrs_define
class Event:
    id: str
    """ The same in streams, in the feed and as `webhook-id`. """
    object_: Literal["event"]
    created_at: int
    """ Seconds since 1970. """
    type_: str
    """ `video.retrying` follows a temporary failure; `video.released` means that the worker
    stopped and the video returned to the queue. `webhook_endpoint.disabled`: the service
    has disabled an endpoint, whose `disabled_reason` says why. One of: `video.completed`, `video.failed`,
    `video.cancelled`, `video.queued`, `video.started`, `video.retrying`, `video.released`, `video.expired`,
    `batch.completed`, `video.deleted`, `webhook_endpoint.disabled`. """
    data: EventData
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        object_ = self.object_

        created_at = self.created_at

        type_ = self.type_

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "object": object_,
                "created_at": created_at,
                "type": type_,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_data import EventData  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        object_ = cast(Literal["event"], d.pop("object"))
        if object_ != "event":
            raise ValueError(f"object must match const 'event', got '{object_}'")

        created_at = d.pop("created_at")

        type_ = d.pop("type")

        data = EventData.from_dict(d.pop("data"))

        event = cls(
            id=id,
            object_=object_,
            created_at=created_at,
            type_=type_,
            data=data,
        )

        event.additional_properties = d
        return event

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
