"""Simple measures of clips: how the content moved, and how frames compare."""

import cv2
import numpy
import torch
from skimage.metrics import structural_similarity

# The component of the flow that a camera motion has, and its sign. The content moves against the camera.
WANTED = {
    "pan left": ("across", 1),
    "pan right": ("across", -1),
    "pan up": ("down", 1),
    "pan down": ("down", -1),
    "zoom in": ("outward", 1),
    "zoom out": ("outward", -1),
    "rotate clockwise": ("clockwise", 1),
    "rotate counterclockwise": ("clockwise", -1),
}


def bytes_of(clip):
    """Frames [T, H, W, 3] as bytes of a clip [3, T, H, W] in -1..1."""
    return ((clip.clamp(-1, 1) + 1) * 127.5).round().byte().permute(1, 2, 3, 0).numpy()


def flow(frames, stride=4):
    """The mean over time of the optical flow in pixels a frame: [H, W, 2], the motion of the content."""
    grey = [cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in frames[::stride]]
    fields = [cv2.calcOpticalFlowFarneback(a, b, None, 0.5, 3, 21, 3, 7, 1.5, 0) for a, b in zip(grey, grey[1:])]
    return numpy.mean(fields, 0) / stride


def unrest(frames):
    """How much moves at all, back and forth included: the mean length of the flow between frames two apart, in pixels a frame."""
    grey = [cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in frames[::2]]
    fields = [cv2.calcOpticalFlowFarneback(a, b, None, 0.5, 3, 21, 3, 7, 1.5, 0) for a, b in zip(grey, grey[1:])]
    return float(numpy.linalg.norm(fields, axis=-1).mean() / 2)


def projections(field):
    """Components of a flow: across, down, outward and clockwise, the last two at the border of the picture, in pixels a frame."""
    height, width, _ = field.shape
    y, x = numpy.mgrid[:height, :width].astype(numpy.float32)
    x, y = x - (width - 1) / 2, y - (height - 1) / 2
    square = (x * x + y * y).mean()
    reach = width / 2
    return {
        "across": float(field[..., 0].mean()),
        "down": float(field[..., 1].mean()),
        "outward": float((field[..., 0] * x + field[..., 1] * y).mean() / square * reach),
        "clockwise": float((field[..., 1] * x - field[..., 0] * y).mean() / square * reach),
    }


def strength(camera, frames):
    """The flow in the asked direction, and whether it is right: its sign, and no other component is stronger."""
    name, sign = WANTED[camera]
    parts = projections(flow(frames))
    return sign * parts[name], sign * parts[name] > 0 and abs(parts[name]) == max(map(abs, parts.values()))


def psnr(a, b):
    return float(10 * torch.log10(4 / (a - b).square().mean().clamp(min=1e-9)))


def likeness(a, b):
    return structural_similarity(a, b, channel_axis=2)


def light(frame):
    """Mean luminance, 0 to 1, of a frame [3, H, W] in -1..1."""
    return float((frame.mean() + 1) / 2)


def colour(frame):
    """How far its pixels are from grey."""
    return float((frame - frame.mean(0)).std())


# Whether an effect shows: of the clip that was asked for it and of the clip that was asked to hold still.
TOLD_APART = {
    "night": lambda clip, held: light(clip[:, -1]) <= 0.6 * light(clip[:, 0]) and light(held[:, -1]) > 0.8 * light(held[:, 0]),
    "fog": lambda clip, held: float(clip[:, -1].std()) <= 0.7 * float(held[:, -1].std()),
    "grey": lambda clip, held: colour(clip[:, -1]) <= 0.5 * colour(held[:, -1]),
    "ripple": lambda clip, held: unrest(bytes_of(clip)) >= max(0.3, 2 * unrest(bytes_of(held))),
}
