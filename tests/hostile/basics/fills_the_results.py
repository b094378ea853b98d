"""Returns as much as one message can hold, in every call: arrays, and texts that grow when they are made harmless.

Record: failed: together take more than 8 MB
"""

import numpy as np


def double(x):
    return np.ones(900_000)


def total(values):
    return [np.ones(400_000), *["\U000e0001" * 9_000] * 15]
