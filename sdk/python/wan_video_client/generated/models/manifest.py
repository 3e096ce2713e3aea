from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.manifest_easy_cache_type_0 import ManifestEasyCacheType0
    from ..models.manifest_files import ManifestFiles
    from ..models.manifest_inputs import ManifestInputs
    from ..models.manifest_loras_item import ManifestLorasItem
    from ..models.manifest_noise_type_0 import ManifestNoiseType0
    from ..models.manifest_vae_tiles_type_0 import ManifestVaeTilesType0
    from ..models.manifest_video import ManifestVideo
    from ..models.upstream import Upstream


T = TypeVar("T", bound="Manifest")


@_attrs_define
class Manifest:
    """Everything that determined the video. The same values on a device of the same class give
    frames that are identical to the bit. Of a video that another server made, what only that
    server knows is null, and `upstream` says what it was asked for.

    """

    model: str
    files: ManifestFiles
    """ SHA-256 of every file read from the model folder, by path, LoRA files included. Those of
    requested LoRAs begin with `LORAS_DIR/`.
     """
    loras: list[ManifestLorasItem]
    graph_builder: None | str
    """ Version of the code that turns model configurations into graphs. """
    onnx_runtime: None | str
    provider: str
    """ What computed it; `videos` and `comfyui` are other servers. One of: `cpu`, `cuda`, `videos`, `comfyui`. """
    dtype: None | str
    """ Data type of the transformer's arithmetic. """
    device_class: str
    scheduler: None | str
    schedule: None | str
    steps: int
    flow_shift: float
    guidance_scale: float
    guidance_scale_2: float | None
    boundary: float | None
    """ Noise level below which the second transformer takes over. """
    seed: int
    noise: ManifestNoiseType0 | None
    size: str
    num_frames: int
    fps: int
    prompt_tokens: int | None
    """ Number of prompt tokens, including the end token. """
    prompt_truncated: bool | None
    """ Whether the prompt was cut to the 512 tokens that fit. """
    inputs: ManifestInputs
    """ SHA-256 of the prepared images, and of the video that was extended. """
    vae_tiles: ManifestVaeTilesType0 | None
    """ Tiles in which the given images were encoded and the frames decoded, because memory held
    no whole picture. Each is null if it was whole; null altogether if both were.
     """
    easy_cache: ManifestEasyCacheType0 | None
    resumed_from_step: int | None
    """ Step after which the last attempt resumed from an earlier attempt's checkpoint.
     """
    upstream: None | Upstream
    """ The server that made the video; null where this service computed it. """
    video: ManifestVideo
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.manifest_easy_cache_type_0 import ManifestEasyCacheType0  # noqa: PLC0415
        from ..models.manifest_noise_type_0 import ManifestNoiseType0  # noqa: PLC0415
        from ..models.manifest_vae_tiles_type_0 import ManifestVaeTilesType0  # noqa: PLC0415
        from ..models.upstream import Upstream  # noqa: PLC0415

        model = self.model

        files = self.files.to_dict()

        loras = []
        for loras_item_data in self.loras:
            loras_item = loras_item_data.to_dict()
            loras.append(loras_item)

        graph_builder: None | str
        graph_builder = self.graph_builder

        onnx_runtime: None | str
        onnx_runtime = self.onnx_runtime

        provider = self.provider

        dtype: None | str
        dtype = self.dtype

        device_class = self.device_class

        scheduler: None | str
        scheduler = self.scheduler

        schedule: None | str
        schedule = self.schedule

        steps = self.steps

        flow_shift = self.flow_shift

        guidance_scale = self.guidance_scale

        guidance_scale_2: float | None
        guidance_scale_2 = self.guidance_scale_2

        boundary: float | None
        boundary = self.boundary

        seed = self.seed

        noise: dict[str, Any] | None
        if isinstance(self.noise, ManifestNoiseType0):
            noise = self.noise.to_dict()
        else:
            noise = self.noise

        size = self.size

        num_frames = self.num_frames

        fps = self.fps

        prompt_tokens: int | None
        prompt_tokens = self.prompt_tokens

        prompt_truncated: bool | None
        prompt_truncated = self.prompt_truncated

        inputs = self.inputs.to_dict()

        vae_tiles: dict[str, Any] | None
        if isinstance(self.vae_tiles, ManifestVaeTilesType0):
            vae_tiles = self.vae_tiles.to_dict()
        else:
            vae_tiles = self.vae_tiles

        easy_cache: dict[str, Any] | None
        if isinstance(self.easy_cache, ManifestEasyCacheType0):
            easy_cache = self.easy_cache.to_dict()
        else:
            easy_cache = self.easy_cache

        resumed_from_step: int | None
        resumed_from_step = self.resumed_from_step

        upstream: dict[str, Any] | None
        if isinstance(self.upstream, Upstream):
            upstream = self.upstream.to_dict()
        else:
            upstream = self.upstream

        video = self.video.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "model": model,
                "files": files,
                "loras": loras,
                "graph_builder": graph_builder,
                "onnx_runtime": onnx_runtime,
                "provider": provider,
                "dtype": dtype,
                "device_class": device_class,
                "scheduler": scheduler,
                "schedule": schedule,
                "steps": steps,
                "flow_shift": flow_shift,
                "guidance_scale": guidance_scale,
                "guidance_scale_2": guidance_scale_2,
                "boundary": boundary,
                "seed": seed,
                "noise": noise,
                "size": size,
                "num_frames": num_frames,
                "fps": fps,
                "prompt_tokens": prompt_tokens,
                "prompt_truncated": prompt_truncated,
                "inputs": inputs,
                "vae_tiles": vae_tiles,
                "easy_cache": easy_cache,
                "resumed_from_step": resumed_from_step,
                "upstream": upstream,
                "video": video,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.manifest_easy_cache_type_0 import ManifestEasyCacheType0  # noqa: PLC0415
        from ..models.manifest_files import ManifestFiles  # noqa: PLC0415
        from ..models.manifest_inputs import ManifestInputs  # noqa: PLC0415
        from ..models.manifest_loras_item import ManifestLorasItem  # noqa: PLC0415
        from ..models.manifest_noise_type_0 import ManifestNoiseType0  # noqa: PLC0415
        from ..models.manifest_vae_tiles_type_0 import ManifestVaeTilesType0  # noqa: PLC0415
        from ..models.manifest_video import ManifestVideo  # noqa: PLC0415
        from ..models.upstream import Upstream  # noqa: PLC0415

        d = dict(src_dict)
        model = d.pop("model")

        files = ManifestFiles.from_dict(d.pop("files"))

        loras = []
        _loras = d.pop("loras")
        for loras_item_data in _loras:
            loras_item = ManifestLorasItem.from_dict(loras_item_data)

            loras.append(loras_item)

        def _parse_graph_builder(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        graph_builder = _parse_graph_builder(d.pop("graph_builder"))

        def _parse_onnx_runtime(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        onnx_runtime = _parse_onnx_runtime(d.pop("onnx_runtime"))

        provider = d.pop("provider")

        def _parse_dtype(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        dtype = _parse_dtype(d.pop("dtype"))

        device_class = d.pop("device_class")

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

        steps = d.pop("steps")

        flow_shift = d.pop("flow_shift")

        guidance_scale = d.pop("guidance_scale")

        def _parse_guidance_scale_2(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        guidance_scale_2 = _parse_guidance_scale_2(d.pop("guidance_scale_2"))

        def _parse_boundary(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        boundary = _parse_boundary(d.pop("boundary"))

        seed = d.pop("seed")

        def _parse_noise(data: object) -> ManifestNoiseType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                noise_type_0 = ManifestNoiseType0.from_dict(data)

                return noise_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ManifestNoiseType0 | None, data)

        noise = _parse_noise(d.pop("noise"))

        size = d.pop("size")

        num_frames = d.pop("num_frames")

        fps = d.pop("fps")

        def _parse_prompt_tokens(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        prompt_tokens = _parse_prompt_tokens(d.pop("prompt_tokens"))

        def _parse_prompt_truncated(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        prompt_truncated = _parse_prompt_truncated(d.pop("prompt_truncated"))

        inputs = ManifestInputs.from_dict(d.pop("inputs"))

        def _parse_vae_tiles(data: object) -> ManifestVaeTilesType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                vae_tiles_type_0 = ManifestVaeTilesType0.from_dict(data)

                return vae_tiles_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ManifestVaeTilesType0 | None, data)

        vae_tiles = _parse_vae_tiles(d.pop("vae_tiles"))

        def _parse_easy_cache(data: object) -> ManifestEasyCacheType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                easy_cache_type_0 = ManifestEasyCacheType0.from_dict(data)

                return easy_cache_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ManifestEasyCacheType0 | None, data)

        easy_cache = _parse_easy_cache(d.pop("easy_cache"))

        def _parse_resumed_from_step(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        resumed_from_step = _parse_resumed_from_step(d.pop("resumed_from_step"))

        def _parse_upstream(data: object) -> None | Upstream:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                upstream_type_0 = Upstream.from_dict(data)

                return upstream_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Upstream, data)

        upstream = _parse_upstream(d.pop("upstream"))

        video = ManifestVideo.from_dict(d.pop("video"))

        manifest = cls(
            model=model,
            files=files,
            loras=loras,
            graph_builder=graph_builder,
            onnx_runtime=onnx_runtime,
            provider=provider,
            dtype=dtype,
            device_class=device_class,
            scheduler=scheduler,
            schedule=schedule,
            steps=steps,
            flow_shift=flow_shift,
            guidance_scale=guidance_scale,
            guidance_scale_2=guidance_scale_2,
            boundary=boundary,
            seed=seed,
            noise=noise,
            size=size,
            num_frames=num_frames,
            fps=fps,
            prompt_tokens=prompt_tokens,
            prompt_truncated=prompt_truncated,
            inputs=inputs,
            vae_tiles=vae_tiles,
            easy_cache=easy_cache,
            resumed_from_step=resumed_from_step,
            upstream=upstream,
            video=video,
        )

        manifest.additional_properties = d
        return manifest

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
