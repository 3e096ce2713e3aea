from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.image_reference_frame import ImageReferenceFrame, check_image_reference_frame
from ..types import UNSET, Unset

T = TypeVar("T", bound="ImageReference")


@_attrs_define
class ImageReference:
    """Exactly one of `image_url`, `file_id` and `video_id`."""

    image_url: str | Unset = UNSET
    """ http or https URL, or a base64 data URL. JPEG, PNG, WebP, AVIF or GIF (its first frame),
    at most 10 MB and 50 megapixels, each side at least 64 pixels. Redirects are not
    followed, and private addresses are refused.
     """
    file_id: str | Unset = UNSET
    """ Id of a file uploaded to `/v1/files`. """
    video_id: str | Unset = UNSET
    """ Id of a completed video whose content has not expired. The new video begins with its
    last frame, in the exact pixels that the model made.
     """
    frame: ImageReferenceFrame | Unset = UNSET
    """ Which frame of `video_id`. Only the last one is available. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        image_url = self.image_url

        file_id = self.file_id

        video_id = self.video_id

        frame: str | Unset = UNSET
        if not isinstance(self.frame, Unset):
            frame = self.frame

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if image_url is not UNSET:
            field_dict["image_url"] = image_url
        if file_id is not UNSET:
            field_dict["file_id"] = file_id
        if video_id is not UNSET:
            field_dict["video_id"] = video_id
        if frame is not UNSET:
            field_dict["frame"] = frame

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        image_url = d.pop("image_url", UNSET)

        file_id = d.pop("file_id", UNSET)

        video_id = d.pop("video_id", UNSET)

        _frame = d.pop("frame", UNSET)
        frame: ImageReferenceFrame | Unset
        if isinstance(_frame, Unset):
            frame = UNSET
        else:
            frame = check_image_reference_frame(_frame)

        image_reference = cls(
            image_url=image_url,
            file_id=file_id,
            video_id=video_id,
            frame=frame,
        )

        image_reference.additional_properties = d
        return image_reference

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
