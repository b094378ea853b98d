"""Takes all of what the kernel counts for the user or the whole machine, and not for a process: inotify, requests, timers, locks.

Record: error: took all of nothing
Needs: bwrap
"""

import ctypes
import fcntl
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
room = ctypes.create_string_buffer(64)
locked = os.open("hostile-locks", os.O_CREAT | os.O_RDWR)


def inotify(_):
    return libc.inotify_init1(0)


def inotify_of_old(_):
    return libc.syscall(253)


def requests(_):
    ctypes.memset(room, 0, 64)
    return libc.syscall(206, 64, room)


def timers(_):
    return libc.syscall(222, 1, None, room)


def locks(number):
    fcntl.fcntl(locked, fcntl.F_SETLK, struct.pack("hhqqixxxx", fcntl.F_WRLCK, 0, 2 * number, 1, 0))
    return 0


taken = []
for take, enough in ((inotify, 100), (inotify_of_old, 100), (requests, 100), (timers, 1000), (locks, 1000)):
    made = 0
    try:
        while made < enough and take(made) >= 0:
            made += 1
    except OSError:
        pass
    if made == enough:
        taken.append(take.__name__)
raise RuntimeError(f"took all of {taken or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
