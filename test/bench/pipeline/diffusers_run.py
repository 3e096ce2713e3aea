"""The diffusers side of `npm run bench:pipeline`: reads one JSON command a line from standard input, answers each with one JSON line.

    python test/bench/pipeline/diffusers_run.py <model folder> <threads> [inductor | openvino]

The transformer and both sides of the autoencoder can be compiled: by torch.compile's own backend, or by OpenVINO's.

Commands: {"run": {...}} makes a video and says how long each part took; {"decode": {...}} decodes random latents alone. Python, torch and
diffusers as in test/reference/requirements.txt.
"""

import json
import pathlib
import sys
import time

import numpy
import torch
from diffusers import WanImageToVideoPipeline
from diffusers.models.autoencoders.vae import DecoderOutput
from diffusers.utils import logging
from PIL import Image

logging.disable_progress_bar()


def memory(field):
    status = pathlib.Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith(field + ":"))


def clocks():
    """Wall time, and CPU time of all threads."""
    return time.perf_counter(), time.process_time()


def timed(seconds, cpu, name, function):
    def call(*args, **kwargs):
        started = clocks()
        try:
            return function(*args, **kwargs)
        finally:
            ended = clocks()
            seconds[name] = seconds.get(name, 0) + ended[0] - started[0]
            cpu[name] = cpu.get(name, 0) + ended[1] - started[1]

    return call


def run(pipeline, request):
    width, height, steps = request["width"], request["height"], request["steps"]
    pipeline.scheduler.register_to_config(flow_shift=request["flowShift"])
    image = Image.fromarray(numpy.fromfile(request["image"], numpy.uint8).reshape(height, width, 3))
    seconds, cpu, ends = {}, {}, []
    parts = {"encode_prompt": "encode_prompt", "encode_image": "encode_image", "prepare_latents": "encode_image"}
    originals = {name: getattr(pipeline, name) for name in parts}
    decode = pipeline.vae.decode
    for name, phase in parts.items():
        setattr(pipeline, name, timed(seconds, cpu, phase, originals[name]))
    pipeline.vae.decode = timed(seconds, cpu, "decode", decode)
    pipeline.set_progress_bar_config(disable=True)
    begins = []

    def on_forward(_module, _inputs):
        begins.append(clocks())

    hook = pipeline.transformer.register_forward_pre_hook(on_forward)

    def on_step(_pipeline, _step, _timestep, tensors):
        ends.append(clocks())
        return tensors

    started = clocks()
    frames = pipeline(
        image=image,
        prompt=request["prompt"],
        negative_prompt=request["negativePrompt"],
        width=width,
        height=height,
        num_frames=request["frames"],
        num_inference_steps=steps,
        guidance_scale=request["guidanceScale"],
        generator=torch.Generator("cpu").manual_seed(request["seed"]),
        output_type="np",
        callback_on_step_end=on_step,
    ).frames[0]
    ended = clocks()
    hook.remove()
    for name, original in originals.items():
        setattr(pipeline, name, original)
    pipeline.vae.decode = decode
    (frames * 255).round().astype(numpy.uint8).tofile(request["output"])
    return {
        "seconds": {**seconds, "denoise": ends[-1][0] - begins[0][0], "total": ended[0] - started[0]},
        "cpuSeconds": {**cpu, "denoise": ends[-1][1] - begins[0][1], "total": ended[1] - started[1]},
    }


def decode(pipeline, request):
    shape = (1, pipeline.vae.config.z_dim, (request["frames"] - 1) // 4 + 1, request["height"] // 8, request["width"] // 8)
    latents = torch.randn(shape, generator=torch.Generator("cpu").manual_seed(1))
    before = memory("VmRSS")
    started = time.perf_counter()
    pipeline.vae.decode(latents)
    return {"seconds": time.perf_counter() - started, "grownBytes": memory("VmHWM") - before}


class Called(torch.nn.Module):
    """A method as a module, for tracing."""

    def __init__(self, owner, method):
        super().__init__()
        self.owner, self.method = owner, method

    def forward(self, *tensors):
        return self.method(*tensors)


def with_openvino(owner, method, threads):
    """The method with OpenVINO's numbers, converted and compiled for the shapes of each call that has new ones."""
    import openvino

    core, compiled = openvino.Core(), {}

    def call(*tensors):
        shapes = tuple(tensor.shape for tensor in tensors)
        if shapes not in compiled:
            traced = openvino.convert_model(Called(owner, method), example_input=tensors, input=[list(shape) for shape in shapes])
            config = {"INFERENCE_NUM_THREADS": threads, "INFERENCE_PRECISION_HINT": "f32"}
            compiled[shapes] = core.compile_model(traced, "CPU", config)
        return torch.from_numpy(compiled[shapes]([tensor.numpy() for tensor in tensors])[0])

    return call


def compile_models(pipeline, backend, threads):
    """Each size of tensors is compiled for itself, as it is fastest; later clips of a size find what the first one made.

    OpenVINO converts what is traced: its backend for torch.compile (2026.4) fails on the classes of diffusers with torch 2.13.
    """
    transformer, vae = pipeline.transformer, pipeline.vae
    if backend == "inductor":
        torch._dynamo.config.recompile_limit = 64
        for module in (transformer, vae.encoder, vae.decoder):
            module.compile(dynamic=False)
        return
    for module in vae.modules():
        if isinstance(module, torch.nn.Upsample):
            # The same for a factor of two; OpenVINO has no "nearest-exact".
            module.mode = "nearest"
    forward, decode = transformer.forward, vae._decode
    denoise = with_openvino(transformer, lambda *tensors: forward(*tensors, return_dict=False)[0], threads)
    names = ("hidden_states", "timestep", "encoder_hidden_states", "encoder_hidden_states_image")
    transformer.forward = lambda **given: (denoise(*(given[name] for name in names)),)
    picture = with_openvino(vae, lambda latents: decode(latents, return_dict=False)[0], threads)
    vae._decode = lambda latents: DecoderOutput(sample=picture(latents))
    vae._encode = with_openvino(vae, vae._encode, threads)


def main():
    folder, threads, *backend = sys.argv[1:]
    torch.set_num_threads(int(threads))
    started = time.perf_counter()
    pipeline = WanImageToVideoPipeline.from_pretrained(folder, dtype=torch.float32)
    for name in backend:
        compile_models(pipeline, name, int(threads))
    answer = {"loadSeconds": time.perf_counter() - started}
    with torch.no_grad():
        while True:
            print(json.dumps({**answer, "peakBytes": memory("VmHWM")}), flush=True)
            line = sys.stdin.readline()
            if not line:
                return
            command = json.loads(line)
            answer = run(pipeline, command["run"]) if "run" in command else decode(pipeline, command["decode"])


if __name__ == "__main__":
    main()
