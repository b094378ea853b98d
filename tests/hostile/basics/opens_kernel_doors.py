"""Opens the kernel's interfaces that exploits begin with, or that act on the whole machine: bpf, io_uring, perf, modules, sync.

Record: error: loot: nothing
Needs: bwrap
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
buffer = ctypes.create_string_buffer(256)
calls = {
    "bpf": (321, 0, buffer, 48), "io_uring": (425, 4, buffer), "perf": (298, buffer, 0, -1, -1, 0), "userfaultfd": (323, 1),
    "memfd": (319, b"x", 0), "fsopen": (430, b"tmpfs", 0), "open_tree": (428, -100, b"/", 1), "fanotify": (300, 0, 0),
    "io_setup": (206, 1, buffer), "inotify": (294, 0), "inotify of old": (253,), "log": (103, 3, buffer, 256),
    "personality": (135, 0xFFFFFFFF), "kcmp": (312, *[os.getpid()] * 2, 1, 0, 0), "seccomp": (317, 2, 0, buffer),
    "landlock": (444, None, 0, 1), "sync": (162,), "listmount": (458, buffer, buffer, 1, 0), "ldt": (154, 0, buffer, 16),
    "ioprio": (251, 1, 0, 3 << 13), "module": (175, buffer, 1, b""), "kexec": (246, 0, 0, buffer, 0),
    "handle": (303, -100, b"/", buffer, buffer, 0),
}  # fmt: skip
found = [name for name, call in calls.items() if libc.syscall(*call) >= 0]
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
