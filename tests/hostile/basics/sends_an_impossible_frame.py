"""Announces more bytes than there are in the world, in a frame of no known kind.

Record: error: The Python process ended
"""

import os

for descriptor in range(3, 64):
    for head in (b"D" + b"\xff" * 8, b"X" + bytes(8), b"S" + bytes(8)):
        try:
            os.write(descriptor, head)
        except OSError:
            pass


def double(x):
    return x * 0


def total(values):
    return -1.0
