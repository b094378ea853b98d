"""Attaches a debugger to every process that it can name, and takes descriptors out of them.

Record: error: loot: nothing
Needs: bwrap
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
found = []
for pid in sorted({os.getppid(), *range(0, 300)} - {os.getpid()}):
    if libc.ptrace(16, pid, None, None) == 0:
        found.append(f"attached to {pid}")
    try:
        handle = os.pidfd_open(pid)
    except OSError:
        continue
    for number in range(16):
        if libc.syscall(438, handle, number, 0) >= 0:
            found.append(f"descriptor {number} of {pid}")
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
