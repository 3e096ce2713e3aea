from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.sign_in_methods_oidc_type_0 import SignInMethodsOidcType0


T = TypeVar("T", bound="SignInMethods")


@_attrs_define
class SignInMethods:
    object_: Literal["sign_in_methods"]
    oidc: None | SignInMethodsOidcType0
    """ Null without an issuer. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sign_in_methods_oidc_type_0 import SignInMethodsOidcType0  # noqa: PLC0415

        object_ = self.object_

        oidc: dict[str, Any] | None
        if isinstance(self.oidc, SignInMethodsOidcType0):
            oidc = self.oidc.to_dict()
        else:
            oidc = self.oidc

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "object": object_,
                "oidc": oidc,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sign_in_methods_oidc_type_0 import SignInMethodsOidcType0  # noqa: PLC0415

        d = dict(src_dict)
        object_ = cast(Literal["sign_in_methods"], d.pop("object"))
        if object_ != "sign_in_methods":
            raise ValueError(f"object must match const 'sign_in_methods', got '{object_}'")

        def _parse_oidc(data: object) -> None | SignInMethodsOidcType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                oidc_type_0 = SignInMethodsOidcType0.from_dict(data)

                return oidc_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SignInMethodsOidcType0, data)

        oidc = _parse_oidc(d.pop("oidc"))

        sign_in_methods = cls(
            object_=object_,
            oidc=oidc,
        )

        sign_in_methods.additional_properties = d
        return sign_in_methods

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
