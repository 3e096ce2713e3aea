"""Writes reference numbers of models/wan-demo, as diffusers computes them, to test/reference/wan-demo.

Weights are converted to float32 when they are loaded; CPU, one thread. Each run is the whole pipeline with the folder's own scheduler
(schedule B) and the number of steps of its service.json: latents after each step, final latents, frames. To be run again whenever the
weights change:

    venv/bin/python test/reference/make_reference_demo.py
"""

import argparse
import json
import pathlib

import numpy
import torch
from diffusers import WanImageToVideoPipeline
from make_reference_families import ROOT, SEED, run
from PIL import Image
from reference_parts import versions, write_manifest, writer

WIDTH, HEIGHT, FRAMES = 96, 64, 9
PROMPTS = {"zoom": "The camera slowly zooms into the cup.", "night": "Night falls."}


def make(folder, out, photo):
    service = json.loads((folder / "service.json").read_text())
    assert service["defaults"]["guidanceScale"] == 1 and service["sampling"] == {"scheduler": "unipc", "schedule": "B"}, service["sampling"]
    steps = service["defaults"]["steps"]
    pipeline = WanImageToVideoPipeline.from_pretrained(folder, dtype=torch.float32)
    pipeline.set_progress_bar_config(disable=True)
    assert pipeline.config.expand_timesteps and pipeline.scheduler.config.flow_shift == service["defaults"]["flowShift"]
    write, files = writer(out)
    image = photo.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    write("image", {"image": torch.from_numpy(numpy.array(image))})
    runs = {}
    for name, prompt in PROMPTS.items():
        tensors = run(
            pipeline,
            {"image": image},
            WIDTH,
            HEIGHT,
            FRAMES,
            guidance=1.0,
            guidance_2=None,
            negative_prompt=None,
            detailed=False,
            prompt=prompt,
            steps=steps,
        )
        write(name, tensors)
        runs[name] = {
            "prompt": prompt,
            "schedule": "B",
            "flowShift": pipeline.scheduler.config.flow_shift,
            "width": WIDTH,
            "height": HEIGHT,
            "frames": FRAMES,
        }
    manifest = {
        "command": "python test/reference/make_reference_demo.py",
        "model": "models/wan-demo",
        "versions": versions(),
        "cpuCapability": torch.backends.cpu.get_cpu_capability(),
        "threads": 1,
        "weights": "converted to float32",
        "seed": SEED,
        "steps": steps,
        "guidanceScale": 1.0,
        "negativePrompt": "",
        "runs": runs,
        "files": files,
    }
    write_manifest(out, manifest)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=pathlib.Path, default=ROOT / "models" / "wan-demo", help="pipeline folder to read")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "test" / "reference" / "wan-demo", help="folder to write")
    parser.add_argument("--photo", type=pathlib.Path, default=ROOT / "test" / "fixtures" / "photo.jpg", help="photograph to animate")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    with torch.inference_mode():
        make(options.model, options.out, Image.open(options.photo).convert("RGB"))
    print(f"{options.out}: {sum(file.stat().st_size for file in options.out.iterdir()):,} bytes")


if __name__ == "__main__":
    main()
