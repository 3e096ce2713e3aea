"""Calls WAN_URL by the clients in SGLang's and vLLM-Omni's packages, unpacked in WAN_PEERS; prints one line a call.

The packages themselves need torch and a GPU's libraries. Their clients need none of it: what cannot be imported is replaced by
classes without content, and the functions that talk to a server run as they are.
"""

import asyncio
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import types
from pathlib import Path

import aiohttp
import numpy
import PIL.Image
import pybase64
import requests
import tqdm.asyncio

# What these would like to have and lack stays missing: they are imported before anything is replaced.
REAL = (aiohttp, numpy, PIL.Image, pybase64, requests, tqdm.asyncio)
URL, KEY = os.environ["WAN_URL"], os.environ["WAN_API_KEY"]
os.environ["OPENAI_API_KEY"] = KEY
IMAGE, PEERS = os.environ["WAN_IMAGE"], Path(os.environ["WAN_PEERS"])


class Empty(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Empty(name, (Nothing,), {})

    def __setitem__(cls, key, value):
        pass

    def __getitem__(cls, key):
        return cls

    def __contains__(cls, key):
        return True


class Nothing(metaclass=Empty):
    def __init__(self, *arguments, **named):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *arguments, **named: None


NODES = "sglang.multimodal_gen.apps.ComfyUI_SGLDiffusion.core.server_api"
SGLANG = "sglang.multimodal_gen.benchmarks.bench_serving"
VLLM_OMNI = "vllm_omni.benchmarks.patch.patch"
# What these read of their packages to talk to a server; the rest is left out.
KEPT = (NODES, SGLANG, "sglang.multimodal_gen.benchmarks.datasets", VLLM_OMNI, "vllm_omni.metrics.utils")


class Kept(importlib.abc.MetaPathFinder):
    """Comes first: modules that are kept, by their files, and nothing else of their packages."""

    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] not in ("sglang", "vllm_omni"):
            return None
        if name in KEPT:
            return importlib.util.spec_from_file_location(name, PEERS.joinpath(*name.split(".")).with_suffix(".py"))
        return Missing().find_spec(name, path)


class Missing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Comes last: whatever else is not there, but for modules that Python has on other systems."""

    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in sys.stdlib_module_names:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__getattr__ = lambda name: getattr(Nothing, name)
        return module

    def exec_module(self, module):
        pass


sys.meta_path.insert(0, Kept())
sys.meta_path.append(Missing())


def sglang_nodes(**fields):
    """What SGLang's nodes for ComfyUI call."""
    api = importlib.import_module(NODES)
    client = api.SGLDiffusionServerAPI(URL, KEY)
    assert client.get_model_info()["id"], "no model"
    seen = []
    result = client.generate_video(
        "steam rises", size="96x64", seconds=None, num_frames=5, fps=16, num_inference_steps=1, seed=3,
        progress_callback=seen.append, output_path=os.environ["WAN_SCRATCH"], **fields,
    )
    assert Path(result["file_path"]).read_bytes()[4:8] == b"ftyp", result
    assert seen and seen[-1] == 100, seen


async def sglang_benchmark(**fields):
    module = importlib.import_module(SGLANG)
    request = module.RequestFuncInput(
        prompt="steam rises", api_url=f"{URL}/videos", width=96, height=64, num_frames=5, fps=16, num_inference_steps=1, **fields
    )
    # It sends no key: a gateway in front adds one.
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {KEY}"}) as session:
        output = await module.async_request_video_sglang(request, session)
    assert output.success, output.error


async def vllm_omni_benchmark(model, content, **extra):
    module = importlib.import_module(VLLM_OMNI)
    fields = {"size": "96x64", "num_frames": 5, "fps": 16, "num_inference_steps": 1, "poll_interval_s": 0.2, **extra}
    request = types.SimpleNamespace(
        api_url=f"{URL}/videos", model=model, model_name=None, prompt="steam rises", prompt_len=2,
        multi_modal_content=content, extra_body=fields, extra_headers=None, request_id=None,
    )
    async with aiohttp.ClientSession() as session:
        headers = lambda headers, request: None
        module._validate_api_url, module._update_headers_common = (lambda *arguments: None), headers
        output = await module.async_request_openai_videos_omni(request, session)
    assert output.success, output.error


def data_url():
    import base64

    return "data:image/jpeg;base64," + base64.b64encode(Path(IMAGE).read_bytes()).decode()


TEXT, PICTURE = "wan2.1-t2v-tiny", "wan2.1-i2v-tiny"
CALLS = {
    "sglang nodes: text": lambda: sglang_nodes(extra_fields={"model": TEXT}),
    "sglang nodes: image": lambda: sglang_nodes(input_reference=IMAGE, extra_fields={"model": PICTURE}),
    "sglang benchmark: text": lambda: asyncio.run(sglang_benchmark(model=TEXT)),
    "sglang benchmark: image": lambda: asyncio.run(
        sglang_benchmark(model=PICTURE, image_paths=[IMAGE], extra_body={"num_inference_steps": 1, "seed": 4})
    ),
    "vllm-omni benchmark: text": lambda: asyncio.run(vllm_omni_benchmark(TEXT, None, seed=5, flow_shift=3)),
    "vllm-omni benchmark: image": lambda: asyncio.run(
        vllm_omni_benchmark(PICTURE, {"type": "image_url", "image_url": {"url": data_url()}}, extra_params={"seed": 6})
    ),
}
for name, call in CALLS.items():
    try:
        call()
        print("PASSED", name, flush=True)
    except Exception as error:
        print("FAILED", name, "-", repr(error).replace("\n", " "), flush=True)
