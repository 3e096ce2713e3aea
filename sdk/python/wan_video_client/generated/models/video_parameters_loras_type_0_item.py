from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="VideoParametersLorasType0Item")


@_attrs_define
class VideoParametersLorasType0Item:
    name: str
    strength: float | Unset = UNSET
    strength_2: float | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        strength = self.strength

        strength_2: float | None | Unset
        if isinstance(self.strength_2, Unset):
            strength_2 = UNSET
        else:
            strength_2 = self.strength_2

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if strength is not UNSET:
            field_dict["strength"] = strength
        if strength_2 is not UNSET:
            field_dict["strength_2"] = strength_2

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        strength = d.pop("strength", UNSET)

        def _parse_strength_2(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        strength_2 = _parse_strength_2(d.pop("strength_2", UNSET))

        video_parameters_loras_type_0_item = cls(
            name=name,
            strength=strength,
            strength_2=strength_2,
        )

        return video_parameters_loras_type_0_item
