"""Encoded clips, made as training asks for them: the encoder is a linear code, which costs little."""

import random

from autoencoder import fast_vae
from autoencoder import linear_start
import torch
from data.motions import FRAMES, Motion, draw_motion, render
from data.pictures import draw_crop, load_all

# Width, height and share of the draws.
SIZES = ((128, 96, 0.4), (96, 128, 0.1), (192, 128, 0.3), (320, 192, 0.2))
# Latent frames and share of the draws: whole clips, and their beginnings.
LENGTHS = ((9, 0.5), (5, 0.5))


# Effects that are learned last, the ripple last of all.
HARD = ("grey", "ripple", "ripple", "ripple")


def load_vae(work):
    """The autoencoder as far as it is trained."""
    vae = linear_start.make_vae()
    file = next(file for name in ("finished", "fitted", "state") if (file := work / "vae" / f"{name}.pt").exists())
    vae.load_state_dict(torch.load(file, weights_only=False)["average"])
    return vae.eval().requires_grad_(False)


def pick(rng, rows):
    return rng.choices(rows, [row[-1] for row in rows])[0]


# A batch is drawn again, with other noise and other words, among so many of the last ones, and one in so many draws is new.
KEPT, NEW = 600, 4


class Clips:
    def __init__(self, work, tokens: int, hard: float):
        """hard: the share of the draws that effects which are learned last get beside their usual one."""
        self.hard = hard
        self.vae, self.pictures, self.tokens = load_vae(work), load_all(work / "photos" / "train"), tokens
        self.kept: list = []

    @torch.no_grad()
    def encode(self, rng, width, height, frames):
        motion = draw_motion(rng) if rng.random() >= self.hard else Motion("hold", "normal", rng.choice(HARD))
        clip = render(draw_crop(self.pictures, width, height, rng), motion, FRAMES)[:, : 4 * frames - 3]
        return fast_vae.encode(self.vae, clip[None])[0, : linear_start.LATENTS], motion

    def draw(self, rng: random.Random):
        """Latents [n, c, t, h, w] of clips of one size and length, and their motions."""
        if len(self.kept) > KEPT / 10 and rng.randrange(NEW):
            return rng.choice(self.kept)
        width, height, _ = pick(rng, SIZES)
        frames, _ = pick(rng, LENGTHS)
        count = max(1, round(self.tokens / (frames * width * height / 256)))
        drawn = [self.encode(rng, width, height, frames) for _ in range(count)]
        self.kept = [*self.kept[1 - KEPT :], (torch.stack([latents for latents, _ in drawn]), [motion for _, motion in drawn])]
        return self.kept[-1]

    def moments(self, rng: random.Random, count: int = 100):
        """Mean and standard deviation of every latent channel."""
        some = [self.encode(rng, 128, 96, 9)[0].flatten(1) for _ in range(count)]
        values = torch.cat(some, 1)
        return values.mean(1), values.std(1)
