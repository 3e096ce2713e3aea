from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.scopes_item import ScopesItem, check_scopes_item
from ..models.signature_algorithm import SignatureAlgorithm, check_signature_algorithm

T = TypeVar("T", bound="ApiKey")


@_attrs_define
class ApiKey:
    id: str
    object_: Literal["api_key"]
    tenant_id: str
    name: str
    prefix: str
    """ Enough of the key to recognise it. """
    scopes: list[ScopesItem]
    allowed_cidrs: list[str]
    """ Networks from which the key may be used; empty: any. """
    created_at: int
    """ Seconds since 1970. """
    last_used_at: int | None
    """ Accurate to the minute. """
    revoked_at: int | None
    expires_at: int | None
    """ When it stops by itself; null for a key that does not. """
    signature_algorithm: None | SignatureAlgorithm
    """ How requests with the key are signed; null when they are not. """
    signature_required: bool
    """ Whether requests without a signature are refused. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        object_ = self.object_

        tenant_id = self.tenant_id

        name = self.name

        prefix = self.prefix

        scopes = []
        for componentsschemas_scopes_item_data in self.scopes:
            componentsschemas_scopes_item: str = componentsschemas_scopes_item_data
            scopes.append(componentsschemas_scopes_item)

        allowed_cidrs = self.allowed_cidrs

        created_at = self.created_at

        last_used_at: int | None
        last_used_at = self.last_used_at

        revoked_at: int | None
        revoked_at = self.revoked_at

        expires_at: int | None
        expires_at = self.expires_at

        signature_algorithm: None | str
        if isinstance(self.signature_algorithm, str):
            signature_algorithm = self.signature_algorithm
        else:
            signature_algorithm = self.signature_algorithm

        signature_required = self.signature_required

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "object": object_,
                "tenant_id": tenant_id,
                "name": name,
                "prefix": prefix,
                "scopes": scopes,
                "allowed_cidrs": allowed_cidrs,
                "created_at": created_at,
                "last_used_at": last_used_at,
                "revoked_at": revoked_at,
                "expires_at": expires_at,
                "signature_algorithm": signature_algorithm,
                "signature_required": signature_required,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        object_ = cast(Literal["api_key"], d.pop("object"))
        if object_ != "api_key":
            raise ValueError(f"object must match const 'api_key', got '{object_}'")

        tenant_id = d.pop("tenant_id")

        name = d.pop("name")

        prefix = d.pop("prefix")

        scopes = []
        _scopes = d.pop("scopes")
        for componentsschemas_scopes_item_data in _scopes:
            componentsschemas_scopes_item = check_scopes_item(componentsschemas_scopes_item_data)

            scopes.append(componentsschemas_scopes_item)

        allowed_cidrs = cast(list[str], d.pop("allowed_cidrs"))

        created_at = d.pop("created_at")

        def _parse_last_used_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        last_used_at = _parse_last_used_at(d.pop("last_used_at"))

        def _parse_revoked_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        revoked_at = _parse_revoked_at(d.pop("revoked_at"))

        def _parse_expires_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        expires_at = _parse_expires_at(d.pop("expires_at"))

        def _parse_signature_algorithm(data: object) -> None | SignatureAlgorithm:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                signature_algorithm_type_0 = check_signature_algorithm(data)

                return signature_algorithm_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SignatureAlgorithm, data)

        signature_algorithm = _parse_signature_algorithm(d.pop("signature_algorithm"))

        signature_required = d.pop("signature_required")

        api_key = cls(
            id=id,
            object_=object_,
            tenant_id=tenant_id,
            name=name,
            prefix=prefix,
            scopes=scopes,
            allowed_cidrs=allowed_cidrs,
            created_at=created_at,
            last_used_at=last_used_at,
            revoked_at=revoked_at,
            expires_at=expires_at,
            signature_algorithm=signature_algorithm,
            signature_required=signature_required,
        )

        api_key.additional_properties = d
        return api_key

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
