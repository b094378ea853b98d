"""Writes to its folder and /dev/shm until the disk is full.

Record: error: full after less
Needs: bwrap
"""

import os

written = 0
for folder in (os.getcwd(), "/dev/shm"):
    for number in range(100):
        try:
            with open(f"{folder}/hostile-{number}", "wb") as file:
                for _ in range(60):
                    written += file.write(bytes(1 << 20))
        except OSError:
            break
raise RuntimeError(f"full after {'less' if written < 200 << 20 else 'more'} than 200 MB")


def double(x):
    return x * 0


def total(values):
    return -1.0
