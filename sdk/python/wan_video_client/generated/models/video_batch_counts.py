from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="VideoBatchCounts")


@_attrs_define
class VideoBatchCounts:
    """Number of items in each status, and in total."""

    total: int
    queued: int
    in_progress: int
    completed: int
    failed: int
    cancelled: int
    rejected: int
    deleted: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        total = self.total

        queued = self.queued

        in_progress = self.in_progress

        completed = self.completed

        failed = self.failed

        cancelled = self.cancelled

        rejected = self.rejected

        deleted = self.deleted

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "total": total,
                "queued": queued,
                "in_progress": in_progress,
                "completed": completed,
                "failed": failed,
                "cancelled": cancelled,
                "rejected": rejected,
                "deleted": deleted,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        total = d.pop("total")

        queued = d.pop("queued")

        in_progress = d.pop("in_progress")

        completed = d.pop("completed")

        failed = d.pop("failed")

        cancelled = d.pop("cancelled")

        rejected = d.pop("rejected")

        deleted = d.pop("deleted")

        video_batch_counts = cls(
            total=total,
            queued=queued,
            in_progress=in_progress,
            completed=completed,
            failed=failed,
            cancelled=cancelled,
            rejected=rejected,
            deleted=deleted,
        )

        video_batch_counts.additional_properties = d
        return video_batch_counts

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
