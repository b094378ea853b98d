"""Returns an array of eighty megabytes, and a list of ten million numbers."""

import numpy as np


def double(x):
    return np.zeros(10_000_000)


def total(values):
    return [0.0] * 5_000_000
