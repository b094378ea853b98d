"""Closes all descriptors, and opens others under the same numbers.

Record: error: The Python process ended
"""

import os

os.closerange(0, 64)
for _ in range(64):
    os.open("/dev/null", os.O_RDWR)


def double(x):
    return x * 0


def total(values):
    return -1.0
