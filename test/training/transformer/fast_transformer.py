"""WanTransformer3DModel with a clean first frame, for training.

The same numbers as the class's own forward with one timestep a token (`check` compares them), for less work: there are only two timesteps
a clip, that of the first latent frame and that of the others, and the padding of the prompt, hundreds of equal rows, is one row whose
attention counts for all. Multiplications are in the dtype that is asked for, norms and sums in float32.
"""

import math

import torch
import torch.nn.functional as F
from diffusers import WanTransformer3DModel

TEXT_LENGTH = 512


def linear(module, x):
    return F.linear(x, module.weight.to(x.dtype), module.bias.to(x.dtype))


def normed(module, x):
    """An RMS norm over all heads, in float32."""
    return F.rms_norm(x.float(), (x.shape[-1],), module.weight, module.eps)


def rotate(x, cos, sin):
    """Rotary positions on float32 [b, s, heads, d]; cos and sin are [s, 1, d / 2]."""
    even, odd = x.unflatten(-1, (-1, 2)).unbind(-1)
    return torch.stack([even * cos - odd * sin, even * sin + odd * cos], -1).flatten(-2)


def attend(module, x, rows, rotary=None, bias=None, seen=None):
    heads = module.heads
    q = normed(module.norm_q, linear(module.to_q, x)).unflatten(2, (heads, -1))
    k = normed(module.norm_k, linear(module.to_k, rows)).unflatten(2, (heads, -1))
    v = linear(module.to_v, rows).unflatten(2, (heads, -1))
    if rotary is not None:
        q, k = rotate(q, *rotary), rotate(k, *rotary)
    q, k, v = (y.to(x.dtype).transpose(1, 2) for y in (q, k, v))
    if seen is not None:
        seen.append((q, k))
    mask = None if bias is None else bias.to(x.dtype)
    if x.dtype == torch.bfloat16:
        # With heads of 40, the products and the softmax apart are 1.3 to 2.6 times as fast as torch's one attention.
        scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)
        y = (scores if mask is None else scores + mask).softmax(-1) @ v
    else:
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    return linear(module.to_out[0], y.transpose(1, 2).flatten(2))


def two_parts(x, first, scale, shift):
    """x [b, s, d], times and plus what its first tokens and its others get: scale and shift are [b, 2, d]."""
    a = x[:, :first] * (1 + scale[:, :1]) + shift[:, :1]
    b = x[:, first:] * (1 + scale[:, 1:]) + shift[:, 1:]
    return torch.cat([a, b], 1)


def gated(x, first, gate):
    return torch.cat([x[:, :first] * gate[:, :1], x[:, first:] * gate[:, 1:]], 1)


def forward(
    model: WanTransformer3DModel,
    latents: torch.Tensor,
    times: torch.Tensor,
    text: torch.Tensor,
    mask: torch.Tensor,
    dtype=torch.float32,
    seen: dict[str, list] | None = None,
) -> torch.Tensor:
    """The velocity of latents [b, c, t, h, w].

    times [b, 2]: the timesteps, 0 to 1000, of the first latent frame and of the others. text [b, l, d] with zeros where mask [b, l] is 0.
    seen, if given, gets of every block its "tokens" [b, s, d] and the "attention" to tokens: queries and keys [b, heads, s, d / heads].
    """
    batch, channels, frames, height, width = latents.shape
    rows, columns = height // 2, width // 2
    first = rows * columns
    cos, sin = model.rope(latents)
    rotary = (cos[0, :, :, 0::2].float(), sin[0, :, :, 1::2].float())

    patches = latents.unflatten(4, (columns, 2)).unflatten(3, (rows, 2)).permute(0, 2, 3, 5, 1, 4, 6).flatten(4).flatten(1, 3)
    weight = model.patch_embedding.weight[:, :, 0].flatten(1)
    x = F.linear(patches.to(dtype), weight.to(dtype), model.patch_embedding.bias.to(dtype)).float()

    embedder = model.condition_embedder
    moment = embedder.time_embedder(embedder.timesteps_proj(times.flatten()).float())
    modulation = embedder.time_proj(F.silu(moment)).unflatten(1, (6, -1)).unflatten(0, (batch, 2))
    moment = moment.unflatten(0, (batch, 2))

    padded = torch.cat([text, torch.zeros_like(text[:, :1])], 1)
    context = embedder.text_embedder(padded).to(dtype)
    missing = TEXT_LENGTH - mask.sum(1, keepdim=True)
    bias = torch.cat([torch.where(mask > 0, 0.0, -math.inf), missing.float().log()], 1)[:, None, None]

    for block in model.blocks:
        shift, scale, gate, c_shift, c_scale, c_gate = (block.scale_shift_table[None] + modulation).unbind(2)
        y = two_parts(F.layer_norm(x, x.shape[-1:], eps=block.norm1.eps), first, scale, shift).to(dtype)
        x = x + gated(attend(block.attn1, y, y, rotary, seen=None if seen is None else seen["attention"]).float(), first, gate)
        y = F.layer_norm(x, x.shape[-1:], block.norm2.weight, block.norm2.bias, block.norm2.eps).to(dtype)
        x = x + attend(block.attn2, y, context, bias=bias).float()
        y = two_parts(F.layer_norm(x, x.shape[-1:], eps=block.norm3.eps), first, c_scale, c_shift).to(dtype)
        y = linear(block.ffn.net[2], F.gelu(linear(block.ffn.net[0].proj, y), approximate="tanh"))
        x = x + gated(y.float(), first, c_gate)
        if seen is not None:
            seen["tokens"].append(x)

    shift, scale = (model.scale_shift_table[None] + moment[:, :, None]).unbind(2)
    y = two_parts(F.layer_norm(x, x.shape[-1:], eps=model.norm_out.eps), first, scale, shift).to(dtype)
    y = linear(model.proj_out, y).float().view(batch, frames, rows, columns, 2, 2, -1)
    return y.permute(0, 6, 1, 2, 4, 3, 5).flatten(5, 6).flatten(3, 4)


@torch.no_grad()
def check(model: WanTransformer3DModel):
    """Raises AssertionError unless the class's own forward gives the same numbers."""
    latents = torch.randn(2, model.config.in_channels, 3, 6, 10)
    text = torch.randn(2, 7, model.config.text_dim)
    mask = torch.tensor([[1] * 7, [1] * 4 + [0] * 3])
    text = text * mask[..., None]
    times = torch.tensor([[0.0, 900.0], [0.0, 300.0]])
    tokens = torch.cat([times[:, :1].expand(-1, 15), times[:, 1:].expand(-1, 30)], 1)
    full = torch.cat([text, torch.zeros(2, TEXT_LENGTH - 7, model.config.text_dim)], 1)
    theirs = model(latents, tokens, full, return_dict=False)[0]
    ours = forward(model, latents, times, text, mask, torch.float32)
    assert (theirs - ours).abs().max() < 1e-4 * max(1, theirs.abs().max()), (theirs - ours).abs().max()
