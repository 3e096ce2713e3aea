"""Pictures of what the model does: the contact sheet, and one animated clip for the README.

    python -m measure.sheet WORK [--photo FILE]

Writes models/wan-demo/contact-sheet.jpg (a row for each motion: the photograph, then frames 1, 9, 17, 25 and 33; at most 400 kB) and
docs/images/demo.webp (four motions at once; at most 1 MB).
"""

import argparse
import pathlib

from measure import sampling
import torch
from data.motions import Motion
from data.photos import FIXTURE
from data.pictures import cover, to_image
from measure.asked import PROMPTS
from PIL import Image, ImageDraw, ImageFont

ROOT = pathlib.Path(__file__).resolve().parents[3]
FRAMES = (0, 8, 16, 24, 32)
LABEL = 18  # pixels
SHOWN = (Motion("hold"), Motion("hold", "normal", "night"), Motion("pan left"), Motion("zoom in"))


def contact_sheet(picture, clips) -> Image.Image:
    """A row for each motion under its prompt: the photograph, then five frames."""
    _, height, width = picture.shape
    sheet = Image.new("RGB", (width * (1 + len(FRAMES)), (height + LABEL) * len(clips)), "white")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(13)
    for row, (motion, clip) in enumerate(clips.items()):
        top = row * (height + LABEL)
        draw.text((4, top + 1), PROMPTS[motion], "black", font)
        for column, frame in enumerate([picture, *(clip[:, index] for index in FRAMES)]):
            sheet.paste(to_image(frame), (column * width, top + LABEL))
    return sheet


def save_within(image: Image.Image, file: pathlib.Path, limit: int, **options):
    """Saves with the best quality that the limit in bytes allows."""
    for quality in range(90, 30, -5):
        image.save(file, quality=quality, **options)
        if file.stat().st_size <= limit:
            return print(f"{file}: {image.width}x{image.height}, quality {quality}, {file.stat().st_size:,} bytes")
    raise ValueError(f"{file} is above {limit} bytes at quality 35")


def animation(clips) -> list[Image.Image]:
    """The shown motions in two columns, frame by frame."""
    chosen = [clips[motion] for motion in SHOWN]
    _, count, height, width = chosen[0].shape
    frames = []
    for index in range(count):
        frame = Image.new("RGB", (2 * width, 2 * (height + LABEL)), "white")
        draw, font = ImageDraw.Draw(frame), ImageFont.load_default(13)
        for place, (motion, clip) in enumerate(zip(SHOWN, chosen)):
            left, top = place % 2 * width, place // 2 * (height + LABEL)
            draw.text((left + 4, top + 1), PROMPTS[motion], "black", font)
            frame.paste(to_image(clip[:, index]), (left, top + LABEL))
        frames.append(frame)
    return frames


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--photo", type=pathlib.Path, default=FIXTURE)
    parser.add_argument("--sheet", type=pathlib.Path, default=ROOT / "models" / "wan-demo" / "contact-sheet.jpg")
    parser.add_argument("--clip", type=pathlib.Path, default=ROOT / "docs" / "images" / "demo.webp")
    options = parser.parse_args()
    torch.set_num_threads(1)
    demo = sampling.load(options.work)
    picture = cover(Image.open(options.photo), 320, 192)
    with torch.no_grad():
        clips = {motion: sampling.generate(demo, picture, [prompt])[0] for motion, prompt in PROMPTS.items()}
    sheet = contact_sheet(picture, clips)
    save_within(sheet.resize((sheet.width * 2 // 3, sheet.height * 2 // 3), Image.LANCZOS), options.sheet, 400_000)
    first, *others = animation(clips)
    save_within(first, options.clip, 1_000_000, save_all=True, append_images=others, duration=1000 // 16, loop=0)


if __name__ == "__main__":
    main()
