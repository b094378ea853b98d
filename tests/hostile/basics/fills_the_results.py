"""Returns as much as one message can hold, in every call: arrays, and texts that grow when they are made harmless.

Record: failed: together take more than 8 MB
"""

import numpy as np


def double(x):
    return [np.ones(250_000) for _ in range(3)]  # 6 MB, as much as one answer may hold


def total(values):
    return double(values)
