"""Writes blocks of every GGUF type that is read, and their values by gguf-py.

    pip install numpy==2.4.6 gguf==0.19.0
    python make_gguf_blocks.py

Each block is random bytes but for its half-precision factors, which are small and finite.
"""

import base64
import json
import pathlib

import numpy
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType
from gguf.quants import dequantize

BLOCKS = 4
# The bytes at which the half-precision factors of a block begin.
FACTORS = {
    "Q4_0": (0,),
    "Q4_1": (0, 2),
    "Q5_0": (0,),
    "Q5_1": (0, 2),
    "Q8_0": (0,),
    "Q4_K": (0, 2),
    "Q5_K": (0, 2),
    "Q6_K": (208,),
}


def text(array):
    return base64.b64encode(numpy.ascontiguousarray(array).tobytes()).decode()


def main():
    generator = numpy.random.Generator(numpy.random.PCG64(1))
    result = {}
    for name, places in FACTORS.items():
        kind = GGMLQuantizationType[name]
        _, size = GGML_QUANT_SIZES[kind]
        blocks = generator.integers(0, 256, (BLOCKS, size), dtype=numpy.uint8)
        for place in places:
            factors = generator.standard_normal((BLOCKS, 1)).astype(numpy.float16)
            blocks[:, place : place + 2] = factors.view(numpy.uint8)
        values = dequantize(blocks, kind).astype("<f4")
        result[name] = {"blocks": text(blocks), "values": text(values)}
    lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in result.items()]
    pathlib.Path(__file__).with_name("gguf-blocks.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()
