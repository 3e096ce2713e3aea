"""The photographs: fetched from Debian's packages, listed with author and licence, and split by package.

Training uses only pictures that are in the public domain or under CC0 1.0, so that the weights carry the repository's own licence.
The pictures of the other packages, under licences that ask for more, are only looked at: they measure the model and leave nothing in it.
No package gives pictures to both sides.

    python -m data.photos WORK      fills WORK/photos and writes PHOTOS.md beside this file
"""

import io
import json
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import zlib

import skimage
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
FIXTURE = HERE.parents[1] / "fixtures" / "photo.jpg"
PACKAGES = (
    "gcompris-qt-data",
    "plasma-workspace-data",
    "lomiri-wallpapers-16.04",
    "lomiri-wallpapers-20.04",
    "mate-backgrounds",
    "plasma-workspace-wallpapers",
    "palapeli-data",
)
FREE = ("Public Domain", "CC0-1.0")
LONG_SIDE = 1600

# Author and licence as the packages' copyright files state them.
LOMIRI = {
    "aitzgorri_by_Aitzol_Berasategi": ("Aitzol Berasategi", "CC-BY-4.0"),
    "Bridge_by_Sander_Klootwijk": ("Sander Klootwijk", "CC-BY-SA-4.0"),
    "Dragonfly_by_Bolly": ("Bolly", "CC-BY-SA-4.0"),
    "free_by_Peter_Nerlich": ("Peter Nerlich", "CC-BY-SA-4.0"),
    "friends_by_Aitzol_Berasategi": ("Aitzol Berasategi", "CC-BY-4.0"),
    "greentock_by_Peter_Nerlich": ("Peter Nerlich", "CC-BY-SA-4.0"),
    "life_by_Aitzol_Berasategi": ("Aitzol Berasategi", "CC-BY-4.0"),
    "picosdeeuropa_by_Aitzol_Berasategi": ("Aitzol Berasategi", "CC-BY-4.0"),
    "Picture_0B_by_freespace": ("Trevor “Freespace”", "CC-BY-4.0"),
    "Picture_1A_by_freespace": ("Trevor “Freespace”", "CC-BY-4.0"),
    "seeding_by_Clements_Engelhardt": ("Clemens Engelhardt", "CC0-1.0"),
    "sunset_by_Aitzol_Berasategi": ("Aitzol Berasategi", "CC-BY-4.0"),
    "Wine_by_Jakkub_Mede": ("Jakub Mede", "CC-BY-4.0"),
    "Kleiber_by_Lukas_Baubkus": ("Lukas Baubkus", "CC-BY-SA-3.0"),
}
MATE = {
    "Aqua": "Charles Barbin",
    "Blinds": "Lennart Poettering, Andrea Cimitan",
    "Dune": "Marco Cogoni, Hylke Bons",
    "Garden": "see AUTHORS of mate-backgrounds",
    "GreenMeadow": "Timothy Schellhase, Lapo Calamandrei",
    "LadyBird": "see AUTHORS of mate-backgrounds",
    "RainDrops": "blackcombwhistler07",
    "Storm": "Sergey Nazarov",
    "TwoWings": "Charles Barbin, Hylke Bons",
    "Wood": "Jean-François Fortin Tam",
    "YellowFlower": "see AUTHORS of mate-backgrounds",
}
PLASMA = (
    "BytheWater ColdRipple ColorfulCups DarkestHour EveningGlow FallenLeaf Grey Kite OneStandsOut Path summer_1am".split()
)
SKIMAGE = {
    "astronaut.png": ("NASA", "Public Domain"),
    "chelsea.png": ("Stefan van der Walt", "CC0-1.0"),
    "rocket.jpg": ("SpaceX", "Public Domain"),
}


def resource_files(file):
    """Yields (path, bytes) of every file in a compiled Qt resource whose entries are plain or in zlib form."""
    data = file.read_bytes()
    version, tree, contents, names = struct.unpack(">4I", data[4:20])
    size = 22 if version >= 2 else 14

    def name(offset):
        (length,) = struct.unpack(">H", data[names + offset : names + offset + 2])
        return data[names + offset + 6 : names + offset + 6 + 2 * length].decode("utf-16be")

    def walk(index, parent):
        at = tree + index * size
        name_at, flags = struct.unpack(">IH", data[at : at + 6])
        path = f"{parent}/{name(name_at)}" if index else ""
        if flags & 2:
            count, first = struct.unpack(">II", data[at + 6 : at + 14])
            for child in range(first, first + count):
                yield from walk(child, path)
            return
        (offset,) = struct.unpack(">I", data[at + 10 : at + 14])
        (length,) = struct.unpack(">I", data[contents + offset : contents + offset + 4])
        value = data[contents + offset + 4 : contents + offset + 4 + length]
        yield path, zlib.decompress(value[4:]) if flags & 1 else value

    yield from walk(0, "")


def credits(readme):
    """Maps a file name to (author, licence), from paragraphs of Copyright, License, Source and Files."""
    found = {}
    for paragraph in readme.split("\n\n"):
        author = re.search(r"^Copyright: (.*)", paragraph, re.M)
        licence = re.search(r"^License: (.*)", paragraph, re.M)
        if author and licence and "Files:" in paragraph:
            for file in paragraph.split("Files:")[1].split():
                # One file is listed under a misspelt name.
                name = file.rsplit("/", 1)[-1].replace("audaPalatina", "aulaPalatina")
                found[name] = (author[1].strip(), licence[1].strip())
    return found


def gcompris(root):
    for activity in ("explore_monuments", "explore_world_animals", "explore_farm_animals"):
        files = dict(resource_files(root / f"usr/share/gcompris-qt/rcc/{activity}.rcc"))
        credit = credits(next(data for path, data in files.items() if path.endswith("README")).decode())
        for path, data in sorted(files.items()):
            name = path.rsplit("/", 1)[-1]
            if name.endswith(".webp") and credit[name][1] in FREE:
                yield f"{activity}/{name}", io.BytesIO(data), *credit[name]


def avatars(root):
    for file in sorted((root / "usr/share/plasma/avatars/photos").glob("*.png")):
        text = file.with_name(file.name + ".license").read_text()
        author = re.search(r"SPDX-FileCopyrightText: \d+ ([^<\n]*)", text)[1].strip()
        licence = re.search(r"SPDX-License-Identifier: (\S+)", text)[1]
        if licence in FREE:
            yield file.name, file, author, licence


def lomiri(root):
    for file in sorted((root / "usr/share/backgrounds").glob("*.jpg")):
        if file.stem in LOMIRI:
            yield file.name, file, *LOMIRI[file.stem]


def mate(root):
    for name, author in MATE.items():
        yield f"{name}.jpg", root / f"usr/share/backgrounds/mate/nature/{name}.jpg", author, "GPL-2+"


def plasma(root):
    for name in PLASMA:
        folder = root / "usr/share/wallpapers" / name
        plugin = json.loads((folder / "metadata.json").read_text())["KPlugin"]
        author = plugin["Authors"][0]["Name"]
        yield name, max(folder.glob("contents/images/*.jpg")), author, "GPL-2+"


def palapeli(root):
    for file in sorted((root / "usr/share/palapeli/collection").glob("*.jpg")):
        yield file.name, file, "see the copyright file of palapeli-data", "GPL-2+"


def wheel():
    folder = pathlib.Path(skimage.__file__).parent / "data"
    for name, (author, licence) in SKIMAGE.items():
        yield name, folder / name, author, licence
    yield "coffee.png (test/fixtures/photo.jpg)", FIXTURE, "Rachel Michetti", "CC0-1.0"


def fetch(work):
    """Downloads and unpacks the packages. Returns the folder of each."""
    debs = work / "debs"
    debs.mkdir(parents=True, exist_ok=True)
    roots = {}
    for package in PACKAGES:
        roots[package] = work / "unpacked" / package
        if not roots[package].exists():
            if not list(debs.glob(f"{package}_*.deb")):
                subprocess.run(["apt-get", "download", package], cwd=debs, check=True)
            roots[package].parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["dpkg", "-x", next(debs.glob(f"{package}_*.deb")), roots[package]], check=True)
    return roots


def load(source):
    """A picture as RGB on white, at most LONG_SIDE pixels long."""
    image = Image.open(source)
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    image = image.convert("RGB")
    if max(image.size) > LONG_SIDE:
        image.thumbnail((LONG_SIDE, LONG_SIDE), Image.LANCZOS)
    return image


def prepare(work):
    roots = fetch(work)
    sources = (
        ("train", "gcompris-qt-data", gcompris(roots["gcompris-qt-data"])),
        ("train", "plasma-workspace-data", avatars(roots["plasma-workspace-data"])),
        ("held-out", "lomiri-wallpapers-16.04", lomiri(roots["lomiri-wallpapers-16.04"])),
        ("held-out", "lomiri-wallpapers-20.04", lomiri(roots["lomiri-wallpapers-20.04"])),
        ("held-out", "mate-backgrounds", mate(roots["mate-backgrounds"])),
        ("held-out", "plasma-workspace-wallpapers", plasma(roots["plasma-workspace-wallpapers"])),
        ("held-out", "palapeli-data", palapeli(roots["palapeli-data"])),
        ("held-out", "scikit-image", wheel()),
    )
    folder = work / "photos"
    shutil.rmtree(folder, ignore_errors=True)
    listed = []
    for split, package, pictures in sources:
        (folder / split).mkdir(parents=True, exist_ok=True)
        for name, source, author, licence in pictures:
            stem = re.sub(r"[^A-Za-z0-9]+", "-", f"{package} {name.split('(')[0].rsplit('.', 1)[0]}").strip("-").lower()
            load(source).save(folder / split / f"{stem}.png")
            listed.append((split, package, name, author, licence))
    write_list(listed)


def write_list(listed):
    train = [row for row in listed if row[0] == "train"]
    held_out = [row for row in listed if row[0] == "held-out"]
    lines = ["# The photographs", ""]
    lines += [f"Written by `data/photos.py`. Training uses {len(train)} pictures, all in the public domain or under CC0 1.0."]
    lines += [f"{len(held_out)} others, from packages that give nothing to training, only measure the model."]
    for title, rows in (("For training", train), ("Held out", held_out)):
        lines += ["", f"## {title}", "", "| package | picture | author | licence |", "|---|---|---|---|"]
        lines += [f"| {package} | {name} | {author} | {licence} |" for _, package, name, author, licence in rows]
    (HERE / "PHOTOS.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    prepare(pathlib.Path(sys.argv[1]))
