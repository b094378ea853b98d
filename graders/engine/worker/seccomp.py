"""System calls that a job may not make (Linux): a seccomp filter, for what no namespace and no limit covers.

Refused is what reaches beyond the sandbox, acts on another process, uses up what the kernel counts for the user or for the
whole machine, takes kernel memory that no limit counts, or opens a part of the kernel in which exploits often begin.
- A job has its own network namespace, but AF_VSOCK sockets still reach the machine's hypervisor.
- Every process that inherits the instructor's login session can read its keys.
- A user has 128 inotify instances, a machine 65,536 requests of `io_setup`.
- In a namespace that a job makes itself it has all capabilities.

Allowed, because limits cover it: `mlock`, real-time scheduling and better priorities (limits of 0), timers (RLIMIT_SIGPENDING),
epoll, eventfd, timerfd and pidfd (RLIMIT_NOFILE). Allowed, because it can only take rights away: filters by `prctl`.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import platform
import socket
import struct
from collections.abc import Iterator, Mapping
from typing import Final

from dlcourse.graders.engine.worker.libc import LIBC, must

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
ALLOW: Final = 0x7FFF0000
FAIL: Final = 0x00050000  # plus the number of an error
LOAD, EQUALS, ANY_BIT, AT_LEAST, RETURN = 0x20, 0x15, 0x45, 0x35, 0x06  # from <linux/bpf_common.h>
NUMBER_AT, ARCH_AT, FIRST_ARGUMENT_AT, SECOND_ARGUMENT_AT = 0, 4, 16, 24  # in struct seccomp_data, little-endian
NEW_NAMESPACES: Final = 0x7E020080  # every CLONE_NEW* flag
FOREIGN: Final = 0x40000000  # x86_64's second set of numbers begins here

Numbers = tuple[int, int]  # of a call on x86_64 and in the table that newer architectures share
NONE: Final = -1  # an architecture does not have the call

REFUSED: Final[dict[str, Numbers]] = {
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
    "inotify_init": (253, NONE),  # few for each user, and the job's user is often the instructor
    "inotify_init1": (294, 26),
    "io_setup": (206, 0),  # a number for the whole machine
    "io_uring_enter": (426, 426),  # does what other calls do, and avoids this filter
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "ioprio_set": (251, 30),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "landlock_add_rule": (445, 445),  # a rule set is memory that no limit counts
    "landlock_create_ruleset": (444, 444),
    "listmount": (458, 458),  # the instructor's folders by name
    "memfd_create": (319, 279),  # memory that no limit counts
    "memfd_secret": (447, 447),
    "modify_ldt": (154, NONE),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "mq_open": (240, 180),
    "msgget": (68, 186),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "open_tree_attr": (467, 467),
    "perf_event_open": (298, 241),
    "personality": (135, 92),  # without address randomisation, exploits are easier
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_madvise": (440, 440),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "seccomp": (317, 277),  # with it one process can answer the calls of another
    "semget": (64, 190),
    "setns": (308, 268),
    "shmget": (29, 194),
    "statmount": (457, 457),
    "swapon": (167, 224),
    "sync": (162, 81),  # writes what all programs of the machine have not written yet
    "syncfs": (306, 267),
    "syslog": (103, 116),  # the kernel's messages
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "vmsplice": (278, 75),
}
# A worker may make these calls, and its job may not. Where the job has no pid namespace, it could slow the worker that watches it.
REFUSED_TO_JOBS: Final[dict[str, Numbers]] = {
    "setsid": (112, 157),  # each session has its own share of the CPU
}
ONLY_ON_ITSELF: Final[dict[str, Numbers]] = {  # the first argument must be 0: the calling process
    "prlimit64": (302, 261),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
}
SETPRIORITY: Final[Numbers] = (141, 140)  # the first two arguments must be 0
FCNTL: Final[Numbers] = (72, 25)
# F_SETLK and its like: locks on parts of a file are memory that no limit counts; flock is not
LOCKS: Final = (6, 7, 37, 38)
ONLY_UNIX: Final[dict[str, Numbers]] = {"socket": (41, 198), "socketpair": (53, 199)}
CLONE: Final[Numbers] = (56, 220)
CLONE3: Final[Numbers] = (435, 435)
ARCHITECTURES: Final = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1), "riscv64": (0xC00000F3, 1)}


def forbid(*, job: bool) -> None:
    """Refuse these calls to this process and all that it starts, permanently. Raises OSError if that is impossible.

    job: whether this process runs student code; a worker may also make the calls with which it watches a job.
    """
    code = ctypes.create_string_buffer(program(job=job))
    # struct sock_fprog: a count, and a pointer at its natural alignment
    head = ctypes.create_string_buffer(struct.pack("@HP", len(program(job=job)) // 8, ctypes.addressof(code)))
    must(LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "seccomp")
    must(LIBC.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(head), 0, 0), "seccomp")


@functools.cache
def program(*, job: bool) -> bytes:
    """Return the filter for this machine. Raises OSError if the numbers of its calls are not known."""
    if platform.machine() not in ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"no table of system calls for {platform.machine()}")
    architecture, column = ARCHITECTURES[platform.machine()]
    parts = [*_for_all(architecture, column), *(_for_jobs(column) if job else ()), _step(RETURN, ALLOW)]
    return b"".join(parts)


def _for_all(architecture: int, column: int) -> Iterator[bytes]:
    yield _step(LOAD, ARCH_AT)
    yield from (_step(EQUALS, architecture, yes=1), _refuse())  # 32-bit calls
    yield _step(LOAD, NUMBER_AT)
    yield from (_step(AT_LEAST, FOREIGN, no=1), _refuse())
    yield from _refuse_each(REFUSED, column)
    # clone3 has its flags in memory, where no filter sees them; without it the C library uses clone
    yield from (_step(EQUALS, CLONE3[column], no=1), _refuse(errno.ENOSYS))
    yield from (_step(EQUALS, CLONE[column], no=4), _step(LOAD, FIRST_ARGUMENT_AT))
    yield from (_step(ANY_BIT, NEW_NAMESPACES, no=1), _refuse(), _step(RETURN, ALLOW))
    for numbers in ONLY_UNIX.values():
        yield from (_step(EQUALS, numbers[column], no=4), _step(LOAD, FIRST_ARGUMENT_AT))
        yield from (_step(EQUALS, socket.AF_UNIX, yes=1), _refuse(errno.ENETUNREACH), _step(RETURN, ALLOW))


def _for_jobs(column: int) -> Iterator[bytes]:
    """Yield what follows `_for_all`: the number of the call is still loaded."""
    yield from _refuse_each(REFUSED_TO_JOBS, column)
    for numbers in ONLY_ON_ITSELF.values():
        yield from (_step(EQUALS, numbers[column], no=4), _step(LOAD, FIRST_ARGUMENT_AT))
        yield from (_step(EQUALS, 0, yes=1), _refuse(), _step(RETURN, ALLOW))
    yield from (_step(EQUALS, SETPRIORITY[column], no=6), _step(LOAD, FIRST_ARGUMENT_AT), _step(EQUALS, 0, no=2))
    yield from (_step(LOAD, SECOND_ARGUMENT_AT), _step(EQUALS, 0, yes=1), _refuse(), _step(RETURN, ALLOW))
    yield from (_step(EQUALS, FCNTL[column], no=2 + 2 * len(LOCKS)), _step(LOAD, SECOND_ARGUMENT_AT))
    for command in LOCKS:
        yield from (_step(EQUALS, command, no=1), _refuse(errno.ENOLCK))
    yield _step(RETURN, ALLOW)


def _refuse_each(calls: Mapping[str, Numbers], column: int) -> Iterator[bytes]:
    for numbers in calls.values():
        if numbers[column] != NONE:
            yield from (_step(EQUALS, numbers[column], no=1), _refuse())


def _refuse(error: int = errno.EPERM) -> bytes:
    return _step(RETURN, FAIL | error)


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """Return one instruction. A test skips the next `yes` or `no` instructions."""
    return struct.pack("=HBBI", code, yes, no, value)
