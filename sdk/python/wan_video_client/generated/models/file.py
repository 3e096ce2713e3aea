from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.file_purpose import FilePurpose, check_file_purpose

T = TypeVar("T", bound="File")


@_attrs_define
class File:
    id: str
    object_: Literal["file"]
    bytes_: int
    created_at: int
    """ Seconds since 1970. """
    expires_at: int
    """ Seconds since 1970. """
    filename: str
    purpose: FilePurpose
    """ Returned with the file, and otherwise unused. """
    status: Literal["processed"]
    content_type: str
    """ One of: `image/jpeg`, `image/png`, `image/webp`, `image/avif`, `image/gif`, `image/heic`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        object_ = self.object_

        bytes_ = self.bytes_

        created_at = self.created_at

        expires_at = self.expires_at

        filename = self.filename

        purpose: str = self.purpose

        status = self.status

        content_type = self.content_type

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "object": object_,
                "bytes": bytes_,
                "created_at": created_at,
                "expires_at": expires_at,
                "filename": filename,
                "purpose": purpose,
                "status": status,
                "content_type": content_type,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        object_ = cast(Literal["file"], d.pop("object"))
        if object_ != "file":
            raise ValueError(f"object must match const 'file', got '{object_}'")

        bytes_ = d.pop("bytes")

        created_at = d.pop("created_at")

        expires_at = d.pop("expires_at")

        filename = d.pop("filename")

        purpose = check_file_purpose(d.pop("purpose"))

        status = cast(Literal["processed"], d.pop("status"))
        if status != "processed":
            raise ValueError(f"status must match const 'processed', got '{status}'")

        content_type = d.pop("content_type")

        file = cls(
            id=id,
            object_=object_,
            bytes_=bytes_,
            created_at=created_at,
            expires_at=expires_at,
            filename=filename,
            purpose=purpose,
            status=status,
            content_type=content_type,
        )

        file.additional_properties = d
        return file

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
