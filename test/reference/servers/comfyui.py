"""Runs ComfyUI's own server on a CPU over tiny files of the Wan models.

    python comfyui.py <folder of ComfyUI's source> <empty folder> [options of ComfyUI]

The server, the executor and the nodes are ComfyUI's. Only sizes that it has in its code are
narrowed: the width of the autoencoders, and the heads and inner width of UMT5. The weights are
random, so the videos show noise. Needs torch, sentencepiece, safetensors and what ComfyUI's
requirements.txt names, without torchvision, torchaudio, kornia, spandrel and its front end.
"""

import io
import pathlib
import runpy
import sys

from absent_modules import declare_absent

VAE_DIM = 16
UMT5 = {"d_ff": 16, "num_heads": 1, "d_kv": 64}
VOCABULARY = 96
# Below 128 ComfyUI would count no heads.
DIM = 128


def narrow_autoencoder(module, widths):
    original = module.WanVAE.__init__

    def init(self, *args, **kwargs):
        original(self, *args, **{**kwargs, **{width: VAE_DIM for width in widths}})

    module.WanVAE.__init__ = init


def narrow():
    import comfy.ldm.wan.vae
    import comfy.ldm.wan.vae2_2
    import comfy.text_encoders.t5

    narrow_autoencoder(comfy.ldm.wan.vae, ("dim",))
    narrow_autoencoder(comfy.ldm.wan.vae2_2, ("dim", "dec_dim"))
    t5 = comfy.text_encoders.t5.T5
    original_t5 = t5.__init__

    def init_t5(self, config_dict, *args, **kwargs):
        original_t5(self, {**config_dict, **UMT5, "vocab_size": VOCABULARY}, *args, **kwargs)

    t5.__init__ = init_t5


def sentencepiece_model():
    import sentencepiece

    out = io.BytesIO()
    text = ["The kite climbs above the dunes", "steam rises from the cup", "a camera pans left"]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(text * 4), model_writer=out, vocab_size=VOCABULARY, model_type="unigram",
        hard_vocab_limit=False, pad_id=0, eos_id=1, unk_id=2, bos_id=-1, minloglevel=2,
    )
    return out.getvalue()


def write_models(models):
    import torch
    from safetensors.torch import save_file

    import comfy.ldm.wan.model
    import comfy.ldm.wan.vae
    import comfy.ldm.wan.vae2_2
    import comfy.ops
    import comfy.text_encoders.t5

    torch.manual_seed(7)

    def filled(module):
        state = {}
        for name, value in module.state_dict().items():
            is_norm = "norm" in name and name.endswith(("weight", "gamma")) or name.endswith("gamma")
            state[name] = (torch.ones_like(value) if is_norm else torch.randn_like(value) * 0.02).contiguous()
        return state

    def write(folder, name, state):
        path = models / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        save_file(state, str(path))

    def transformer(in_dim, out_dim):
        return filled(
            comfy.ldm.wan.model.WanModel(
                model_type="t2v", in_dim=in_dim, out_dim=out_dim, dim=DIM, ffn_dim=DIM, num_heads=1,
                num_layers=2, operations=comfy.ops.disable_weight_init,
            )
        )

    for noise in ("high", "low"):
        write("diffusion_models", f"wan2.2_i2v_{noise}_noise_14B_fp8_scaled.safetensors", transformer(36, 16))
        lora = {}
        for block in range(2):
            for layer in ("self_attn.q", "cross_attn.o", "ffn.0"):
                name = f"diffusion_model.blocks.{block}.{layer}"
                lora[f"{name}.lora_down.weight"] = torch.randn(4, DIM) * 0.02
                lora[f"{name}.lora_up.weight"] = torch.randn(DIM, 4) * 0.02
        write("loras", f"wan2.2_i2v_lightx2v_4steps_lora_v1_{noise}_noise.safetensors", lora)
        write("loras", f"watercolour_{noise}.safetensors", lora)
    write("diffusion_models", "wan2.2_ti2v_5B_fp16.safetensors", transformer(48, 48))
    shape = {
        "dim_mult": [1, 2, 4, 4], "num_res_blocks": 2, "attn_scales": [],
        "temperal_downsample": [False, True, True], "dropout": 0.0,
    }
    write("vae", "wan_2.1_vae.safetensors", filled(comfy.ldm.wan.vae.WanVAE(dim=96, z_dim=16, **shape)))
    write("vae", "wan2.2_vae.safetensors", filled(comfy.ldm.wan.vae2_2.WanVAE(dim=160, z_dim=48, **shape)))
    import json

    config_file = pathlib.Path(comfy.text_encoders.t5.__file__).parent / "umt5_config_xxl.json"
    umt5 = filled(
        comfy.text_encoders.t5.T5(
            json.loads(config_file.read_text()), dtype=torch.float32, device="cpu",
            operations=comfy.ops.disable_weight_init,
        )
    )
    piece = torch.frombuffer(bytearray(sentencepiece_model()), dtype=torch.uint8)
    write("text_encoders", "umt5_xxl_fp8_e4m3fn_scaled.safetensors", {**umt5, "spiece_model": piece})


def main():
    source, base, *options = sys.argv[1:]
    base = pathlib.Path(base).resolve()
    for name in ("custom_nodes", "input", "output", "temp", "user", "front"):
        (base / name).mkdir(parents=True, exist_ok=True)
    (base / "front" / "index.html").write_text("<html></html>")
    sys.path.insert(0, source)
    declare_absent("torchvision", "torchaudio", "kornia", "spandrel")
    sys.argv = [
        f"{source}/main.py", "--cpu", "--disable-api-nodes", "--base-directory", str(base),
        "--front-end-root", str(base / "front"), "--database-url", f"sqlite:///{base}/comfyui.db", *options,
    ]
    import comfy.options

    comfy.options.enable_args_parsing()

    narrow()
    if not (base / "models").exists():
        write_models(base / "models")
    runpy.run_path(f"{source}/main.py", run_name="__main__")


if __name__ == "__main__":
    main()
