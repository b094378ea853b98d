"""Looks for what leaves_marks.py left, and for the source of any earlier submission, in the whole of its memory.

Record: error: loot: nothing
Needs: bwrap
"""

import ctypes
import gc
import glob
import os
import socket
import sys

import numpy

word = "hostile" + "-mark"
found = [path for folder in ("", ".", "/tmp", "/dev/shm", "/dev", "/engine", "/engine/dlcourse", "/etc", "/var/tmp", "/run", "/dev/mqueue") for path in glob.glob(f"{folder}/{word}")]  # fmt: skip
libc = ctypes.CDLL(None, use_errno=True)
found += [name for name in ("shmget", "msgget", "semget") if getattr(libc, name)(4711, 1, 0) >= 0]
if libc.syscall(250, 10, -3, b"user", word.encode(), 0) >= 0:
    found.append("key")
found += [name for name in ("HOSTILE_MARK",) if name in os.environ]
found += [str(m) for m in (numpy, sys) if hasattr(m, "hostile" + "_mark")] + [p for p in sys.path if p == "/tmp"]
try:
    socket.socket(socket.AF_UNIX).connect("\0" + word)
    found.append("abstract socket")
except OSError:
    pass
for pid in range(2, 5000):
    try:
        if pid not in (os.getpid(), os.getppid()):
            os.kill(pid, 0)
            found.append(f"process {pid}")
    except OSError:
        pass
if os.umask(0o22) == 0:
    found.append("umask")
for thing in gc.get_objects():
    if type(thing) is dict and any(type(v) is str and "Leaves a " + "mark" in v for v in list(thing.values())):
        found.append("source")
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
