"""Draws the curves of the trainings, as far as WORK has their logs.

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
    drawn = [
        (title, log, names)
        for title, file, names in (
            ("Autoencoder: PSNR of held-out pictures, dB", work / "vae" / "log.jsonl", ("still", "clip")),
            ("Encoder, fitted: PSNR of 3x3 latents by a linear map, dB", work / "vae" / "fitted.jsonl", ("first", "later")),
            ("Decoder, trained on: PSNR of held-out pictures, dB", work / "vae" / "finished.jsonl", ("still", "clip")),
            ("Transformer", work / "transformer" / "log.jsonl", ("loss", "attention")),
        )
        if (log := lines(file))
    ]
    figure, axes = pyplot.subplots(1, len(drawn), figsize=(5 * len(drawn), 3.6), dpi=80, squeeze=False)
    for axis, (title, log, names) in zip(axes[0], drawn):
        for name in names:
            values = [line[name] for line in log]
            means = [value[0] if isinstance(value, list) else value for value in values]
            axis.plot([line["step"] for line in log], means, label=name)
        axis.set(title=title, xlabel="step", yscale="log" if "loss" in names else "linear")
        axis.legend()
    figure.tight_layout()
    figure.savefig(pathlib.Path(__file__).resolve().parents[1] / "curves.png")


if __name__ == "__main__":
    main()
