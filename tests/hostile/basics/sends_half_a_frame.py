"""Announces sixty megabytes, sends four bytes, and goes on as if nothing were wrong.

Record: error: The Python process ended
"""

import os

for descriptor in range(3, 64):
    try:
        os.write(descriptor, b"D" + (60 << 20).to_bytes(8, "little") + b"abcd")
    except OSError:
        pass


def double(x):
    return x * 0


def total(values):
    return -1.0
