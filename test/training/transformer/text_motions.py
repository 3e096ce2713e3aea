"""Trains the text encoder to tell the motions of sentences apart, before the transformer learns. Writes WORK/text/state.pt.

    python -m transformer.text_motions WORK

Every word's row is to tell camera, speed and effect of the whole sentence, so that attention of any kind finds them. Sentences are
drawn without end, and so are cheaper than clips: a batch has 96 of them where a batch of clips has 3.
"""

import argparse
import json
import pathlib
import random

from transformer import text
import torch
import torch.nn.functional as F
from data.motions import CAMERAS, EFFECTS, SPEEDS, draw_motion
from data.prompts import sentence

SEED = 4
RATE = 1e-3
STEPS = 3000
BATCH = 96
KINDS = {"camera": CAMERAS, "speed": tuple(SPEEDS), "effect": (None, *EFFECTS)}


def labels(motions):
    return [torch.tensor([kinds.index(getattr(motion, name)) for motion in motions]) for name, kinds in KINDS.items()]


def trained(work: pathlib.Path):
    """The tokenizer and the text encoder, trained now if they have not been."""
    tokenizer, text_encoder = text.train_tokenizer(), text.make_text_encoder()
    file = work / "text" / "state.pt"
    if not file.exists():
        train(tokenizer, text_encoder)
        file.parent.mkdir(exist_ok=True)
        torch.save(text_encoder.state_dict(), file)
    text_encoder.load_state_dict(torch.load(file))
    return tokenizer, text_encoder.eval().requires_grad_(False)


def train(tokenizer, text_encoder):
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    heads = torch.nn.ModuleDict({name: torch.nn.Linear(text.WIDTH, len(kinds)) for name, kinds in KINDS.items()})
    parameters = [*text_encoder.parameters(), *heads.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=RATE, betas=(0.9, 0.99), weight_decay=1e-2)
    right, count = 0.0, 0
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / 100, (STEPS - step) / (0.5 * STEPS))
        motions = [draw_motion(rng) for _ in range(BATCH)]
        hidden, mask = text.encode(tokenizer, text_encoder, [sentence(rng, motion) for motion in motions])
        words = mask > 0
        # The variance of the rows stays near 1.
        loss = 1e-2 * (hidden[words].square().mean() - 1).square()
        agree = torch.ones(BATCH, dtype=torch.bool)
        for head, wanted in zip(heads.values(), labels(motions)):
            logits = head(hidden)
            loss = loss + F.cross_entropy(logits[words], wanted[:, None].expand_as(mask)[words])
            agree &= (logits * mask[..., None]).sum(1).argmax(-1) == wanted
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        right, count = right + agree.float().mean().item(), count + 1
        if (step + 1) % 250 == 0:
            print(json.dumps({"step": step + 1, "loss": round(loss.item(), 4), "right": round(right / count, 4)}), flush=True)
            right, count = 0.0, 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    trained(options.work)


if __name__ == "__main__":
    main()
