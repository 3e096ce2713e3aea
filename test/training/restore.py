"""Fills an empty WORK from a model folder that export.py wrote, so that training goes on from its weights.

    python restore.py WORK [--folder FOLDER]

The weights come back in half precision, as they were written, and the optimizer starts anew.
"""

import argparse
import json
import pathlib
import re

from transformer import text_motions
import torch
from diffusers import AutoencoderKLWan, WanTransformer3DModel
from transformers import UMT5EncoderModel

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / "models" / "wan-demo")
    options = parser.parse_args()
    for name in ("vae", "text", "transformer"):
        (options.work / name).mkdir(parents=True, exist_ok=True)
    vae = AutoencoderKLWan.from_pretrained(options.folder / "vae", torch_dtype=torch.float32)
    torch.save({"average": vae.state_dict()}, options.work / "vae" / "state.pt")
    words = UMT5EncoderModel.from_pretrained(options.folder / "text_encoder", torch_dtype=torch.float32)
    torch.save(words.state_dict(), options.work / "text" / "state.pt")
    tokenizer, _ = text_motions.trained(options.work)
    kept = json.loads((options.folder / "tokenizer" / "tokenizer.json").read_text())
    if tokenizer.get_vocab() != {piece: i for i, (piece, _) in enumerate(kept["model"]["vocab"])}:
        raise SystemExit("The prompts have changed since: a tokenizer trained now has other pieces than the folder's.")
    model = WanTransformer3DModel.from_pretrained(options.folder / "transformer", torch_dtype=torch.float32)
    step = int(re.search(r"transformer step (\d+)", (options.folder / "README.md").read_text())[1])
    state = {"step": step, "model": model.state_dict(), "average": model.state_dict()}
    moments = {"mean": torch.tensor(vae.config.latents_mean), "std": torch.tensor(vae.config.latents_std)}
    torch.save({**state, **moments}, options.work / "transformer" / "state.pt")


if __name__ == "__main__":
    main()
