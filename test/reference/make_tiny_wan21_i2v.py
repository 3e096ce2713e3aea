"""Makes test/fixtures/models/wan2.1-i2v-tiny: a Wan2.1 image-to-video pipeline with random weights, in the published diffusers layout.

The classes are diffusers' and transformers' own; only the sizes are small. Weights are float32; tiny_parts.py says how they are drawn.

Made with Python 3.11 and torch 2.13.0 (CPU), diffusers 0.42.1, accelerate 1.15.0, transformers 5.23.0, tokenizers 0.23.3,
sentencepiece 0.2.3, safetensors 0.8.0, protobuf 7.36.2, numpy 2.4.6 (requirements.txt):

    python -m venv venv && venv/bin/pip install -r test/reference/requirements.txt
    venv/bin/python test/reference/make_tiny_wan21_i2v.py
"""

import argparse
import pathlib

import torch
from diffusers import WanImageToVideoPipeline
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

README = """# wan2.1-i2v-tiny

A Wan2.1 image-to-video pipeline in the diffusers layout with the real architecture, tiny sizes and random weights: for tests only, its videos are noise.
Made by `test/reference/make_tiny_wan21_i2v.py` (seed {seed}) from the classes of diffusers 0.42.1 and transformers 5.23.0.
Licence: MIT; nothing here is derived from published weights, and the tokenizer is trained on the sentences of `test/reference/tiny_corpus.py`.
"""


def build(seed):
    image_encoder, image_processor = make_image_encoder(seed)
    return WanImageToVideoPipeline(
        tokenizer=train_tokenizer(),
        text_encoder=make_text_encoder(seed),
        image_encoder=image_encoder,
        image_processor=image_processor,
        vae=make_vae(seed, base_dim=8, z_dim=16),
        transformer=make_transformer([seed, 4], in_channels=36, out_channels=16, ffn_dim=256, image_dim=64, added_kv_proj_dim=96),
        scheduler=make_scheduler(3.0),
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "test" / "fixtures" / "models" / "wan2.1-i2v-tiny", help="folder to write (replaced, service.json excepted)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the weights (default 0)")
    options = parser.parse_args()
    torch.set_num_threads(2)
    pipeline = build(options.seed)
    save_pipeline(pipeline, options.out, README.format(seed=options.seed))
    write_checksums(options.out)
    print(f"{options.out}: {check(options.out, pipeline, 8_000_000):,} bytes")


if __name__ == "__main__":
    main()
