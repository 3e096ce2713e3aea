"""Clips from the trained models, by the numbers of diffusers' image-to-video pipeline with expand_timesteps."""

import dataclasses
import pathlib

from transformer import fast_transformer
from autoencoder import fast_vae
from autoencoder import linear_start
from transformer import text
from transformer import text_motions
import torch
from diffusers import AutoencoderKLWan, UniPCMultistepScheduler, WanTransformer3DModel
from transformer.clips import load_vae
from data.motions import FRAMES
from transformer.train_transformer import make_transformer

FLOW_SHIFT = 8.0
STEPS = 4


@dataclasses.dataclass
class Demo:
    vae: AutoencoderKLWan
    transformer: WanTransformer3DModel
    text_encoder: torch.nn.Module
    tokenizer: object
    mean: torch.Tensor
    std: torch.Tensor
    step: int


def load(work: pathlib.Path) -> Demo:
    state = torch.load(work / "transformer" / "state.pt", weights_only=False)
    transformer = make_transformer()
    transformer.load_state_dict(state["average"])
    tokenizer, text_encoder = text_motions.trained(work)
    return Demo(
        load_vae(work),
        transformer.eval().requires_grad_(False),
        text_encoder,
        tokenizer,
        state["mean"].view(1, -1, 1, 1, 1),
        state["std"].view(1, -1, 1, 1, 1),
        state["step"],
    )


def make_scheduler():
    return UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=FLOW_SHIFT)


@torch.no_grad()
def generate(demo: Demo, picture: torch.Tensor, prompts: list[str], steps=STEPS, frames=FRAMES, seed=0, dtype=torch.float32):
    """One clip [3, frames, H, W] in -1..1 for each prompt, from a picture [3, H, W]."""
    count = len(prompts)
    first = fast_vae.encode(demo.vae, picture[None, :, None])[:, : linear_start.LATENTS]
    first = ((first - demo.mean) / demo.std).expand(count, -1, -1, -1, -1)
    hidden, mask = text.encode(demo.tokenizer, demo.text_encoder, prompts)
    shape = (1, linear_start.LATENTS, 1 + (frames - 1) // 4, *first.shape[3:])
    latents = torch.randn(shape, generator=torch.Generator().manual_seed(seed)).repeat(count, 1, 1, 1, 1)
    scheduler = make_scheduler()
    scheduler.set_timesteps(steps)
    for time in scheduler.timesteps:
        latents[:, :, :1] = first
        times = torch.tensor([[0.0, float(time)]]).expand(count, 2)
        velocity = fast_transformer.forward(demo.transformer, latents, times, hidden, mask, dtype)
        latents = scheduler.step(velocity, time, latents, return_dict=False)[0]
    latents[:, :, :1] = first
    return torch.cat([fast_vae.decode(demo.vae, one[None] * demo.std + demo.mean, dtype) for one in latents]).clamp(-1, 1)
