"""What the reference scripts have in common: random inputs, noise schedules, and the files with their manifest."""

import hashlib
import importlib.metadata
import json

import numpy
import torch
from diffusers import FlowMatchEulerDiscreteScheduler, UniPCMultistepScheduler
from safetensors.torch import save_file

PACKAGES = ("torch", "diffusers", "accelerate", "transformers", "tokenizers", "safetensors", "ftfy", "numpy", "pillow")


def random_normal(seed, *shape):
    return torch.randn(shape, generator=torch.Generator("cpu").manual_seed(seed))


def latent_statistics(pipeline):
    config = pipeline.vae.config
    return (torch.tensor(values).view(1, config.z_dim, 1, 1, 1) for values in (config.latents_mean, config.latents_std))


def unipc(shift):
    return UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=shift)


def schedule_a(steps, shift):
    """Returns u, sigmas with the final 0, and timesteps. github.com/Wan-Video/Wan2.1, wan/utils/fm_solvers_unipc.py."""
    u = 0.999 * (1 - numpy.arange(steps) / steps)
    sigmas = shift * u / (1 + (shift - 1) * u)
    return u, torch.from_numpy(numpy.append(sigmas, 0).astype(numpy.float32)), torch.from_numpy((sigmas * 1000).astype(numpy.int64))


def unipc_a(steps, shift):
    """UniPC at the noise levels of schedule A."""
    u, sigmas, timesteps = schedule_a(steps, shift)
    scheduler = unipc(shift)
    scheduler.set_timesteps(sigmas=u.copy())
    assert torch.allclose(scheduler.sigmas, sigmas, atol=1e-7) and torch.equal(scheduler.timesteps, timesteps)
    return scheduler


def schedule_l(steps, shift):
    """Returns sigmas with the final 0, in float32 throughout. github.com/ModelTC/Wan2.2-Lightning, wan/utils/fm_solvers_euler.py."""
    u = numpy.linspace(1000, 0, steps + 1, dtype=numpy.float32) / numpy.float32(1000)
    shift = numpy.float32(shift)
    return shift * u / (1 + (shift - 1) * u)


def euler():
    """For noise levels that are given shifted."""
    return FlowMatchEulerDiscreteScheduler(shift=1.0)


def fixed(scheduler, sigmas):
    """Makes the scheduler visit these noise levels (unshifted, without the final 0) whatever number of steps a pipeline asks for."""
    set_timesteps = scheduler.set_timesteps
    scheduler.set_timesteps = lambda steps, device=None: set_timesteps(sigmas=sigmas.copy())
    return scheduler


def versions():
    return {name: importlib.metadata.version(name) for name in PACKAGES}


def write_manifest(folder, manifest):
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")


def writer(folder):
    """Returns write(name, tensors), which saves a safetensors file, and what write() collects for the manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}

    def write(name, tensors):
        tensors = {key: value.detach().clone(memory_format=torch.contiguous_format) for key, value in tensors.items()}
        path = folder / f"{name}.safetensors"
        save_file(tensors, path)
        path.chmod(0o644)
        described = {key: {"dtype": str(value.dtype).removeprefix("torch."), "shape": list(value.shape)} for key, value in sorted(tensors.items())}
        files[path.name] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "tensors": described}

    return write, files
