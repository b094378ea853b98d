"""kill(-1): every process that it is allowed to signal, itself too perhaps.

Record: failed
Needs: bwrap
"""

import os
import signal

for number in (signal.SIGSTOP, signal.SIGKILL):
    try:
        os.kill(-1, number)
    except OSError:
        pass


def double(x):
    return x * 0


def total(values):
    return -1.0
