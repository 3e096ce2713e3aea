"""Which precision this machine multiplies fastest in."""

import time

import torch


def fastest() -> torch.dtype:
    """bfloat16 where the processor has instructions for it, else float32: without them it is a hundred times slower."""

    def seconds(dtype):
        a = torch.ones(256, 256, dtype=dtype)
        a @ a
        started = time.perf_counter()
        a @ a
        return time.perf_counter() - started

    return min((torch.float32, torch.bfloat16), key=seconds)
