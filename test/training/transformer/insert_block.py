"""Puts one more block before the last one of a trained transformer, which changes nothing until it is trained on.

    python -m transformer.insert_block WORK

A token holds 192 numbers and a head carries 40, so what moves passes through few heads: more of them is what lets it through unharmed.
The new block looks where the last one looks, three more heads look straight at the source, and what it adds is zero at first.
"""

import argparse
import copy
import pathlib

import torch
from transformer.train_transformer import make_transformer, save

STRAIGHT = (5, 6, 7)  # heads that look where head 0 looks


@torch.no_grad()
def insert(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights of a model with one more block."""
    last = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("blocks."))
    model = make_transformer(last + 1)
    old = make_transformer(last)
    old.load_state_dict(weights)
    block = copy.deepcopy(old.blocks[last - 1])
    attention, width = block.attn1, old.config.attention_head_dim
    for layer in (attention.to_q, attention.to_k):
        for head in STRAIGHT:
            layer.weight[head * width : (head + 1) * width] = layer.weight[:width]
            layer.bias[head * width : (head + 1) * width] = layer.bias[:width]
    for layer in (attention.norm_q, attention.norm_k):
        for head in STRAIGHT:
            layer.weight[head * width : (head + 1) * width] = layer.weight[:width]
    torch.nn.init.orthogonal_(attention.to_v.weight, float(attention.to_v.weight.norm() / len(attention.to_v.weight) ** 0.5))
    for layer in (attention.to_out[0], block.attn2.to_out[0], block.ffn.net[2]):
        layer.weight.zero_()
        layer.bias.zero_()
    blocks = [*old.blocks[: last - 1], block, old.blocks[last - 1]]
    old.blocks = torch.nn.ModuleList(blocks)
    model.load_state_dict(old.state_dict())
    return model.state_dict()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    file = parser.parse_args().work / "transformer" / "state.pt"
    torch.manual_seed(5)
    state = torch.load(file, weights_only=False)
    grown = insert(state["model"])
    kept = {name: state[name] for name in ("step", "mean", "std")}
    save({**kept, "model": grown, "average": grown}, file)


if __name__ == "__main__":
    main()
