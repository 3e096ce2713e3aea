from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.scopes_item import ScopesItem, check_scopes_item

if TYPE_CHECKING:
    from ..models.caller_tenant import CallerTenant


T = TypeVar("T", bound="Caller")


@_attrs_define
class Caller:
    """
    Example:
        {'object': 'caller', 'tenant': {'id': 'acme', 'name': 'Acme'}, 'scopes': ['videos:write', 'videos:read'],
            'credentials': 'api_key'}

    """

    object_: Literal["caller"]
    tenant: CallerTenant
    scopes: list[ScopesItem]
    credentials: str
    """ What the request carried: an API key, a token, or nothing where that is permitted. One of: `api_key`, `jwt`,
    `open`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        object_ = self.object_

        tenant = self.tenant.to_dict()

        scopes = []
        for componentsschemas_scopes_item_data in self.scopes:
            componentsschemas_scopes_item: str = componentsschemas_scopes_item_data
            scopes.append(componentsschemas_scopes_item)

        credentials = self.credentials

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "object": object_,
                "tenant": tenant,
                "scopes": scopes,
                "credentials": credentials,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.caller_tenant import CallerTenant  # noqa: PLC0415

        d = dict(src_dict)
        object_ = cast(Literal["caller"], d.pop("object"))
        if object_ != "caller":
            raise ValueError(f"object must match const 'caller', got '{object_}'")

        tenant = CallerTenant.from_dict(d.pop("tenant"))

        scopes = []
        _scopes = d.pop("scopes")
        for componentsschemas_scopes_item_data in _scopes:
            componentsschemas_scopes_item = check_scopes_item(componentsschemas_scopes_item_data)

            scopes.append(componentsschemas_scopes_item)

        credentials = d.pop("credentials")

        caller = cls(
            object_=object_,
            tenant=tenant,
            scopes=scopes,
            credentials=credentials,
        )

        caller.additional_properties = d
        return caller

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
