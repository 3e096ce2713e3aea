"""What the tiny pipelines have in common: how weights are drawn, the tokenizer, the encoders, and the folder's layout.

Weights are drawn in float32 from one seeded numpy generator per module in the order of the parameter names, so that they do not
depend on how a library initialises its layers. Norm weights, biases and modulation tables are away from 0 and 1, so that leaving
one out shows.

The folders keep the tensor names of the published checkpoints: the image encoder's start with `vision_model.` (transformers 5 drops
the prefix in memory) and the text encoder's embedding is stored once, as `shared.weight`.
"""

import hashlib
import io
import json
import math
import shutil

import numpy
import sentencepiece
import torch
from diffusers import AutoencoderKLWan, UniPCMultistepScheduler, WanTransformer3DModel
from safetensors.torch import load_file, save_file
from sentencepiece import sentencepiece_model_pb2
from tiny_corpus import sentences
from transformers import CLIPImageProcessor, CLIPVisionConfig, CLIPVisionModel, T5Tokenizer, UMT5Config, UMT5EncoderModel

PIECES = 1500
SENTINELS = 100
VOCABULARY = 1664  # 1,500 pieces + 100 sentinels, padded to a multiple of 128 as the published one is
PREFIX = "vision_model."


def fill(module, seed, rule):
    """Draws every parameter in name order: rule(name, shape) gives (mean, standard deviation)."""
    generator = numpy.random.Generator(numpy.random.PCG64(seed))
    state = {}
    for name in sorted(dict(module.named_parameters())):
        shape = tuple(module.get_parameter(name).shape)
        mean, deviation = rule(name, shape)
        values = generator.standard_normal(shape, dtype=numpy.float64) * deviation + mean
        state[name] = torch.from_numpy(values.astype(numpy.float32))
    missing, unexpected = module.load_state_dict(state, strict=False)
    assert not unexpected and not set(missing) & set(state), (missing, unexpected)
    return module.eval().requires_grad_(False)


def fan_in(shape):
    return math.prod(shape[1:])


def transformer_rule(name, shape):
    if name.endswith("scale_shift_table"):
        return 0.0, 0.3
    if name.endswith("attn2.norm_q.weight"):
        return 2.5, 0.5  # sharp attention: otherwise the 500 equal rows of padding drown a short prompt
    if "norm" in name and name.endswith("weight"):
        return 1.0, 0.2
    if name.endswith("pos_embed"):
        return 0.0, 0.5
    if name.endswith("bias"):
        return 0.0, 0.1
    if name.endswith(("attn2.to_v.weight", "text_embedder.linear_1.weight", "text_embedder.linear_2.weight")):
        return 0.0, 1.4 / math.sqrt(fan_in(shape))
    gain = 0.3 if "time_proj" in name else 1.0
    return 0.0, gain / math.sqrt(fan_in(shape))


def text_encoder_rule(name, shape):
    if "layer_norm" in name:
        return 1.0, 0.2
    if "shared" in name or "relative_attention_bias" in name:
        return 0.0, 1.0
    if "SelfAttention.q" in name:
        return 0.0, 1.5 / math.sqrt(64 * 16)  # the attention has no 1/sqrt(d_kv) of its own
    return 0.0, 1.0 / math.sqrt(fan_in(shape))


def image_encoder_rule(name, shape):
    if "norm" in name and name.endswith("weight"):
        return 1.0, 0.2
    if name.endswith("bias"):
        return 0.0, 0.1
    if "class_embedding" in name or "position_embedding" in name:
        return 0.0, 0.5
    return 0.0, 1.0 / math.sqrt(fan_in(shape))


def vae_rule(name, shape):
    if name.endswith("gamma"):
        return 1.0, 0.2
    if name.endswith("bias"):
        return 0.0, 0.1
    if name == "decoder.conv_out.weight":
        gain = 0.6  # decoded frames: standard deviation about 0.4, under 5 % of the values clipped at -1 or 1
    elif any(part in name for part in ("quant_conv", "resample", "upsampler", "downsampler", "shortcut")):
        gain = 1.0
    else:
        gain = 1.2
    return 0.0, gain / math.sqrt(fan_in(shape))


def train_tokenizer():
    """Returns a T5Tokenizer over a SentencePiece Unigram model with the real nmt_nfkc character map."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences()),
        model_writer=model,
        model_type="unigram",
        vocab_size=PIECES,
        normalization_rule_name="nmt_nfkc",
        character_coverage=1.0,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        num_threads=1,
        minloglevel=2,
    )
    proto = sentencepiece_model_pb2.ModelProto.FromString(model.getvalue())
    vocabulary = [(piece.piece, piece.score) for piece in proto.pieces]
    vocabulary += [(f"<extra_id_{i}>", 0.0) for i in range(SENTINELS - 1, -1, -1)]
    tokenizer = T5Tokenizer(
        vocab=vocabulary,
        extra_ids=SENTINELS,
        _spm_precompiled_charsmap=proto.normalizer_spec.precompiled_charsmap,
        model_max_length=512,
    )
    assert (tokenizer.pad_token_id, tokenizer.eos_token_id, tokenizer.unk_token_id) == (0, 1, 2)
    assert len(tokenizer) == PIECES + SENTINELS
    return tokenizer


def make_text_encoder(seed):
    text_encoder = UMT5EncoderModel(
        UMT5Config(
            vocab_size=VOCABULARY,
            d_model=64,
            d_kv=16,
            num_heads=4,
            d_ff=128,
            num_layers=2,
            feed_forward_proj="gated-gelu",
            relative_attention_num_buckets=32,
            relative_attention_max_distance=128,
        )
    )
    return fill(text_encoder, [seed, 1], text_encoder_rule)


def make_image_encoder(seed):
    """Returns the image encoder and its processor."""
    image_encoder = CLIPVisionModel(
        CLIPVisionConfig(
            hidden_size=64,
            intermediate_size=128,
            num_attention_heads=4,
            num_hidden_layers=3,
            image_size=224,
            patch_size=14,
            hidden_act="gelu",
        )
    )
    return fill(image_encoder, [seed, 2], image_encoder_rule), CLIPImageProcessor()


def make_transformer(seed, **sizes):
    """Two layers of dimension 96; `sizes` are the arguments in which the families differ. The seed is a list."""
    transformer = WanTransformer3DModel(
        patch_size=(1, 2, 2),
        num_attention_heads=3,
        attention_head_dim=32,
        text_dim=64,
        freq_dim=256,
        num_layers=2,
        cross_attn_norm=True,
        qk_norm="rms_norm_across_heads",
        eps=1e-6,
        rope_max_seq_len=1024,
        **sizes,
    )
    return fill(transformer, seed, transformer_rule)


def make_vae(seed, **sizes):
    vae = AutoencoderKLWan(
        dim_mult=[1, 2, 4, 4],
        num_res_blocks=2,
        attn_scales=[],
        temperal_downsample=[False, True, True],
        **sizes,
    )
    return fill(vae, [seed, 3], vae_rule)


def make_scheduler(flow_shift):
    return UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=flow_shift)


def save_pipeline(pipeline, folder, readme, **options):
    """Replaces what is in the folder, except service.json, and puts back what transformers 5 writes differently from the published folders."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.name != "service.json":
            entry.unlink()
    pipeline.save_pretrained(folder, **options)
    file = folder / "image_encoder" / "model.safetensors"
    if file.exists():
        tensors = {name if name.startswith(PREFIX) else PREFIX + name: value for name, value in load_file(file).items()}
        save_file(tensors, file, metadata={"format": "pt"})
        index = json.loads((folder / "model_index.json").read_text())
        index["image_processor"] = ["transformers", "CLIPImageProcessor"]
        (folder / "model_index.json").write_text(json.dumps(index, indent=2) + "\n")
    (folder / "README.md").write_text(readme)
    for file in folder.rglob("*.safetensors"):
        file.chmod(0o644)


def write_checksums(folder):
    """Writes SHA256SUMS, in the format of sha256sum, over every configuration, tokenizer and weight file; service.json is for people to edit."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in (".json", ".safetensors") and file.name != "service.json")
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}\n" for file in files]
    (folder / "SHA256SUMS").write_text("".join(sorted(lines, key=lambda line: line[66:])))


def stored_tensors(component):
    """All tensors of a component, from one file or from its shards."""
    return {name: value for file in sorted(component.glob("*.safetensors")) for name, value in load_file(file).items()}


def check(folder, made, limit):
    """Loads the folder as a user would and compares every weight with the one that was drawn. Returns its size in bytes."""
    loaded = type(made).from_pretrained(folder, dtype=torch.float32)
    for part, module in made.components.items():
        if not isinstance(module, torch.nn.Module):
            continue
        expected, actual = module.state_dict(), getattr(loaded, part).state_dict()
        assert expected.keys() == actual.keys(), part
        for name, value in expected.items():
            assert torch.equal(value.float(), actual[name]), (part, name)
        for name, value in stored_tensors(folder / part).items():
            assert value.dtype == expected[name.removeprefix(PREFIX)].dtype, (part, name)
    stored = stored_tensors(folder / "text_encoder")["shared.weight"]
    assert (stored.abs().sum(dim=1) > 0).all(), "an embedding row is zero"
    assert torch.equal(loaded.text_encoder.get_input_embeddings().weight, stored)
    assert torch.equal(loaded.text_encoder.encoder.embed_tokens.weight, stored)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    assert size <= limit, size
    return size
