"""Functions of the C library that Python does not have (Linux). Loaded once, before any job is forked."""

from __future__ import annotations

import ctypes
import os
from typing import Final

LIBC: Final = ctypes.CDLL(None, use_errno=True)
LIBC.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
LIBC.prctl.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)
LIBC.mount.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_char_p)
LIBC.syscall.restype = ctypes.c_long


def must(result: int, what: str) -> None:
    """Raise OSError, with the reason, if a call did not return 0. what: names the call."""
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
