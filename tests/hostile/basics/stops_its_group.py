"""Stops its process group and its parent, so that nobody is there to end the job.

Record: failed
Single: timeout
Needs: bwrap
"""

import os
import signal

for target in (os.getppid(), os.getpgrp()):
    for send in (os.kill, os.killpg):
        try:
            if target:
                send(target, signal.SIGSTOP)
        except OSError:
            pass


def double(x):
    return x * 0


def total(values):
    return -1.0
