from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="TileGrid")


@_attrs_define
class TileGrid:
    """In pixels: the sides of a tile, and the distances between the starts of neighbours, which
    blend over the difference. diffusers' `enable_tiling` makes the same tiles of these values.

    """

    height: int
    width: int
    stride_height: int
    stride_width: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        height = self.height

        width = self.width

        stride_height = self.stride_height

        stride_width = self.stride_width

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "height": height,
                "width": width,
                "stride_height": stride_height,
                "stride_width": stride_width,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        height = d.pop("height")

        width = d.pop("width")

        stride_height = d.pop("stride_height")

        stride_width = d.pop("stride_width")

        tile_grid = cls(
            height=height,
            width=width,
            stride_height=stride_height,
            stride_width=stride_width,
        )

        tile_grid.additional_properties = d
        return tile_grid

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
