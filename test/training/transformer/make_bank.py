"""Fills WORK/bank with clips that the trained autoencoder has encoded. Resumes: a shard that exists is kept.

    python -m transformer.make_bank WORK [--shards N]

A shard is {"latents": half [n, c, t, h, w], "motions": [Motion]}; every fifth one has the larger size.
"""

import argparse
import json
import os
import pathlib
import random
import time

from autoencoder import fast_vae
from autoencoder import linear_start
import torch
from data.motions import FRAMES, draw_motion, render
from data.pictures import draw_crop, load_all

SMALL, LARGE = (192, 128), (320, 192)
SEED = 77
CLIPS = {SMALL: 100, LARGE: 40}


def size_of(shard):
    return LARGE if shard % 5 == 4 else SMALL


def load_vae(work):
    vae = linear_start.make_vae()
    vae.load_state_dict(torch.load(work / "vae" / "state.pt", weights_only=False)["average"])
    return vae.eval().requires_grad_(False)


@torch.no_grad()
def make_shard(vae, pictures, shard):
    rng = random.Random(SEED + shard)
    width, height = size_of(shard)
    latents, motions = [], []
    for _ in range(CLIPS[(width, height)]):
        motions.append(draw_motion(rng))
        clip = render(draw_crop(pictures, width, height, rng), motions[-1], FRAMES)
        latents.append(fast_vae.encode(vae, clip[None])[0, : linear_start.LATENTS].half())
    return {"latents": torch.stack(latents), "motions": motions}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--shards", type=int, default=60)
    options = parser.parse_args()
    torch.set_num_threads(1)
    folder = options.work / "bank"
    folder.mkdir(exist_ok=True)
    vae = load_vae(options.work)
    pictures = load_all(options.work / "photos" / "train")
    for shard in range(options.shards):
        file = folder / f"{shard:03}.pt"
        if not file.exists():
            torch.save(make_shard(vae, pictures, shard), file.with_suffix(".part"))
            os.replace(file.with_suffix(".part"), file)
            print(json.dumps({"shard": shard, "time": round(time.time())}), flush=True)


if __name__ == "__main__":
    main()
