"""Fits the encoder, which is a linear code, to what a linear map of 3x3 latents can make of them. Writes WORK/vae/fitted.pt.

    python -m autoencoder.fit_encoder WORK [--steps N] [--near WEIGHT]

Components found halving by halving keep less than those of whole cells: a linear map of 3x3 latents gave 29.7 dB of held-out clips where
the components of single cells gave 32.7. The class can hold these: what follows its first halving in space, which loses nothing, is
trained here together with the map. Both are linear and work on pictures that are a quarter as wide, so that a step takes half a second.

Latents stay near those of before, so that a decoder and a transformer that know them need little to follow.
"""

import argparse
import json
import pathlib
import random

from autoencoder import fast_vae
from autoencoder import linear_start
import torch
import torch.nn.functional as F
from autoencoder.train_vae import save
from data.motions import draw_motion, render
from data.pictures import draw_crop, load_all
from measure.yardstick import cells
from transformer.clips import load_vae

SEED = 12
RATE, MAP_RATE = 1e-3, 1e-3
DECAY = 0.6  # share of the steps, the last ones, in which the rates fall to 0
SIDE, FRAMES, STARTS = 112, 9, (0, 8, 16, 24)
KEPT = {"train": 440, "held-out": 60}  # clips
BATCH = 6
NOISE = 0.05  # of a channel's standard deviation: what little noise drowns is not well told
FLOOR = 1e-5  # of a clip's mean squared error
REPORT_EVERY = 100


def begin(vae, clip):
    """What the encoder's first halving in space gives of a clip [3, T, H, W]: [T, C, H / 4, W / 4]."""
    first, sampler = vae.encoder.down_blocks[:2]
    return fast_vae.shrink_space(sampler, fast_vae.residual(first, fast_vae.enter(vae, clip[None]), 1))


def go_on(vae, begun):
    """The latents [b, z, t, h, w] of what `begin` gave [b, T, C, H / 4, W / 4]."""
    batch, blocks = len(begun), vae.encoder.down_blocks
    x = fast_vae.shrink_time(blocks[1], begun.flatten(0, 1), batch)
    for block in blocks[2:]:
        x = fast_vae.down(block, x, batch)
    return fast_vae.finish_encoding(vae, x, batch)[:, : linear_start.LATENTS]


def trained_layers(vae):
    blocks = vae.encoder.down_blocks
    return [blocks[1].time_conv, blocks[2].conv_shortcut, blocks[3], blocks[4].conv_shortcut, vae.encoder.conv_out, vae.quant_conv]


@torch.no_grad()
def make_clips(vae, pictures, count, rng):
    """So many clips, what `begin` gives of them, and their latents as they are."""
    clips = [
        render(draw_crop(pictures, SIDE, SIDE, rng), draw_motion(rng), FRAMES, rng.choice(STARTS)) for _ in range(count)
    ]
    begun = [begin(vae, clip) for clip in clips]
    return list(zip(clips, begun, [go_on(vae, one[None])[0] for one in begun]))


def as_cells(clips, frames):
    """The rows of `yardstick.cells` of clips [b, 3, T, H, W]: [b, cells, numbers]."""
    return torch.stack([cells(clip.contiguous(), frames) for clip in clips])


def neighbours(latents):
    """Rows of the 3x3 latents around each: [b, cells, 9 z] of [b, z, t, h, w]."""
    batch, _, time, _, _ = latents.shape
    return F.unfold(latents.transpose(1, 2).flatten(0, 1), 3, padding=1).transpose(1, 2).unflatten(0, (batch, time)).flatten(1, 2)


def with_one(rows):
    return torch.cat([rows, torch.ones_like(rows[..., :1])], -1)


class Maps:
    """The linear maps of first frames and of later ones, the best there are of some clips."""

    def __init__(self, items):
        products, answers = [0, 0], [0, 0]
        for clip, _, latents in items:
            for i, (rows, pixels) in enumerate(pairs(clip[None], latents[None])):
                known = with_one(rows[0]).double()
                products[i] = products[i] + known.T @ known
                answers[i] = answers[i] + known.T @ pixels[0].double()
        ridges = [1e-9 * one.trace() * torch.eye(len(one)) for one in products]
        found = [torch.linalg.solve(one + ridge, answer) for one, ridge, answer in zip(products, ridges, answers)]
        self.weights = [weight.float().requires_grad_(True) for weight in found]

    def errors(self, clips, latents):
        """Mean squared errors [b] of first frames and of later ones."""
        found = zip(self.weights, pairs(clips, latents))
        return [(with_one(rows) @ weight - pixels).square().mean((1, 2)) for weight, (rows, pixels) in found]


def pairs(clips, latents):
    """Latents with their neighbours, and the pixels they stand for: of first frames, and of later ones."""
    yield neighbours(latents[:, :, :1]), as_cells(clips[:, :, :1], 1)
    yield neighbours(latents[:, :, 1:]), as_cells(clips[:, :, 1:], 4)


def decibels(errors):
    return round(float((10 * torch.log10(4 / errors)).mean()), 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--steps", type=int, default=1400)
    parser.add_argument("--near", type=float, default=4.0, help="weight of squared changes of the latents, in their variances")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    file = options.work / "vae" / "fitted.pt"
    if file.exists():
        return print(f"{file} is there")
    if (finished := file.with_name("finished.pt")).exists():
        raise SystemExit(f"{finished} has a decoder behind another encoder: keep it elsewhere first")
    rng = random.Random(SEED)
    torch.manual_seed(SEED)
    vae = load_vae(options.work)
    train, held_out = (make_clips(vae, load_all(options.work / "photos" / part), count, rng) for part, count in KEPT.items())
    spread = torch.stack([latents for _, _, latents in train]).std((0, 2, 3, 4)).view(-1, 1, 1, 1)
    maps = Maps(train)
    parameters = [parameter for layer in trained_layers(vae) for parameter in layer.requires_grad_(True).parameters()]
    optimizer = torch.optim.Adam([{"params": parameters, "lr": RATE}, {"params": maps.weights, "lr": MAP_RATE}], betas=(0.9, 0.99))
    rates = [group["lr"] for group in optimizer.param_groups]

    def measured(items, noise):
        clips, begun, before = (torch.stack(part) for part in zip(*items))
        latents = go_on(vae, begun)
        moved = ((latents - before) / spread).square().mean((1, 2, 3, 4))
        return *maps.errors(clips, latents + noise * spread * torch.randn_like(latents)), moved

    @torch.no_grad()
    def report(step):
        first, later, moved = (torch.cat(part) for part in zip(*[measured([item], 0.0) for item in held_out]))
        line = {"step": step, "first": decibels(first), "later": decibels(later), "moved": round(float(moved.mean()), 4)}
        print(json.dumps(line), flush=True)
        with (options.work / "vae" / "fitted.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")

    report(0)
    for step in range(options.steps):
        part = min(1, (step + 1) / 50, (options.steps - step) / (DECAY * options.steps))
        for group, rate in zip(optimizer.param_groups, rates):
            group["lr"] = rate * part
        first, later, moved = measured(rng.sample(train, BATCH), NOISE)
        loss = 0.5 * torch.log(first + FLOOR).mean() + torch.log(later + FLOOR).mean() + options.near * moved.mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        if (step + 1) % REPORT_EVERY == 0 or step + 1 == options.steps:
            report(step + 1)
    save({"average": vae.state_dict()}, file)


if __name__ == "__main__":
    main()
