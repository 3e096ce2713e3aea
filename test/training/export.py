"""Writes the trained models as a diffusers folder, in half precision: models/wan-demo.

    python export.py WORK [--out FOLDER]

service.json is for people to edit: it is written only where it is missing.
"""

import argparse
import json
import pathlib
import sys

from transformer import fast_transformer
from autoencoder import fast_vae
from measure import sampling
import torch
from diffusers import WanPipeline

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "test" / "reference"))
from make_tiny_families import cast  # noqa: E402
from tiny_parts import check, save_pipeline, write_checksums  # noqa: E402

LIMIT = 40_000_000
README = """# wan-demo

A small Wan video model in the diffusers layout: a photograph and a sentence in, a clip that begins with the photograph and moves as the
sentence says. `python -m measure.evaluate` adds what was measured; without that section nothing was. Made by `test/training` (transformer step {step}); weights are float16, norms, time embedding and modulation tables float32.
Licence: MIT. All photographs that it was trained on are in the public domain or under CC0 1.0 (`test/training/data/PHOTOS.md`).
"""
SERVICE = {
    "id": "wan-demo",
    "aliases": [],
    "title": "A small Wan model for any CPU: a photograph moves as the sentence says, in soft pictures",
    "task": "i2v",
    "inputs": {"firstFrame": "required", "lastFrame": "none"},
    "fps": 16,
    "defaults": {
        "size": "320x192",
        "frames": 33,
        "steps": sampling.STEPS,
        "guidanceScale": 1.0,
        "guidanceScale2": None,
        "flowShift": sampling.FLOW_SHIFT,
        "negativePrompt": "",
    },
    "limits": {
        "minSide": 96,
        "maxPixels": 138240,
        "autoArea": 61440,
        "sizeMultiple": 16,
        "minFrames": 1,
        "maxFrames": 33,
        "minSteps": 1,
        "maxSteps": 50,
    },
    "sampling": {"scheduler": "unipc", "schedule": "B"},
    "loras": [],
    "fallback": True,
    "oversize": "shrink",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "models" / "wan-demo")
    options = parser.parse_args()
    torch.set_num_threads(1)
    demo = sampling.load(options.work)
    fast_vae.check(demo.vae)
    fast_transformer.check(demo.transformer)
    demo.vae.register_to_config(latents_mean=demo.mean.flatten().tolist(), latents_std=demo.std.flatten().tolist())
    for module in (demo.vae, demo.transformer):
        cast(module, torch.float16)
    pipeline = WanPipeline(
        tokenizer=demo.tokenizer,
        text_encoder=demo.text_encoder.to(torch.float16),
        vae=demo.vae,
        transformer=demo.transformer,
        scheduler=sampling.make_scheduler(),
        expand_timesteps=True,
    )
    save_pipeline(pipeline, options.out, README.format(step=demo.step))
    write_checksums(options.out)
    service = options.out / "service.json"
    if not service.exists():
        service.write_text(json.dumps(SERVICE, indent=2) + "\n")
    print(f"{options.out}: {check(options.out, pipeline, LIMIT):,} bytes")


if __name__ == "__main__":
    main()
