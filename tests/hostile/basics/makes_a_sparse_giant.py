"""A file that claims a petabyte.

Record: error: File too large
Needs: bwrap
"""

import os
import signal

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
descriptor = os.open("hostile-giant", os.O_CREAT | os.O_RDWR)
os.ftruncate(descriptor, 1 << 50)


def double(x):
    return x * 0


def total(values):
    return -1.0
