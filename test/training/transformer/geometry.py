"""Lessons about space that training gives beside the velocity: where the content of every token comes from.

A clip is made of its first frame by a camera path, so that the source of every token is known. Some heads are told to look there, and
the tokens of two early blocks are asked for their place and for the way to their source. Without these lessons 1,950
steps taught the transformer to copy what stands still, and nothing that moves.
"""

import torch
import torch.nn.functional as F
from data.motions import Motion, sources

PIXELS = 16  # of a token's side
# Blocks with heads that look at the source of a token, and how far beside it each looks, in tokens: (down, across).
SIDES = ((0, -0.5), (0, 0.5), (-0.5, 0), (0.5, 0))
CORNERS = ((-0.5, -0.5), (-0.5, 0.5), (0.5, -0.5), (0.5, 0.5))
STRAIGHT = ((0, 0),) * 3
LOOKS = {3: ((0, 0), *SIDES, (0, 0)), 4: ((0, 0), *CORNERS, (0, 0)), 5: ((0, 0), *SIDES, *STRAIGHT), 6: ((0, 0), *SIDES)}
WIDTH = 0.35  # standard deviation of a look, in tokens
PLACES, WAYS = 1, 2  # the blocks after which tokens know their place and frame, and the way to their source
ATTENTION, PROBES = 0.15, 0.6  # weights beside the loss of the velocity
ASKED = 0.25  # share of the tokens whose attention a step looks at: all of them took a fifth of its time


def make_probes(width: int) -> torch.nn.ModuleDict:
    return torch.nn.ModuleDict({"place": torch.nn.Linear(width, 3), "way": torch.nn.Linear(width, 2)})


def reflected(place: torch.Tensor, count: int) -> torch.Tensor:
    """Places in tokens, brought back between the borders -0.5 and count - 0.5 as by mirrors there."""
    place = torch.remainder(place + 0.5, 2 * count)
    return torch.minimum(place, 2 * count - place) - 0.5


def grid(motions: list[Motion], frames: int, rows: int, columns: int):
    """Places of the tokens of all latent frames but the first, and their sources: two tensors [n, 2, frames - 1, rows, columns] in tokens
    from the middle, down and across."""
    times = (torch.arange(1, frames) * 4 - 1.5).view(-1, 1, 1)
    down = (torch.arange(rows) - (rows - 1) / 2).view(1, -1, 1).expand(frames - 1, -1, columns)
    across = (torch.arange(columns) - (columns - 1) / 2).view(1, 1, -1).expand(frames - 1, rows, -1)
    found = [torch.stack(sources(motion, times, down * PIXELS, across * PIXELS)) / PIXELS for motion in motions]
    return torch.stack([down, across]).expand(len(motions), -1, -1, -1, -1), torch.stack(found)


def wanted(source: torch.Tensor, look, rows: int, columns: int) -> torch.Tensor:
    """The attention [n, s, rows * columns] that tokens with sources [n, 2, s] should pay to those of the first frame."""

    def along(place, beside, count):
        place = reflected(place + beside + (count - 1) / 2, count).unsqueeze(-1)
        return -((torch.arange(count) - place) ** 2) / (2 * WIDTH**2)

    logits = along(source[:, 0], look[0], rows).unsqueeze(-1) + along(source[:, 1], look[1], columns).unsqueeze(-2)
    return logits.flatten(-2).softmax(-1)


def losses(seen, probes, motions: list[Motion], shape):
    """Of the attention and of the probes; shape is that of the latents, [n, c, frames, rows * 2, columns * 2]."""
    frames, rows, columns = shape[2], shape[3] // 2, shape[4] // 2
    first = rows * columns
    place, source = grid(motions, frames, rows, columns)
    sources_of_tokens = source.flatten(2)
    count = sources_of_tokens.shape[-1]
    picked = torch.randperm(count)[: max(1, round(ASKED * count))]
    attention = []
    for block, looks in LOOKS.items():
        q, k = seen["attention"][block]
        q, k = q[:, : len(looks), first + picked].float() * q.shape[-1] ** -0.5, k[:, : len(looks)].float()
        paid = torch.log_softmax(q @ k.transpose(-1, -2), -1)[..., :first]
        goal = torch.stack([wanted(sources_of_tokens[..., picked], look, rows, columns) for look in looks], 1)
        attention.append((torch.xlogy(goal, goal) - goal * paid).sum(-1).mean())
    index = (torch.arange(1, frames) / 8.0).view(1, 1, -1, 1, 1).expand(len(motions), -1, -1, rows, columns)
    facts = {"place": torch.cat([place / 4, index], 1), "way": (source - place) / 2}
    asked = []
    for name, block in (("place", PLACES), ("way", WAYS)):
        rows_of_tokens = F.layer_norm(seen["tokens"][block][:, first:], seen["tokens"][block].shape[-1:])
        asked.append(F.smooth_l1_loss(probes[name](rows_of_tokens), facts[name].flatten(2).transpose(1, 2), beta=0.1))
    return torch.stack(attention).mean(), torch.stack(asked)
