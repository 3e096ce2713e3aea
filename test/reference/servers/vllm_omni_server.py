"""Runs the videos API of vLLM-Omni's server without a GPU, its engine replaced by a fake one.

    python vllm_omni_server.py <folder with vllm_omni of its wheel> <port>

The routes of its `api_server.py`, its form parser, its protocol and its stores are vLLM-Omni's own.
What stands in: the handler that would run the engine, which here draws frames, and vLLM, of which
the videos API needs the logger, a setting, two errors and the list of models. Needs fastapi, uvicorn,
python-multipart, pydantic, pillow, numpy, torch and av.
"""

import ast
import asyncio
import importlib.abc
import importlib.machinery
import io
import logging
import os
import sys
import time
import types

from absent_modules import declare_absent

SOURCE, PORT = sys.argv[1], int(sys.argv[2])
MODEL = "Wan-AI/Wan2.2-TI2V-5B-Diffusers"
OPENAI = "vllm_omni.entrypoints.openai"
REAL = (
    f"{OPENAI}.protocol.videos", f"{OPENAI}.stores", f"{OPENAI}.storage", f"{OPENAI}.errors",
    f"{OPENAI}.lora", f"{OPENAI}.image_api_utils", f"{OPENAI}.utils", f"{OPENAI}.app_state", f"{OPENAI}.video.generation.helpers", "vllm_omni.errors",
    "vllm_omni.config.server_settings", "vllm_omni.lora.utils", "vllm_omni.diffusion.models.interface", "vllm_omni.inputs.data", f"{OPENAI}.video_api_utils",
)
ROUTES = (
    "_reject_process_local_state_with_multiple_api_workers", "_require_single_api_video_store", "create_video", "list_videos", "retrieve_video", "delete_video",
    "download_video",
)


class Packages(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The modules of vLLM-Omni that the videos API is made of, without their packages' imports."""

    def find_spec(self, name, path=None, target=None):
        file = os.path.join(SOURCE, *name.split("."))
        if name in REAL:
            return importlib.util.spec_from_file_location(name, f"{file}.py")
        if any(real.startswith(f"{name}.") for real in REAL):
            spec = importlib.machinery.ModuleSpec(name, self, is_package=True)
            spec.submodule_search_locations = [file]
            return spec
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        pass


declare_absent(
    "vllm", "vllm_omni", "cache_dit", "imageio", "soundfile", "soxr", "librosa", "diffusers", "x_transformers",
    "gguf", "janus", "aenum", "omegaconf", "torchvision", "torchaudio",
)
sys.meta_path.insert(0, Packages())

import vllm.logger  # noqa: E402

vllm.logger.init_logger = logging.getLogger
vllm.envs = types.SimpleNamespace(VLLM_MAX_IMAGE_PIXELS=0)

import vllm.v1.engine.exceptions as engine_errors  # noqa: E402


class EngineGenerateError(Exception):
    pass


class EngineDeadError(Exception):
    pass


engine_errors.EngineGenerateError = EngineGenerateError
engine_errors.EngineDeadError = EngineDeadError

import uvicorn  # noqa: E402
from fastapi import FastAPI  # noqa: E402

import vllm_omni.entrypoints.openai.lora as lora  # noqa: E402
import vllm_omni.entrypoints.openai.video.generation.helpers as helpers  # noqa: E402


class FakeHandler:
    """Draws the frames that were asked for, at a quarter of a second a step; can be aborted."""

    model_name = MODEL
    stage_configs = None
    preserves_reference_image_size = False
    supports_mixed_reference_inputs = False
    supports_latent_mask_editing = False
    supported_control_upload_types = frozenset()

    def __init__(self):
        self.aborted = set()

    def set_stage_configs_if_missing(self, stage_configs):
        pass

    async def abort_request(self, request_id):
        self.aborted.add(request_id)

    async def generate_video_bytes(self, request, reference_id, *, on_started=None, **kwargs):
        if request.lora is not None:
            lora._parse_lora_request(request.lora)
        parameters = request.resolve_video_params()
        await on_started()
        for _ in range(request.num_inference_steps or 1):
            if reference_id in self.aborted:
                raise asyncio.CancelledError
            await asyncio.sleep(0.25)
        video = draw(parameters.width, parameters.height, parameters.num_frames, int(parameters.fps))
        return video, {}, 0.0, None, {}


def draw(width, height, frames, fps):
    import av
    import numpy

    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as file:
        stream = file.add_stream("h264", rate=fps)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for i in range(frames):
            picture = numpy.full((height, width, 3), 40 * i, dtype=numpy.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture)):
                file.mux(packet)
        for packet in stream.encode():
            file.mux(packet)
    return out.getvalue()


def add_routes(app):
    """Executes the functions of the videos routes of api_server.py, as they stand in its source."""
    from typing import Annotated, Any, Literal

    from fastapi import APIRouter, Depends, HTTPException, Query, Request
    from fastapi.responses import FileResponse, JSONResponse, Response
    from http import HTTPStatus

    path = os.path.join(SOURCE, *f"{OPENAI}.api_server".split(".")) + ".py"
    with open(path) as file:
        tree = ast.parse(file.read())
    router = APIRouter()
    from pydantic import BaseModel

    class ErrorResponse(BaseModel):
        error: dict[str, Any] | None = None

    import vllm_omni.entrypoints.openai.protocol.videos as videos
    import vllm_omni.entrypoints.openai.storage as storage
    import vllm_omni.entrypoints.openai.stores as stores

    names = {
        "asyncio": asyncio, "time": time, "logger": logging.getLogger("videos"), "router": router,
        "Annotated": Annotated, "Any": Any, "Literal": Literal, "Depends": Depends,
        "HTTPException": HTTPException, "Query": Query, "Request": Request, "FileResponse": FileResponse,
        "JSONResponse": JSONResponse, "Response": Response, "HTTPStatus": HTTPStatus,
        "ErrorResponse": ErrorResponse, "VIDEO_ABORT_TIMEOUT_S": 10.0,
    }
    for module in (helpers, videos, storage, stores):
        names.update({name: value for name, value in vars(module).items() if not name.startswith("__")})
    for node in tree.body:
        if getattr(node, "name", None) in ROUTES:
            exec(compile(ast.Module([node], []), path, "exec"), names)
    app.include_router(router)


app = FastAPI()
app.state.openai_serving_video = FakeHandler()
app.state.api_server_count = 1
add_routes(app)


@app.get("/v1/models")
async def models():
    # As ModelCard of vLLM spells it.
    card = {"id": MODEL, "object": "model", "created": 0, "owned_by": "vllm", "root": MODEL, "parent": None}
    return {"object": "list", "data": [{**card, "max_model_len": None, "permission": []}]}


@app.get("/version")
async def version():
    import glob
    import re

    metadata = glob.glob(os.path.join(SOURCE, "vllm_omni-*.dist-info"))[0]
    return {"version": re.search(r"vllm_omni-([^-]+)\.dist-info", metadata)[1]}


uvicorn.run(app, host="127.0.0.1", port=PORT, log_level="warning")
