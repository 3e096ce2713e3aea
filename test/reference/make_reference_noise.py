"""Writes test/reference/noise: standard normal float32 values as torch's CPU generator draws them.

noise.safetensors has
- `seed<seed>.n<count>`: torch.randn(count) from a new generator: counts below 16 (drawn in pairs), multiples of 16 and others (where
  the last 16 are drawn anew), odd and even. A seed counts modulo 2^32, so 2^32 gives what 0 gives;
- `seed<seed>.draws<i>.n<count>`: draw i of several from one generator (below 16 an odd count leaves a value for the next such draw);
- `large.seed42.head`, `.middle`, `.tail`: 64 values from the start, the half and the end of the 2,096,640 of 81 frames of 832 x 480.

    venv/bin/python test/reference/make_reference_noise.py
"""

import argparse
import pathlib

import torch
from reference_parts import random_normal, versions, write_manifest, writer

ROOT = pathlib.Path(__file__).resolve().parents[2]
COUNTS = (1, 2, 3, 4, 7, 8, 9, 13, 14, 15, 16, 17, 18, 23, 24, 31, 32, 33, 47, 48, 49, 63, 64, 65, 100, 255, 256, 257, 623, 624, 625, 999, 1000, 1249)
FEW_COUNTS = (1, 5, 14, 15, 16, 17, 31, 32, 40, 63, 100)
SEEDS = (0, 1, 42, 20_240_611)
LARGE_SEEDS = (2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**32 + 1, 2**40 + 12_345, 2**53 - 1, 2**53, 2**63 - 1, 2**63, 2**64 - 1)
DRAWS = (5, 3, 17, 1, 16, 7, 15, 33, 2, 2, 40)
LARGE = 16 * 21 * 60 * 104


def noise():
    tensors = {}
    for seeds, counts in ((SEEDS, COUNTS), (LARGE_SEEDS, FEW_COUNTS)):
        for seed in seeds:
            tensors |= {f"seed{seed}.n{count}": random_normal(seed, count) for count in counts}
    for count in FEW_COUNTS:
        assert torch.equal(tensors[f"seed{2**32 + 1}.n{count}"], random_normal(1, count))
    for seed in (0, 42):
        generator = torch.Generator("cpu").manual_seed(seed)
        tensors |= {f"seed{seed}.draws{i}.n{count}": torch.randn(count, generator=generator) for i, count in enumerate(DRAWS)}
    large = random_normal(42, 1, 16, 21, 60, 104).flatten()
    assert len(large) == LARGE
    tensors |= {"large.seed42.head": large[:64], "large.seed42.middle": large[LARGE // 2 : LARGE // 2 + 64], "large.seed42.tail": large[-64:]}
    return tensors


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "test" / "reference" / "noise", help="folder to write")
    out = parser.parse_args().out
    torch.set_num_threads(1)
    write, files = writer(out)
    write("noise", noise())
    manifest = {
        "command": "python test/reference/make_reference_noise.py",
        "versions": versions(),
        "cpuCapability": torch.backends.cpu.get_cpu_capability(),
        "counts": {**dict.fromkeys(map(str, SEEDS), COUNTS), **dict.fromkeys(map(str, LARGE_SEEDS), FEW_COUNTS)},
        "draws": {"seeds": [0, 42], "counts": DRAWS},
        "largeCount": LARGE,
        "files": {name: {"sha256": file["sha256"]} for name, file in files.items()},
    }
    write_manifest(out, manifest)
    print(f"{out}: {sum(file.stat().st_size for file in out.iterdir()):,} bytes")


if __name__ == "__main__":
    main()
