from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..models.video_parameters_schedule_type_1 import (
    VideoParametersScheduleType1,
    check_video_parameters_schedule_type_1,
)
from ..models.video_parameters_schedule_type_2_type_1 import (
    VideoParametersScheduleType2Type1,
    check_video_parameters_schedule_type_2_type_1,
)
from ..models.video_parameters_schedule_type_3_type_1 import (
    VideoParametersScheduleType3Type1,
    check_video_parameters_schedule_type_3_type_1,
)
from ..models.video_parameters_scheduler_type_1 import (
    VideoParametersSchedulerType1,
    check_video_parameters_scheduler_type_1,
)
from ..models.video_parameters_scheduler_type_2_type_1 import (
    VideoParametersSchedulerType2Type1,
    check_video_parameters_scheduler_type_2_type_1,
)
from ..models.video_parameters_scheduler_type_3_type_1 import (
    VideoParametersSchedulerType3Type1,
    check_video_parameters_scheduler_type_3_type_1,
)
from ..types import UNSET, File, FileTypes, Unset

if TYPE_CHECKING:
    from ..models.image_reference import ImageReference
    from ..models.video_parameters_loras_type_0_item import VideoParametersLorasType0Item
    from ..models.video_parameters_metadata_type_0 import VideoParametersMetadataType0


T = TypeVar("T", bound="CreateVideoForm")


@_attrs_define
class CreateVideoForm:
    prompt: str
    """ What happens in the video. """
    negative_prompt: None | str | Unset = UNSET
    """ What to keep out of the video. Default: the model's own negative prompt; an empty text
    means none.
     """
    model: None | str | Unset = UNSET
    """ Id or alias of a model, in any case; its Hugging Face id (`Wan-AI/…-Diffusers`) is one
    more name. Default, also for an empty text: the first registered one that makes videos
    from the inputs given, be it the prompt alone, a first frame, or a first and a last
    frame. A model marked as a fallback, as the demo model is, serves only where no other
    does. OpenAI's model names select this default, too.
     """
    size: None | str | Unset = UNSET
    """ `WIDTHxHEIGHT`, or a shape at the model's pixel area: an aspect ratio such as `16:9`, or
    `auto` for that of the image. Default: the model's default size. Sides are rounded to
    multiples of the model's `size_multiple`.
     """
    seconds: float | None | str | Unset = UNSET
    """ Duration. `num_frames` is more exact and takes precedence. """
    num_frames: int | None | Unset = UNSET
    """ Frames to generate. Wan makes 4n + 1 frames; other numbers are rounded and listed in
    `adjustments`. 1 makes a video of one frame with a model whose `limits.min_frames` is 1; others
    take no less than theirs.
     """
    fps: int | None | Unset = UNSET
    """ Frames per second of the mp4. Default: the model's own rate. """
    num_inference_steps: int | None | Unset = UNSET
    """ Denoising steps. """
    guidance_scale: float | None | Unset = UNSET
    """ How strongly the prompt guides the video. 1 turns guidance off and halves the time; below
    1 the negative prompt outweighs the prompt.
     """
    guidance_scale_2: float | None | Unset = UNSET
    """ The guidance scale of the second transformer, for models that have one. """
    flow_shift: float | None | Unset = UNSET
    """ Shift of the flow-matching schedule towards noise. """
    scheduler: (
        None
        | Unset
        | VideoParametersSchedulerType1
        | VideoParametersSchedulerType2Type1
        | VideoParametersSchedulerType3Type1
    ) = UNSET
    """ How the steps go from one noise level to the next, out of the model's `samplers`.
    diffusers' `UniPCMultistepScheduler` is `unipc`, and its
    `FlowMatchEulerDiscreteScheduler` is `euler` with the schedule `E`. Default: the model's.
     """
    schedule: (
        None
        | Unset
        | VideoParametersScheduleType1
        | VideoParametersScheduleType2Type1
        | VideoParametersScheduleType3Type1
    ) = UNSET
    """ The noise levels that the steps visit, out of the model's `samplers`. Default: the model's.
     """
    boundary_ratio: float | None | Unset = UNSET
    """ Share of the noise below which the second transformer takes over, for models that have
    one. Default: the model's.
     """
    easy_cache: bool | float | None | Unset = UNSET
    """ EasyCache: skips steps whose velocity is estimated to change little, which halves the
    time of long runs, roughly, and changes the video slightly. `true` means the threshold
    0.05; a larger threshold skips more steps. Off by default, and in runs of up to 8 steps.
     """
    loras: list[VideoParametersLorasType0Item] | None | Unset = UNSET
    """ LoRAs to add to the model, out of its `loras`, several at once. `strength` is 1 by
    default: 0.5 has half the effect, and a negative one the opposite. `strength_2` is that for
    the second transformer, of models that have one; by default it is `strength`.
     """
    seed: int | None | Unset = UNSET
    """ Seed of the random numbers. Default: a random one, as with -1. Only its low 32 bits count,
    as in torch, whose generator makes the noise: a larger seed is taken modulo 4294967296,
    which `adjustments` says. A video always reports the seed that was used.
     """
    cache: bool | None | Unset = UNSET
    """ A request with a `seed` immediately gets the result of a finished video of the same
    tenant whose model files, parameters, images and seed are the same. Its status is then
    `completed`, and `cached_from` names that video. A reused result costs no engine seconds
    and has its own lifetime. `false` generates the video in any case, and keeps it from
    being reused.
     """
    start_timeout_seconds: float | None | Unset = UNSET
    """ Cancels the video with the error code `start_timeout` if no worker has started it this
    long after its creation. Later attempts are not limited by it.
     """
    webhook_url: None | str | Unset = UNSET
    """ Address that receives a webhook when the video has ended; http or https, without
    credentials, its host in ASCII (`xn--…`).
     """
    metadata: None | Unset | VideoParametersMetadataType0 = UNSET
    """ Up to 16 pairs of text that are returned with the video. """
    input_reference: File | ImageReference | Unset = UNSET
    """ The first frame as a file (JPEG, PNG, WebP, AVIF or GIF, at most 10 MB), or as in
    JSON bodies.
     """
    last_frame: File | ImageReference | Unset = UNSET
    """ The last frame, in the same forms, for models that take one. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.video_parameters_metadata_type_0 import VideoParametersMetadataType0  # noqa: PLC0415

        prompt = self.prompt

        negative_prompt: None | str | Unset
        if isinstance(self.negative_prompt, Unset):
            negative_prompt = UNSET
        else:
            negative_prompt = self.negative_prompt

        model: None | str | Unset
        if isinstance(self.model, Unset):
            model = UNSET
        else:
            model = self.model

        size: None | str | Unset
        if isinstance(self.size, Unset):
            size = UNSET
        else:
            size = self.size

        seconds: float | None | str | Unset
        if isinstance(self.seconds, Unset):
            seconds = UNSET
        else:
            seconds = self.seconds

        num_frames: int | None | Unset
        if isinstance(self.num_frames, Unset):
            num_frames = UNSET
        else:
            num_frames = self.num_frames

        fps: int | None | Unset
        if isinstance(self.fps, Unset):
            fps = UNSET
        else:
            fps = self.fps

        num_inference_steps: int | None | Unset
        if isinstance(self.num_inference_steps, Unset):
            num_inference_steps = UNSET
        else:
            num_inference_steps = self.num_inference_steps

        guidance_scale: float | None | Unset
        if isinstance(self.guidance_scale, Unset):
            guidance_scale = UNSET
        else:
            guidance_scale = self.guidance_scale

        guidance_scale_2: float | None | Unset
        if isinstance(self.guidance_scale_2, Unset):
            guidance_scale_2 = UNSET
        else:
            guidance_scale_2 = self.guidance_scale_2

        flow_shift: float | None | Unset
        if isinstance(self.flow_shift, Unset):
            flow_shift = UNSET
        else:
            flow_shift = self.flow_shift

        scheduler: None | str | Unset
        if isinstance(self.scheduler, Unset):
            scheduler = UNSET
        elif isinstance(self.scheduler, str):
            scheduler = self.scheduler
        elif isinstance(self.scheduler, str):
            scheduler = self.scheduler
        elif isinstance(self.scheduler, str):
            scheduler = self.scheduler
        else:
            scheduler = self.scheduler

        schedule: None | str | Unset
        if isinstance(self.schedule, Unset):
            schedule = UNSET
        elif isinstance(self.schedule, str):
            schedule = self.schedule
        elif isinstance(self.schedule, str):
            schedule = self.schedule
        elif isinstance(self.schedule, str):
            schedule = self.schedule
        else:
            schedule = self.schedule

        boundary_ratio: float | None | Unset
        if isinstance(self.boundary_ratio, Unset):
            boundary_ratio = UNSET
        else:
            boundary_ratio = self.boundary_ratio

        easy_cache: bool | float | None | Unset
        if isinstance(self.easy_cache, Unset):
            easy_cache = UNSET
        else:
            easy_cache = self.easy_cache

        loras: list[dict[str, Any]] | None | Unset
        if isinstance(self.loras, Unset):
            loras = UNSET
        elif isinstance(self.loras, list):
            loras = []
            for loras_type_0_item_data in self.loras:
                loras_type_0_item = loras_type_0_item_data.to_dict()
                loras.append(loras_type_0_item)

        else:
            loras = self.loras

        seed: int | None | Unset
        if isinstance(self.seed, Unset):
            seed = UNSET
        else:
            seed = self.seed

        cache: bool | None | Unset
        if isinstance(self.cache, Unset):
            cache = UNSET
        else:
            cache = self.cache

        start_timeout_seconds: float | None | Unset
        if isinstance(self.start_timeout_seconds, Unset):
            start_timeout_seconds = UNSET
        else:
            start_timeout_seconds = self.start_timeout_seconds

        webhook_url: None | str | Unset
        if isinstance(self.webhook_url, Unset):
            webhook_url = UNSET
        else:
            webhook_url = self.webhook_url

        metadata: dict[str, Any] | None | Unset
        if isinstance(self.metadata, Unset):
            metadata = UNSET
        elif isinstance(self.metadata, VideoParametersMetadataType0):
            metadata = self.metadata.to_dict()
        else:
            metadata = self.metadata

        input_reference: dict[str, Any] | FileTypes | Unset
        if isinstance(self.input_reference, Unset):
            input_reference = UNSET
        elif isinstance(self.input_reference, File):
            input_reference = self.input_reference.to_tuple()

        else:
            input_reference = self.input_reference.to_dict()

        last_frame: dict[str, Any] | FileTypes | Unset
        if isinstance(self.last_frame, Unset):
            last_frame = UNSET
        elif isinstance(self.last_frame, File):
            last_frame = self.last_frame.to_tuple()

        else:
            last_frame = self.last_frame.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "prompt": prompt,
            }
        )
        if negative_prompt is not UNSET:
            field_dict["negative_prompt"] = negative_prompt
        if model is not UNSET:
            field_dict["model"] = model
        if size is not UNSET:
            field_dict["size"] = size
        if seconds is not UNSET:
            field_dict["seconds"] = seconds
        if num_frames is not UNSET:
            field_dict["num_frames"] = num_frames
        if fps is not UNSET:
            field_dict["fps"] = fps
        if num_inference_steps is not UNSET:
            field_dict["num_inference_steps"] = num_inference_steps
        if guidance_scale is not UNSET:
            field_dict["guidance_scale"] = guidance_scale
        if guidance_scale_2 is not UNSET:
            field_dict["guidance_scale_2"] = guidance_scale_2
        if flow_shift is not UNSET:
            field_dict["flow_shift"] = flow_shift
        if scheduler is not UNSET:
            field_dict["scheduler"] = scheduler
        if schedule is not UNSET:
            field_dict["schedule"] = schedule
        if boundary_ratio is not UNSET:
            field_dict["boundary_ratio"] = boundary_ratio
        if easy_cache is not UNSET:
            field_dict["easy_cache"] = easy_cache
        if loras is not UNSET:
            field_dict["loras"] = loras
        if seed is not UNSET:
            field_dict["seed"] = seed
        if cache is not UNSET:
            field_dict["cache"] = cache
        if start_timeout_seconds is not UNSET:
            field_dict["start_timeout_seconds"] = start_timeout_seconds
        if webhook_url is not UNSET:
            field_dict["webhook_url"] = webhook_url
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if input_reference is not UNSET:
            field_dict["input_reference"] = input_reference
        if last_frame is not UNSET:
            field_dict["last_frame"] = last_frame

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        from ..models.video_parameters_metadata_type_0 import VideoParametersMetadataType0  # noqa: PLC0415

        files: types.RequestFiles = []

        files.append(("prompt", (None, str(self.prompt).encode(), "text/plain")))

        if not isinstance(self.negative_prompt, Unset):
            if isinstance(self.negative_prompt, str):
                files.append(("negative_prompt", (None, str(self.negative_prompt).encode(), "text/plain")))
            else:
                files.append(("negative_prompt", (None, str(self.negative_prompt).encode(), "text/plain")))

        if not isinstance(self.model, Unset):
            if isinstance(self.model, str):
                files.append(("model", (None, str(self.model).encode(), "text/plain")))
            else:
                files.append(("model", (None, str(self.model).encode(), "text/plain")))

        if not isinstance(self.size, Unset):
            if isinstance(self.size, str):
                files.append(("size", (None, str(self.size).encode(), "text/plain")))
            else:
                files.append(("size", (None, str(self.size).encode(), "text/plain")))

        if not isinstance(self.seconds, Unset):
            if isinstance(self.seconds, str):
                files.append(("seconds", (None, str(self.seconds).encode(), "text/plain")))
            elif isinstance(self.seconds, float):
                files.append(("seconds", (None, str(self.seconds).encode(), "text/plain")))
            else:
                files.append(("seconds", (None, str(self.seconds).encode(), "text/plain")))

        if not isinstance(self.num_frames, Unset):
            if isinstance(self.num_frames, int):
                files.append(("num_frames", (None, str(self.num_frames).encode(), "text/plain")))
            else:
                files.append(("num_frames", (None, str(self.num_frames).encode(), "text/plain")))

        if not isinstance(self.fps, Unset):
            if isinstance(self.fps, int):
                files.append(("fps", (None, str(self.fps).encode(), "text/plain")))
            else:
                files.append(("fps", (None, str(self.fps).encode(), "text/plain")))

        if not isinstance(self.num_inference_steps, Unset):
            if isinstance(self.num_inference_steps, int):
                files.append(("num_inference_steps", (None, str(self.num_inference_steps).encode(), "text/plain")))
            else:
                files.append(("num_inference_steps", (None, str(self.num_inference_steps).encode(), "text/plain")))

        if not isinstance(self.guidance_scale, Unset):
            if isinstance(self.guidance_scale, float):
                files.append(("guidance_scale", (None, str(self.guidance_scale).encode(), "text/plain")))
            else:
                files.append(("guidance_scale", (None, str(self.guidance_scale).encode(), "text/plain")))

        if not isinstance(self.guidance_scale_2, Unset):
            if isinstance(self.guidance_scale_2, float):
                files.append(("guidance_scale_2", (None, str(self.guidance_scale_2).encode(), "text/plain")))
            else:
                files.append(("guidance_scale_2", (None, str(self.guidance_scale_2).encode(), "text/plain")))

        if not isinstance(self.flow_shift, Unset):
            if isinstance(self.flow_shift, float):
                files.append(("flow_shift", (None, str(self.flow_shift).encode(), "text/plain")))
            else:
                files.append(("flow_shift", (None, str(self.flow_shift).encode(), "text/plain")))

        if not isinstance(self.scheduler, Unset):
            if self.scheduler is None:
                files.append(("scheduler", (None, str(self.scheduler).encode(), "text/plain")))
            elif isinstance(self.scheduler, str):
                files.append(("scheduler", (None, str(self.scheduler).encode(), "text/plain")))
            elif isinstance(self.scheduler, str):
                files.append(("scheduler", (None, str(self.scheduler).encode(), "text/plain")))
            else:
                files.append(("scheduler", (None, str(self.scheduler).encode(), "text/plain")))

        if not isinstance(self.schedule, Unset):
            if self.schedule is None:
                files.append(("schedule", (None, str(self.schedule).encode(), "text/plain")))
            elif isinstance(self.schedule, str):
                files.append(("schedule", (None, str(self.schedule).encode(), "text/plain")))
            elif isinstance(self.schedule, str):
                files.append(("schedule", (None, str(self.schedule).encode(), "text/plain")))
            else:
                files.append(("schedule", (None, str(self.schedule).encode(), "text/plain")))

        if not isinstance(self.boundary_ratio, Unset):
            if isinstance(self.boundary_ratio, float):
                files.append(("boundary_ratio", (None, str(self.boundary_ratio).encode(), "text/plain")))
            else:
                files.append(("boundary_ratio", (None, str(self.boundary_ratio).encode(), "text/plain")))

        if not isinstance(self.easy_cache, Unset):
            if isinstance(self.easy_cache, bool):
                files.append(("easy_cache", (None, str(self.easy_cache).encode(), "text/plain")))
            elif isinstance(self.easy_cache, float):
                files.append(("easy_cache", (None, str(self.easy_cache).encode(), "text/plain")))
            else:
                files.append(("easy_cache", (None, str(self.easy_cache).encode(), "text/plain")))

        if not isinstance(self.loras, Unset):
            if isinstance(self.loras, list):
                for loras_type_0_item_element in self.loras:
                    files.append(
                        ("loras", (None, json.dumps(loras_type_0_item_element.to_dict()).encode(), "application/json"))
                    )
            else:
                files.append(("loras", (None, str(self.loras).encode(), "text/plain")))

        if not isinstance(self.seed, Unset):
            if isinstance(self.seed, int):
                files.append(("seed", (None, str(self.seed).encode(), "text/plain")))
            else:
                files.append(("seed", (None, str(self.seed).encode(), "text/plain")))

        if not isinstance(self.cache, Unset):
            if isinstance(self.cache, bool):
                files.append(("cache", (None, str(self.cache).encode(), "text/plain")))
            else:
                files.append(("cache", (None, str(self.cache).encode(), "text/plain")))

        if not isinstance(self.start_timeout_seconds, Unset):
            if isinstance(self.start_timeout_seconds, float):
                files.append(("start_timeout_seconds", (None, str(self.start_timeout_seconds).encode(), "text/plain")))
            else:
                files.append(("start_timeout_seconds", (None, str(self.start_timeout_seconds).encode(), "text/plain")))

        if not isinstance(self.webhook_url, Unset):
            if isinstance(self.webhook_url, str):
                files.append(("webhook_url", (None, str(self.webhook_url).encode(), "text/plain")))
            else:
                files.append(("webhook_url", (None, str(self.webhook_url).encode(), "text/plain")))

        if not isinstance(self.metadata, Unset):
            if isinstance(self.metadata, VideoParametersMetadataType0):
                files.append(("metadata", (None, json.dumps(self.metadata.to_dict()).encode(), "application/json")))
            else:
                files.append(("metadata", (None, str(self.metadata).encode(), "text/plain")))

        if not isinstance(self.input_reference, Unset):
            if isinstance(self.input_reference, File):
                files.append(("input_reference", self.input_reference.to_tuple()))
            else:
                files.append(
                    ("input_reference", (None, json.dumps(self.input_reference.to_dict()).encode(), "application/json"))
                )

        if not isinstance(self.last_frame, Unset):
            if isinstance(self.last_frame, File):
                files.append(("last_frame", self.last_frame.to_tuple()))
            else:
                files.append(("last_frame", (None, json.dumps(self.last_frame.to_dict()).encode(), "application/json")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.image_reference import ImageReference  # noqa: PLC0415
        from ..models.video_parameters_loras_type_0_item import VideoParametersLorasType0Item  # noqa: PLC0415
        from ..models.video_parameters_metadata_type_0 import VideoParametersMetadataType0  # noqa: PLC0415

        d = dict(src_dict)
        prompt = d.pop("prompt")

        def _parse_negative_prompt(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        negative_prompt = _parse_negative_prompt(d.pop("negative_prompt", UNSET))

        def _parse_model(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        model = _parse_model(d.pop("model", UNSET))

        def _parse_size(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        size = _parse_size(d.pop("size", UNSET))

        def _parse_seconds(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        seconds = _parse_seconds(d.pop("seconds", UNSET))

        def _parse_num_frames(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        num_frames = _parse_num_frames(d.pop("num_frames", UNSET))

        def _parse_fps(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        fps = _parse_fps(d.pop("fps", UNSET))

        def _parse_num_inference_steps(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        num_inference_steps = _parse_num_inference_steps(d.pop("num_inference_steps", UNSET))

        def _parse_guidance_scale(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        guidance_scale = _parse_guidance_scale(d.pop("guidance_scale", UNSET))

        def _parse_guidance_scale_2(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        guidance_scale_2 = _parse_guidance_scale_2(d.pop("guidance_scale_2", UNSET))

        def _parse_flow_shift(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        flow_shift = _parse_flow_shift(d.pop("flow_shift", UNSET))

        def _parse_scheduler(
            data: object,
        ) -> (
            None
            | Unset
            | VideoParametersSchedulerType1
            | VideoParametersSchedulerType2Type1
            | VideoParametersSchedulerType3Type1
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                scheduler_type_1 = check_video_parameters_scheduler_type_1(data)

                return scheduler_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, str):
                    raise TypeError()
                scheduler_type_2_type_1 = check_video_parameters_scheduler_type_2_type_1(data)

                return scheduler_type_2_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, str):
                    raise TypeError()
                scheduler_type_3_type_1 = check_video_parameters_scheduler_type_3_type_1(data)

                return scheduler_type_3_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                None
                | Unset
                | VideoParametersSchedulerType1
                | VideoParametersSchedulerType2Type1
                | VideoParametersSchedulerType3Type1,
                data,
            )

        scheduler = _parse_scheduler(d.pop("scheduler", UNSET))

        def _parse_schedule(
            data: object,
        ) -> (
            None
            | Unset
            | VideoParametersScheduleType1
            | VideoParametersScheduleType2Type1
            | VideoParametersScheduleType3Type1
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                schedule_type_1 = check_video_parameters_schedule_type_1(data)

                return schedule_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, str):
                    raise TypeError()
                schedule_type_2_type_1 = check_video_parameters_schedule_type_2_type_1(data)

                return schedule_type_2_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, str):
                    raise TypeError()
                schedule_type_3_type_1 = check_video_parameters_schedule_type_3_type_1(data)

                return schedule_type_3_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                None
                | Unset
                | VideoParametersScheduleType1
                | VideoParametersScheduleType2Type1
                | VideoParametersScheduleType3Type1,
                data,
            )

        schedule = _parse_schedule(d.pop("schedule", UNSET))

        def _parse_boundary_ratio(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        boundary_ratio = _parse_boundary_ratio(d.pop("boundary_ratio", UNSET))

        def _parse_easy_cache(data: object) -> bool | float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | float | None | Unset, data)

        easy_cache = _parse_easy_cache(d.pop("easy_cache", UNSET))

        def _parse_loras(data: object) -> list[VideoParametersLorasType0Item] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                loras_type_0 = []
                _loras_type_0 = data
                for loras_type_0_item_data in _loras_type_0:
                    loras_type_0_item = VideoParametersLorasType0Item.from_dict(loras_type_0_item_data)

                    loras_type_0.append(loras_type_0_item)

                return loras_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[VideoParametersLorasType0Item] | None | Unset, data)

        loras = _parse_loras(d.pop("loras", UNSET))

        def _parse_seed(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        seed = _parse_seed(d.pop("seed", UNSET))

        def _parse_cache(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        cache = _parse_cache(d.pop("cache", UNSET))

        def _parse_start_timeout_seconds(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        start_timeout_seconds = _parse_start_timeout_seconds(d.pop("start_timeout_seconds", UNSET))

        def _parse_webhook_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        webhook_url = _parse_webhook_url(d.pop("webhook_url", UNSET))

        def _parse_metadata(data: object) -> None | Unset | VideoParametersMetadataType0:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metadata_type_0 = VideoParametersMetadataType0.from_dict(data)

                return metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | VideoParametersMetadataType0, data)

        metadata = _parse_metadata(d.pop("metadata", UNSET))

        def _parse_input_reference(data: object) -> File | ImageReference | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, bytes):
                    raise TypeError()
                input_reference_type_0 = File(payload=BytesIO(data))

                return input_reference_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            input_reference_type_1 = ImageReference.from_dict(data)

            return input_reference_type_1

        input_reference = _parse_input_reference(d.pop("input_reference", UNSET))

        def _parse_last_frame(data: object) -> File | ImageReference | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, bytes):
                    raise TypeError()
                last_frame_type_0 = File(payload=BytesIO(data))

                return last_frame_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            last_frame_type_1 = ImageReference.from_dict(data)

            return last_frame_type_1

        last_frame = _parse_last_frame(d.pop("last_frame", UNSET))

        create_video_form = cls(
            prompt=prompt,
            negative_prompt=negative_prompt,
            model=model,
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
            cache=cache,
            start_timeout_seconds=start_timeout_seconds,
            webhook_url=webhook_url,
            metadata=metadata,
            input_reference=input_reference,
            last_frame=last_frame,
        )

        create_video_form.additional_properties = d
        return create_video_form

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
