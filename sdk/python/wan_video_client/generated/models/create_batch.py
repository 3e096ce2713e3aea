from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.create_batch_items_item_type_1 import CreateBatchItemsItemType1
    from ..models.create_batch_metadata_type_0 import CreateBatchMetadataType0
    from ..models.create_video_json import CreateVideoJson


T = TypeVar("T", bound="CreateBatch")


@_attrs_define
class CreateBatch:
    items: list[CreateBatchItemsItemType1 | CreateVideoJson]
    """ Bodies of `POST /v1/videos`, up to the service's limit (1000 by default). Each may have
    its own `webhook_url` and `metadata`.
     """
    webhook_url: None | str | Unset = UNSET
    """ Address that receives a webhook when all videos have ended; http or https, without
    credentials.
     """
    metadata: CreateBatchMetadataType0 | None | Unset = UNSET
    """ Up to 16 pairs of text that are returned with the batch. They are not copied to its
    videos.
     """

    def to_dict(self) -> dict[str, Any]:
        from ..models.create_batch_metadata_type_0 import CreateBatchMetadataType0  # noqa: PLC0415
        from ..models.create_video_json import CreateVideoJson  # noqa: PLC0415

        items = []
        for items_item_data in self.items:
            items_item: dict[str, Any]
            if isinstance(items_item_data, CreateVideoJson):
                items_item = items_item_data.to_dict()
            else:
                items_item = items_item_data.to_dict()

            items.append(items_item)

        webhook_url: None | str | Unset
        if isinstance(self.webhook_url, Unset):
            webhook_url = UNSET
        else:
            webhook_url = self.webhook_url

        metadata: dict[str, Any] | None | Unset
        if isinstance(self.metadata, Unset):
            metadata = UNSET
        elif isinstance(self.metadata, CreateBatchMetadataType0):
            metadata = self.metadata.to_dict()
        else:
            metadata = self.metadata

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
            }
        )
        if webhook_url is not UNSET:
            field_dict["webhook_url"] = webhook_url
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.create_batch_items_item_type_1 import CreateBatchItemsItemType1  # noqa: PLC0415
        from ..models.create_batch_metadata_type_0 import CreateBatchMetadataType0  # noqa: PLC0415
        from ..models.create_video_json import CreateVideoJson  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:

            def _parse_items_item(data: object) -> CreateBatchItemsItemType1 | CreateVideoJson:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    items_item_type_0 = CreateVideoJson.from_dict(data)

                    return items_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                items_item_type_1 = CreateBatchItemsItemType1.from_dict(data)

                return items_item_type_1

            items_item = _parse_items_item(items_item_data)

            items.append(items_item)

        def _parse_webhook_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        webhook_url = _parse_webhook_url(d.pop("webhook_url", UNSET))

        def _parse_metadata(data: object) -> CreateBatchMetadataType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metadata_type_0 = CreateBatchMetadataType0.from_dict(data)

                return metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CreateBatchMetadataType0 | None | Unset, data)

        metadata = _parse_metadata(d.pop("metadata", UNSET))

        create_batch = cls(
            items=items,
            webhook_url=webhook_url,
            metadata=metadata,
        )

        return create_batch
