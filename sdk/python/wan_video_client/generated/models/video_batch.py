from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.batch_item import BatchItem
    from ..models.video_batch_counts import VideoBatchCounts
    from ..models.video_batch_metadata import VideoBatchMetadata


T = TypeVar("T", bound="VideoBatch")


@_attrs_define
class VideoBatch:
    id: str
    object_: Literal["video.batch"]
    status: str
    """ `completed` when all of its videos have ended, in whatever way. One of: `in_progress`, `completed`. """
    created_at: int
    """ Seconds since 1970. """
    completed_at: int | None
    cancel_requested_at: int | None
    counts: VideoBatchCounts
    """ Number of items in each status, and in total. """
    metadata: VideoBatchMetadata
    webhook_url: None | str
    items: list[BatchItem]
    """ In the order of the request. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        object_ = self.object_

        status = self.status

        created_at = self.created_at

        completed_at: int | None
        completed_at = self.completed_at

        cancel_requested_at: int | None
        cancel_requested_at = self.cancel_requested_at

        counts = self.counts.to_dict()

        metadata = self.metadata.to_dict()

        webhook_url: None | str
        webhook_url = self.webhook_url

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "object": object_,
                "status": status,
                "created_at": created_at,
                "completed_at": completed_at,
                "cancel_requested_at": cancel_requested_at,
                "counts": counts,
                "metadata": metadata,
                "webhook_url": webhook_url,
                "items": items,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.batch_item import BatchItem  # noqa: PLC0415
        from ..models.video_batch_counts import VideoBatchCounts  # noqa: PLC0415
        from ..models.video_batch_metadata import VideoBatchMetadata  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        object_ = cast(Literal["video.batch"], d.pop("object"))
        if object_ != "video.batch":
            raise ValueError(f"object must match const 'video.batch', got '{object_}'")

        status = d.pop("status")

        created_at = d.pop("created_at")

        def _parse_completed_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        completed_at = _parse_completed_at(d.pop("completed_at"))

        def _parse_cancel_requested_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        cancel_requested_at = _parse_cancel_requested_at(d.pop("cancel_requested_at"))

        counts = VideoBatchCounts.from_dict(d.pop("counts"))

        metadata = VideoBatchMetadata.from_dict(d.pop("metadata"))

        def _parse_webhook_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        webhook_url = _parse_webhook_url(d.pop("webhook_url"))

        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = BatchItem.from_dict(items_item_data)

            items.append(items_item)

        video_batch = cls(
            id=id,
            object_=object_,
            status=status,
            created_at=created_at,
            completed_at=completed_at,
            cancel_requested_at=cancel_requested_at,
            counts=counts,
            metadata=metadata,
            webhook_url=webhook_url,
            items=items,
        )

        video_batch.additional_properties = d
        return video_batch

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
