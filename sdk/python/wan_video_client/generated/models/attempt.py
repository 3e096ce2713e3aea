from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.attempt_error_type_0 import AttemptErrorType0


T = TypeVar("T", bound="Attempt")


@_attrs_define
class Attempt:
    object_: Literal["video.attempt"]
    video_id: str
    attempt: int
    """ 1 is the first attempt. """
    worker_id: None | str
    engine: None | str
    """ One of the worker's engines. """
    device_class: None | str
    """ As in `speeds` of a model. """
    started_at: int
    """ Seconds since 1970. """
    resumed_from_step: int | None
    """ Steps that were taken from an earlier attempt's checkpoint; null for none. """
    checkpoint_step: int | None
    """ The step after which another attempt could resume; null without a checkpoint. """
    checkpoint_at: int | None
    ended_at: int | None
    outcome: None | str
    """ Null while it runs. `released`: its worker gave it back, and it does not count. `lost`:
    its worker fell silent. One of: `completed`, `failed`, `cancelled`, `released`, `lost`, `null`. """
    error: AttemptErrorType0 | None
    """ Why it failed or was given back. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.attempt_error_type_0 import AttemptErrorType0  # noqa: PLC0415

        object_ = self.object_

        video_id = self.video_id

        attempt = self.attempt

        worker_id: None | str
        worker_id = self.worker_id

        engine: None | str
        engine = self.engine

        device_class: None | str
        device_class = self.device_class

        started_at = self.started_at

        resumed_from_step: int | None
        resumed_from_step = self.resumed_from_step

        checkpoint_step: int | None
        checkpoint_step = self.checkpoint_step

        checkpoint_at: int | None
        checkpoint_at = self.checkpoint_at

        ended_at: int | None
        ended_at = self.ended_at

        outcome: None | str
        outcome = self.outcome

        error: dict[str, Any] | None
        if isinstance(self.error, AttemptErrorType0):
            error = self.error.to_dict()
        else:
            error = self.error

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "object": object_,
                "video_id": video_id,
                "attempt": attempt,
                "worker_id": worker_id,
                "engine": engine,
                "device_class": device_class,
                "started_at": started_at,
                "resumed_from_step": resumed_from_step,
                "checkpoint_step": checkpoint_step,
                "checkpoint_at": checkpoint_at,
                "ended_at": ended_at,
                "outcome": outcome,
                "error": error,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.attempt_error_type_0 import AttemptErrorType0  # noqa: PLC0415

        d = dict(src_dict)
        object_ = cast(Literal["video.attempt"], d.pop("object"))
        if object_ != "video.attempt":
            raise ValueError(f"object must match const 'video.attempt', got '{object_}'")

        video_id = d.pop("video_id")

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

        def _parse_device_class(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        device_class = _parse_device_class(d.pop("device_class"))

        started_at = d.pop("started_at")

        def _parse_resumed_from_step(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        resumed_from_step = _parse_resumed_from_step(d.pop("resumed_from_step"))

        def _parse_checkpoint_step(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        checkpoint_step = _parse_checkpoint_step(d.pop("checkpoint_step"))

        def _parse_checkpoint_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        checkpoint_at = _parse_checkpoint_at(d.pop("checkpoint_at"))

        def _parse_ended_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        ended_at = _parse_ended_at(d.pop("ended_at"))

        def _parse_outcome(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        outcome = _parse_outcome(d.pop("outcome"))

        def _parse_error(data: object) -> AttemptErrorType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                error_type_0 = AttemptErrorType0.from_dict(data)

                return error_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AttemptErrorType0 | None, data)

        error = _parse_error(d.pop("error"))

        attempt = cls(
            object_=object_,
            video_id=video_id,
            attempt=attempt,
            worker_id=worker_id,
            engine=engine,
            device_class=device_class,
            started_at=started_at,
            resumed_from_step=resumed_from_step,
            checkpoint_step=checkpoint_step,
            checkpoint_at=checkpoint_at,
            ended_at=ended_at,
            outcome=outcome,
            error=error,
        )

        attempt.additional_properties = d
        return attempt

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
