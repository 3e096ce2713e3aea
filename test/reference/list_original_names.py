"""Lists the tensors of Wan's networks under the names of their authors, in the sizes of the tiny folders.

    git clone https://github.com/Wan-Video/Wan2.1 && git clone https://github.com/Wan-Video/Wan2.2
    python list_original_names.py <folder of Wan2.1> <folder of Wan2.2>

The authors' own classes make the lists, on no memory (torch's meta device). Packages that they import for other
parts than the networks are replaced by empty ones. The shapes of `img_emb` are left out, because the authors fix
their width at 1,280.
"""

import importlib.util
import json
import pathlib
import sys
import types

import torch

OUT = pathlib.Path(__file__).parent / "original-names.json"


class Anything(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {"__init__": lambda *args, **kwargs: None})


def load(repository, name):
    """A module of wan/modules, without the package's __init__, which loads everything."""
    folder = pathlib.Path(repository) / "wan/modules"
    package = f"wan_{folder.parts[-3].replace('.', '_').replace('-', '_')}"
    if package not in sys.modules:
        sys.modules[package] = types.ModuleType(package)
        sys.modules[package].__path__ = [str(folder)]
        for absent in ("tokenizers", "xlm_roberta", "attention"):
            sys.modules[f"{package}.{absent}"] = Anything(absent)
    spec = importlib.util.spec_from_file_location(f"{package}.{name}", folder / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def shapes(network, prefix=""):
    return {
        prefix + name: None if name.startswith("img_emb") else list(tensor.shape)
        for name, tensor in network.state_dict().items()
    }


def main():
    import diffusers.models.modeling_utils  # noqa: F401, before the empty packages, which it would take for installed

    for package in ("torchvision", "torchvision.transforms", "einops"):
        sys.modules.setdefault(package, Anything(package))
    torch.cuda.current_device = lambda: 0  # a default argument of the authors' classes
    wan21, wan22 = sys.argv[1:]
    model, vae, t5, clip = (load(wan21, name) for name in ("model", "vae", "t5", "clip"))
    model22, vae22 = load(wan22, "model"), load(wan22, "vae2_2")
    tiny = {"dim": 96, "freq_dim": 256, "text_dim": 64, "num_heads": 3, "num_layers": 2, "ffn_dim": 128}
    with torch.device("meta"):
        lists = {
            "wan2.1-flf2v-tiny/transformer": shapes(
                model.WanModel("flf2v", in_dim=36, out_dim=16, cross_attn_norm=True, **tiny)
            ),
            "wan2.2-ti2v-5b-tiny/transformer": shapes(
                model22.WanModel("ti2v", in_dim=48, out_dim=48, cross_attn_norm=True, **tiny)
            ),
            "wan2.1-flf2v-tiny/vae": shapes(
                vae.WanVAE_(dim=4, z_dim=16, temperal_downsample=[False, True, True])
            ),
            "wan2.2-ti2v-5b-tiny/vae": shapes(
                vae22.WanVAE_(dim=4, dec_dim=6, z_dim=48, temperal_downsample=[False, True, True])
            ),
            "wan2.1-flf2v-tiny/text_encoder": shapes(
                t5.T5Encoder(
                    vocab=1664, dim=64, dim_attn=64, dim_ffn=128, num_heads=4, num_layers=2, num_buckets=32, shared_pos=False
                )
            ),
            "wan2.1-flf2v-tiny/image_encoder": shapes(
                clip.VisionTransformer(
                    patch_size=14, dim=64, mlp_ratio=2, out_dim=512, num_heads=4, num_layers=3, activation="gelu"
                ),
                "visual.",
            ),
        }
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in lists.items()]
    OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()
