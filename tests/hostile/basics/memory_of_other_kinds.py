"""SysV segments, memfd files and message queues: memory that belongs to no process.

Record: error: got nothing
Needs: bwrap
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
got = []
for _ in range(20):
    if libc.shmget(0, ctypes.c_size_t(100 << 20), 0o1600) >= 0:
        got.append("segment")
    if libc.msgget(0, 0o1600) >= 0:
        got.append("queue")
    try:
        descriptor = os.memfd_create("x")
        os.posix_fallocate(descriptor, 0, 50 << 20)
        got.append("memfd")
    except OSError:
        pass
raise RuntimeError(f"got {got or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
