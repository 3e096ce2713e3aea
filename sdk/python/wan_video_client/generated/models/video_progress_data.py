from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="VideoProgressData")


@_attrs_define
class VideoProgressData:
    id: str
    """ Id of the video. """
    status: str
    """ One of: `queued`, `in_progress`, `completed`, `failed`. """
    progress: int
    phase: None | str
    step: int
    steps: int
    preview_step: int | None
    """ Step shown by the latest preview (`variant=preview` of the content); null without
    one.
     """
    eta_seconds: int | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        status = self.status

        progress = self.progress

        phase: None | str
        phase = self.phase

        step = self.step

        steps = self.steps

        preview_step: int | None
        preview_step = self.preview_step

        eta_seconds: int | None
        eta_seconds = self.eta_seconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "status": status,
                "progress": progress,
                "phase": phase,
                "step": step,
                "steps": steps,
                "preview_step": preview_step,
                "eta_seconds": eta_seconds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        status = d.pop("status")

        progress = d.pop("progress")

        def _parse_phase(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        phase = _parse_phase(d.pop("phase"))

        step = d.pop("step")

        steps = d.pop("steps")

        def _parse_preview_step(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        preview_step = _parse_preview_step(d.pop("preview_step"))

        def _parse_eta_seconds(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        eta_seconds = _parse_eta_seconds(d.pop("eta_seconds"))

        video_progress_data = cls(
            id=id,
            status=status,
            progress=progress,
            phase=phase,
            step=step,
            steps=steps,
            preview_step=preview_step,
            eta_seconds=eta_seconds,
        )

        video_progress_data.additional_properties = d
        return video_progress_data

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
