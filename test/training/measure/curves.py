"""Draws the curves of both trainings.

    python -m measure.curves WORK      writes curves.png into test/training
"""

import json
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402


def lines(file):
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def main():
    work = pathlib.Path(sys.argv[1])
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 3.6), dpi=80)
    vae = lines(work / "vae" / "log.jsonl")
    steps = [line["step"] for line in vae]
    for name in ("still", "clip"):
        left.plot(steps, [line[name][0] for line in vae], label=f"held-out {name}s, mean")
    left.set(title="Autoencoder", xlabel="step", ylabel="PSNR, dB")
    left.legend()
    transformer = lines(work / "transformer" / "log.jsonl")
    right.plot([line["step"] for line in transformer], [line["loss"] for line in transformer])
    right.set(title="Transformer", xlabel="step", ylabel="loss", yscale="log")
    figure.tight_layout()
    figure.savefig(pathlib.Path(__file__).resolve().parents[1] / "curves.png")


if __name__ == "__main__":
    main()
