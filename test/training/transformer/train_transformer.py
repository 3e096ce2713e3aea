"""Trains the transformer and the text encoder by flow matching on encoded clips. Resumes from WORK/transformer/state.pt.

    python -m transformer.train_transformer WORK [--steps N]

The first latent frame of a clip is clean; the others are mixed with noise, and the velocity from clip to noise is learned. Since a clip
is a function of picture and motion, most of what is to be learned shows at strong noise, where times are drawn most often.
"""

import argparse
import copy
import json
import math
import os
import pathlib
import random
import time

from transformer import fast_transformer
from autoencoder import linear_start
from transformer import text
import torch
from diffusers import WanTransformer3DModel
from precision import fastest
from transformer.clips import Clips
from data.prompts import sentence

SEED = 5
RATE = 8e-4
SAVE_EVERY = 60.0  # seconds
SHIFT = 6.0
TOKENS = 1300  # of a batch


def make_transformer() -> WanTransformer3DModel:
    return WanTransformer3DModel(
        patch_size=(1, 2, 2),
        num_attention_heads=8,
        attention_head_dim=40,
        in_channels=linear_start.LATENTS,
        out_channels=linear_start.LATENTS,
        text_dim=text.WIDTH,
        freq_dim=256,
        ffn_dim=960,
        num_layers=6,
        cross_attn_norm=True,
        qk_norm="rms_norm_across_heads",
        eps=1e-6,
        rope_max_seq_len=1024,
    )


def save(state, file):
    torch.save(state, file.with_suffix(".part"))
    os.replace(file.with_suffix(".part"), file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    folder = options.work / "transformer"
    folder.mkdir(exist_ok=True)
    clips = Clips(options.work, TOKENS)
    dtype = fastest()

    torch.manual_seed(SEED)
    models = torch.nn.ModuleDict({"transformer": make_transformer(), "text_encoder": text.make_text_encoder()})
    tokenizer = text.train_tokenizer()
    file = folder / "state.pt"
    step = 0
    if file.exists():
        state = torch.load(file, weights_only=False)
        step, mean, std = state["step"], state["mean"], state["std"]
        models.load_state_dict(state["models"])
    else:
        mean, std = clips.moments(random.Random(SEED))
    average = copy.deepcopy(models)
    optimizer = torch.optim.AdamW(models.parameters(), lr=RATE, betas=(0.9, 0.99), weight_decay=1e-2)
    if step:
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
    rng, generator = random.Random(SEED + step), torch.Generator().manual_seed(SEED + step)
    shape = (1, -1, 1, 1, 1)
    # Channels that show more in the picture count for more.
    weight = (std / std.mean()).clamp(0.3, 3).view(shape)

    saved, total, count = time.time(), 0.0, 0
    while step < options.steps:
        rate = RATE * min(1, (step + 1) / 200) * (0.5 + 0.5 * math.cos(math.pi * step / options.steps)) + 1e-5
        for group in optimizer.param_groups:
            group["lr"] = rate
        latents, motions = clips.draw(rng)
        clean = (latents - mean.view(shape)) / std.view(shape)
        batch = len(motions)
        uniform = torch.rand(batch, generator=generator)
        times = SHIFT * uniform / (1 + (SHIFT - 1) * uniform)
        noise = torch.randn(clean.shape, generator=generator)
        mix = times.view(-1, 1, 1, 1, 1)
        noisy = torch.cat([clean[:, :, :1], ((1 - mix) * clean + mix * noise)[:, :, 1:]], 2)
        hidden, mask = text.encode(tokenizer, models["text_encoder"], [sentence(rng, motion) for motion in motions])
        moments = torch.stack([torch.zeros(batch), times * 1000], 1)
        velocity = fast_transformer.forward(models["transformer"], noisy, moments, hidden, mask, dtype)
        errors = ((velocity - (noise - clean))[:, :, 1:].square() * weight).flatten(1).mean(1)
        loss = errors.mean()
        optimizer.zero_grad()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(models.parameters(), 1.0)
        if torch.isfinite(norm):
            optimizer.step()
        step += 1
        decay = min(0.999, (step + 1) / (step + 10))
        with torch.no_grad():
            for kept, new in zip(average.parameters(), models.parameters()):
                kept.lerp_(new, 1 - decay)
        total, count = total + loss.item(), count + 1
        if time.time() - saved > SAVE_EVERY or step == options.steps:
            line = {"step": step, "loss": round(total / count, 5), "rate": round(rate, 7), "time": round(time.time())}
            print(json.dumps(line), flush=True)
            with (folder / "log.jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
            state = {"step": step, "mean": mean, "std": std, "models": models.state_dict(), "average": average.state_dict()}
            save({**state, "optimizer": optimizer.state_dict()}, file)
            saved, total, count = time.time(), 0.0, 0


if __name__ == "__main__":
    main()
