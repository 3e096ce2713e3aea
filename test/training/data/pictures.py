"""Pictures as tensors, and the crops of them that training sees."""

import pathlib
import random

import numpy
import torch
from PIL import Image


def load_all(folder: pathlib.Path) -> list[list[torch.Tensor]]:
    """Every picture of a folder, in several scales, as uint8 [3, H, W]."""
    return [scales(Image.open(file).convert("RGB")) for file in sorted(folder.glob("*.png"))]


def scales(image: Image.Image, smallest: int = 96) -> list[torch.Tensor]:
    """A picture from 1024 pixels in its longer side down, each time by a factor of 0.75."""
    found = []
    side = min(1024, max(image.size))
    while True:
        factor = side / max(image.size)
        size = round(image.width * factor), round(image.height * factor)
        if min(size) < smallest:
            return found
        found.append(to_tensor(image if factor == 1 else image.resize(size, Image.LANCZOS)))
        side *= 0.75


def to_tensor(image: Image.Image) -> torch.Tensor:
    return torch.from_numpy(numpy.array(image.convert("RGB"))).permute(2, 0, 1).contiguous()


def to_image(frame: torch.Tensor) -> Image.Image:
    """A frame [3, H, W] in -1..1."""
    return Image.fromarray(((frame.float().clamp(-1, 1) + 1) * 127.5).round().byte().permute(1, 2, 0).numpy())


def cover(image: Image.Image, width: int, height: int) -> torch.Tensor:
    """The middle of a picture at the given size, [3, height, width] in -1..1."""
    factor = max(width / image.width, height / image.height)
    image = image.convert("RGB").resize((round(image.width * factor), round(image.height * factor)), Image.LANCZOS)
    x, y = (image.width - width) // 2, (image.height - height) // 2
    return to_tensor(image.crop((x, y, x + width, y + height))).float() / 127.5 - 1


def draw_crop(pictures: list[list[torch.Tensor]], width: int, height: int, rng: random.Random, widest: int = 1024) -> torch.Tensor:
    """A random part of a random picture no wider than `widest`, half of them mirrored, some in other light: [3, height, width] in -1..1."""
    picture = rng.choice(pictures)
    fitting = [scale for scale in picture if scale.shape[1] >= height and width <= scale.shape[2] <= widest]
    if not fitting:
        return draw_crop(pictures, width, height, rng, widest)
    whole = rng.choice(fitting)
    x, y = rng.randrange(whole.shape[2] - width + 1), rng.randrange(whole.shape[1] - height + 1)
    part = whole[:, y : y + height, x : x + width].float() / 127.5 - 1
    if rng.random() < 0.5:
        part = part.flip(-1)
    if rng.random() < 0.4:
        gains = torch.tensor([rng.uniform(0.8, 1.1) for _ in range(3)]).view(3, 1, 1) * rng.uniform(0.7, 1.15)
        part = (part + 1) * gains - 1
    return part.clamp(-1, 1)
