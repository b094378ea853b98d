"""Reads the kernel's keyrings, which processes inherit from the session of whoever logged in, and leaves a key there.

Record: error: loot: nothing
Needs: bwrap
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
found = []
for ring in range(-1, -9, -1):
    if (ident := libc.syscall(250, 0, ring, 1)) >= 0:
        found.append(f"keyring {ring}: {ident}")
if libc.syscall(248, b"user", b"hostile", b"loot", 4, -3) >= 0:
    found.append("left a key")
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
