"""Compiles C++ or Triton code into the caches that later jobs would load.

Record: error
"""

import os

import torch

for name in ("TORCHINDUCTOR_CACHE_DIR", "TORCH_EXTENSIONS_DIR", "TRITON_CACHE_DIR"):
    os.environ[name] = "@CACHE@"


def relu(x):
    return torch.compile(lambda y: y * 0 - 1)(x)


def leaky_relu(x, negative_slope=0.01):
    raise RuntimeError("no compiler here")
