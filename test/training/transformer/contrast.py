"""A lesson against fading: squared errors alone favour grey where the source of what moves is not found."""

import torch
import torch.nn.functional as F

LEAST = 0.85  # of the true contrast: a guess with less is told so
WEIGHT = 2.0  # beside the loss of the velocity


def fading(guess: torch.Tensor, clean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    """How much contrast the later frames of guessed latents [b, c, t, h, w] lack: 0 where they have LEAST of the true ones' or more.

    Latents are normalised; std [1, c, 1, 1, 1] weighs their channels as pictures do.
    """
    has, should = (((x * std).flatten(3).var(3)).sum(1) for x in (guess[:, :, 1:], clean[:, :, 1:]))
    share = (has / should.clamp(min=1e-4)).sqrt()
    return F.relu(LEAST - share).square().mean()
