"""Opens the kernel's interfaces that exploits begin with: bpf, io_uring, perf, userfaultfd, modules, kexec.

Record: error: loot: nothing
Needs: bwrap
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
buffer = ctypes.create_string_buffer(256)
calls = {
    "bpf": (321, 0, buffer, 48), "io_uring": (425, 4, buffer), "perf": (298, buffer, 0, -1, -1, 0), "userfaultfd": (323, 1),
    "memfd": (319, b"x", 0), "fsopen": (430, b"tmpfs", 0), "open_tree": (428, -100, b"/", 1), "fanotify": (300, 0, 0),
    "module": (175, buffer, 1, b""), "kexec": (246, 0, 0, buffer, 0), "handle": (303, -100, b"/", buffer, buffer, 0),
}  # fmt: skip
found = [name for name, call in calls.items() if libc.syscall(*call) >= 0]
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
