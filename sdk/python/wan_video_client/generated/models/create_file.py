from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..models.file_purpose import FilePurpose, check_file_purpose
from ..types import UNSET, File, Unset

if TYPE_CHECKING:
    from ..models.create_file_expires_after_type_0 import CreateFileExpiresAfterType0


T = TypeVar("T", bound="CreateFile")


@_attrs_define
class CreateFile:
    file: File
    """ The image. """
    purpose: FilePurpose
    """ Returned with the file, and otherwise unused. """
    expires_after: CreateFileExpiresAfterType0 | None | Unset = UNSET
    """ When to delete the file, if earlier than the service would. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.create_file_expires_after_type_0 import CreateFileExpiresAfterType0  # noqa: PLC0415

        file = self.file.to_tuple()

        purpose: str = self.purpose

        expires_after: dict[str, Any] | None | Unset
        if isinstance(self.expires_after, Unset):
            expires_after = UNSET
        elif isinstance(self.expires_after, CreateFileExpiresAfterType0):
            expires_after = self.expires_after.to_dict()
        else:
            expires_after = self.expires_after

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
                "purpose": purpose,
            }
        )
        if expires_after is not UNSET:
            field_dict["expires_after"] = expires_after

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        from ..models.create_file_expires_after_type_0 import CreateFileExpiresAfterType0  # noqa: PLC0415

        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        files.append(("purpose", (None, str(self.purpose).encode(), "text/plain")))

        if not isinstance(self.expires_after, Unset):
            if isinstance(self.expires_after, CreateFileExpiresAfterType0):
                files.append(
                    ("expires_after", (None, json.dumps(self.expires_after.to_dict()).encode(), "application/json"))
                )
            else:
                files.append(("expires_after", (None, str(self.expires_after).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.create_file_expires_after_type_0 import CreateFileExpiresAfterType0  # noqa: PLC0415

        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        purpose = check_file_purpose(d.pop("purpose"))

        def _parse_expires_after(data: object) -> CreateFileExpiresAfterType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                expires_after_type_0 = CreateFileExpiresAfterType0.from_dict(data)

                return expires_after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CreateFileExpiresAfterType0 | None | Unset, data)

        expires_after = _parse_expires_after(d.pop("expires_after", UNSET))

        create_file = cls(
            file=file,
            purpose=purpose,
            expires_after=expires_after,
        )

        create_file.additional_properties = d
        return create_file

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
