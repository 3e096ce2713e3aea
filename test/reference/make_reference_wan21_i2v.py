"""Writes reference numbers of test/fixtures/models/wan2.1-i2v-tiny, as diffusers computes them, to test/reference/wan2.1-i2v-tiny.

Everything runs on the CPU in float32 with two threads; random inputs come from a CPU torch.Generator. Each file holds one part
of the pipeline, together with the inputs that gave its outputs; manifest.json lists every tensor. Layouts are torch's:
[batch, channels, frames, height, width] for latents and videos, [frames, height, width, channels] for images and decoded frames.

Made with Python 3.11 and torch 2.13.0 (CPU), diffusers 0.42.1, accelerate 1.15.0, transformers 5.23.0, tokenizers 0.23.3,
safetensors 0.8.0, ftfy 6.3.1, numpy 2.4.6, pillow 13.0.0 (requirements.txt):

    venv/bin/python test/reference/make_reference_wan21_i2v.py

Two noise schedules occur below. B is what diffusers computes: u = 1 - 0.999 i/N. A is the original Wan repository's (and that of
diffusers before its pull request 12109): u = 0.999 (1 - i/N). Both shift u by s: sigma = s u / (1 + (s - 1) u).
"""

import argparse
import json
import pathlib

import numpy
import torch
from diffusers import WanImageToVideoPipeline
from diffusers.pipelines.wan.pipeline_wan_i2v import prompt_clean
from PIL import Image
from reference_parts import latent_statistics, random_normal, schedule_a, unipc_a, versions, write_manifest, writer
from reference_prompts import PROMPT, PROMPTS
from tiny_corpus import NEGATIVE_I2V
from tokenizers import Tokenizer

ROOT = pathlib.Path(__file__).resolve().parents[2]
WIDTH, HEIGHT, FRAMES, STEPS, GUIDANCE, SHIFT = 96, 64, 9, 4, 5.0, 3.0
LATENT_SHAPE = (1, 16, 3, 8, 12)


def tokens(pipeline, model):
    """The ids without the padding: what is left up to 512 is 0. The length counts the closing </s> (id 1)."""
    from_file = Tokenizer.from_file(str(model / "tokenizer" / "tokenizer.json"))
    from_file.enable_truncation(512)
    rows = []
    for prompt in PROMPTS:
        cleaned = prompt_clean(prompt)
        encoded = pipeline.tokenizer(cleaned, padding="max_length", max_length=512, truncation=True)
        length = sum(encoded.attention_mask)
        ids = encoded.input_ids[:length]
        assert encoded.input_ids[length:] == [0] * (512 - length) and ids[-1] == 1
        assert from_file.encode(cleaned).ids == ids, prompt
        untruncated = len(pipeline.tokenizer(cleaned).input_ids)
        rows.append({"prompt": prompt, "cleaned": cleaned, "length": length, "untruncatedLength": untruncated, "ids": ids})
    return rows


def text_encoder(pipeline, prompt, negative_prompt):
    tensors = {}
    for name, text in (("prompt", prompt), ("negative", negative_prompt)):
        encoded = pipeline.tokenizer(prompt_clean(text), padding="max_length", max_length=512, truncation=True, return_tensors="pt")
        hidden = pipeline.text_encoder(encoded.input_ids, encoded.attention_mask).last_hidden_state
        embeds = hidden * encoded.attention_mask[..., None]
        assert torch.equal(embeds, pipeline._get_t5_prompt_embeds(text))
        tensors[f"{name}.input_ids"] = encoded.input_ids
        tensors[f"{name}.attention_mask"] = encoded.attention_mask
        tensors[f"{name}.last_hidden_state"] = hidden
        tensors[f"{name}.embeds"] = embeds
    return tensors


def clip_crop(pipeline, image):
    values = pipeline.image_processor(images=image, do_rescale=False, do_normalize=False, return_tensors="np").pixel_values[0]
    return torch.from_numpy(values.transpose(1, 2, 0).round().astype(numpy.uint8).copy())


def images(pipeline, image, large):
    pixels = pipeline.image_processor(images=image, return_tensors="pt").pixel_values
    crop = clip_crop(pipeline, image)
    mean, std = (torch.tensor(v) for v in (pipeline.image_processor.image_mean, pipeline.image_processor.image_std))
    assert torch.allclose(((crop / 255 - mean) / std).permute(2, 0, 1)[None], pixels, atol=1e-5)
    resized = large.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    assert torch.equal(pipeline.video_processor.preprocess(large, height=HEIGHT, width=WIDTH), pipeline.video_processor.preprocess(resized))
    return {
        "image": torch.from_numpy(numpy.array(image)),
        "clip.crop": crop,
        "clip.pixel_values": pixels,
        "large.image": torch.from_numpy(numpy.array(large)),
        "large.clip.crop": clip_crop(pipeline, large),
        "large.resized": torch.from_numpy(numpy.array(resized)),
    }


def image_encoder(pipeline, image):
    pixels = pipeline.image_processor(images=image, return_tensors="pt").pixel_values
    states = pipeline.image_encoder(pixels, output_hidden_states=True).hidden_states
    assert torch.equal(states[-2], pipeline.encode_image(image))
    return {"embeddings": states[0], "image_embeds": states[-2]}


def vae_encoder(pipeline, image):
    pixels = pipeline.video_processor.preprocess(image, height=HEIGHT, width=WIDTH)
    latents, condition = pipeline.prepare_latents(
        pixels, 1, 16, HEIGHT, WIDTH, FRAMES, torch.float32, torch.device("cpu"), latents=torch.zeros(LATENT_SHAPE)
    )
    video = torch.cat([pixels[:, :, None], torch.zeros(1, 3, FRAMES - 1, HEIGHT, WIDTH)], dim=2)
    mode = pipeline.vae.encode(video).latent_dist.mode()
    mean, std = latent_statistics(pipeline)
    assert torch.equal((mode - mean) * (1 / std), condition[:, 4:])
    tensors = {
        "condition.image": pixels,
        "condition.mode": mode,
        "condition.normalised": condition[:, 4:],
        "condition.mask": condition[:, :4],
        "condition": condition,
    }
    for name, seed, shape in (("video9", 11, (1, 3, 9, 64, 96)), ("video17", 12, (1, 3, 17, 32, 32))):
        video = random_normal(seed, *shape).mul(0.5).clamp(-1, 1)
        tensors[f"{name}.input"] = video
        tensors[f"{name}.mean"] = pipeline.vae.encode(video).latent_dist.mean
    return tensors


def vae_decoder(pipeline):
    mean, std = latent_statistics(pipeline)
    tensors = {}
    for name, seed, shape in (("latents3", 21, LATENT_SHAPE), ("latents5", 22, (1, 16, 5, 4, 4))):
        latents = random_normal(seed, *shape)
        unscaled = latents / (1 / std) + mean
        tensors[f"{name}.input"] = latents
        tensors[f"{name}.unscaled"] = unscaled
        tensors[f"{name}.video"] = pipeline.vae.decode(unscaled).sample
    return tensors


def transformer(pipeline):
    model = pipeline.transformer
    hidden, text, image = random_normal(31, 1, 36, 3, 8, 12), random_normal(32, 1, 512, 64), random_normal(33, 1, 257, 64)
    cos, sin = model.rope(hidden)
    tensors = {"hidden_states": hidden, "encoder_hidden_states": text, "encoder_hidden_states_image": image, "rope.cos": cos, "rope.sin": sin}
    seen = {}

    def keep(name):
        return lambda module, inputs, output: seen.__setitem__(name, output)

    hooks = [
        model.condition_embedder.register_forward_hook(keep("condition")),
        model.patch_embedding.register_forward_hook(keep("patches")),
        model.blocks[0].register_forward_hook(keep("block0")),
        model.blocks[1].register_forward_hook(keep("block1")),
        model.blocks[0].attn1.register_forward_hook(keep("block0.attn1")),
        model.blocks[0].attn2.register_forward_hook(keep("block0.attn2")),
        model.blocks[0].ffn.register_forward_hook(keep("block0.ffn")),
    ]
    for name, timestep in (("t937", torch.tensor([937])), ("t833", torch.tensor([833.333]))):
        output = model(hidden, timestep, text, image, return_dict=False)[0]
        temb, projection, text_context, image_context = seen.pop("condition")
        tensors |= {f"{name}.timestep": timestep.float(), f"{name}.output": output, f"{name}.temb": temb, f"{name}.timestep_proj": projection}
        patches = seen.pop("patches").flatten(2).transpose(1, 2)
        tensors |= {f"{name}.{key}": value for key, value in seen.items()}
        if name == "t937":  # these do not depend on the timestep
            tensors |= {"patches": patches, "text_context": text_context, "image_context": image_context}
    for hook in hooks:
        hook.remove()
    return tensors


def rng():
    tensors = {}
    for seed in (0, 42, 2**32 + 7):
        for size in (5, 15, 16, 17, 33, 1000, 4608):
            tensors[f"seed{seed}.n{size}"] = random_normal(seed, size)
    tensors["latents"] = random_normal(42, *LATENT_SHAPE)
    assert torch.equal(tensors["latents"].flatten(), tensors["seed42.n4608"])
    return tensors


def schedulers():
    tensors = {}
    for shift in (3, 5):
        for steps in (4, 6, 8, 20, 40, 50):
            _, sigmas, timesteps = schedule_a(steps, shift)
            scheduler = unipc_a(steps, shift)
            tensors[f"A.shift{shift}.n{steps}.sigmas"], tensors[f"A.shift{shift}.n{steps}.timesteps"] = sigmas, timesteps
            scheduler.set_timesteps(steps)
            tensors[f"B.shift{shift}.n{steps}.sigmas"], tensors[f"B.shift{shift}.n{steps}.timesteps"] = scheduler.sigmas, scheduler.timesteps
    shape = (1, 16, 3, 2, 2)
    sample, outputs = random_normal(41, *shape), random_normal(42, 6, *shape)
    tensors["unipc.sample"], tensors["unipc.model_outputs"] = sample, outputs
    for variant in ("A", "B"):
        scheduler = unipc_a(6, 5)
        if variant == "B":
            scheduler.set_timesteps(6)
        current, previous = sample, []
        for output, timestep in zip(outputs, scheduler.timesteps):
            current = scheduler.step(output, timestep, current, return_dict=False)[0]
            previous.append(current)
        tensors[f"unipc.{variant}.shift5.n6.prev_samples"] = torch.stack(previous)
    return tensors


def run(pipeline, image, prompt, negative_prompt):
    """The whole pipeline; the transformer's own outputs are kept beside the latents after each step."""
    tensors, predictions = {}, []

    def after_step(_, step, timestep, values):
        conditional, unconditional = predictions[-2:]
        tensors[f"step{step}.conditional"] = conditional
        tensors[f"step{step}.unconditional"] = unconditional
        tensors[f"step{step}.guided"] = unconditional + GUIDANCE * (conditional - unconditional)
        tensors[f"step{step}.latents"] = values["latents"].clone()
        return {}

    hook = pipeline.transformer.register_forward_hook(lambda module, inputs, output: predictions.append(output[0].clone()))
    frames = pipeline(
        image=image,
        prompt=prompt,
        negative_prompt=negative_prompt,
        width=WIDTH,
        height=HEIGHT,
        num_frames=FRAMES,
        num_inference_steps=STEPS,
        guidance_scale=GUIDANCE,
        generator=torch.Generator("cpu").manual_seed(42),
        output_type="np",
        callback_on_step_end=after_step,
    ).frames[0]
    hook.remove()
    assert len(predictions) == 2 * STEPS and frames.shape == (FRAMES, HEIGHT, WIDTH, 3)
    tensors["initial_latents"] = random_normal(42, *LATENT_SHAPE)
    tensors["final_latents"] = tensors[f"step{STEPS - 1}.latents"].clone()
    tensors["sigmas"], tensors["timesteps"] = pipeline.scheduler.sigmas, pipeline.scheduler.timesteps
    tensors["frames"] = torch.from_numpy(frames)
    tensors["frames_uint8"] = torch.from_numpy((frames * 255).astype(numpy.uint8))
    return tensors


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=pathlib.Path, default=ROOT / "test" / "fixtures" / "models" / "wan2.1-i2v-tiny", help="pipeline folder to read")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "test" / "reference" / "wan2.1-i2v-tiny", help="folder to write")
    parser.add_argument("--photo", type=pathlib.Path, default=ROOT / "test" / "fixtures" / "photo.jpg", help="photograph to cut images from")
    options = parser.parse_args()
    torch.set_num_threads(2)
    torch.use_deterministic_algorithms(True)
    pipeline = WanImageToVideoPipeline.from_pretrained(options.model)
    pipeline.set_progress_bar_config(disable=True)
    assert pipeline.scheduler.config.flow_shift == SHIFT
    photo = Image.open(options.photo).convert("RGB")
    large = photo.crop((160, 96, 160 + 448, 96 + 320))
    image = photo.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    write, files = writer(options.out)
    with torch.inference_mode():
        rows = tokens(pipeline, options.model)
        (options.out / "tokens.json").write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")
        write("text_encoder", text_encoder(pipeline, PROMPT, NEGATIVE_I2V))
        write("image", images(pipeline, image, large))
        write("image_encoder", image_encoder(pipeline, image))
        write("transformer", transformer(pipeline))
        write("vae_encoder", vae_encoder(pipeline, image))
        write("vae_decoder", vae_decoder(pipeline))
        write("rng", rng())
        write("scheduler", schedulers())
        write("run", run(pipeline, image, PROMPT, NEGATIVE_I2V))

    manifest = {
        "command": "python test/reference/make_reference_wan21_i2v.py",
        "model": "test/fixtures/models/wan2.1-i2v-tiny",
        "versions": versions(),
        "cpuCapability": torch.backends.cpu.get_cpu_capability(),
        "threads": 2,
        "seed": 42,
        "width": WIDTH,
        "height": HEIGHT,
        "frames": FRAMES,
        "latentShape": LATENT_SHAPE,
        "steps": STEPS,
        "guidanceScale": GUIDANCE,
        "flowShift": SHIFT,
        "schedule": "B",
        "prompt": PROMPT,
        "negativePrompt": NEGATIVE_I2V,
        "randomInputSeeds": {
            "vae_encoder": {"video9": 11, "video17": 12},
            "vae_decoder": {"latents3": 21, "latents5": 22},
            "transformer": {"hidden_states": 31, "encoder_hidden_states": 32, "encoder_hidden_states_image": 33},
            "scheduler": {"unipc.sample": 41, "unipc.model_outputs": 42},
        },
        "files": files,
    }
    write_manifest(options.out, manifest)
    print(f"{options.out}: {sum(file.stat().st_size for file in options.out.iterdir()):,} bytes")


if __name__ == "__main__":
    main()
