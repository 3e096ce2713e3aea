"""Compares the autoencoder with the linear code of its shape, on held-out photographs and clips.

    python -m measure.yardstick WORK [--photos N] [--size 320x192]

The linear code is the best one there is for single cells: the principal components of 8×8 pixels for the first frame, and of 8×8 pixels
by 4 frames for the others, fitted to training clips.
"""

import argparse
import json
import pathlib
import random
import statistics

from autoencoder import fast_vae
from autoencoder import linear_start
import torch
from measure.asked import PROMPTS
from measure.moved import psnr
from transformer.clips import load_vae
from data.motions import draw_motion, render
from data.photos import FIXTURE
from data.pictures import cover, draw_crop, load_all
from PIL import Image

CELL = 8


def cells(clip, frames):
    """Rows of 3 * frames * CELL * CELL numbers of a clip [3, T, H, W], and how to put them back."""
    _, time, height, width = clip.shape
    split = clip.view(3, time // frames, frames, height // CELL, CELL, width // CELL, CELL)
    return split.permute(1, 3, 5, 0, 2, 4, 6).flatten(3).flatten(0, 2)


class LinearCode:
    def __init__(self, frames):
        size = 3 * frames * CELL * CELL
        self.frames, self.count = frames, 0
        self.sum, self.products = torch.zeros(size), torch.zeros(size, size)

    def learn(self, clip):
        rows = cells(clip, self.frames)
        self.count += len(rows)
        self.sum += rows.sum(0)
        self.products += rows.T @ rows

    def finish(self):
        self.mean = self.sum / self.count
        covariance = (self.products / self.count - self.mean[:, None] * self.mean).double()
        self.basis = torch.linalg.eigh(covariance)[1].flip(1)[:, : linear_start.LATENTS].float()

    def error(self, clip):
        """Sum of squares."""
        rows = cells(clip, self.frames) - self.mean
        return (rows - rows @ self.basis @ self.basis.T).square().sum()


def fitted_linear_codes(work, clips=150):
    """The code of first frames and that of later ones, fitted to training clips."""
    rng = random.Random(3)
    train = load_all(work / "photos" / "train")
    first, later = LinearCode(1), LinearCode(4)
    for _ in range(clips):
        clip = render(draw_crop(train, 192, 128, rng), draw_motion(rng), 17)
        first.learn(clip[:, :1])
        later.learn(clip[:, 1:])
    first.finish()
    later.finish()
    return first, later


def decibels(error, count):
    return float(10 * torch.log10(4 * count / error))


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--photos", type=int, default=1000)
    parser.add_argument("--size", default="320x192")
    options = parser.parse_args()
    torch.set_num_threads(1)
    width, height = map(int, options.size.split("x"))
    first, later = fitted_linear_codes(options.work)

    vae = load_vae(options.work)
    files = [file for file in sorted((options.work / "photos" / "held-out").glob("*.png")) if "coffee" not in file.name]
    files = [FIXTURE] + files[:: max(1, len(files) // max(1, options.photos - 1))][: options.photos - 1]
    motions = list(PROMPTS)
    rows = {"picture": [], "picture, linear": [], "clip": [], "clip, linear": []}
    for i, file in enumerate(files):
        picture = cover(Image.open(file), width, height)
        clip = render(picture, motions[i % len(motions)])
        decoded = fast_vae.decode(vae, fast_vae.encode(vae, clip[None])[:, : linear_start.LATENTS])[0].clamp(-1, 1)
        rows["picture"].append(psnr(decoded[:, 0], picture))
        rows["picture, linear"].append(decibels(first.error(clip[:, :1]), picture.numel()))
        rows["clip"].append(psnr(decoded, clip))
        rows["clip, linear"].append(decibels(first.error(clip[:, :1]) + later.error(clip[:, 1:]), clip.numel()))
        print(file.stem, motions[i % len(motions)], {name: round(values[-1], 2) for name, values in rows.items()}, flush=True)
    print(json.dumps({name: [round(statistics.median(values), 2), round(min(values), 2)] for name, values in rows.items()}))


if __name__ == "__main__":
    main()
