"""Writes the configurations of test/fixtures/newest-configs: the published ones as today's diffusers and transformers save them.

Each published configuration of worker/tools/published/configs goes through its class and is saved again, which is what
`pipeline.save_pretrained` does to a folder. transformers' configurations need no torch, so that part also runs with a
newer transformers alone (`--only transformers`); the versions are in the files.
"""

import argparse
import json
import pathlib
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "test" / "fixtures"
PUBLISHED = ROOT / "worker" / "tools" / "published" / "configs"
# transformers 5 takes no whole numbers here.
FLOATS = ["initializer_factor", "attention_dropout", "dropout", "classifier_dropout", "dropout_rate", "initializer_range"]


def save_transformers(source: pathlib.Path, out: pathlib.Path):
    from transformers import CLIPVisionConfig, UMT5Config

    for component, config_class in {"text_encoder": UMT5Config, "image_encoder": CLIPVisionConfig}.items():
        if (source / component).is_dir():
            published = json.loads((source / component / "config.json").read_text())
            config_class(**{key: float(value) if key in FLOATS else value for key, value in published.items()}).save_pretrained(out / component)


def save_diffusers(source: pathlib.Path, out: pathlib.Path):
    import diffusers
    import torch

    index = json.loads((source / "model_index.json").read_text())
    for component in ["transformer", "transformer_2", "vae"]:
        if (source / component).is_dir():
            model_class = getattr(diffusers, index[component][1])
            with torch.device("meta"):
                model = model_class.from_config(model_class.load_config(source / component))
            model.save_config(out / component)
    flow_shift = json.loads((source / "scheduler" / "scheduler_config.json").read_text())["flow_shift"]
    if source.name.endswith("1.3b"):
        # Folders that were saved from a pipeline with diffusers' Euler sampler.
        scheduler = diffusers.FlowMatchEulerDiscreteScheduler(shift=flow_shift)
        index["scheduler"][1] = "FlowMatchEulerDiscreteScheduler"
    else:
        scheduler = diffusers.UniPCMultistepScheduler.from_pretrained(source / "scheduler")
    scheduler.save_config(out / "scheduler")
    index["_diffusers_version"] = diffusers.__version__
    # WanVideoToVideoPipeline saves the components of the text-to-video model alone.
    if source.name == "wan2.1-t2v-14b":
        index = {key: value for key, value in index.items() if key not in ("transformer_2", "boundary_ratio", "expand_timesteps")}
        index["_class_name"] = "WanVideoToVideoPipeline"
    (out / "model_index.json").write_text(json.dumps(index, indent=2) + "\n")


def save_processor(source: pathlib.Path, out: pathlib.Path):
    from transformers import CLIPImageProcessor

    if (source / "image_processor").is_dir():
        CLIPImageProcessor.from_pretrained(source / "image_processor").save_pretrained(out / "image_processor")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=FIXTURES / "newest-configs", help="folder to write into")
    parser.add_argument("--only", choices=["transformers", "diffusers", "processor"], help="one library's files")
    arguments = parser.parse_args()
    parts = {"transformers": save_transformers, "diffusers": save_diffusers, "processor": save_processor}
    for source in sorted(PUBLISHED.iterdir()):
        for name, save in parts.items():
            if arguments.only in (None, name):
                save(source, arguments.out / source.name)


if __name__ == "__main__":
    main()
