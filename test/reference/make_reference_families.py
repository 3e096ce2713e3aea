"""Writes reference numbers of the tiny folders of make_tiny_families.py, as diffusers computes them, to test/reference/<family>.

Everything runs on the CPU in float32 with one thread; weights that are stored in bfloat16 or float16 are converted to float32 when
they are loaded. Random inputs come from a CPU torch.Generator. Each file holds one part of the pipeline, together with the inputs
that gave its outputs; manifest.json lists every tensor. Layouts are torch's: [batch, channels, frames, height, width] for latents and
videos, [frames, height, width, channels] for images and decoded frames. Text embeddings are stored without the rows of padding,
which are 0 up to 512.

- text_encoder: ids and embeddings of the prompt and the negative prompt.
- transformer, transformer_2 (the low-noise expert): one forward with its intermediate results, another at another timestep. With
  timesteps per token (5B): one where all are equal, one where those of the first latent frame are 0.
- vae_encoder, vae_decoder; image_encoder (first and last frame, so [2, 257, ...] or 514 tokens).
- run: the whole pipeline with the folder's own scheduler (schedule B); run_a: with schedule A and the shift that the Wan authors
  use for the model. `experts` has 0 for each step on transformer and 1 on transformer_2. run_i2v of 5B starts from an image: its
  first latent frame takes part in the steps as any other, and only in final_latents it is the image's.
- lora: outputs of the experts with LoRA files merged into the weights; lightning, lightning_stacked: runs with merged LoRA files,
  schedule L with shift 5, Euler, 4 steps, no guidance.

    venv/bin/python test/reference/make_reference_families.py [family ...]
"""

import argparse
import pathlib

import numpy
import torch
from diffusers import WanImageToVideoPipeline, WanPipeline
from diffusers.pipelines.wan.pipeline_wan import prompt_clean
from PIL import Image
from reference_parts import (
    euler,
    fixed,
    latent_statistics,
    random_normal,
    schedule_a,
    schedule_l,
    unipc,
    versions,
    write_manifest,
    writer,
)
from reference_prompts import PROMPT
from safetensors.torch import load_file
from tiny_corpus import NEGATIVE, NEGATIVE_I2V
from tiny_loras import merge

ROOT = pathlib.Path(__file__).resolve().parents[2]
STEPS, SEED, LIGHTNING_SHIFT = 4, 42, 5.0
I2V, T2V = WanImageToVideoPipeline, WanPipeline

# Guidance scales of the two experts differ, so that taking the wrong one shows.
FAMILIES = {
    "wan2.1-t2v-tiny": {"negative": NEGATIVE, "guidance": 5.0, "official_shift": 5.0, "runs": {"run": {"class": T2V}}},
    "wan2.1-flf2v-tiny": {
        "negative": "镜头切换，" + NEGATIVE_I2V,
        "guidance": 5.0,
        "official_shift": 16.0,
        "runs": {"run": {"class": I2V, "images": ("image", "last_image")}},
    },
    "wan2.2-t2v-a14b-tiny": {
        "negative": NEGATIVE,
        "guidance": 4.0,
        "guidance_2": 3.0,
        "official_shift": 12.0,
        "runs": {"run": {"class": T2V}},
    },
    "wan2.2-i2v-a14b-tiny": {
        "negative": NEGATIVE,
        "guidance": 3.5,
        "guidance_2": 2.5,
        "official_shift": 5.0,
        "runs": {"run": {"class": I2V, "images": ("image",)}},
    },
    "wan2.2-ti2v-5b-tiny": {
        "negative": NEGATIVE,
        "guidance": 5.0,
        "official_shift": 5.0,
        "runs": {
            "run": {"class": T2V, "width": 64, "height": 64, "frames": 5},
            "run_i2v": {"class": I2V, "images": ("image",), "width": 64, "height": 96, "frames": 5},
        },
    },
}

# Per name of a result: the LoRA files of an expert and their strengths, in the order in which they are merged.
LORA_CASES = {
    "original": {"original": 1.0},
    "original_half": {"original": 0.5},
    "diffusers": {"diffusers": 1.0},
    "diff": {"diff": 1.0},
    "diff_half": {"diff": 0.5},
    "original+diffusers_half": {"original": 1.0, "diffusers": 0.5},
    "original+diff": {"original": 1.0, "diff": 1.0},
}
LIGHTNING_RUNS = {
    "lightning": {"high_noise": {"original": 1.0}, "low_noise": {"original": 1.0}},
    "lightning_stacked": {"high_noise": {"original": 1.0, "diffusers": 0.5}, "low_noise": {"original": 0.75, "diff": 1.0}},
}


def experts(pipeline):
    """The transformers of a pipeline by the prefix that LoRA files have in their names."""
    return {"high_noise": pipeline.transformer, "low_noise": pipeline.transformer_2}


def text_encoder(pipeline, negative_prompt):
    tensors = {}
    for name, text in (("prompt", PROMPT), ("negative", negative_prompt)):
        embeds = pipeline._get_t5_prompt_embeds(text, max_sequence_length=512)
        ids = pipeline.tokenizer(prompt_clean(text), return_tensors="pt").input_ids
        length = ids.shape[1]
        assert length <= 512 and (embeds[:, length:] == 0).all()
        tensors |= {f"{name}.input_ids": ids, f"{name}.embeds": embeds[:, :length]}
    return tensors


def transformer_inputs(model):
    channels, height, width = model.config.in_channels, *((4, 6) if model.config.in_channels == 48 else (4, 8))
    tensors = {"hidden_states": random_normal(31, 1, channels, 3, height, width), "encoder_hidden_states": random_normal(32, 1, 512, 64)}
    if model.config.image_dim is not None:
        tensors["encoder_hidden_states_image"] = random_normal(33, 2, 257, 64)
    return tensors


def transformer_timesteps(inputs, per_token):
    if not per_token:
        return {"t937": torch.tensor([937]), "t833": torch.tensor([833.333])}
    frames, height, width = inputs["hidden_states"].shape[2:]
    mask = torch.ones(frames, height // 2, width // 2)
    return {"t937": 937 * mask.flatten()[None], "t937_first_frame_0": 937 * torch.cat([0 * mask[:1], mask[1:]]).flatten()[None]}


def transformer(model, per_token):
    inputs = transformer_inputs(model)
    cos, sin = model.rope(inputs["hidden_states"])
    tensors = {**inputs, "rope.cos": cos, "rope.sin": sin}
    seen = {}

    def keep(name):
        return lambda module, inputs, output: seen.__setitem__(name, output)

    parts = {"condition": model.condition_embedder, "patches": model.patch_embedding, "block0": model.blocks[0], "block1": model.blocks[1]}
    hooks = [part.register_forward_hook(keep(name)) for name, part in parts.items()]
    for name, timestep in transformer_timesteps(inputs, per_token).items():
        output = model(**inputs, timestep=timestep, return_dict=False)[0]
        temb, projection, _, image_context = seen.pop("condition")
        tensors |= {f"{name}.timestep": timestep.float(), f"{name}.output": output, f"{name}.temb": temb, f"{name}.timestep_proj": projection}
        patches = seen.pop("patches").flatten(2).transpose(1, 2)
        tensors |= {f"{name}.{key}": value for key, value in seen.items()}
        if name == "t937":  # these do not depend on the timestep
            tensors["patches"] = patches
            if image_context is not None:
                tensors["image_context"] = image_context
    for hook in hooks:
        hook.remove()
    return tensors


def vae_encoder(pipeline, pixels, width, height, frames):
    """What the pipeline makes of its images (tensors in [-1, 1]) for the transformer; pixels has one tensor or two."""
    scale = pipeline.vae_scale_factor_spatial
    latent_shape = (1, pipeline.vae.config.z_dim, (frames - 1) // 4 + 1, height // scale, width // scale)
    prepared = pipeline.prepare_latents(
        *(pixels[0], 1, latent_shape[1], height, width, frames, torch.float32, torch.device("cpu")),
        latents=torch.zeros(latent_shape),
        last_image=pixels[1] if len(pixels) > 1 else None,
    )
    mean, std = latent_statistics(pipeline)
    tensors = {"condition.image": pixels[0]}
    if pipeline.config.expand_timesteps:
        _, normalised, mask = prepared
        mode = pipeline.vae.encode(pixels[0][:, :, None]).latent_dist.mode()
        tensors["condition.first_frame_mask"] = mask
    else:
        condition = prepared[1]
        first, *last = (image[:, :, None] for image in pixels)
        video = torch.cat([first, torch.zeros(1, 3, frames - len(pixels), height, width), *last], dim=2)
        mode = pipeline.vae.encode(video).latent_dist.mode()
        normalised = condition[:, 4:]
        tensors |= {"condition.mask": condition[:, :4], "condition": condition}
        if len(pixels) > 1:
            tensors["condition.last_image"] = pixels[1]
    assert torch.equal((mode - mean) * (1 / std), normalised)
    video = random_normal(11, 1, 3, 5, 32, 32).mul(0.5).clamp(-1, 1)
    return tensors | {
        "condition.mode": mode,
        "condition.normalised": normalised,
        "video5.input": video,
        "video5.mean": pipeline.vae.encode(video).latent_dist.mean,
    }


def vae_decoder(pipeline):
    mean, std = latent_statistics(pipeline)
    tensors = {}
    for frames, seed in ((3, 21), (1, 22)):
        latents = random_normal(seed, 1, pipeline.vae.config.z_dim, frames, 2, 3)
        unscaled = latents / (1 / std) + mean
        name = f"latents{frames}"
        tensors |= {f"{name}.input": latents, f"{name}.unscaled": unscaled, f"{name}.video": pipeline.vae.decode(unscaled).sample}
    return tensors


def image_encoder(pipeline, images):
    """The crop is the picture that CLIP sees before it is normalised: uint8, [image, height, width, channel]."""
    pixels = pipeline.image_processor(images=images, return_tensors="pt").pixel_values
    crops = pipeline.image_processor(images=images, do_rescale=False, do_normalize=False, return_tensors="pt").pixel_values
    states = pipeline.image_encoder(pixels, output_hidden_states=True).hidden_states
    assert torch.equal(states[-2], pipeline.encode_image(images))
    return {"clip.crop": crops.permute(0, 2, 3, 1).round().to(torch.uint8), "image_embeds": states[-2]}


def run(pipeline, images, width, height, frames, guidance, guidance_2, negative_prompt, detailed, prompt=PROMPT, steps=STEPS):
    """The whole pipeline. `detailed` keeps the transformers' own outputs beside the latents after each step, and float frames."""
    tensors, calls = {}, []
    models = [model for model in (pipeline.transformer, pipeline.transformer_2) if model is not None]

    def record(expert):
        return lambda module, args, kwargs, output: calls.append((expert, kwargs, output[0].clone()))

    hooks = [model.register_forward_hook(record(expert), with_kwargs=True) for expert, model in enumerate(models)]
    used = []

    def after_step(_, step, timestep, values):
        expert, inputs, unconditional = calls[-1]
        scale = guidance_2 if expert == 1 and guidance_2 is not None else guidance
        if guidance > 1:
            conditional = calls[-2][2]
            assert calls[-2][0] == expert
            guided = unconditional + scale * (conditional - unconditional)
            if detailed:
                tensors.update({f"step{step}.conditional": conditional, f"step{step}.unconditional": unconditional, f"step{step}.guided": guided})
        elif detailed:
            tensors[f"step{step}.conditional"] = unconditional
        if detailed and step == 1 and pipeline.config.expand_timesteps:
            tensors[f"step{step}.model_input"], tensors[f"step{step}.token_timesteps"] = inputs["hidden_states"], inputs["timestep"].float()
        tensors[f"step{step}.latents"] = values["latents"].clone()
        used.append(expert)
        return {}

    decoded = []
    decode = pipeline.vae.decode
    pipeline.vae.decode = lambda latents, **options: decoded.append(latents) or decode(latents, **options)
    result = pipeline(
        **images,
        prompt=prompt,
        negative_prompt=negative_prompt,
        width=width,
        height=height,
        num_frames=frames,
        num_inference_steps=steps,
        guidance_scale=guidance,
        **({} if guidance_2 is None else {"guidance_scale_2": guidance_2}),
        generator=torch.Generator("cpu").manual_seed(SEED),
        output_type="np",
        callback_on_step_end=after_step,
    ).frames[0]
    pipeline.vae.decode = decode
    for hook in hooks:
        hook.remove()
    assert len(calls) == (2 if guidance > 1 else 1) * steps and result.shape == (frames, height, width, 3)
    clipped = ((result == 0) | (result == 1)).mean()
    assert result.std() > 0.1 and clipped < 0.1, (result.std(), clipped)
    shape = tensors["step0.latents"].shape
    tensors["initial_latents"] = random_normal(SEED, *shape)
    final = tensors[f"step{steps - 1}.latents"]
    mean, std = latent_statistics(pipeline)
    if "image" in images and pipeline.config.expand_timesteps:  # the first latent frame is the image's again
        pixels = pipeline.video_processor.preprocess(images["image"], height=height, width=width)[:, :, None]
        condition = (pipeline.vae.encode(pixels).latent_dist.mode() - mean) * (1 / std)
        final = torch.cat([condition, final[:, :, 1:]], dim=2)
    assert torch.equal(final / (1 / std) + mean, decoded[0])
    tensors["final_latents"], tensors["decoder_input"] = final.clone(), decoded[0]
    tensors["sigmas"], tensors["timesteps"], tensors["experts"] = pipeline.scheduler.sigmas, pipeline.scheduler.timesteps, torch.tensor(used)
    if detailed:
        tensors["frames"] = torch.from_numpy(result)
    tensors["frames_uint8"] = torch.from_numpy((result * 255).astype(numpy.uint8))
    return tensors


def merged(model, folder, expert, strengths):
    """Returns the weights of a model with LoRA files merged into them, and by file the keys that match nothing."""
    weights, unmatched = model.state_dict(), {}
    for kind, strength in strengths.items():
        file = f"{expert}-{kind}.safetensors"
        weights, unmatched[file] = merge(weights, load_file(folder / "loras" / file), strength)
    return weights, unmatched


def lora(pipeline, folder):
    """Returns the outputs and the unmatched keys by file. The inputs are those of transformer.safetensors."""
    tensors, unmatched = {}, {}
    for expert, model in experts(pipeline).items():
        inputs = transformer_inputs(model)
        timestep = torch.tensor([937.5 if expert == "high_noise" else 625.0])
        original = {name: value.clone() for name, value in model.state_dict().items()}
        tensors |= {f"{expert}.timestep": timestep, f"{expert}.none": model(**inputs, timestep=timestep, return_dict=False)[0]}
        for case, strengths in LORA_CASES.items():
            weights, keys = merged(model, folder, expert, strengths)
            unmatched |= keys
            model.load_state_dict(weights)
            tensors[f"{expert}.{case}"] = model(**inputs, timestep=timestep, return_dict=False)[0]
            model.load_state_dict(original)
    return tensors, unmatched


def lightning(pipeline, folder, strengths, **options):
    models = experts(pipeline)
    originals = {expert: {name: value.clone() for name, value in model.state_dict().items()} for expert, model in models.items()}
    for expert, model in models.items():
        model.load_state_dict(merged(model, folder, expert, strengths[expert])[0])
    scheduler = pipeline.scheduler
    pipeline.scheduler = fixed(euler(), schedule_l(STEPS, LIGHTNING_SHIFT)[:-1])
    tensors = run(pipeline, **options, guidance=1.0, guidance_2=1.0, negative_prompt=None, detailed=False)
    assert tensors["experts"].tolist() == [0, 0, 1, 1] and numpy.allclose(tensors["timesteps"], [1000, 937.5, 833.3333, 625])
    pipeline.scheduler = scheduler
    for expert, model in models.items():
        model.load_state_dict(originals[expert])
    return tensors


def make(name, folder, out, photo):
    family = FAMILIES[name]
    classes = dict.fromkeys(settings["class"] for settings in family["runs"].values())
    pipelines = {cls: cls.from_pretrained(folder, dtype=torch.float32) for cls in classes}
    for pipeline in pipelines.values():
        pipeline.set_progress_bar_config(disable=True)
        for model in filter(lambda part: isinstance(part, torch.nn.Module), pipeline.components.values()):
            assert {parameter.dtype for parameter in model.parameters()} == {torch.float32}
    pipeline = next(iter(pipelines.values()))
    two_experts = pipeline.transformer_2 is not None
    write, files = writer(out)
    write("text_encoder", text_encoder(pipeline, family["negative"]))
    write("transformer", transformer(pipeline.transformer, pipeline.config.expand_timesteps))
    if two_experts:
        write("transformer_2", transformer(pipeline.transformer_2, False))
    if name != "wan2.1-flf2v-tiny" and name != "wan2.2-i2v-a14b-tiny":
        write("vae_decoder", vae_decoder(pipeline))
    described, unmatched = {}, None
    for run_name, settings in family["runs"].items():
        pipeline = pipelines[settings["class"]]
        width, height, frames = settings.get("width", 64), settings.get("height", 32), settings.get("frames", 9)
        pictures = {
            "image": photo.resize((width, height), Image.Resampling.LANCZOS),
            "last_image": photo.crop((160, 96, 160 + 448, 96 + 320)).resize((width, height), Image.Resampling.LANCZOS),
        }
        images = {key: pictures[key] for key in settings.get("images", ())}
        options = {"images": images, "width": width, "height": height, "frames": frames}
        if images:
            write("image", {key: torch.from_numpy(numpy.array(image)) for key, image in images.items()})
            pixels = [pipeline.video_processor.preprocess(image, height=height, width=width) for image in images.values()]
            write("vae_encoder", vae_encoder(pipeline, pixels, width, height, frames))
        if pipeline.transformer.config.image_dim is not None:
            write("image_encoder", image_encoder(pipeline, list(images.values())))
        guidance = {"guidance": family["guidance"], "guidance_2": family.get("guidance_2"), "negative_prompt": family["negative"]}
        tensors = run(pipeline, **options, **guidance, detailed=True)
        described[run_name] = {"schedule": "B", "flowShift": pipeline.scheduler.config.flow_shift}
        write(run_name, tensors)
        scheduler, shift = pipeline.scheduler, family["official_shift"]
        pipeline.scheduler = fixed(unipc(shift), schedule_a(STEPS, shift)[0])
        tensors = run(pipeline, **options, **guidance, detailed=False)
        assert torch.equal(tensors["timesteps"], schedule_a(STEPS, shift)[2])
        described[f"{run_name}_a"] = {"schedule": "A", "flowShift": shift}
        write(f"{run_name}_a", tensors)
        pipeline.scheduler = scheduler
        if two_experts:
            tensors, unmatched = lora(pipeline, folder)
            write("lora", tensors)
            for lightning_name, strengths in LIGHTNING_RUNS.items():
                write(lightning_name, lightning(pipeline, folder, strengths, **options))
                described[lightning_name] = {"schedule": "L", "flowShift": LIGHTNING_SHIFT, "guidanceScale": 1.0, "loras": strengths}
        for run_description in described.values():
            run_description |= {"width": width, "height": height, "frames": frames} if "width" not in run_description else {}
    manifest = {
        "command": f"python test/reference/make_reference_families.py {name}",
        "model": f"test/fixtures/models/{name}",
        "versions": versions(),
        "cpuCapability": torch.backends.cpu.get_cpu_capability(),
        "threads": 1,
        "weights": "converted to float32",
        "seed": SEED,
        "steps": STEPS,
        "guidanceScale": family["guidance"],
        **({"guidanceScale2": family["guidance_2"], "boundaryRatio": pipeline.config.boundary_ratio} if two_experts else {}),
        "prompt": PROMPT,
        "negativePrompt": family["negative"],
        "runs": described,
        **({"loras": {"cases": LORA_CASES, "unmatchedKeys": unmatched}} if two_experts else {}),
        "randomInputSeeds": {
            "vae_encoder": {"video5": 11},
            "vae_decoder": {"latents3": 21, "latents1": 22},
            "transformer": {"hidden_states": 31, "encoder_hidden_states": 32, "encoder_hidden_states_image": 33},
        },
        "files": files,
    }
    write_manifest(out, manifest)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="*", metavar="family", help=f"of {', '.join(FAMILIES)} (default: all)")
    parser.add_argument("--models", type=pathlib.Path, default=ROOT / "test" / "fixtures" / "models", help="folder of the pipeline folders to read")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "test" / "reference", help="folder to write the families' folders in")
    parser.add_argument("--photo", type=pathlib.Path, default=ROOT / "test" / "fixtures" / "photo.jpg", help="photograph to cut images from")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    photo = Image.open(options.photo).convert("RGB")
    for name in options.families or FAMILIES:
        out = options.out / name
        with torch.inference_mode():
            make(name, options.models / name, out, photo)
        print(f"{out}: {sum(file.stat().st_size for file in out.iterdir()):,} bytes")


if __name__ == "__main__":
    main()
