"""Each process stays below the limit; together they would take all that the machine has.

Record: error: All processes together used more than
Needs: bwrap
"""

import os
import time

for _ in range(5):  # not a crowd: that gets the lowest priority, and on a busy machine its time is over first
    if os.fork() == 0:
        kept = b"x" * (110 << 20)
        time.sleep(600)
time.sleep(600)


def double(x):
    return x * 0


def total(values):
    return -1.0
