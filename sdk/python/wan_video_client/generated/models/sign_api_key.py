from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.signature_algorithm import SignatureAlgorithm, check_signature_algorithm
from ..types import UNSET, Unset

T = TypeVar("T", bound="SignApiKey")


@_attrs_define
class SignApiKey:
    algorithm: SignatureAlgorithm
    public_key: str | Unset = UNSET
    """ For `ed25519`, the 32 bytes of the public key in base64 (`x` of a JWK). """
    signature_required: bool | Unset = True
    """ `false`: an unsigned request is accepted; a wrong signature is refused all the same.
     """

    def to_dict(self) -> dict[str, Any]:
        algorithm: str = self.algorithm

        public_key = self.public_key

        signature_required = self.signature_required

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "algorithm": algorithm,
            }
        )
        if public_key is not UNSET:
            field_dict["public_key"] = public_key
        if signature_required is not UNSET:
            field_dict["signature_required"] = signature_required

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        algorithm = check_signature_algorithm(d.pop("algorithm"))

        public_key = d.pop("public_key", UNSET)

        signature_required = d.pop("signature_required", UNSET)

        sign_api_key = cls(
            algorithm=algorithm,
            public_key=public_key,
            signature_required=signature_required,
        )

        return sign_api_key
