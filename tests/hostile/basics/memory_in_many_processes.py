"""Each process stays below the limit; together they would take all that the machine has.

Record: error: All processes together used more than
Needs: bwrap
"""

import os
import time

for _ in range(40):
    if os.fork() == 0:
        kept = bytearray(200 << 20)
        for place in range(0, len(kept), 4096):
            kept[place] = 1
        time.sleep(600)
time.sleep(600)


def double(x):
    return x * 0


def total(values):
    return -1.0
