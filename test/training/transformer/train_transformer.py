"""Trains the transformer by flow matching on encoded clips. Resumes from WORK/transformer/state.pt.

    python -m transformer.train_transformer WORK [--steps N] [--hard SHARE]

The first latent frame of a clip is clean; the others are mixed with noise, and the velocity from clip to noise is learned. Since a clip
is a function of picture and motion, most of what is to be learned shows at strong noise, where times are drawn most often.

The text encoder has learned to tell the motions apart before (text_motions.py) and stays as it is.
"""

import argparse
import copy
import json
import os
import pathlib
import random
import time

from transformer import contrast
from transformer import fast_transformer
from transformer import geometry
from autoencoder import linear_start
from transformer import text
from transformer import text_motions
import torch
import torch.nn.functional as F
from diffusers import WanTransformer3DModel
from precision import fastest
from transformer.clips import Clips
from data.motions import draw_motion
from data.prompts import sentence

SEED = 5
RATE = 5e-4
SAVE_EVERY = 60.0  # seconds
SHIFT = 8.0  # the one that clips are sampled with
LOWEST = 0.2  # of the times before the shift: four steps end at a quarter, and what is less noisy is never asked of the model
TOKENS = 1300  # of a batch
LOGGED = ("loss", "attention", "place", "way", "faded")
DECAY = 0.3  # share of the steps, the last ones, in which the rate falls to 0


def make_transformer(blocks: int = 7) -> WanTransformer3DModel:
    return WanTransformer3DModel(
        patch_size=(1, 2, 2),
        num_attention_heads=8,
        attention_head_dim=40,
        in_channels=linear_start.LATENTS,
        out_channels=linear_start.LATENTS,
        text_dim=text.WIDTH,
        freq_dim=256,
        ffn_dim=960,
        num_layers=blocks,
        cross_attn_norm=True,
        qk_norm="rms_norm_across_heads",
        eps=1e-6,
        rope_max_seq_len=1024,
    )


def rate_at(step, begun, steps):
    return RATE * min(1, (step - begun + 1) / 200, (steps - step) / (DECAY * steps))


@torch.no_grad()
def hear_the_prompt(model: WanTransformer3DModel, hidden: torch.Tensor, mask: torch.Tensor):
    """Starts the attention to text with a preference for words over padding.

    A prompt is padded to 512 rows, of which about 15 are words: attention that prefers nothing hardly sees these. Here the
    queries share a direction that the keys of words have and the keys of padding do not.
    """
    embedder = model.condition_embedder.text_embedder
    padding = embedder(torch.zeros(1, hidden.shape[-1]))
    words = embedder(hidden[mask > 0])
    towards = words.mean(0, keepdim=True) - padding
    towards = towards / towards.norm()
    middle = ((words + padding) / 2 @ towards.T).mean()
    for block in model.blocks:
        attention = block.attn2
        keys = F.linear(words, attention.to_k.weight)
        gain = keys.std() / ((words @ towards.T).mean() - middle)
        attention.to_k.weight += gain * towards
        attention.to_k.bias.fill_(-gain * middle)
        attention.to_q.bias.fill_(keys.std())


def save(state, file):
    torch.save(state, file.with_suffix(".part"))
    os.replace(file.with_suffix(".part"), file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--hard", type=float, default=0.3, help="extra share of the draws for ripples and fading colours")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    folder = options.work / "transformer"
    folder.mkdir(exist_ok=True)
    clips = Clips(options.work, TOKENS, options.hard)
    dtype = fastest()

    tokenizer, text_encoder = text_motions.trained(options.work)
    torch.manual_seed(SEED)
    model = make_transformer()
    file = folder / "state.pt"
    step, state = 0, {}
    if file.exists():
        state = torch.load(file, weights_only=False)
        step, mean, std = state["step"], state["mean"], state["std"]
        model.load_state_dict(state["model"])
    else:
        mean, std = clips.moments(random.Random(SEED))
        examples = [sentence(random.Random(i), draw_motion(random.Random(i))) for i in range(64)]
        hear_the_prompt(model, *text.encode(tokenizer, text_encoder, examples))
    average = copy.deepcopy(model)
    probes = geometry.make_probes(model.config.num_attention_heads * model.config.attention_head_dim)
    optimizer = torch.optim.AdamW([*model.parameters(), *probes.parameters()], lr=RATE, betas=(0.9, 0.99), weight_decay=1e-2)
    begun = step if "optimizer" not in state else 0
    if step:
        average.load_state_dict(state["average"])
    if "optimizer" in state:
        optimizer.load_state_dict(state["optimizer"])
        probes.load_state_dict(state["probes"])
    rng, generator = random.Random(SEED + step), torch.Generator().manual_seed(SEED + step)
    shape = (1, -1, 1, 1, 1)
    # Channels that show more in the picture count for more.
    weight = (std / std.mean()).clamp(0.3, 3).view(shape)

    saved, total, count = time.time(), torch.zeros(len(LOGGED)), 0
    while step < options.steps:
        rate = rate_at(step, begun, options.steps)
        for group in optimizer.param_groups:
            group["lr"] = rate
        latents, motions = clips.draw(rng)
        clean = (latents - mean.view(shape)) / std.view(shape)
        batch = len(motions)
        uniform = LOWEST + (1 - LOWEST) * torch.rand(batch, generator=generator)
        times = SHIFT * uniform / (1 + (SHIFT - 1) * uniform)
        noise = torch.randn(clean.shape, generator=generator)
        mix = times.view(-1, 1, 1, 1, 1)
        noisy = torch.cat([clean[:, :, :1], ((1 - mix) * clean + mix * noise)[:, :, 1:]], 2)
        hidden, mask = text.encode(tokenizer, text_encoder, [sentence(rng, motion) for motion in motions])
        moments = torch.stack([torch.zeros(batch), times * 1000], 1)
        seen = {"tokens": [], "attention": []}
        velocity = fast_transformer.forward(model, noisy, moments, hidden, mask, dtype, seen)
        errors = ((velocity - (noise - clean))[:, :, 1:].square() * weight).flatten(1).mean(1)
        attention, asked = geometry.losses(seen, probes, motions, clean.shape)
        faded = contrast.fading(noisy - mix * velocity, clean, std.view(shape))
        loss = errors.mean() + contrast.WEIGHT * faded + geometry.ATTENTION * attention + geometry.PROBES * asked.sum()
        optimizer.zero_grad()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_([*model.parameters(), *probes.parameters()], 1.0)
        if torch.isfinite(norm):
            optimizer.step()
        step += 1
        decay = min(0.999, (step + 1) / (step + 10))
        with torch.no_grad():
            for kept, new in zip(average.parameters(), model.parameters()):
                kept.lerp_(new, 1 - decay)
        total = total + torch.stack([errors.mean(), attention, *asked, faded]).detach()
        count += 1
        if time.time() - saved > SAVE_EVERY or step == options.steps:
            means = [round(value, 5) for value in (total / count).tolist()]
            line = {"step": step, **dict(zip(LOGGED, means))}
            line.update(rate=round(rate, 7), time=round(time.time()))
            print(json.dumps(line), flush=True)
            with (folder / "log.jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
            state = {"step": step, "mean": mean, "std": std, "model": model.state_dict(), "average": average.state_dict()}
            save({**state, "optimizer": optimizer.state_dict(), "probes": probes.state_dict()}, file)
            saved, total, count = time.time(), torch.zeros(len(LOGGED)), 0


if __name__ == "__main__":
    main()
