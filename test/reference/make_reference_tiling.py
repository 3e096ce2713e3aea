"""Writes what diffusers' tiled VAE makes of small pictures, to test/reference/tiling/<family>.safetensors.

The tiny folders' autoencoders with enable_tiling(): overlapping tiles, each coded alone in time and then blended into its
neighbours. A case's tile and stride are pairs (height, width) in pixels, kept in the manifest. Sizes are chosen so that a last tile is
narrower than the overlap and that some axis has one tile only. Encoders work on patches where the autoencoder has them, and
diffusers counts their tiles in patches; here they are in pixels.

    venv/bin/python test/reference/make_reference_tiling.py
"""

import pathlib

import torch
from diffusers import AutoencoderKLWan
from reference_parts import random_normal, versions, write_manifest, writer

ROOT = pathlib.Path(__file__).resolve().parents[2]
FRAMES = 5

# Sizes are (height, width) in pixels.
DECODED = {
    "wan2.1-i2v-tiny": {"decode": {"size": (80, 104), "tile": (64, 64), "stride": (48, 48)}, "decode_columns": {"size": (32, 112), "tile": (32, 80), "stride": (32, 56)}},
    "wan2.2-ti2v-5b-tiny": {"decode": {"size": (80, 112), "tile": (64, 64), "stride": (48, 48)}, "decode_rows": {"size": (128, 32), "tile": (96, 32), "stride": (64, 32)}},
}
ENCODED = {
    "wan2.1-i2v-tiny": {"encode": {"size": (80, 104), "tile": (64, 64), "stride": (48, 48), "frames": FRAMES}},
    "wan2.1-flf2v-tiny": {"encode": {"size": (48, 136), "tile": (48, 80), "stride": (48, 64), "frames": FRAMES, "last": True}},
    "wan2.2-ti2v-5b-tiny": {"encode": {"size": (80, 112), "tile": (64, 64), "stride": (48, 48), "frames": 1}},
}


def tiled(vae, case, unit):
    (height, width), (stride_height, stride_width) = ([length // unit for length in case[key]] for key in ("tile", "stride"))
    vae.enable_tiling(height, width, stride_height, stride_width)


def decode(vae, case, seed):
    config = vae.config
    scale = vae.spatial_compression_ratio
    height, width = (length // scale for length in case["size"])
    latents = random_normal(seed, 1, config.z_dim, (FRAMES - 1) // 4 + 1, height, width)
    tiled(vae, case, 1)
    video = vae.decode(latents).sample
    vae.disable_tiling()
    whole = vae.decode(latents).sample
    assert video.shape[-2:] == tuple(case["size"]) and not torch.allclose(video, whole, atol=1e-3)
    return {"latents": latents, "video": video[0].permute(1, 2, 3, 0)}


def encode(vae, case, seed):
    config = vae.config
    mean, std = (torch.tensor(values).view(1, config.z_dim, 1, 1, 1) for values in (config.latents_mean, config.latents_std))
    height, width = case["size"]
    images = [torch.randint(0, 256, (height, width, 3), generator=torch.Generator("cpu").manual_seed(seed + i), dtype=torch.uint8) for i in range(2)]
    pixels = [(image / 255 * 2 - 1).permute(2, 0, 1)[None, :, None] for image in images]
    given = pixels[: 2 if case.get("last") else 1]
    grey = torch.zeros(1, 3, case["frames"] - len(given), height, width)
    video = torch.cat([given[0], grey, *given[1:]], dim=2)
    tiled(vae, case, config.patch_size or 1)
    mode = vae.encode(video).latent_dist.mode()
    vae.disable_tiling()
    assert not torch.allclose(mode, vae.encode(video).latent_dist.mode(), atol=1e-3)
    tensors = {"image": images[0], "normalised": (mode - mean) * (1 / std)}
    return tensors | ({"last_image": images[1]} if case.get("last") else {})


def main():
    torch.set_num_threads(1)
    write, files = writer(ROOT / "test/reference/tiling")
    with torch.inference_mode():
        for family in sorted({*DECODED, *ENCODED}):
            vae = AutoencoderKLWan.from_pretrained(ROOT / "test/fixtures/models" / family, subfolder="vae", torch_dtype=torch.float32).eval()
            tensors = {}
            for make, cases in ((decode, DECODED), (encode, ENCODED)):
                for seed, (name, case) in enumerate(cases.get(family, {}).items()):
                    tensors |= {f"{name}.{key}": value for key, value in make(vae, case, 50 + 10 * seed).items()}
            write(family, tensors)
    cases = {family: {**DECODED.get(family, {}), **ENCODED.get(family, {})} for family in sorted({*DECODED, *ENCODED})}
    write_manifest(ROOT / "test/reference/tiling", {"versions": versions(), "cases": cases, "files": files})


main()
