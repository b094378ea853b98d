"""Locks memory so that it cannot be paged out, and asks for real-time priority and every core.

Record: error: got nothing
Needs: bwrap
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
got = []
kept = bytearray(64 << 20)
if libc.mlockall(3) == 0:
    got.append("mlockall")
for policy in (os.SCHED_FIFO, os.SCHED_RR):
    try:
        os.sched_setscheduler(0, policy, os.sched_param(50))
        got.append("real time")
    except OSError:
        pass
try:
    os.nice(-20)
    got.append("nice")
except OSError:
    pass
raise RuntimeError(f"got {got or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
