from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.tile_grid import TileGrid


T = TypeVar("T", bound="ManifestVaeTilesType0")


@_attrs_define
class ManifestVaeTilesType0:
    encode: None | TileGrid
    decode: None | TileGrid
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.tile_grid import TileGrid  # noqa: PLC0415

        encode: dict[str, Any] | None
        if isinstance(self.encode, TileGrid):
            encode = self.encode.to_dict()
        else:
            encode = self.encode

        decode: dict[str, Any] | None
        if isinstance(self.decode, TileGrid):
            decode = self.decode.to_dict()
        else:
            decode = self.decode

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "encode": encode,
                "decode": decode,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.tile_grid import TileGrid  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_encode(data: object) -> None | TileGrid:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                encode_type_0 = TileGrid.from_dict(data)

                return encode_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TileGrid, data)

        encode = _parse_encode(d.pop("encode"))

        def _parse_decode(data: object) -> None | TileGrid:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                decode_type_0 = TileGrid.from_dict(data)

                return decode_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TileGrid, data)

        decode = _parse_decode(d.pop("decode"))

        manifest_vae_tiles_type_0 = cls(
            encode=encode,
            decode=decode,
        )

        manifest_vae_tiles_type_0.additional_properties = d
        return manifest_vae_tiles_type_0

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
