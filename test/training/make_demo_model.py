"""Makes models/wan-demo again, from an empty folder: photographs, autoencoder, bank of clips, transformer, model folder.

    python make_demo_model.py WORK

Every part resumes where it stopped, so that the command can be given again after an interruption. About a day of two cores.
"""

import argparse
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
VAE_STEPS = 30_000
SHARDS = 80
TRANSFORMER_STEPS = 30_000


def run(script, *arguments):
    subprocess.run([sys.executable, HERE / script, *map(str, arguments)], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    options = parser.parse_args()
    work = options.work
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "photos").exists():
        run("photos.py", work)
    run("train_vae.py", work, "--steps", VAE_STEPS)
    run("make_bank.py", work, "--shards", SHARDS)
    run("train_transformer.py", work, "--steps", TRANSFORMER_STEPS)
    run("export.py", work)
    run("evaluate.py", work)


if __name__ == "__main__":
    main()
