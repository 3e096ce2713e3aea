"""Makes the photographs in test/fixtures from `coffee.png`, a CC0 photograph inside the scikit-image wheel.

Made with Pillow 13.0.0 and scikit-image 0.26.0 (requirements.txt); other Pillow builds may compress to other bytes.
"""

import argparse
import pathlib

import numpy
import skimage
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
ORIENTATION = 0x0112  # the EXIF tag


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "test" / "fixtures", help="folder to write into")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    source = pathlib.Path(skimage.__file__).parent / "data" / "coffee.png"
    photo = Image.open(source).convert("RGB").resize((768, 512), Image.Resampling.LANCZOS)
    photo.save(out / "photo.jpg", quality=88)
    photo.save(out / "photo.webp", quality=80)

    # Orientation 6: a viewer turns the stored 512x768 pixels by 90 degrees clockwise and shows 768x512.
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    photo.transpose(Image.Transpose.ROTATE_90).save(out / "photo-exif-rotated.jpg", quality=88, exif=exif)

    # Alpha falls from 255 at the left edge to 0 at the right edge.
    small = numpy.asarray(photo.resize((240, 160), Image.Resampling.LANCZOS))
    alpha = numpy.broadcast_to(numpy.linspace(255, 0, 240).round().astype(numpy.uint8)[None, :, None], (160, 240, 1))
    Image.fromarray(numpy.concatenate([small, alpha], axis=2), "RGBA").save(out / "photo-alpha.png", optimize=True)


if __name__ == "__main__":
    main()
