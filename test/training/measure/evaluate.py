"""Measures the trained models on held-out photographs, and draws a contact sheet.

    python -m measure.evaluate WORK [--photos N] [--size 320x192] [--steps 6]
"""

import argparse
import json
import pathlib
import statistics
import sys

import cv2
from autoencoder import linear_start
from autoencoder import fast_vae
import numpy
from measure import sampling
import torch
from data.motions import Motion, render
from data.photos import FIXTURE
from data.pictures import cover, to_image
from PIL import Image
from skimage.metrics import structural_similarity

PROMPTS = {
    Motion("pan left"): "The camera pans left.",
    Motion("pan right"): "The camera pans right.",
    Motion("pan up"): "The camera pans up.",
    Motion("pan down"): "The camera pans down.",
    Motion("zoom in"): "The camera zooms in.",
    Motion("zoom out"): "The camera zooms out.",
    Motion("rotate clockwise"): "The picture rotates clockwise.",
    Motion("rotate counterclockwise"): "The picture rotates counterclockwise.",
    Motion("hold"): "The camera holds still.",
    Motion("hold", "normal", "night"): "Night falls.",
    Motion("hold", "normal", "fog"): "Fog rolls in.",
    Motion("hold", "normal", "grey"): "The colours fade away.",
    Motion("hold", "normal", "ripple"): "The picture ripples like water.",
}


def bytes_of(clip):
    """Frames [T, H, W, 3] as bytes."""
    return ((clip.clamp(-1, 1) + 1) * 127.5).round().byte().permute(1, 2, 3, 0).numpy()


def flow(frames, stride=4):
    """The mean over time of the optical flow in pixels a frame: [H, W, 2], the motion of the content."""
    grey = [cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in frames[::stride]]
    fields = [cv2.calcOpticalFlowFarneback(a, b, None, 0.5, 3, 21, 3, 7, 1.5, 0) for a, b in zip(grey, grey[1:])]
    return numpy.mean(fields, 0) / stride


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


def strength(camera, frames):
    """The flow in the asked direction, and whether it is the strongest of its clip."""
    name, sign = WANTED[camera]
    parts = projections(flow(frames))
    return sign * parts[name], sign * parts[name] > 0


def psnr(a, b):
    return float(10 * torch.log10(4 / (a - b).square().mean().clamp(min=1e-9)))


def likeness(a, b):
    return structural_similarity(a, b, channel_axis=2)


def contact_sheet(picture, clips, file):
    """A row for each motion: the photograph, then frames 1, 9, 17, 25 and 33."""
    rows = [torch.cat([picture] + [clip[:, i] for i in (0, 8, 16, 24, 32)], 2) for clip in clips]
    to_image(torch.cat(rows, 1)).save(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--photos", type=int, default=1000)
    parser.add_argument("--size", default="320x192")
    parser.add_argument("--steps", type=int, default=sampling.STEPS)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    width, height = map(int, options.size.split("x"))
    demo = sampling.load(options.work)
    files = sorted((options.work / "photos" / "held-out").glob("*.png"))
    # The fixture comes first, then the others evenly.
    files = [FIXTURE] + [file for file in files if "coffee" not in file.name]
    files = files[:1] + files[1 :: max(1, (len(files) - 1) // max(1, options.photos - 1))][: options.photos - 1]
    folder = options.work / "evaluation"
    folder.mkdir(exist_ok=True)

    table = {"step": demo.step, "photographs": 0, "size": options.size, "steps": options.steps}
    first, autoencoder, right, contrast, hold, gain, effects = [], [], {}, [], [], [], {}
    for file in files:
        picture = cover(Image.open(file), width, height)
        clips = [sampling.generate(demo, picture, [prompt], options.steps)[0] for prompt in PROMPTS.values()]
        contact_sheet(picture, clips, folder / f"{file.stem}.png")
        still = bytes_of(picture[:, None])[0]
        for motion, clip in zip(PROMPTS, clips):
            frames = bytes_of(clip)
            truth = render(picture, motion)
            true_frames = bytes_of(truth)
            first.append(psnr(clip[:, 0], picture))
            if motion.camera in WANTED:
                moved, agrees = strength(motion.camera, frames)
                right.setdefault(motion.camera, []).append((moved, agrees, strength(motion.camera, true_frames)[0]))
                contrast.append(float(clip[:, -1].std() / clip[:, 0].std()))
                gain.append(likeness(frames[-1], true_frames[-1]) - likeness(still, true_frames[-1]))
                latents = fast_vae.encode(demo.vae, truth[None])[:, : linear_start.LATENTS]
                autoencoder.append(psnr(fast_vae.decode(demo.vae, latents)[0].clamp(-1, 1), truth))
            elif not motion.effect:
                hold.append(float(numpy.linalg.norm(flow(frames), axis=-1).mean()))
            else:
                a, b = clip[:, 0], clip[:, -1]
                effects.setdefault(motion.effect, []).append(
                    {
                        "night": float((b + 1).mean() / (a + 1).mean()),
                        "fog": float(b.std() / a.std()),
                        "grey": float((b - b.mean(0)).std() / (a - a.mean(0)).std().clamp(min=0.01)),
                        "ripple": float(numpy.linalg.norm(flow(frames, 2), axis=-1).mean()),
                    }[motion.effect]
                )
        table["photographs"] += 1
        table.update(
            {
                "first frame dB": [round(statistics.median(first), 2), round(min(first), 2)],
                "autoencoder dB": [round(statistics.median(autoencoder), 2), round(min(autoencoder), 2)],
                "direction": round(statistics.mean(agrees for rows in right.values() for _, agrees, _ in rows), 3),
                "flow, and the true one": {
                    camera: [round(statistics.mean(row[0] for row in rows), 2), round(statistics.mean(row[2] for row in rows), 2)]
                    for camera, rows in right.items()
                },
                "contrast": [round(statistics.median(contrast), 3), round(min(contrast), 3)],
                "hold": round(max(hold), 3),
                "SSIM over the still photograph": round(statistics.mean(gain), 4),
                "effects": {name: round(statistics.mean(values), 3) for name, values in effects.items()},
            }
        )
        print(json.dumps(table), file=sys.stderr, flush=True)
    (folder / "table.json").write_text(json.dumps(table, indent=2) + "\n")
    print(json.dumps(table, indent=2))


if __name__ == "__main__":
    main()
