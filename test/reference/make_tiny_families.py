"""Makes the tiny folders of the other Wan families in test/fixtures/models/: random weights, in the published diffusers layout.

The classes are diffusers' and transformers' own; only the sizes are small (tiny_parts.py says how weights are drawn). All folders
share one tokenizer and one text encoder, whose weights are stored in bfloat16. wan2.1-t2v-tiny is in bfloat16 and in shards, the two
experts of wan2.2-i2v-a14b-tiny are in float16, but for what diffusers keeps in float32 when it loads in another dtype (time embedding,
modulation tables and the norms between the layers). All else is float32.

Made with Python 3.11 and the packages of requirements.txt:

    python -m venv venv && venv/bin/pip install -r test/reference/requirements.txt
    venv/bin/python test/reference/make_tiny_families.py [family ...]
"""

import argparse
import pathlib

import torch
from diffusers import WanImageToVideoPipeline, WanPipeline
from tiny_loras import write_loras
from tiny_parts import (
    check,
    make_image_encoder,
    make_scheduler,
    make_text_encoder,
    make_transformer,
    make_vae,
    save_pipeline,
    train_tokenizer,
    write_checksums,
)

ROOT = pathlib.Path(__file__).resolve().parents[2]

README = """# {name}

{title} in the diffusers layout with the real architecture, tiny sizes and random weights: for tests only, its videos are noise.
Made by `test/reference/make_tiny_families.py` (seed {seed}) from the classes of diffusers 0.42.1 and transformers 5.23.0; {weights}.
Licence: MIT; nothing here is derived from published weights, and the tokenizer is trained on the sentences of `test/reference/tiny_corpus.py`.
"""

VAE_2_1 = {"base_dim": 4, "z_dim": 16}
VAE_2_2 = {
    "base_dim": 4,
    "decoder_base_dim": 6,
    "z_dim": 48,
    "in_channels": 12,
    "out_channels": 12,
    "patch_size": 2,
    "is_residual": True,
    "scale_factor_temporal": 4,
    "scale_factor_spatial": 16,
    "latents_mean": [
        *(-0.2289, -0.0052, -0.1323, -0.2339, -0.2799, 0.0174, 0.1838, 0.1557, -0.1382, 0.0542, 0.2813, 0.0891),
        *(0.1570, -0.0098, 0.0375, -0.1825, -0.2246, -0.1207, -0.0698, 0.5109, 0.2665, -0.2108, -0.2158, 0.2502),
        *(-0.2055, -0.0322, 0.1109, 0.1567, -0.0729, 0.0899, -0.2799, -0.1230, -0.0313, -0.1649, 0.0117, 0.0723),
        *(-0.2839, -0.2083, -0.0520, 0.3748, 0.0152, 0.1957, 0.1433, -0.2944, 0.3573, -0.0548, -0.1681, -0.0667),
    ],
    "latents_std": [
        *(0.4765, 1.0364, 0.4514, 1.1677, 0.5313, 0.4990, 0.4818, 0.5013, 0.8158, 1.0344, 0.5894, 1.0901),
        *(0.6885, 0.6165, 0.8454, 0.4978, 0.5759, 0.3523, 0.7135, 0.6804, 0.5833, 1.4146, 0.8986, 0.5659),
        *(0.7069, 0.5338, 0.4889, 0.4917, 0.4069, 0.4999, 0.6866, 0.4093, 0.5709, 0.6065, 0.6415, 0.4944),
        *(0.5726, 1.2042, 0.5458, 1.6887, 0.3971, 1.0600, 0.3943, 0.5537, 0.5444, 0.4089, 0.7468, 0.7744),
    ],
}

# The place in this table is part of the seed of a family's transformers.
FAMILIES = {
    "wan2.1-t2v-tiny": {
        "title": "A Wan2.1 text-to-video pipeline",
        "weights": "weights are bfloat16 in shards, norms, time embedding and modulation tables float32",
        "pipeline": WanPipeline,
        "transformer": {"in_channels": 16, "out_channels": 16, "ffn_dim": 256},
        "vae": VAE_2_1,
        "flow_shift": 3.0,
        "dtypes": {"transformer": torch.bfloat16, "vae": torch.bfloat16},
        "shard": "300KB",
    },
    "wan2.1-flf2v-tiny": {
        "title": "A Wan2.1 pipeline from a first and a last frame to video",
        "weights": "weights are float32, the text encoder's bfloat16",
        "pipeline": WanImageToVideoPipeline,
        "transformer": {
            "in_channels": 36,
            "out_channels": 16,
            "ffn_dim": 128,
            "image_dim": 64,
            "added_kv_proj_dim": 96,
            "pos_embed_seq_len": 514,
        },
        "vae": VAE_2_1,
        "flow_shift": 16.0,
        "image_encoder": True,
    },
    "wan2.2-t2v-a14b-tiny": {
        "title": "A Wan2.2 A14B text-to-video pipeline of two experts, with LoRA files for each in `loras/`,",
        "weights": "weights are float32, the text encoder's bfloat16",
        "pipeline": WanPipeline,
        "transformer": {"in_channels": 16, "out_channels": 16, "ffn_dim": 64},
        "vae": VAE_2_1,
        "flow_shift": 3.0,
        "boundary_ratio": 0.875,
    },
    "wan2.2-i2v-a14b-tiny": {
        "title": "A Wan2.2 A14B image-to-video pipeline of two experts, with LoRA files for each in `loras/`,",
        "weights": "the experts' weights are float16 (norms, time embedding and modulation tables float32), the text encoder's bfloat16",
        "pipeline": WanImageToVideoPipeline,
        "dtypes": {"transformer": torch.float16, "transformer_2": torch.float16},
        "transformer": {"in_channels": 36, "out_channels": 16, "ffn_dim": 128},
        "vae": VAE_2_1,
        "flow_shift": 3.0,
        "boundary_ratio": 0.900,
    },
    "wan2.2-ti2v-5b-tiny": {
        "title": "A Wan2.2 TI2V-5B pipeline (text or text and image to video)",
        "weights": "weights are float32, the text encoder's bfloat16",
        "pipeline": WanPipeline,
        "transformer": {"in_channels": 48, "out_channels": 48, "ffn_dim": 128},
        "vae": VAE_2_2,
        "flow_shift": 5.0,
        "expand_timesteps": True,
    },
}


def cast(module, dtype):
    """Gives a model the dtypes that it has after diffusers' from_pretrained(dtype=...): some of its modules stay in float32."""
    keep = set(module._keep_in_fp32_modules or ())
    for name, parameter in module.named_parameters():
        if keep.isdisjoint(name.split(".")):
            parameter.data = parameter.data.to(dtype)


def build(name, seed, tokenizer):
    family = FAMILIES[name]
    number = list(FAMILIES).index(name) + 1
    parts = {
        "tokenizer": tokenizer,
        "text_encoder": make_text_encoder(seed).to(torch.bfloat16),
        "vae": make_vae(seed, **family["vae"]),
        "transformer": make_transformer([seed, 4, number, 1], **family["transformer"]),
        "scheduler": make_scheduler(family["flow_shift"]),
        "expand_timesteps": family.get("expand_timesteps", False),
    }
    if family.get("image_encoder"):
        parts["image_encoder"], parts["image_processor"] = make_image_encoder(seed)
    if "boundary_ratio" in family:
        parts["transformer_2"] = make_transformer([seed, 4, number, 2], **family["transformer"])
        parts["boundary_ratio"] = family["boundary_ratio"]
    for part, dtype in family.get("dtypes", {}).items():
        cast(parts[part], dtype)
    return family["pipeline"](**parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="*", metavar="family", help=f"of {', '.join(FAMILIES)} (default: all)")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "test" / "fixtures" / "models", help="folder of the model folders (replaced, service.json excepted)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the weights (default 0)")
    options = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer = train_tokenizer()
    for name in options.families or FAMILIES:
        family = FAMILIES[name]
        pipeline = build(name, options.seed, tokenizer)
        folder = options.out / name
        readme = README.format(name=name, seed=options.seed, title=family["title"], weights=family["weights"])
        save_pipeline(pipeline, folder, readme, max_shard_size=family.get("shard", "10GB"))
        if pipeline.components.get("transformer_2") is not None:
            write_loras(folder / "loras", pipeline.transformer, [options.seed, 5, list(FAMILIES).index(name) + 1])
        write_checksums(folder)
        print(f"{folder}: {check(folder, pipeline, 4_500_000):,} bytes")


if __name__ == "__main__":
    main()
