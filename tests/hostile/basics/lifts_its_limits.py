"""Raises every limit of its own, and lowers those of its parent.

Record: error: got nothing
Needs: bwrap
"""

import os
import resource

got = []
for name in ("AS", "DATA", "NPROC", "NOFILE", "FSIZE", "CPU", "CORE", "MSGQUEUE", "MEMLOCK", "SIGPENDING", "RTPRIO", "NICE"):
    kind = getattr(resource, f"RLIMIT_{name}")
    hard = resource.getrlimit(kind)[1]
    try:
        resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        got.append(name)
    except (ValueError, OSError):
        pass
    if hard == resource.RLIM_INFINITY:
        got.append(f"{name} has no limit")
    for pid in range(1, 50):
        if pid != os.getpid():
            try:
                resource.prlimit(pid, kind, (0, 0))
                got.append(f"{name} of {pid}")
            except (ValueError, OSError):
                pass
raise RuntimeError(f"got {got or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
