"""Shared memory, which limits on a program's data do not count.

Record: error: Cannot allocate memory
Needs: bwrap
"""

import mmap

kept = mmap.mmap(-1, 2 << 30)
for place in range(0, len(kept), 4096):
    kept[place] = 1


def double(x):
    return x * 0


def total(values):
    return -1.0
