"""Clips: what a photograph becomes over time, as a function of picture, motion, speed and frame alone.

Lengths are pixels and times are frames, whatever the size of the picture. At normal speed a pan covers 2 pixels a frame, so that the
picture is displaced by a whole latent cell (8 pixels) with every latent frame.
"""

import dataclasses
import math
import random

import torch
import torch.nn.functional as F

FRAMES = 33
SPEEDS = {"slow": 0.5, "normal": 1.0, "fast": 2.0}
PAN = 2.0  # pixels a frame
ZOOM = 0.30 / 32  # of the logarithm of the scale, a frame
TURN = 0.20 / 32  # radians a frame

CAMERAS = (
    "pan left",
    "pan right",
    "pan up",
    "pan down",
    "zoom in",
    "zoom out",
    "rotate clockwise",
    "rotate counterclockwise",
    "hold",
)
SHARES = (3, 3, 3, 3, 2, 2, 1.5, 1.5, 1)  # of the draws, by camera
EFFECTS = ("night", "fog", "grey", "ripple")


@dataclasses.dataclass(frozen=True)
class Motion:
    camera: str = "hold"
    speed: str = "normal"
    effect: str | None = None


# What a prompt without a known motion gets.
DEFAULT = Motion("zoom in", "slow")


def draw_motion(rng: random.Random) -> Motion:
    """A camera path alone in four of five draws, an effect alone in most others, sometimes both.

    Pans are drawn most: their paths are the longest, and the last to be learned.
    """
    kind = rng.random()
    camera = rng.choices(CAMERAS, SHARES)[0]
    speed = "normal" if camera == "hold" else rng.choice(tuple(SPEEDS))
    if kind < 0.8:
        return Motion(camera, speed)
    effect = rng.choice(EFFECTS)
    if kind < 0.95 or effect == "ripple":
        return Motion("hold", "normal", effect)
    return Motion(camera, speed, effect)


def camera_path(motion: Motion, times: torch.Tensor):
    """What the camera sees at each time: (x, y) of the centre in pixels, scale of the view, angle of the view in radians."""
    pace = times * SPEEDS[motion.speed]
    zero = torch.zeros_like(pace)
    x = {"pan left": -PAN, "pan right": PAN}.get(motion.camera, 0.0) * pace
    y = {"pan up": -PAN, "pan down": PAN}.get(motion.camera, 0.0) * pace
    scale = torch.exp({"zoom in": -ZOOM, "zoom out": ZOOM}.get(motion.camera, 0.0) * pace + zero)
    # The content turns against the view.
    angle = {"rotate clockwise": -TURN, "rotate counterclockwise": TURN}.get(motion.camera, 0.0) * pace
    return x, y, scale, angle


def sources(motion: Motion, times: torch.Tensor, down: torch.Tensor, across: torch.Tensor):
    """Where the content of points comes from in the picture: (down, across), all in pixels from the middle of the picture.

    times, down and across have shapes that broadcast.
    """
    x, y, scale, angle = camera_path(motion, times)
    from_across = scale * (torch.cos(angle) * across - torch.sin(angle) * down) + x
    from_down = scale * (torch.sin(angle) * across + torch.cos(angle) * down) + y
    if motion.effect == "ripple":
        from_across, from_down = ripple(from_across, from_down, times)
    return from_down, from_across


def render(picture: torch.Tensor, motion: Motion, frames: int = FRAMES, first: int = 0) -> torch.Tensor:
    """The clip of a picture [3, H, W] in -1..1 from frame `first` on: [3, frames, H, W]. Beyond its borders the picture is mirrored."""
    _, height, width = picture.shape
    times = first + torch.arange(frames, dtype=torch.float32)
    rows = (torch.arange(height) - (height - 1) / 2).view(1, -1, 1)
    columns = (torch.arange(width) - (width - 1) / 2).view(1, 1, -1)
    down, across = sources(motion, times.view(-1, 1, 1), rows, columns)
    if motion.camera == "hold" and motion.effect != "ripple":
        clip = picture.expand(frames, -1, -1, -1)
    else:
        grid = torch.stack([across * 2 / width, down * 2 / height], -1)
        clip = F.grid_sample(
            picture.expand(frames, -1, -1, -1), grid, mode="bilinear", padding_mode="reflection", align_corners=False
        )
    return apply_effect(clip, motion.effect, times).transpose(0, 1)


def ripple(across, down, times):
    """Waves that grow within half a second and run on, 96 pixels long and 20 frames apart.

    They are taught higher than they shall look: what moves comes out soft, and the model's waves are about half as high.
    """
    height = 7.0 * torch.clamp(times / 8, max=1)
    wave, beat = 2 * math.pi / 96, 2 * math.pi / 20
    return (
        across + height * torch.sin(wave * down - beat * times),
        down + height * torch.sin(wave * across - beat * times),
    )


def apply_effect(clip, effect, times):
    """Changes of light that are complete in the last frame of the default length, and of colour at half of it."""
    amount = (times / (FRAMES - 1)).view(-1, 1, 1, 1)
    light = (clip + 1) / 2
    if effect == "night":
        dark = light * torch.tensor([0.22, 0.28, 0.48]).view(1, 3, 1, 1)
        light = light + amount * (dark - light)
    elif effect == "fog":
        light = light + 0.75 * amount * (0.82 - light)
    elif effect == "grey":
        plain = (light * torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)).sum(1, keepdim=True)
        light = light + torch.clamp(2 * amount, max=1) * (plain - light)
    else:
        return clip
    return light * 2 - 1
