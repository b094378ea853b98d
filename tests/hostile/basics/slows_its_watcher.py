"""Gives its parent, process 1 and all processes of its user the lowest priority, one core and no memory.

Record: error: slowed nothing
Needs: bwrap
"""

import ctypes
import os
import resource

libc = ctypes.CDLL(None, use_errno=True)
slowed = []


def attempt(name, call):
    try:
        if call() is None:
            slowed.append(name)
    except (OSError, ValueError):
        pass


for pid in sorted({os.getppid(), *range(1, 50)} - {0, os.getpid()}):
    attempt(f"policy of {pid}", lambda: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)))
    attempt(f"cores of {pid}", lambda: os.sched_setaffinity(pid, {0}))
    attempt(f"priority of {pid}", lambda: os.setpriority(os.PRIO_PROCESS, pid, 19))
    attempt(f"files of {pid}", lambda: resource.prlimit(pid, resource.RLIMIT_NOFILE, (0, 0)) and None)
    attempt(f"disk of {pid}", lambda: None if libc.syscall(251, 1, pid, 3 << 13) == 0 else "refused")
attempt("priority of the user", lambda: os.setpriority(os.PRIO_USER, 0, 19))
raise RuntimeError(f"slowed {slowed or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
