from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.create_api_key_scopes_item import CreateApiKeyScopesItem, check_create_api_key_scopes_item
from ..types import UNSET, Unset

T = TypeVar("T", bound="CreateApiKey")


@_attrs_define
class CreateApiKey:
    name: str
    scopes: list[CreateApiKeyScopesItem]
    allowed_cidrs: list[str] | Unset = UNSET
    """ Networks from which the key may be used; empty: any. """

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        scopes = []
        for scopes_item_data in self.scopes:
            scopes_item: str = scopes_item_data
            scopes.append(scopes_item)

        allowed_cidrs: list[str] | Unset = UNSET
        if not isinstance(self.allowed_cidrs, Unset):
            allowed_cidrs = self.allowed_cidrs

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "scopes": scopes,
            }
        )
        if allowed_cidrs is not UNSET:
            field_dict["allowed_cidrs"] = allowed_cidrs

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        scopes = []
        _scopes = d.pop("scopes")
        for scopes_item_data in _scopes:
            scopes_item = check_create_api_key_scopes_item(scopes_item_data)

            scopes.append(scopes_item)

        allowed_cidrs = cast(list[str], d.pop("allowed_cidrs", UNSET))

        create_api_key = cls(
            name=name,
            scopes=scopes,
            allowed_cidrs=allowed_cidrs,
        )

        return create_api_key
