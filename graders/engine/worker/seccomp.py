"""System calls that a job may not make (Linux): a seccomp filter, for what no namespace and no limit covers.

A job has its own network namespace, but AF_VSOCK sockets still reach the machine's hypervisor. Every process that inherits
the instructor's login session can read its keys. No limit counts SysV and memfd memory. And in a namespace that a job makes
itself it has all capabilities: most kernel exploits of the last years began like this.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import platform
import socket
import struct
from collections.abc import Iterator
from typing import Final

from dlcourse.graders.engine.worker.libc import LIBC, must

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
ALLOW: Final = 0x7FFF0000
FAIL: Final = 0x00050000  # plus the number of an error
LOAD, EQUALS, ANY_BIT, AT_LEAST, RETURN = 0x20, 0x15, 0x45, 0x35, 0x06  # from <linux/bpf_common.h>
NUMBER_AT, ARCH_AT, FIRST_ARGUMENT_AT = 0, 4, 16  # offsets in struct seccomp_data, little-endian
NEW_NAMESPACES: Final = 0x7E020080  # every CLONE_NEW* flag
FOREIGN: Final = 0x40000000  # x86_64's second set of numbers begins here

# The calls that are refused, with their numbers on x86_64 and in the table that newer architectures share.
REFUSED: Final = {
    "acct": (163, 89),
    "add_key": (248, 217),  # keys stay after a job, and those of the instructor's session would be readable
    "bpf": (321, 280),
    "chroot": (161, 51),
    "delete_module": (176, 106),
    "fanotify_init": (300, 262),
    "finit_module": (313, 273),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "init_module": (175, 105),
    "io_uring_enter": (426, 426),  # does what other calls do, and avoids this filter
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "memfd_create": (319, 279),  # memory that no limit counts
    "memfd_secret": (447, 447),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "mq_open": (240, 180),
    "msgget": (68, 186),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "semget": (64, 190),
    "setns": (308, 268),
    "setsid": (112, 157),  # each session has its own share of the CPU
    "shmget": (29, 194),
    "swapon": (167, 224),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "vmsplice": (278, 75),
}
SOCKET, CLONE, CLONE3 = (41, 198), (56, 220), (435, 435)
ARCHITECTURES: Final = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1), "riscv64": (0xC00000F3, 1)}


def forbid() -> None:
    """Refuse these calls to this process and all that it starts, permanently. Raises OSError if that is impossible."""
    code = ctypes.create_string_buffer(program())
    # struct sock_fprog: a count, and a pointer at its natural alignment
    head = ctypes.create_string_buffer(struct.pack("@HP", len(program()) // 8, ctypes.addressof(code)))
    must(LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "seccomp")
    must(LIBC.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(head), 0, 0), "seccomp")


@functools.cache
def program() -> bytes:
    """Return the filter for this machine. Raises OSError if the numbers of its calls are not known."""
    if platform.machine() not in ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"no table of system calls for {platform.machine()}")
    return b"".join(_instructions(*ARCHITECTURES[platform.machine()]))


def _instructions(architecture: int, column: int) -> Iterator[bytes]:
    yield _step(LOAD, ARCH_AT)
    yield from (_step(EQUALS, architecture, yes=1), _step(RETURN, FAIL | errno.EPERM))  # 32-bit calls
    yield _step(LOAD, NUMBER_AT)
    yield from (_step(AT_LEAST, FOREIGN, no=1), _step(RETURN, FAIL | errno.EPERM))
    for numbers in REFUSED.values():
        yield from (_step(EQUALS, numbers[column], no=1), _step(RETURN, FAIL | errno.EPERM))
    # clone3 has its flags in memory, where no filter sees them; without it the C library uses clone
    yield from (_step(EQUALS, CLONE3[column], no=1), _step(RETURN, FAIL | errno.ENOSYS))
    yield from (_step(EQUALS, CLONE[column], no=4), _step(LOAD, FIRST_ARGUMENT_AT))
    yield from (_step(ANY_BIT, NEW_NAMESPACES, no=1), _step(RETURN, FAIL | errno.EPERM), _step(RETURN, ALLOW))
    yield from (_step(EQUALS, SOCKET[column], no=3), _step(LOAD, FIRST_ARGUMENT_AT))
    yield from (_step(EQUALS, socket.AF_UNIX, yes=1), _step(RETURN, FAIL | errno.ENETUNREACH))
    yield _step(RETURN, ALLOW)


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """Return one instruction. A test skips the next `yes` or `no` instructions."""
    return struct.pack("=HBBI", code, yes, no, value)
