"""Trains the autoencoder. Resumes from WORK/vae/state.pt, which it writes every few minutes.

    python -m autoencoder.train_vae WORK [--steps N]
"""

import argparse
import copy
import json
import math
import os
import pathlib
import random
import time

from autoencoder import fast_vae
from autoencoder import linear_start
import torch
from diffusers.models.autoencoders.autoencoder_kl_wan import WanResample, WanResidualBlock
from data.motions import draw_motion, render
from data.pictures import cover, draw_crop, load_all, to_image
from PIL import Image

SEED = 9
# First the linear code of both sides, the residual branches silent; then the whole decoder behind the encoder, which stays as it is.
PLAIN_STEPS = 2500
PLAIN_RATE = 6e-4
RATE = 2.5e-4
SAVE_EVERY = 60.0  # seconds
# Frames, clips in a batch, side of a crop, share of the steps.
BATCHES = ((1, 12, 64, 0.1), (9, 2, 64, 0.6), (9, 1, 96, 0.1), (17, 1, 64, 0.2))


def draw_clip(pictures, width, height, frames, rng):
    picture = draw_crop(pictures, width, height, rng)
    if frames == 1:
        return picture[:, None]
    clip = render(picture, draw_motion(rng), max(frames, rng.choice((frames, 33))))
    return clip[:, :frames]


def draw_batch(pictures, rng):
    frames, count, side, _ = rng.choices(BATCHES, [batch[3] for batch in BATCHES])[0]
    return torch.stack([draw_clip(pictures, side, side, frames, rng) for _ in range(count)])


def changes(x):
    return x[..., 1:, :] - x[..., :-1, :], x[..., 1:] - x[..., :-1]


def visible(decoded, clips):
    """How far the colours and edges of clips [b, 3, T, H, W] in -1..1 are from the true ones."""
    edges = sum((a - b).abs().mean() for a, b in zip(changes(decoded), changes(clips)))
    return (decoded - clips).abs().mean() + 0.5 * edges


def difference(decoded, clips):
    return visible(decoded, clips) + 0.5 * (decoded - clips).square().mean()


def loss_of(vae, clips, generator):
    with torch.set_grad_enabled(vae.encoder.conv_in.weight.requires_grad):
        moments = fast_vae.encode(vae, clips)
    mean = moments[:, : linear_start.LATENTS]
    latents = mean + 0.02 * torch.randn(mean.shape, generator=generator)
    return difference(fast_vae.decode(vae, latents), clips) + 1e-5 * mean.square().mean()


def plain_layers(vae):
    """The layers of the linear code: all that is not in a residual branch."""
    encoder, decoder = vae.encoder, vae.decoder
    layers = [encoder.conv_in, encoder.conv_out, vae.quant_conv, vae.post_quant_conv]
    layers += [block for block in encoder.down_blocks if isinstance(block, WanResample)]
    layers += [block.conv_shortcut for block in encoder.down_blocks if isinstance(block, WanResidualBlock) and block.in_dim != block.out_dim]
    layers += [decoder.conv_in, decoder.conv_out, decoder.norm_out]
    layers += [block.upsamplers[0] for block in decoder.up_blocks[:-1]]
    return layers


def make_optimizer(vae, step):
    """Over what is trained from this step on: the linear code of both sides, then the decoder behind a fixed encoder."""
    vae.requires_grad_(False)
    for layer in plain_layers(vae) if step < PLAIN_STEPS else [vae.post_quant_conv, vae.decoder]:
        layer.requires_grad_(True)
    trained = [parameter for parameter in vae.parameters() if parameter.requires_grad]
    return torch.optim.AdamW(trained, lr=RATE, betas=(0.9, 0.99), weight_decay=1e-4)


def rate_at(step, steps):
    if step < PLAIN_STEPS:
        part, rate = step / PLAIN_STEPS, PLAIN_RATE
    else:
        part, rate = (step - PLAIN_STEPS) / max(1, steps - PLAIN_STEPS), RATE
        step -= PLAIN_STEPS
    return rate * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * part)) + 1e-5


def psnr(a, b):
    return 10 * math.log10(4 / (a.clamp(-1, 1) - b).square().mean().item())


@torch.no_grad()
def measure(vae, stills, clips):
    """Mean and worst PSNR of pictures, and of clips, in dB."""
    result = {}
    for name, items in (("still", stills), ("clip", clips)):
        values = []
        for item in items:
            moments = fast_vae.encode(vae, item[None])
            values.append(psnr(fast_vae.decode(vae, moments[:, : linear_start.LATENTS]), item[None]))
        result[name] = [round(sum(values) / len(values), 2), round(min(values), 2)]
    return result


def save(state, file):
    torch.save(state, file.with_suffix(".part"))
    os.replace(file.with_suffix(".part"), file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    folder = options.work / "vae"
    folder.mkdir(exist_ok=True)
    train = load_all(options.work / "photos" / "train")
    held_out = load_all(options.work / "photos" / "held-out")
    fixed = random.Random(1)
    stills = [cover(Image.open(file), 320, 192)[:, None] for file in sorted((options.work / "photos" / "held-out").glob("*.png"))[::5]]
    clips = [draw_clip(held_out, 160, 160, 17, fixed) for _ in range(5)]

    torch.manual_seed(SEED)
    file = folder / "state.pt"
    step = 0
    if file.exists():
        state = torch.load(file, weights_only=False)
        vae, step = linear_start.make_vae(), state["step"]
        vae.load_state_dict(state["vae"])
    else:
        rng = random.Random(SEED)
        torch.manual_seed(SEED)
        vae = linear_start.start(torch.stack([draw_clip(train, 96, 96, 9, rng) for _ in range(48)]))
    average = copy.deepcopy(vae).requires_grad_(False)
    optimizer = make_optimizer(vae, step)
    if step:
        average.load_state_dict(state["average"])
        if step != PLAIN_STEPS:
            optimizer.load_state_dict(state["optimizer"])
    rng, generator = random.Random(SEED + step), torch.Generator().manual_seed(SEED + step)

    saved, total, count = time.time(), 0.0, 0
    while step < options.steps:
        if step == PLAIN_STEPS:
            optimizer = make_optimizer(vae, step)
        rate = rate_at(step, options.steps)
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = loss_of(vae, draw_batch(train, rng), generator)
        optimizer.zero_grad()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_([p for p in vae.parameters() if p.requires_grad], 1.0)
        if torch.isfinite(norm):
            optimizer.step()
        step += 1
        done = step if step < PLAIN_STEPS else step - PLAIN_STEPS
        decay = min(0.999, (done + 1) / (done + 10))
        with torch.no_grad():
            for kept, new in zip(average.parameters(), vae.parameters()):
                kept.lerp_(new, 1 - decay)
        total, count = total + loss.item(), count + 1
        if time.time() - saved > SAVE_EVERY or step == options.steps:
            line = {"step": step, "loss": round(total / count, 5), "rate": round(rate, 7), "time": round(time.time())}
            line.update(measure(average, stills, clips))
            print(json.dumps(line), flush=True)
            with (folder / "log.jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
            save({"step": step, "vae": vae.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict()}, file)
            with torch.no_grad():
                rows = [torch.cat([s[:, 0], fast_vae.decode(average, fast_vae.encode(average, s[None])[:, : linear_start.LATENTS])[0, :, 0]], 2) for s in stills[:3]]
            to_image(torch.cat(rows, 1)).save(folder / "look.png")
            saved, total, count = time.time(), 0.0, 0


if __name__ == "__main__":
    main()
