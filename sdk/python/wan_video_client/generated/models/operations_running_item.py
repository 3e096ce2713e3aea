from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OperationsRunningItem")


@_attrs_define
class OperationsRunningItem:
    video_id: str
    tenant_id: str
    model: str
    size: str
    num_frames: int
    phase: None | str
    step: int
    steps: int
    attempt: int
    worker_id: None | str
    """ One of `workers`. """
    engine: None | str
    """ The name of an engine of that worker. """
    started_at: int | None
    updated_at: int
    """ Seconds since 1970. """
    eta_seconds: int | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        video_id = self.video_id

        tenant_id = self.tenant_id

        model = self.model

        size = self.size

        num_frames = self.num_frames

        phase: None | str
        phase = self.phase

        step = self.step

        steps = self.steps

        attempt = self.attempt

        worker_id: None | str
        worker_id = self.worker_id

        engine: None | str
        engine = self.engine

        started_at: int | None
        started_at = self.started_at

        updated_at = self.updated_at

        eta_seconds: int | None
        eta_seconds = self.eta_seconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "video_id": video_id,
                "tenant_id": tenant_id,
                "model": model,
                "size": size,
                "num_frames": num_frames,
                "phase": phase,
                "step": step,
                "steps": steps,
                "attempt": attempt,
                "worker_id": worker_id,
                "engine": engine,
                "started_at": started_at,
                "updated_at": updated_at,
                "eta_seconds": eta_seconds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        video_id = d.pop("video_id")

        tenant_id = d.pop("tenant_id")

        model = d.pop("model")

        size = d.pop("size")

        num_frames = d.pop("num_frames")

        def _parse_phase(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        phase = _parse_phase(d.pop("phase"))

        step = d.pop("step")

        steps = d.pop("steps")

        attempt = d.pop("attempt")

        def _parse_worker_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        worker_id = _parse_worker_id(d.pop("worker_id"))

        def _parse_engine(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        engine = _parse_engine(d.pop("engine"))

        def _parse_started_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        started_at = _parse_started_at(d.pop("started_at"))

        updated_at = d.pop("updated_at")

        def _parse_eta_seconds(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        eta_seconds = _parse_eta_seconds(d.pop("eta_seconds"))

        operations_running_item = cls(
            video_id=video_id,
            tenant_id=tenant_id,
            model=model,
            size=size,
            num_frames=num_frames,
            phase=phase,
            step=step,
            steps=steps,
            attempt=attempt,
            worker_id=worker_id,
            engine=engine,
            started_at=started_at,
            updated_at=updated_at,
            eta_seconds=eta_seconds,
        )

        operations_running_item.additional_properties = d
        return operations_running_item

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
