from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ManifestInputs")


@_attrs_define
class ManifestInputs:
    """SHA-256 of the prepared images, and of the video that was extended."""

    first_frame: None | str
    last_frame: None | str
    preceding_video: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        first_frame: None | str
        first_frame = self.first_frame

        last_frame: None | str
        last_frame = self.last_frame

        preceding_video: None | str
        preceding_video = self.preceding_video

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "first_frame": first_frame,
                "last_frame": last_frame,
                "preceding_video": preceding_video,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_first_frame(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        first_frame = _parse_first_frame(d.pop("first_frame"))

        def _parse_last_frame(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        last_frame = _parse_last_frame(d.pop("last_frame"))

        def _parse_preceding_video(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        preceding_video = _parse_preceding_video(d.pop("preceding_video"))

        manifest_inputs = cls(
            first_frame=first_frame,
            last_frame=last_frame,
            preceding_video=preceding_video,
        )

        manifest_inputs.additional_properties = d
        return manifest_inputs

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
