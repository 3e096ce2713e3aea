"""Measures the trained models on held-out photographs.

    python -m measure.evaluate WORK [--photos N] [--few N] [--size 192x128] [--steps 4] [--processes N] [--readme FILE]

Every taught motion is asked of every photograph at --size; both speeds, other seeds and other words of a few. First frames and the
autoencoder, which are one matter since a clip begins with what the autoencoder makes of the photograph, are measured at the size that
the model has by default, each photograph with one of the motions. The rows stand in
WORK/evaluation/report.md from the first photograph on, the numbers behind them in table.json, and a contact sheet of each photograph
beside them. What the product measures (`npm run bench:demo -- --json WORK/evaluation/product.json`) is included when it is
there. --readme puts the rows into that file, such as models/wan-demo/README.md.
"""

import argparse
import json
import multiprocessing
import pathlib
import statistics

from autoencoder import fast_vae
from autoencoder import linear_start
from measure import sampling
import torch
from data.motions import Motion, render
from data.photos import FIXTURE
from data.pictures import cover
from measure.asked import CAMERA_PROMPTS, PARAPHRASES, PROMPTS, at_speed
from measure.moved import TOLD_APART, bytes_of, flow, likeness, psnr, strength
from measure.report import Row, share, table, write_section
from measure.sheet import contact_sheet
from measure.yardstick import decibels, fitted_linear_codes
from PIL import Image

HOLD = Motion("hold")
OTHER_SEED = 1
DEFAULT_SIZE = "320x192"
# A clip of another seed has the same motion when it is right and this close in strength.
SAME = 0.35
# The test fails below it.
PARITY = Row("frames ours against diffusers", "within 1/255 on ≥ 99.9 %", "held by `test/worker/wan/demo-model.test.ts`", None)


class Measured:
    """What was found so far: a list of numbers, of flags or of names with numbers for each kind."""

    def __init__(self):
        self.photographs = 0
        self.first, self.vae, self.linear, self.contrast, self.hold, self.gain = [], [], [], [], [], []
        self.right, self.control, self.reworded, self.reseeded = [], [], [], []
        self.pace: dict[str, list] = {}
        self.effects: dict[str, list] = {}

    def autoencoder(self, demo, picture, motion, linear):
        """What the autoencoder makes of a true clip, first frame included."""
        truth = render(picture, motion)
        latents = fast_vae.encode(demo.vae, truth[None])[:, : linear_start.LATENTS]
        decoded = fast_vae.decode(demo.vae, latents)[0].clamp(-1, 1)
        self.first.append(psnr(decoded[:, 0], picture))
        self.vae.append(psnr(decoded, truth))
        first, later = linear
        error = first.error(truth[:, :1]) + later.error(truth[:, 1:])
        self.linear.append(float(decibels(error, truth.numel())))

    def every_motion(self, demo, picture, steps):
        """Each motion of one photograph; returns the clips."""
        clips = dict(zip(PROMPTS, (sampling.generate(demo, picture, [prompt], steps)[0] for prompt in PROMPTS.values())))
        still, held = bytes_of(picture[:, None])[0], clips[HOLD]
        for motion, clip in clips.items():
            truth = render(picture, motion)
            frames, true_frames = bytes_of(clip), bytes_of(truth)
            if motion.camera != "hold":
                self.right.append(strength(motion.camera, frames)[1])
                self.control.append(strength(motion.camera, true_frames)[1])
                # The true clip may lose contrast too, as where the camera moves to a plain wall.
                usual = min(1.0, float(truth[:, -1].std() / truth[:, 0].std()))
                self.contrast.append(float(clip[:, -1].std() / clip[:, 0].std()) / usual)
                self.gain.append(likeness(frames[-1], true_frames[-1]) - likeness(still, true_frames[-1]))
            elif motion == HOLD:
                self.hold.append(float(((flow(frames) ** 2).sum(-1) ** 0.5).mean()))
            else:
                self.effects.setdefault(motion.effect, []).append(bool(TOLD_APART[motion.effect](clip, held)))
        self.photographs += 1
        return clips

    def a_few(self, demo, picture, steps, clips):
        """Speeds, another seed and other words, of one photograph."""
        for camera, prompt in CAMERA_PROMPTS.items():
            slow, fast = (
                strength(camera, bytes_of(sampling.generate(demo, picture, [at_speed(camera, word)], steps)[0]))[0]
                for word in ("slowly", "quickly")
            )
            self.pace.setdefault(camera, []).append((slow, fast))
            usual = strength(camera, bytes_of(clips[Motion(camera)]))[0]
            other, right = strength(camera, bytes_of(sampling.generate(demo, picture, [prompt], steps, seed=OTHER_SEED)[0]))
            self.reseeded.append(right and abs(other - usual) <= SAME * max(abs(usual), 0.1))
        for prompt, camera in PARAPHRASES.items():
            self.reworded.append((prompt, strength(camera, bytes_of(sampling.generate(demo, picture, [prompt], steps)[0]))[1]))

    def add(self, other: "Measured"):
        for name, found in vars(other).items():
            if isinstance(found, dict):
                for kind, values in found.items():
                    getattr(self, name).setdefault(kind, []).extend(values)
            else:
                setattr(self, name, getattr(self, name) + found)

    def ratios(self):
        """Fast to slow, by motion: of the medians over the photographs."""
        return {
            camera: statistics.median(fast for _, fast in pairs) / max(0.01, statistics.median(slow for slow, _ in pairs))
            for camera, pairs in self.pace.items()
        }

    def rows(self) -> list[Row]:
        behind = [ours - code for ours, code in zip(self.vae, self.linear)]
        rows = [
            Row(
                f"first frame against the photograph as it was resized, {DEFAULT_SIZE}",
                "PSNR ≥ 29 dB median, ≥ 25 dB worst",
                f"{statistics.median(self.first):.1f} dB median, {min(self.first):.1f} dB worst",
                statistics.median(self.first) >= 29 and min(self.first) >= 25,
            ),
            Row(
                f"autoencoder, a held-out clip, {DEFAULT_SIZE}",
                "PSNR ≥ 27 dB, and above the linear code of its shape",
                f"{statistics.median(self.vae):.1f} dB median ({min(self.vae):.1f} worst), "
                f"{statistics.median(behind):+.1f} dB to the linear code's {statistics.median(self.linear):.1f}",
                statistics.median(self.vae) >= 27 and statistics.median(behind) > 0,
            ),
            Row(
                "direction of the mean flow agrees with the prompt",
                "≥ 95 %",
                f"{share(self.right)} (of the true clips: {share(self.control)})",
                statistics.mean(self.right) >= 0.95,
            ),
            Row(
                "no collapse: contrast of the last frame to the first (to the true last frame, where that has less)",
                "≥ 70 %",
                f"{100 * statistics.median(self.contrast):.0f} % median, {100 * min(self.contrast):.0f} % least",
                min(self.contrast) >= 0.7,
            ),
            Row("hold still", "mean flow ≤ 0.3 px a frame", f"{max(self.hold):.2f} px at most", max(self.hold) <= 0.3),
        ]
        if self.pace:
            ratios = self.ratios()
            least = min(ratios, key=ratios.get)
            rows.append(
                Row(
                    "fast to slow of one motion",
                    "≥ 1.5 times the flow",
                    f"{statistics.median(ratios.values()):.1f} times, least {ratios[least]:.1f} ({least})",
                    ratios[least] >= 1.5,
                )
            )
        for effect, apart in self.effects.items():
            rows.append(Row(f"{effect} told apart from hold", "≥ 90 %", share(apart), statistics.mean(apart) >= 0.9))
        rows.append(
            Row(
                "last frame against the true motion",
                "SSIM at least the still photograph's",
                f"{statistics.median(self.gain):+.3f} median, at least in {share(value >= 0 for value in self.gain)}",
                statistics.median(self.gain) >= 0,
            )
        )
        if self.reseeded:
            rows.append(
                Row("another seed with the same prompt", "same motion", share(self.reseeded), statistics.mean(self.reseeded) >= 0.95)
            )
            by_words = [right for _, right in self.reworded]
            words = Row(
                f"the same prompt in other words ({len(PARAPHRASES)} paraphrases)",
                "≥ 80 % right direction",
                share(by_words),
                statistics.mean(by_words) >= 0.8,
            )
            rows.append(words)
        return rows


def product_rows(product: dict) -> list[Row]:
    """What test/bench/demo-model.ts measured: EasyCache and the speed of the served model."""
    cache = "; ".join(
        f"{entry['threshold']}: {entry['skippedSteps']:.1f} of {product['steps']} steps skipped, "
        f"{entry['psnr']:.1f} dB to the run without"
        for entry in product["easyCache"]
    )
    speed = product["speed"]
    return [
        Row("EasyCache, by threshold", "reported", cache, None),
        Row(
            f"whole run at {product['size']}, {product['frames']} frames, {product['steps']} steps, "
            f"{product['threads']} threads of {product['cpu']}",
            "≤ 20 s",
            f"{speed['seconds']:.1f} s (load before the run {speed['load']:.1f})",
            speed["seconds"] <= 20,
        ),
        Row("memory of the engine", "≤ 1 GB", f"{speed['peakBytes'] / 1e9:.2f} GB", speed["peakBytes"] <= 1e9),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--photos", type=int, default=1000, help="photographs at most (default: all)")
    parser.add_argument("--few", type=int, default=4, help="photographs for speeds, seeds and other words")
    parser.add_argument("--size", default="192x128")
    parser.add_argument("--steps", type=int, default=sampling.STEPS)
    parser.add_argument("--processes", type=int, default=1, help="photographs at once")
    parser.add_argument("--readme", type=pathlib.Path, help="file for the section of the rows")
    options = parser.parse_args()
    torch.set_num_threads(1)
    width, height = map(int, options.size.split("x"))
    demo = sampling.load(options.work)
    folder = options.work / "evaluation"
    folder.mkdir(exist_ok=True)
    linear = fitted_linear_codes(options.work)
    product = folder / "product.json"

    def of_photograph(index: int, file: pathlib.Path) -> Measured:
        torch.set_num_threads(1)
        measured, picture = Measured(), cover(Image.open(file), width, height)
        whole = cover(Image.open(file), *map(int, DEFAULT_SIZE.split("x")))
        with torch.no_grad():
            measured.autoencoder(demo, whole, list(PROMPTS)[index % len(PROMPTS)], linear)
            clips = measured.every_motion(demo, picture, options.steps)
            if index < options.few:
                measured.a_few(demo, picture, options.steps, clips)
        contact_sheet(picture, clips).save(folder / f"{file.stem}.png")
        return measured

    measured, rows = Measured(), []
    for found in in_processes(of_photograph, list(enumerate(spread(options.work, options.photos))), options.processes):
        measured.add(found)
        rows = measured.rows() + (product_rows(json.loads(product.read_text())) if product.exists() else []) + [PARITY]
        (folder / "report.md").write_text(table(rows))
        (folder / "table.json").write_text(json.dumps({"step": demo.step, "size": options.size} | vars(measured), indent=1) + "\n")
        print(f"{measured.photographs} photographs, {sum(row.met is False for row in rows)} rows not met", flush=True)
    preface = (
        f"On {measured.photographs} held-out photographs at {options.size}, 33 frames, {options.steps} steps, transformer step "
        f"{demo.step}; speeds, seeds and other words on {min(options.few, measured.photographs)} of them."
    )
    if options.readme:
        write_section(options.readme, preface, rows)
    print(preface, table(rows), sep="\n\n")


def in_processes(measure, photographs, count):
    """What is found of each photograph, in their order, as processes that share the models find it."""

    def work(part, answers):
        for item in photographs[part::count]:
            answers.put(measure(*item))

    context = multiprocessing.get_context("fork")
    queues = [context.Queue() for _ in range(count)]
    workers = [context.Process(target=work, args=(part, answers), daemon=True) for part, answers in enumerate(queues)]
    for worker in workers:
        worker.start()
    for index in range(len(photographs)):
        yield queues[index % count].get()


def spread(work: pathlib.Path, most: int) -> list[pathlib.Path]:
    """The fixture, then so many of the other held-out photographs, evenly by name."""
    others = [file for file in sorted((work / "photos" / "held-out").glob("*.png")) if "coffee" not in file.name]
    count = min(most - 1, len(others))
    return [FIXTURE] + [others[index * len(others) // count] for index in range(count)]


if __name__ == "__main__":
    main()
