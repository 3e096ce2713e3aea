"""LoRA files for tiny transformers, three for each expert, in the ways of naming and storing that are in use.

- `*-original`: names of the original Wan repository under `diffusion_model.`, lora_down, lora_up and a scalar alpha, in bfloat16, on
  every linear layer of the blocks, as the 4-step files of Wan2.2-Lightning are. alpha / rank is 0.5, on the FFN 1.5. One layer, the
  image branch's k_img, is not in these transformers.
- `*-diffusers`: diffusers' names under `transformer.` (for either expert, as diffusers writes them), lora_A and lora_B in float32 with
  no alpha (so alpha / rank is 1), on some layers in and outside the blocks.
- `*-diff`: original names with `diff` (added to the weight) and `diff_b` (added to the bias) in float32, beside one lora_down,
  lora_up and alpha. One key, of the image embedding, is not in these transformers.

The original names number the norms differently: their norm3, the affine one before the cross-attention, is diffusers' norm2.
"""

import math

import numpy
import torch
from safetensors.torch import save_file

EXPERTS = ("high_noise", "low_noise")
KINDS = ("original", "diffusers", "diff")

# original name: diffusers name
BLOCK_NAMES = {
    **{f"self_attn.{short}": f"attn1.{long}" for short, long in (("q", "to_q"), ("k", "to_k"), ("v", "to_v"), ("o", "to_out.0"))},
    **{f"cross_attn.{short}": f"attn2.{long}" for short, long in (("q", "to_q"), ("k", "to_k"), ("v", "to_v"), ("o", "to_out.0"))},
    **{f"{a}_attn.norm_{x}": f"attn{n}.norm_{x}" for a, n in (("self", 1), ("cross", 2)) for x in "qk"},
    "cross_attn.k_img": "attn2.add_k_proj",
    "cross_attn.v_img": "attn2.add_v_proj",
    "norm3": "norm2",
    "ffn.0": "ffn.net.0.proj",
    "ffn.2": "ffn.net.2",
}
NAMES = {
    **{f"time_embedding.{n}": f"condition_embedder.time_embedder.linear_{m}" for n, m in ((0, 1), (2, 2))},
    **{f"text_embedding.{n}": f"condition_embedder.text_embedder.linear_{m}" for n, m in ((0, 1), (2, 2))},
    "time_projection.1": "condition_embedder.time_proj",
    "img_emb.proj.1": "condition_embedder.image_embedder.ff.net.0.proj",
    "img_emb.proj.3": "condition_embedder.image_embedder.ff.net.2",
    "patch_embedding": "patch_embedding",
    "head.head": "proj_out",
}


def diffusers_name(name):
    """`blocks.0.self_attn.q` gives `blocks.0.attn1.to_q`; a name that is diffusers' already stays as it is."""
    if name.startswith("blocks."):
        blocks, number, rest = name.split(".", 2)
        return f"{blocks}.{number}.{BLOCK_NAMES.get(rest, rest)}"
    return NAMES.get(name, name)


def draw(generator, shape, deviation):
    return torch.from_numpy((generator.standard_normal(shape) * deviation).astype(numpy.float32))


def low_rank(generator, weight, rank, scale):
    """Returns (down, up) such that scale * up @ down is about half as large as the weight."""
    outputs, inputs = weight.shape
    deviation = 0.5 / (scale * math.sqrt(rank))
    return draw(generator, (rank, inputs), 1 / math.sqrt(inputs)), draw(generator, (outputs, rank), deviation)


def original(weights, generator):
    tensors = {}
    linear = [name for name in BLOCK_NAMES if name.startswith(("self_attn.", "cross_attn.", "ffn.")) and "norm" not in name and "img" not in name]
    rank = 4
    for block in range(2):
        for name in linear + (["cross_attn.k_img"] if block == 0 else []):
            full = f"blocks.{block}.{name}"
            alpha = 6.0 if name.startswith("ffn.") else 2.0
            weight = weights.get(diffusers_name(full) + ".weight", torch.empty(96, 96))
            down, up = low_rank(generator, weight, rank, alpha / rank)
            tensors[f"diffusion_model.{full}.lora_down.weight"] = down.to(torch.bfloat16)
            tensors[f"diffusion_model.{full}.lora_up.weight"] = up.to(torch.bfloat16)
            tensors[f"diffusion_model.{full}.alpha"] = torch.tensor(alpha, dtype=torch.bfloat16)
    return tensors


def diffusers(weights, generator):
    in_block = ("attn1.to_q", "attn1.to_v", "attn1.to_out.0", "attn2.to_k", "ffn.net.0.proj", "ffn.net.2")
    outside = ("text_embedder.linear_1", "time_embedder.linear_2", "time_proj")
    names = [f"blocks.{block}.{name}" for block in range(2) for name in in_block]
    tensors = {}
    for name in [*names, *(f"condition_embedder.{name}" for name in outside), "proj_out"]:
        down, up = low_rank(generator, weights[f"{name}.weight"], 3, 1.0)
        tensors[f"transformer.{name}.lora_A.weight"], tensors[f"transformer.{name}.lora_B.weight"] = down, up
    return tensors


def diff(weights, generator):
    tensors = {}

    def add(name, *kinds):
        for kind in kinds:
            weight = weights[f"{diffusers_name(name)}.{'weight' if kind == 'diff' else 'bias'}"]
            deviation = 0.5 / math.sqrt(math.prod(weight.shape[1:])) if weight.ndim > 1 else 0.3
            tensors[f"diffusion_model.{name}.{kind}"] = draw(generator, tuple(weight.shape), deviation)

    for block in range(2):
        add(f"blocks.{block}.norm3", "diff", "diff_b")
        for name in ("self_attn.norm_q", "cross_attn.norm_k"):
            add(f"blocks.{block}.{name}", "diff")
        for name in ("self_attn.q", "cross_attn.o", "ffn.0", "ffn.2"):
            add(f"blocks.{block}.{name}", "diff_b")
    for name in ("patch_embedding", "head.head"):
        add(name, "diff", "diff_b")
    for name in ("text_embedding.0", "time_embedding.0", "time_projection.1"):
        add(name, "diff_b")
    down, up = low_rank(generator, weights["blocks.0.attn1.to_q.weight"], 2, 1 / 2)
    prefix = "diffusion_model.blocks.0.self_attn.q"
    tensors |= {f"{prefix}.lora_down.weight": down, f"{prefix}.lora_up.weight": up, f"{prefix}.alpha": torch.tensor(1.0)}
    tensors["diffusion_model.img_emb.proj.1.diff_b"] = draw(generator, (64,), 0.3)
    return tensors


def write_loras(folder, transformer, seed):
    """Writes `<expert>-<kind>.safetensors` for both experts; they have the same shapes, so one transformer is enough."""
    folder.mkdir(parents=True)
    weights = transformer.state_dict()
    for expert, expert_name in enumerate(EXPERTS):
        for kind, make in enumerate((original, diffusers, diff)):
            generator = numpy.random.Generator(numpy.random.PCG64([*seed, expert, kind]))
            file = folder / f"{expert_name}-{KINDS[kind]}.safetensors"
            save_file({name: value.contiguous() for name, value in make(weights, generator).items()}, file, metadata={"format": "pt"})
            file.chmod(0o644)


def merge(weights, tensors, strength):
    """Returns (weights + strength * LoRA, keys that match no weight), all in float32.

    W + strength (alpha / rank) up @ down, or without alpha W + strength (up @ down); W + strength diff; b + strength diff_b.
    """
    merged, unmatched = dict(weights), []
    for key, value in tensors.items():
        name = key.removeprefix("diffusion_model.").removeprefix("transformer.")
        for suffix in (".lora_down.weight", ".lora_A.weight", ".lora_up.weight", ".lora_B.weight", ".alpha", ".diff_b", ".diff"):
            if name.endswith(suffix):
                name, base = name.removesuffix(suffix), key.removesuffix(suffix)
                break
        else:
            raise ValueError(key)
        target = f"{diffusers_name(name)}.{'bias' if suffix == '.diff_b' else 'weight'}"
        if target not in weights:
            unmatched.append(key)
        elif suffix in (".lora_down.weight", ".lora_A.weight"):
            up = tensors[base + suffix.replace("down", "up").replace("A", "B")].float()
            alpha = tensors.get(base + ".alpha")
            scale = 1.0 if alpha is None else alpha.item() / value.shape[0]
            merged[target] = merged[target] + strength * scale * (up @ value.float())
        elif suffix in (".diff", ".diff_b"):
            assert merged[target].shape == value.shape, key
            merged[target] = merged[target] + strength * value.float()
    return merged, sorted(unmatched)
