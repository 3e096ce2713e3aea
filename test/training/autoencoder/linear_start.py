"""The autoencoder and its start: an encoder that is a linear code, a decoder that is close to one.

From random weights an autoencoder of this form needs hours to get past blur. Here every residual branch starts at zero, so that blocks
pass their input on; the encoder's shrinking convolutions are principal components, fitted stage by stage. Before the last norm one
channel holds a large constant, which makes the norm a plain scale, and every signal u has a channel for u and one for -u, because
silu(u) - silu(-u) = u: so the head is linear too. The decoder's head is built the same way; between its ends its convolutions start as
scaled identities, since repetition followed by a convolution cannot undo a code exactly, and are learned.
"""

from autoencoder import fast_vae
import torch
import torch.nn.functional as F
from diffusers import AutoencoderKLWan
from diffusers.models.autoencoders.autoencoder_kl_wan import WanResidualBlock, patchify

LATENTS = 48
CONSTANT = 16.0
# How often the first latent frame counts where the code is fitted.
FIRST_WEIGHT = 2


def make_vae() -> AutoencoderKLWan:
    return AutoencoderKLWan(
        base_dim=48,
        decoder_base_dim=28,
        z_dim=LATENTS,
        dim_mult=[1, 2, 3],
        num_res_blocks=1,
        attn_scales=[],
        temperal_downsample=[True, True],
        is_residual=False,
        in_channels=12,
        out_channels=12,
        patch_size=2,
        scale_factor_temporal=4,
        scale_factor_spatial=8,
        latents_mean=[0.0] * LATENTS,
        latents_std=[1.0] * LATENTS,
    )


def components(rows: torch.Tensor, count: int) -> torch.Tensor:
    """The first principal directions of rows [n, c]: [count, c]."""
    rows = rows.double() - rows.double().mean(0)
    return torch.linalg.eigh(rows.T @ rows / len(rows))[1].flip(1)[:, :count].T.float()


def as_rows(x: torch.Tensor) -> torch.Tensor:
    return x.transpose(0, 1).flatten(1).T


def embed(weight: torch.Tensor):
    """Sets a matrix [out, in] to the identity as far as it goes."""
    weight.zero_()
    for i in range(min(weight.shape)):
        weight[i, i] = 1.0


def open_norm(norm, constant):
    """Makes a norm behind a constant channel, the last one, a plain scale of the others."""
    norm.gamma.fill_(constant / norm.scale)


@torch.no_grad()
def quiet(module):
    for block in module.modules():
        if isinstance(block, WanResidualBlock):
            block.conv2.weight.zero_()
            block.conv2.bias.zero_()


def pair_up(weight, bias, signals, constant):
    """Writes `signals` [s, in] as u and -u into the first 2 s rows of a matrix [out, in], and a constant into the last."""
    weight.zero_()
    bias.zero_()
    weight[: len(signals)] = signals
    weight[len(signals) : 2 * len(signals)] = -signals
    bias[-1] = constant


@torch.no_grad()
def start_encoder(vae, clips):
    encoder = vae.encoder
    batch = clips.shape[0]
    quiet(encoder)
    encoder.conv_in.weight.zero_()
    encoder.conv_in.bias.zero_()
    embed(encoder.conv_in.weight[:, :, 2, 1, 1])
    x = patchify(clips, 2).transpose(1, 2).flatten(0, 1)
    x = fast_vae.convolve(encoder.conv_in, x, batch)
    live = 12
    for position, block in enumerate(encoder.down_blocks):
        if isinstance(block, WanResidualBlock):
            if block.in_dim != block.out_dim:
                shortcut = block.conv_shortcut
                shortcut.bias.zero_()
                if position == len(encoder.down_blocks) - 1:
                    live = min(live, (block.out_dim - 1) // 2)
                    signals = torch.zeros(live, block.in_dim)
                    embed(signals)
                    pair_up(shortcut.weight[:, :, 0, 0, 0], shortcut.bias, signals, CONSTANT)
                else:
                    embed(shortcut.weight[:, :, 0, 0, 0])
            x = fast_vae.residual(block, x, batch)
        else:
            live = start_shrinking(block, x, live, batch)
            x = fast_vae.shrink(block, x, batch)
    for resnet in encoder.mid_block.resnets:
        open_norm(resnet.norm1, CONSTANT)
    open_norm(encoder.mid_block.attentions[0].norm, CONSTANT)
    encoder.mid_block.attentions[0].proj.weight.zero_()
    encoder.mid_block.attentions[0].proj.bias.zero_()
    open_norm(encoder.norm_out, CONSTANT)

    first, others = fast_vae.split_first(x[:, :live], batch)
    signals = as_rows(torch.cat([first] * FIRST_WEIGHT + [others.flatten(0, 1)]))
    code = components(signals, LATENTS)
    spread = (signals @ code.T).std(0)
    code = code / spread.sqrt()[:, None]
    encoder.conv_out.weight.zero_()
    encoder.conv_out.bias.zero_()
    encoder.conv_out.weight[:LATENTS, :live, 2, 1, 1] = code
    encoder.conv_out.weight[:LATENTS, live : 2 * live, 2, 1, 1] = -code
    vae.quant_conv.weight.zero_()
    vae.quant_conv.bias.zero_()
    embed(vae.quant_conv.weight[:, :, 0, 0, 0])
    # The encoder's answer is its mean: the variance is small and constant.
    vae.quant_conv.weight[LATENTS:] = 0
    vae.quant_conv.bias[LATENTS:] = -8.0


def start_shrinking(block, x, live, batch):
    """Principal components of 2 by 2 cells, then those of frame pairs, turned so that a still pair stays what it is.

    The first frame has no pair and skips the second half, so it must look like a still one.
    """
    dim = block.dim
    convolution = block.resample[1]
    cells = torch.cat([x[:, :live, dy::2, dx::2] for dy in (0, 1) for dx in (0, 1)], 1)
    keep = min(dim, 4 * live)
    basis = components(as_rows(cells), keep)
    convolution.weight.zero_()
    convolution.bias.zero_()
    for k, (dy, dx) in enumerate(((0, 0), (0, 1), (1, 0), (1, 1))):
        convolution.weight[:keep, :live, dy, dx] = basis[:, k * live : (k + 1) * live]
    small = F.conv2d(F.pad(x, (0, 1, 0, 1)), convolution.weight, convolution.bias, stride=2)
    every = small.unflatten(0, (batch, -1))
    pairs = torch.cat([every[:, 1:-1:2, :keep], every[:, 2::2, :keep]], 2).flatten(0, 1)
    basis = components(as_rows(pairs), keep) / 2**0.5
    still = basis[:, :keep] + basis[:, keep:]
    left, _, right = torch.linalg.svd(still)
    basis = (left @ right).T @ basis
    time = block.time_conv
    time.weight.zero_()
    time.bias.zero_()
    for tap in (1, 2):
        time.weight[:keep, :keep, tap, 0, 0] = basis[:, (tap - 1) * keep : tap * keep]
    return keep


@torch.no_grad()
def start_decoder(vae):
    decoder = vae.decoder
    quiet(decoder)
    vae.post_quant_conv.weight.zero_()
    vae.post_quant_conv.bias.zero_()
    embed(vae.post_quant_conv.weight[:, :, 0, 0, 0])
    decoder.mid_block.attentions[0].proj.weight.zero_()
    decoder.mid_block.attentions[0].proj.bias.zero_()
    decoder.conv_in.weight *= 0.3
    torch.nn.init.orthogonal_(decoder.conv_in.weight[:, :, 2, 1, 1])
    last = len(decoder.up_blocks) - 2
    for i, block in enumerate(decoder.up_blocks[:-1]):
        sampler = block.upsamplers[0]
        time, convolution = sampler.time_conv, sampler.resample[1]
        time.weight *= 0.3
        time.bias.zero_()
        for half in (0, 1):
            embed(time.weight[half * sampler.dim : (half + 1) * sampler.dim, :, 2, 0, 0])
        convolution.bias.zero_()
        if i < last:
            torch.nn.init.orthogonal_(convolution.weight.view(convolution.weight.shape[0], -1))
        else:
            signals = torch.empty(12, convolution.in_channels, 3, 3)
            torch.nn.init.orthogonal_(signals.view(12, -1))
            pair_up(convolution.weight, convolution.bias, signals * 0.5, CONSTANT)
    resnet = decoder.up_blocks[-1].resnets
    for block in resnet:
        open_norm(block.norm1, CONSTANT)
    open_norm(decoder.norm_out, CONSTANT)
    decoder.conv_out.weight.zero_()
    decoder.conv_out.bias.zero_()
    embed(decoder.conv_out.weight[:, :12, 2, 1, 1])
    embed(decoder.conv_out.weight[:, 12:24, 2, 1, 1])
    decoder.conv_out.weight[:, 12:24, 2, 1, 1] *= -1


def start(clips: torch.Tensor) -> AutoencoderKLWan:
    """A new autoencoder, its encoder fitted to clips [b, 3, T, H, W]."""
    vae = make_vae()
    start_encoder(vae, clips)
    start_decoder(vae)
    return vae
