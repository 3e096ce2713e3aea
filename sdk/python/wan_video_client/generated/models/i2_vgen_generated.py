from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="I2VgenGenerated")


@_attrs_define
class I2VgenGenerated:
    success: bool
    message: str
    video_path: None | str
    """ Name of the file. """
    video_url: None | str
    inference_time: float
    """ Seconds. """
    seed: int | None
    """ The seed in use. """
    error: None | str
    """ What went wrong. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        success = self.success

        message = self.message

        video_path: None | str
        video_path = self.video_path

        video_url: None | str
        video_url = self.video_url

        inference_time = self.inference_time

        seed: int | None
        seed = self.seed

        error: None | str
        error = self.error

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "success": success,
                "message": message,
                "video_path": video_path,
                "video_url": video_url,
                "inference_time": inference_time,
                "seed": seed,
                "error": error,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        success = d.pop("success")

        message = d.pop("message")

        def _parse_video_path(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        video_path = _parse_video_path(d.pop("video_path"))

        def _parse_video_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        video_url = _parse_video_url(d.pop("video_url"))

        inference_time = d.pop("inference_time")

        def _parse_seed(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        seed = _parse_seed(d.pop("seed"))

        def _parse_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error = _parse_error(d.pop("error"))

        i2_vgen_generated = cls(
            success=success,
            message=message,
            video_path=video_path,
            video_url=video_url,
            inference_time=inference_time,
            seed=seed,
            error=error,
        )

        i2_vgen_generated.additional_properties = d
        return i2_vgen_generated

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
