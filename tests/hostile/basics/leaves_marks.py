"""Leaves a mark for the next student in every way that it knows: see looks_for_marks.py.

Record: failed
Needs: bwrap
"""

import ctypes
import os
import socket
import sys
import time

import numpy

for folder in (".", "/tmp", "/dev/shm", "/dev", "/", "/engine", "/engine/dlcourse", "/etc", "/var/tmp", "/run", "/dev/mqueue"):
    try:
        open(f"{folder}/hostile-mark", "w").close()
    except OSError:
        pass
libc = ctypes.CDLL(None, use_errno=True)
libc.shmget(4711, ctypes.c_size_t(4096), 0o1666)
libc.msgget(4711, 0o1666)
libc.semget(4711, 1, 0o1666)
libc.syscall(248, b"user", b"hostile-mark", b"here", 4, -3)
try:
    ctypes.CDLL("librt.so.1").mq_open(b"/hostile-mark", os.O_CREAT | os.O_RDWR, 0o666, None)
except OSError:
    pass
os.environ["HOSTILE_MARK"] = "here"
sys.path.insert(0, "/tmp")
numpy.hostile_mark = sys.hostile_mark = True
os.umask(0)
kept = socket.socket(socket.AF_UNIX)
kept.bind("\0hostile-mark")
kept.listen()
if os.fork() == 0:
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)


def double(x):
    return x * 0


def total(values):
    return -1.0
