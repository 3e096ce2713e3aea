"""Makes models/wan-demo again, from an empty folder: photographs, autoencoder, transformer, model folder.

    python make_demo_model.py WORK [--threads N]

Every part resumes where it stopped, so that the command can be given again after an interruption. On one free core the autoencoder
takes about two hours. More threads help on an idle machine only.
"""

import argparse
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
VAE_STEPS = 5000
DECODER_STEPS = 28_000
TRANSFORMER_STEPS = 20_000


def command(module, *arguments):
    return [sys.executable, "-m", module, *map(str, arguments)]


def run(module, *arguments):
    subprocess.run(command(module, *arguments), cwd=HERE, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    work, threads = options.work.resolve(), options.threads
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "photos").exists():
        run("data.photos", work)
    run("autoencoder.train_vae", work, "--steps", VAE_STEPS, "--threads", threads)
    run("autoencoder.fit_encoder", work, "--threads", threads)
    run("autoencoder.finish_decoder", work, "--steps", DECODER_STEPS, "--threads", threads)
    run("transformer.text_motions", work, "--threads", threads)
    run("transformer.train_transformer", work, "--steps", TRANSFORMER_STEPS, "--threads", threads)
    run("export", work)
    run("measure.yardstick", work)
    run("measure.evaluate", work)
    run("measure.sheet", work)
    run("measure.curves", work)


if __name__ == "__main__":
    main()
