"""Trains the decoder on, behind the encoder, which stays as it is. Resumes from WORK/vae/finished.pt.

    python -m autoencoder.finish_decoder WORK [--steps N]

Its first training saw crops of 64 pixels. A repeated cell is told from its halves by neighbours that are many cells away, and those of a
small crop lie beyond its border: on whole pictures the decoder was worst where a 3x3 linear map of the same latents was not.

Squared errors count by their logarithm, clip by clip, so that a plain clip counts as much as one full of detail.
"""

import argparse
import copy
import json
import pathlib
import random
import time

from autoencoder import fast_vae
from autoencoder import linear_start
import torch
from autoencoder.train_vae import measure, save, visible
from data.motions import draw_motion, render
from data.pictures import cover, draw_crop, load_all
from PIL import Image
from precision import fastest
from transformer.clips import load_vae, pick

SEED = 11
RATE = 3e-4
DECAY = 0.5  # share of the steps, the last ones, in which the rate falls to 0
SAVE_EVERY = 60.0  # seconds
# Frames, clips in a batch, width and height of a crop, share of the steps.
BATCHES = ((1, 3, 128, 128, 0.2), (9, 1, 128, 128, 0.5), (17, 1, 128, 96, 0.3))
# Most crops are of pictures about as small as those that are made, in which a cell holds more.
SMALL, SMALL_SHARE = 480, 0.7
VISIBLE = 15.0  # the weight of colours and edges beside the logarithm
FLOOR = 2e-5  # of a clip's mean squared error


def draw_clips(pictures, count, width, height, frames, rng):
    """Clips [n, 3, frames, height, width]."""
    widest = SMALL if rng.random() < SMALL_SHARE else 1024
    crops = [draw_crop(pictures, width, height, rng, widest) for _ in range(count)]
    return torch.stack([render(crop, draw_motion(rng), frames) for crop in crops])


def loss_of(decoded, clips):
    squares = (decoded - clips).square().mean((1, 2, 3, 4))
    return torch.log(squares + FLOOR).mean() + VISIBLE * visible(decoded, clips)


def rate_at(step, steps):
    return RATE * min(1, (step + 1) / 200, (steps - step) / (DECAY * steps))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    folder, dtype = options.work / "vae", fastest()
    train = load_all(options.work / "photos" / "train")
    held_out = load_all(options.work / "photos" / "held-out")
    fixed = random.Random(1)
    stills = [cover(Image.open(file), 320, 192)[:, None] for file in sorted((options.work / "photos" / "held-out").glob("*.png"))[::5]]
    seen = [draw_clips(held_out, 1, 160, 160, 17, fixed)[0] for _ in range(5)]
    vae, file, step, state = load_vae(options.work), folder / "finished.pt", 0, {}
    if file.exists():
        state = torch.load(file, weights_only=False)
        step = state["step"]
        vae.load_state_dict(state["vae"])
    trained = [*vae.decoder.parameters(), *vae.post_quant_conv.parameters()]
    average = copy.deepcopy(vae)
    for parameter in trained:
        parameter.requires_grad_(True)
    optimizer = torch.optim.AdamW(trained, lr=RATE, betas=(0.9, 0.99), weight_decay=1e-4)
    if state:
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
    rng, generator = random.Random(SEED + step), torch.Generator().manual_seed(SEED + step)

    saved, total, count = time.time(), 0.0, 0
    while step < options.steps:
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, options.steps)
        frames, clips_at_once, width, height, _ = pick(rng, BATCHES)
        clips = draw_clips(train, clips_at_once, width, height, frames, rng)
        with torch.no_grad():
            latents = fast_vae.encode(vae, clips)[:, : linear_start.LATENTS]
        latents = latents + 0.01 * torch.randn(latents.shape, generator=generator)
        loss = loss_of(fast_vae.decode(vae, latents, dtype), clips)
        optimizer.zero_grad()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(trained, 5.0)
        if torch.isfinite(norm):
            optimizer.step()
        step += 1
        decay = min(0.999, (step + 1) / (step + 10))
        with torch.no_grad():
            for kept, new in zip(average.parameters(), vae.parameters()):
                kept.lerp_(new, 1 - decay)
        total += loss.item()
        count += 1
        if time.time() - saved > SAVE_EVERY or step == options.steps:
            line = {"step": step, "loss": round(total / count, 5), "rate": round(rate_at(step - 1, options.steps), 7)}
            line["time"] = round(time.time())
            line.update(measure(average, stills, seen))
            print(json.dumps(line), flush=True)
            with (folder / "finished.jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
            save({"step": step, "vae": vae.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict()}, file)
            saved, total, count = time.time(), 0.0, 0


if __name__ == "__main__":
    main()
