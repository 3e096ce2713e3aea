from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.adjustment import Adjustment
    from ..models.used_lora import UsedLora
    from ..models.video_estimate_memory_type_0 import VideoEstimateMemoryType0


T = TypeVar("T", bound="VideoEstimate")


@_attrs_define
class VideoEstimate:
    """What a request would become. No such video exists."""

    object_: Literal["video.estimate"]
    model: str
    """ Id of the model in use. """
    prompt: str
    negative_prompt: str
    size: str
    """ WIDTHxHEIGHT in use. """
    seconds: str
    """ As `seconds` of the video. """
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
    """ Threshold in use. """
    loras: list[UsedLora]
    """ The LoRAs in use beside those of the model itself. """
    seed: int | None
    """ Null if none was given: the video gets a random one. """
    adjustments: list[Adjustment]
    """ Every value that would be changed or ignored, and why. """
    queue_position: int
    """ 1 would be the next to start. """
    queue_reason: None | str
    """ `model_not_served` when no live worker serves the model at this size;
    `concurrency_limit` when it would have to wait for another video of the tenant to end,
    which `queue_wait_seconds` does not include.
     """
    queue_wait_seconds: int | None
    """ Time until an engine is free for it. """
    run_seconds: float | None
    """ Duration of its own run. """
    eta_seconds: int | None
    """ Time until it would be finished. """
    seconds_unknown: None | str
    """ Why times are null: no worker is alive, or its devices have not yet run this model at
    this size and number of frames.
     """
    memory: None | VideoEstimateMemoryType0
    """ What fits in the memory of the devices; null when no worker has reported it. """
    booked_gpu_seconds: float
    """ Engine seconds that would be charged to the day's quota; 0 without a quota. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.video_estimate_memory_type_0 import VideoEstimateMemoryType0  # noqa: PLC0415

        object_ = self.object_

        model = self.model

        prompt = self.prompt

        negative_prompt = self.negative_prompt

        size = self.size

        seconds = self.seconds

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

        seed: int | None
        seed = self.seed

        adjustments = []
        for adjustments_item_data in self.adjustments:
            adjustments_item = adjustments_item_data.to_dict()
            adjustments.append(adjustments_item)

        queue_position = self.queue_position

        queue_reason: None | str
        queue_reason = self.queue_reason

        queue_wait_seconds: int | None
        queue_wait_seconds = self.queue_wait_seconds

        run_seconds: float | None
        run_seconds = self.run_seconds

        eta_seconds: int | None
        eta_seconds = self.eta_seconds

        seconds_unknown: None | str
        seconds_unknown = self.seconds_unknown

        memory: dict[str, Any] | None
        if isinstance(self.memory, VideoEstimateMemoryType0):
            memory = self.memory.to_dict()
        else:
            memory = self.memory

        booked_gpu_seconds = self.booked_gpu_seconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "object": object_,
                "model": model,
                "prompt": prompt,
                "negative_prompt": negative_prompt,
                "size": size,
                "seconds": seconds,
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
                "adjustments": adjustments,
                "queue_position": queue_position,
                "queue_reason": queue_reason,
                "queue_wait_seconds": queue_wait_seconds,
                "run_seconds": run_seconds,
                "eta_seconds": eta_seconds,
                "seconds_unknown": seconds_unknown,
                "memory": memory,
                "booked_gpu_seconds": booked_gpu_seconds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.adjustment import Adjustment  # noqa: PLC0415
        from ..models.used_lora import UsedLora  # noqa: PLC0415
        from ..models.video_estimate_memory_type_0 import VideoEstimateMemoryType0  # noqa: PLC0415

        d = dict(src_dict)
        object_ = cast(Literal["video.estimate"], d.pop("object"))
        if object_ != "video.estimate":
            raise ValueError(f"object must match const 'video.estimate', got '{object_}'")

        model = d.pop("model")

        prompt = d.pop("prompt")

        negative_prompt = d.pop("negative_prompt")

        size = d.pop("size")

        seconds = d.pop("seconds")

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

        def _parse_seed(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        seed = _parse_seed(d.pop("seed"))

        adjustments = []
        _adjustments = d.pop("adjustments")
        for adjustments_item_data in _adjustments:
            adjustments_item = Adjustment.from_dict(adjustments_item_data)

            adjustments.append(adjustments_item)

        queue_position = d.pop("queue_position")

        def _parse_queue_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        queue_reason = _parse_queue_reason(d.pop("queue_reason"))

        def _parse_queue_wait_seconds(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        queue_wait_seconds = _parse_queue_wait_seconds(d.pop("queue_wait_seconds"))

        def _parse_run_seconds(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        run_seconds = _parse_run_seconds(d.pop("run_seconds"))

        def _parse_eta_seconds(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        eta_seconds = _parse_eta_seconds(d.pop("eta_seconds"))

        def _parse_seconds_unknown(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        seconds_unknown = _parse_seconds_unknown(d.pop("seconds_unknown"))

        def _parse_memory(data: object) -> None | VideoEstimateMemoryType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                memory_type_0 = VideoEstimateMemoryType0.from_dict(data)

                return memory_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | VideoEstimateMemoryType0, data)

        memory = _parse_memory(d.pop("memory"))

        booked_gpu_seconds = d.pop("booked_gpu_seconds")

        video_estimate = cls(
            object_=object_,
            model=model,
            prompt=prompt,
            negative_prompt=negative_prompt,
            size=size,
            seconds=seconds,
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
            adjustments=adjustments,
            queue_position=queue_position,
            queue_reason=queue_reason,
            queue_wait_seconds=queue_wait_seconds,
            run_seconds=run_seconds,
            eta_seconds=eta_seconds,
            seconds_unknown=seconds_unknown,
            memory=memory,
            booked_gpu_seconds=booked_gpu_seconds,
        )

        video_estimate.additional_properties = d
        return video_estimate

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
