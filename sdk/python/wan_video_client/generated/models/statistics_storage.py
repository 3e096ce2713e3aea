from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="StatisticsStorage")


@_attrs_define
class StatisticsStorage:
    videos: int
    """ Videos whose files are stored. """
    video_bytes: int
    expiring_within_day: int
    files: int
    """ Uploaded files. """
    file_bytes: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        videos = self.videos

        video_bytes = self.video_bytes

        expiring_within_day = self.expiring_within_day

        files = self.files

        file_bytes = self.file_bytes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "videos": videos,
                "video_bytes": video_bytes,
                "expiring_within_day": expiring_within_day,
                "files": files,
                "file_bytes": file_bytes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        videos = d.pop("videos")

        video_bytes = d.pop("video_bytes")

        expiring_within_day = d.pop("expiring_within_day")

        files = d.pop("files")

        file_bytes = d.pop("file_bytes")

        statistics_storage = cls(
            videos=videos,
            video_bytes=video_bytes,
            expiring_within_day=expiring_within_day,
            files=files,
            file_bytes=file_bytes,
        )

        statistics_storage.additional_properties = d
        return statistics_storage

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
