from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.batch_item_error_type_0 import BatchItemErrorType0


T = TypeVar("T", bound="BatchItem")


@_attrs_define
class BatchItem:
    index: int
    """ Position in the request. """
    video_id: None | str
    """ Null when the item was rejected. """
    status: str
    """ Status of its video, with `cancelled` apart from `failed`; `rejected` if no video was
    created, `deleted` if the video was deleted. One of: `queued`, `in_progress`, `completed`, `failed`,
    `cancelled`, `rejected`, `deleted`. """
    error: BatchItemErrorType0 | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.batch_item_error_type_0 import BatchItemErrorType0  # noqa: PLC0415

        index = self.index

        video_id: None | str
        video_id = self.video_id

        status = self.status

        error: dict[str, Any] | None
        if isinstance(self.error, BatchItemErrorType0):
            error = self.error.to_dict()
        else:
            error = self.error

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "index": index,
                "video_id": video_id,
                "status": status,
                "error": error,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.batch_item_error_type_0 import BatchItemErrorType0  # noqa: PLC0415

        d = dict(src_dict)
        index = d.pop("index")

        def _parse_video_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        video_id = _parse_video_id(d.pop("video_id"))

        status = d.pop("status")

        def _parse_error(data: object) -> BatchItemErrorType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                error_type_0 = BatchItemErrorType0.from_dict(data)

                return error_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BatchItemErrorType0 | None, data)

        error = _parse_error(d.pop("error"))

        batch_item = cls(
            index=index,
            video_id=video_id,
            status=status,
            error=error,
        )

        batch_item.additional_properties = d
        return batch_item

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
