from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.adjustment import Adjustment
    from ..models.manifest import Manifest
    from ..models.used_lora import UsedLora
    from ..models.video_error_type_0 import VideoErrorType0
    from ..models.video_metadata import VideoMetadata
    from ..models.video_timings_type_0 import VideoTimingsType0
    from ..models.video_urls_type_0 import VideoUrlsType0


T = TypeVar("T", bound="Video")


@_attrs_define
class Video:
    id: str
    object_: Literal["video"]
    model: str
    status: str
    """ A cancelled video is `failed` with the error code `cancelled`, or with
    `deadline_exceeded` or `start_timeout` if it missed that deadline. One of: `queued`, `in_progress`, `completed`,
    `failed`. """
    progress: int
    """ Percent. """
    created_at: int
    """ Seconds since 1970. """
    completed_at: int | None
    """ When the video was completed. """
    expires_at: int | None
    """ When its content expires. """
    prompt: None | str
    size: str
    """ WIDTHxHEIGHT in use. """
    seconds: str
    """ The length that was asked for in `seconds`, in whole seconds where it was; else the true
    length of the file, num_frames / fps.
     """
    remixed_from_video_id: None | str
    """ Id of the video that this one remixes with another prompt. """
    error: None | VideoErrorType0
    negative_prompt: str
    num_frames: int
    fps: int
    num_inference_steps: int
    guidance_scale: float
    guidance_scale_2: float | None
    flow_shift: float
    scheduler: None | str
    """ Sampler; null: the model's own. """
    schedule: None | str
    """ Noise levels; null: the model's own. """
    boundary_ratio: float | None
    """ Null: the model's own. """
    easy_cache: float | None
    """ Threshold in use; null when every step is computed. """
    loras: list[UsedLora]
    """ The LoRAs in use beside those of the model itself. """
    seed: int
    """ The seed in use; random if none was given. """
    phase: None | str
    """ Current phase of a running video. """
    step: int
    """ Denoising steps done. """
    steps: int
    """ Denoising steps in all. """
    queue_position: int | None
    """ 1 is the next to start; tenants with queued videos take turns. Null unless queued.
     """
    queue_reason: None | str
    """ `model_not_served` while no live worker serves the model at this size;
    `concurrency_limit` while the tenant already has as many running videos as it may; null
    while the video waits only for a free worker.
     """
    eta_seconds: int | None
    """ Estimated time until finished; null without a measurement. """
    attempts: int
    """ Attempts that count towards the maximum. """
    started_at: int | None
    """ When the current or last attempt began. """
    cancel_requested_at: int | None
    """ Set while a running video is being stopped. """
    cancel_at: int | None
    """ When it is cancelled unless it has ended (`Cancel-After`). """
    start_by: int | None
    """ When it is cancelled unless it has started (`start_timeout_seconds`). """
    timings: None | VideoTimingsType0
    """ Seconds per phase of the finished run. """
    adjustments: list[Adjustment]
    """ Every value that was changed or ignored, and why. """
    metadata: VideoMetadata
    webhook_url: None | str
    extended_from_video_id: None | str
    """ Id of the video that this one extends. """
    rerun_of: None | str
    """ Id of the video that this one repeats. """
    cached_from: None | str
    """ Id of the video whose result this one reuses. """
    batch_id: None | str
    """ Id of the batch that it belongs to. """
    manifest: Manifest | None
    """ Everything that determined a completed video. Lists leave it null, and the video by its id has it. """
    preview_url: None | str
    """ Latest rough image of the current or last attempt, which needs the same credentials.
    Null while there is none.
     """
    urls: None | VideoUrlsType0
    """ Addresses of the content, which need the same credentials. Null before completion and
    after expiry.
     """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.manifest import Manifest  # noqa: PLC0415
        from ..models.video_error_type_0 import VideoErrorType0  # noqa: PLC0415
        from ..models.video_timings_type_0 import VideoTimingsType0  # noqa: PLC0415
        from ..models.video_urls_type_0 import VideoUrlsType0  # noqa: PLC0415

        id = self.id

        object_ = self.object_

        model = self.model

        status = self.status

        progress = self.progress

        created_at = self.created_at

        completed_at: int | None
        completed_at = self.completed_at

        expires_at: int | None
        expires_at = self.expires_at

        prompt: None | str
        prompt = self.prompt

        size = self.size

        seconds = self.seconds

        remixed_from_video_id: None | str
        remixed_from_video_id = self.remixed_from_video_id

        error: dict[str, Any] | None
        if isinstance(self.error, VideoErrorType0):
            error = self.error.to_dict()
        else:
            error = self.error

        negative_prompt = self.negative_prompt

        num_frames = self.num_frames

        fps = self.fps

        num_inference_steps = self.num_inference_steps

        guidance_scale = self.guidance_scale

        guidance_scale_2: float | None
        guidance_scale_2 = self.guidance_scale_2

        flow_shift = self.flow_shift

        scheduler: None | str
        scheduler = self.scheduler

        schedule: None | str
        schedule = self.schedule

        boundary_ratio: float | None
        boundary_ratio = self.boundary_ratio

        easy_cache: float | None
        easy_cache = self.easy_cache

        loras = []
        for loras_item_data in self.loras:
            loras_item = loras_item_data.to_dict()
            loras.append(loras_item)

        seed = self.seed

        phase: None | str
        phase = self.phase

        step = self.step

        steps = self.steps

        queue_position: int | None
        queue_position = self.queue_position

        queue_reason: None | str
        queue_reason = self.queue_reason

        eta_seconds: int | None
        eta_seconds = self.eta_seconds

        attempts = self.attempts

        started_at: int | None
        started_at = self.started_at

        cancel_requested_at: int | None
        cancel_requested_at = self.cancel_requested_at

        cancel_at: int | None
        cancel_at = self.cancel_at

        start_by: int | None
        start_by = self.start_by

        timings: dict[str, Any] | None
        if isinstance(self.timings, VideoTimingsType0):
            timings = self.timings.to_dict()
        else:
            timings = self.timings

        adjustments = []
        for adjustments_item_data in self.adjustments:
            adjustments_item = adjustments_item_data.to_dict()
            adjustments.append(adjustments_item)

        metadata = self.metadata.to_dict()

        webhook_url: None | str
        webhook_url = self.webhook_url

        extended_from_video_id: None | str
        extended_from_video_id = self.extended_from_video_id

        rerun_of: None | str
        rerun_of = self.rerun_of

        cached_from: None | str
        cached_from = self.cached_from

        batch_id: None | str
        batch_id = self.batch_id

        manifest: dict[str, Any] | None
        if isinstance(self.manifest, Manifest):
            manifest = self.manifest.to_dict()
        else:
            manifest = self.manifest

        preview_url: None | str
        preview_url = self.preview_url

        urls: dict[str, Any] | None
        if isinstance(self.urls, VideoUrlsType0):
            urls = self.urls.to_dict()
        else:
            urls = self.urls

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "object": object_,
                "model": model,
                "status": status,
                "progress": progress,
                "created_at": created_at,
                "completed_at": completed_at,
                "expires_at": expires_at,
                "prompt": prompt,
                "size": size,
                "seconds": seconds,
                "remixed_from_video_id": remixed_from_video_id,
                "error": error,
                "negative_prompt": negative_prompt,
                "num_frames": num_frames,
                "fps": fps,
                "num_inference_steps": num_inference_steps,
                "guidance_scale": guidance_scale,
                "guidance_scale_2": guidance_scale_2,
                "flow_shift": flow_shift,
                "scheduler": scheduler,
                "schedule": schedule,
                "boundary_ratio": boundary_ratio,
                "easy_cache": easy_cache,
                "loras": loras,
                "seed": seed,
                "phase": phase,
                "step": step,
                "steps": steps,
                "queue_position": queue_position,
                "queue_reason": queue_reason,
                "eta_seconds": eta_seconds,
                "attempts": attempts,
                "started_at": started_at,
                "cancel_requested_at": cancel_requested_at,
                "cancel_at": cancel_at,
                "start_by": start_by,
                "timings": timings,
                "adjustments": adjustments,
                "metadata": metadata,
                "webhook_url": webhook_url,
                "extended_from_video_id": extended_from_video_id,
                "rerun_of": rerun_of,
                "cached_from": cached_from,
                "batch_id": batch_id,
                "manifest": manifest,
                "preview_url": preview_url,
                "urls": urls,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.adjustment import Adjustment  # noqa: PLC0415
        from ..models.manifest import Manifest  # noqa: PLC0415
        from ..models.used_lora import UsedLora  # noqa: PLC0415
        from ..models.video_error_type_0 import VideoErrorType0  # noqa: PLC0415
        from ..models.video_metadata import VideoMetadata  # noqa: PLC0415
        from ..models.video_timings_type_0 import VideoTimingsType0  # noqa: PLC0415
        from ..models.video_urls_type_0 import VideoUrlsType0  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        object_ = cast(Literal["video"], d.pop("object"))
        if object_ != "video":
            raise ValueError(f"object must match const 'video', got '{object_}'")

        model = d.pop("model")

        status = d.pop("status")

        progress = d.pop("progress")

        created_at = d.pop("created_at")

        def _parse_completed_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        completed_at = _parse_completed_at(d.pop("completed_at"))

        def _parse_expires_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        expires_at = _parse_expires_at(d.pop("expires_at"))

        def _parse_prompt(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        prompt = _parse_prompt(d.pop("prompt"))

        size = d.pop("size")

        seconds = d.pop("seconds")

        def _parse_remixed_from_video_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        remixed_from_video_id = _parse_remixed_from_video_id(d.pop("remixed_from_video_id"))

        def _parse_error(data: object) -> None | VideoErrorType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                error_type_0 = VideoErrorType0.from_dict(data)

                return error_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | VideoErrorType0, data)

        error = _parse_error(d.pop("error"))

        negative_prompt = d.pop("negative_prompt")

        num_frames = d.pop("num_frames")

        fps = d.pop("fps")

        num_inference_steps = d.pop("num_inference_steps")

        guidance_scale = d.pop("guidance_scale")

        def _parse_guidance_scale_2(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        guidance_scale_2 = _parse_guidance_scale_2(d.pop("guidance_scale_2"))

        flow_shift = d.pop("flow_shift")

        def _parse_scheduler(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        scheduler = _parse_scheduler(d.pop("scheduler"))

        def _parse_schedule(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        schedule = _parse_schedule(d.pop("schedule"))

        def _parse_boundary_ratio(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        boundary_ratio = _parse_boundary_ratio(d.pop("boundary_ratio"))

        def _parse_easy_cache(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        easy_cache = _parse_easy_cache(d.pop("easy_cache"))

        loras = []
        _loras = d.pop("loras")
        for loras_item_data in _loras:
            loras_item = UsedLora.from_dict(loras_item_data)

            loras.append(loras_item)

        seed = d.pop("seed")

        def _parse_phase(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        phase = _parse_phase(d.pop("phase"))

        step = d.pop("step")

        steps = d.pop("steps")

        def _parse_queue_position(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        queue_position = _parse_queue_position(d.pop("queue_position"))

        def _parse_queue_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        queue_reason = _parse_queue_reason(d.pop("queue_reason"))

        def _parse_eta_seconds(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        eta_seconds = _parse_eta_seconds(d.pop("eta_seconds"))

        attempts = d.pop("attempts")

        def _parse_started_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        started_at = _parse_started_at(d.pop("started_at"))

        def _parse_cancel_requested_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        cancel_requested_at = _parse_cancel_requested_at(d.pop("cancel_requested_at"))

        def _parse_cancel_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        cancel_at = _parse_cancel_at(d.pop("cancel_at"))

        def _parse_start_by(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        start_by = _parse_start_by(d.pop("start_by"))

        def _parse_timings(data: object) -> None | VideoTimingsType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                timings_type_0 = VideoTimingsType0.from_dict(data)

                return timings_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | VideoTimingsType0, data)

        timings = _parse_timings(d.pop("timings"))

        adjustments = []
        _adjustments = d.pop("adjustments")
        for adjustments_item_data in _adjustments:
            adjustments_item = Adjustment.from_dict(adjustments_item_data)

            adjustments.append(adjustments_item)

        metadata = VideoMetadata.from_dict(d.pop("metadata"))

        def _parse_webhook_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        webhook_url = _parse_webhook_url(d.pop("webhook_url"))

        def _parse_extended_from_video_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        extended_from_video_id = _parse_extended_from_video_id(d.pop("extended_from_video_id"))

        def _parse_rerun_of(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rerun_of = _parse_rerun_of(d.pop("rerun_of"))

        def _parse_cached_from(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        cached_from = _parse_cached_from(d.pop("cached_from"))

        def _parse_batch_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        batch_id = _parse_batch_id(d.pop("batch_id"))

        def _parse_manifest(data: object) -> Manifest | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                manifest_type_0 = Manifest.from_dict(data)

                return manifest_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Manifest | None, data)

        manifest = _parse_manifest(d.pop("manifest"))

        def _parse_preview_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        preview_url = _parse_preview_url(d.pop("preview_url"))

        def _parse_urls(data: object) -> None | VideoUrlsType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                urls_type_0 = VideoUrlsType0.from_dict(data)

                return urls_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | VideoUrlsType0, data)

        urls = _parse_urls(d.pop("urls"))

        video = cls(
            id=id,
            object_=object_,
            model=model,
            status=status,
            progress=progress,
            created_at=created_at,
            completed_at=completed_at,
            expires_at=expires_at,
            prompt=prompt,
            size=size,
            seconds=seconds,
            remixed_from_video_id=remixed_from_video_id,
            error=error,
            negative_prompt=negative_prompt,
            num_frames=num_frames,
            fps=fps,
            num_inference_steps=num_inference_steps,
            guidance_scale=guidance_scale,
            guidance_scale_2=guidance_scale_2,
            flow_shift=flow_shift,
            scheduler=scheduler,
            schedule=schedule,
            boundary_ratio=boundary_ratio,
            easy_cache=easy_cache,
            loras=loras,
            seed=seed,
            phase=phase,
            step=step,
            steps=steps,
            queue_position=queue_position,
            queue_reason=queue_reason,
            eta_seconds=eta_seconds,
            attempts=attempts,
            started_at=started_at,
            cancel_requested_at=cancel_requested_at,
            cancel_at=cancel_at,
            start_by=start_by,
            timings=timings,
            adjustments=adjustments,
            metadata=metadata,
            webhook_url=webhook_url,
            extended_from_video_id=extended_from_video_id,
            rerun_of=rerun_of,
            cached_from=cached_from,
            batch_id=batch_id,
            manifest=manifest,
            preview_url=preview_url,
            urls=urls,
        )

        video.additional_properties = d
        return video

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
