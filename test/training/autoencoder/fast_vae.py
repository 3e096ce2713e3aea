"""AutoencoderKLWan over whole clips, without its cache, for training.

The same numbers as the class's own chunk by chunk `encode` and `decode` (`check` compares them), computed from the same parameters by 2-D
convolutions over frames in channels-last order, which CPUs do many times faster than 3-D ones. The decoder's last clamp is left out: gradients would vanish behind it. Only autoencoders without is_residual are covered.

Frames are rows of the batch: a clip of t frames of a batch of b is a tensor [b * t, C, H, W].
"""

import torch
import torch.nn.functional as F
from diffusers import AutoencoderKLWan
from diffusers.models.autoencoders.autoencoder_kl_wan import WanResample, patchify, unpatchify


def later(x, batch, by):
    """Every clip `by` frames later: zeros come first."""
    frames = x.shape[0] // batch
    clips = x.unflatten(0, (batch, frames))
    if by >= frames:
        return torch.zeros_like(x)
    return torch.cat([torch.zeros_like(clips[:, :by]), clips[:, : frames - by]], 1).flatten(0, 1)


def convolve(module, x, batch):
    """A causal 3-D convolution: kernel 1, or 3 over space and time."""
    weight, bias = module.weight.to(x.dtype), module.bias.to(x.dtype)
    if weight.shape[2] == 1:
        return F.conv2d(x, weight[:, :, 0], bias)
    if x.shape[0] == batch:
        return F.conv2d(x, weight[:, :, 2], bias, padding=1)
    stacked = torch.cat([later(x, batch, 2), later(x, batch, 1), x], 1)
    return F.conv2d(stacked, weight.transpose(1, 2).flatten(1, 2), bias, padding=1)


def norm(module, x):
    wide = x.float()
    length = torch.rsqrt((wide * wide).sum(1, keepdim=True) + 1e-12)
    return (wide * length * (module.scale * module.gamma.view(1, -1, 1, 1))).to(x.dtype)


def silent(layer):
    """Whether the last layer of a branch gives zero and will not learn."""
    return not layer.weight.requires_grad and not layer.weight.any() and not layer.bias.any()


def residual(block, x, batch):
    shortcut = x if block.in_dim == block.out_dim else convolve(block.conv_shortcut, x, batch)
    if silent(block.conv2):
        return shortcut
    y = convolve(block.conv1, F.silu(norm(block.norm1, x)), batch)
    return convolve(block.conv2, F.silu(norm(block.norm2, y)), batch) + shortcut


def attention(block, x):
    if silent(block.proj):
        return x
    rows, channels, height, width = x.shape
    qkv = F.conv2d(norm(block.norm, x), block.to_qkv.weight.to(x.dtype), block.to_qkv.bias.to(x.dtype))
    q, k, v = qkv.flatten(2).transpose(1, 2).unsqueeze(1).chunk(3, -1)
    y = F.scaled_dot_product_attention(q, k, v).squeeze(1).transpose(1, 2).reshape(rows, channels, height, width)
    return x + F.conv2d(y, block.proj.weight.to(x.dtype), block.proj.bias.to(x.dtype))


def middle(block, x, batch):
    x = residual(block.resnets[0], x, batch)
    return residual(block.resnets[1], attention(block.attentions[0], x), batch)


def split_first(x, batch):
    """The first frames [b, C, H, W] and the others [b, t - 1, C, H, W]."""
    clips = x.unflatten(0, (batch, -1))
    return clips[:, 0], clips[:, 1:]


def join_first(first, others):
    return torch.cat([first[:, None], others], 1).flatten(0, 1)


def in_time(module, taps):
    """A kernel of 3 over time alone, on frames whose three taps lie side by side in the channels."""
    weight = module.weight.to(taps.dtype)[..., 0].transpose(1, 2).flatten(1, 2)[..., None]
    return F.conv2d(taps, weight, module.bias.to(taps.dtype))


def shrink_space(sampler, x):
    convolution = sampler.resample[1]
    return F.conv2d(F.pad(x, (0, 1, 0, 1)), convolution.weight.to(x.dtype), convolution.bias.to(x.dtype), stride=2)


def shrink_time(sampler, x, batch):
    every = x.unflatten(0, (batch, -1))
    if sampler.mode != "downsample3d" or every.shape[1] == 1:
        return x
    taps = torch.cat([every[:, :-2:2], every[:, 1:-1:2], every[:, 2::2]], 2)
    return join_first(every[:, 0], in_time(sampler.time_conv, taps.flatten(0, 1)).unflatten(0, (batch, -1)))


def shrink(sampler, x, batch):
    return shrink_time(sampler, shrink_space(sampler, x), batch)


def grow(sampler, x, batch):
    y = x
    first, others = split_first(x, batch)
    if sampler.mode == "upsample3d" and others.shape[1]:
        rows = others.flatten(0, 1)
        pairs = in_time(sampler.time_conv, torch.cat([later(rows, batch, 2), later(rows, batch, 1), rows], 1))
        others = pairs.unflatten(1, (2, -1)).flatten(0, 1).unflatten(0, (batch, -1))
        y = join_first(first, others)
    convolution = sampler.resample[1]
    y = F.interpolate(y, scale_factor=2.0, mode="nearest")
    return F.conv2d(y, convolution.weight.to(x.dtype), convolution.bias.to(x.dtype), padding=1)


def down(block, x, batch):
    return shrink(block, x, batch) if isinstance(block, WanResample) else residual(block, x, batch)


def up(block, x, batch):
    for resnet in block.resnets:
        x = residual(resnet, x, batch)
    return x if block.upsamplers is None else grow(block.upsamplers[0], x, batch)


def enter(vae, clip, dtype=torch.float32):
    """What the encoder's first layer gives of clips [b, 3, T, H, W]: [b * T, C, H / patch, W / patch]."""
    x = patchify(clip, vae.config.patch_size) if vae.config.patch_size else clip
    x = x.transpose(1, 2).flatten(0, 1).to(dtype).contiguous(memory_format=torch.channels_last)
    return convolve(vae.encoder.conv_in, x, clip.shape[0])


def encode(vae: AutoencoderKLWan, clip: torch.Tensor, dtype=torch.float32) -> torch.Tensor:
    """The moments [b, 2 z, t, h, w] of clips [b, 3, T, H, W]."""
    batch = clip.shape[0]
    x = enter(vae, clip, dtype)
    for block in vae.encoder.down_blocks:
        x = down(block, x, batch)
    return finish_encoding(vae, x, batch)


def finish_encoding(vae, x, batch):
    """The moments [b, 2 z, t, h, w] of what the encoder's last shrinking block gives."""
    encoder = vae.encoder
    x = middle(encoder.mid_block, x, batch)
    x = convolve(encoder.conv_out, F.silu(norm(encoder.norm_out, x)), batch).float()
    return convolve(vae.quant_conv, x, batch).unflatten(0, (batch, -1)).transpose(1, 2)


def decode(vae: AutoencoderKLWan, latents: torch.Tensor, dtype=torch.float32) -> torch.Tensor:
    """The clips [b, 3, T, H, W] of latents [b, z, t, h, w], not clamped."""
    batch = latents.shape[0]
    x = latents.transpose(1, 2).flatten(0, 1)
    x = convolve(vae.post_quant_conv, x, batch).to(dtype).contiguous(memory_format=torch.channels_last)
    decoder = vae.decoder
    x = convolve(decoder.conv_in, x, batch)
    x = middle(decoder.mid_block, x, batch)
    for block in decoder.up_blocks:
        x = up(block, x, batch)
    x = convolve(decoder.conv_out, F.silu(norm(decoder.norm_out, x)), batch).float()
    x = x.unflatten(0, (batch, -1)).transpose(1, 2)
    return unpatchify(x, vae.config.patch_size) if vae.config.patch_size else x


@torch.no_grad()
def check(vae: AutoencoderKLWan, frames: int = 9, side: int = 64):
    """Raises AssertionError unless the class's own path gives the same numbers."""
    clip = torch.rand(2, 3, frames, side, side) * 2 - 1
    moments = vae._encode(clip)
    ours = encode(vae, clip, torch.float32)
    assert (moments - ours).abs().max() < 1e-3 * moments.abs().max(), (moments - ours).abs().max()
    latents = moments[:, : vae.config.z_dim]
    theirs, clamped = vae.decode(latents).sample, decode(vae, latents, torch.float32).clamp(-1, 1)
    assert (theirs - clamped).abs().max() < 1e-3, (theirs - clamped).abs().max()
