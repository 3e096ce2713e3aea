from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.scopes_item import ScopesItem, check_scopes_item
from ..types import UNSET, Unset

T = TypeVar("T", bound="CreateSignInLink")


@_attrs_define
class CreateSignInLink:
    """
    Example:
        {'scopes': ['videos:write', 'videos:read']}

    """

    scopes: list[ScopesItem]
    expires_in_seconds: int | Unset = 900
    """ How long the link may be opened. """

    def to_dict(self) -> dict[str, Any]:
        scopes = []
        for componentsschemas_scopes_item_data in self.scopes:
            componentsschemas_scopes_item: str = componentsschemas_scopes_item_data
            scopes.append(componentsschemas_scopes_item)

        expires_in_seconds = self.expires_in_seconds

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "scopes": scopes,
            }
        )
        if expires_in_seconds is not UNSET:
            field_dict["expires_in_seconds"] = expires_in_seconds

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        scopes = []
        _scopes = d.pop("scopes")
        for componentsschemas_scopes_item_data in _scopes:
            componentsschemas_scopes_item = check_scopes_item(componentsschemas_scopes_item_data)

            scopes.append(componentsschemas_scopes_item)

        expires_in_seconds = d.pop("expires_in_seconds", UNSET)

        create_sign_in_link = cls(
            scopes=scopes,
            expires_in_seconds=expires_in_seconds,
        )

        return create_sign_in_link
