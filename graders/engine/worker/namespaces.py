"""A child in its own kernel namespaces (Linux): it sees no other process, and all that it starts ends with it.

`fork` starts the child as process 1 of a new pid namespace. When it dies, the kernel ends everything that it started, also
daemons and double forks. `settle` gives it its own /tmp and an empty /proc, and drops all capabilities. Run as a program
inside the sandbox, this module tests whether the kernel allows all that: it prints `nested`, or why not.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.worker import limits
from dlcourse.graders.engine.worker.libc import LIBC, must
from dlcourse.graders.engine.worker.protocol import MAX_FILES, SCRATCH, WRITABLE

SYS_CLONE: Final = {"x86_64": 56, "aarch64": 220, "riscv64": 220}
SYS_CAPSET: Final = {"x86_64": 126, "aarch64": 91, "riscv64": 91}
CLONE_NEWNS: Final = 0x00020000
CLONE_NEWIPC: Final = 0x08000000
CLONE_NEWUSER: Final = 0x10000000
CLONE_NEWPID: Final = 0x20000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 1 << 14, 1 << 18
PR_SET_PDEATHSIG: Final = 1
PR_SET_DUMPABLE: Final = 4
PR_CAPBSET_DROP: Final = 24
CAPABILITY_VERSION_3: Final = 0x20080522
TMP_BYTES: Final = 64 << 20
CLONE: Final = ctypes.PyDLL(None, use_errno=True)  # PyDLL keeps the GIL: no other thread may run in between
CLONE.syscall.restype = ctypes.c_long
CLONE.syscall.argtypes = [ctypes.c_long] * 6


def fork() -> int:
    """Fork into new user, pid, mount and ipc namespaces. Like os.fork, but raises OSError if the kernel refuses."""
    number = SYS_CLONE.get(platform.machine())
    if number is None:
        raise OSError(f"no clone() known for {platform.machine()}")
    api = ctypes.pythonapi
    api.PyOS_BeforeFork()
    flags = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | signal.SIGCHLD
    pid = int(CLONE.syscall(number, flags, 0, 0, 0, 0))
    if pid == 0:
        api.PyOS_AfterFork_Child()
        return 0
    error = ctypes.get_errno()
    api.PyOS_AfterFork_Parent()
    if pid < 0:
        raise OSError(error, os.strerror(error))
    return pid


def settle(uid: int, gid: int) -> None:
    """In the child of `fork`: map the ids, mount its own folders, and drop every capability. Raises OSError."""
    hide_memory(False)  # the id maps of a process that hides its memory belong to root
    Path("/proc/self/oom_score_adj").write_text(
        "1000"
    )  # if the machine has no memory left, the kernel ends a job first
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    _mount("none", "/", None, MS_REC | MS_PRIVATE, None)
    own = f"size={TMP_BYTES},nr_inodes={MAX_FILES},mode=1777"
    for folder in WRITABLE:
        _mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, own)
    _mount("tmpfs", "/proc", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, "size=4096,nr_inodes=2,mode=555")
    os.chdir(SCRATCH)
    _drop_capabilities()


def hide_memory(hidden: bool) -> None:
    """Set whether other processes of the same user are kept from this one's memory, environment and descriptors."""
    LIBC.prctl(PR_SET_DUMPABLE, int(not hidden), 0, 0, 0)


def _mount(source: str, target: str, kind: str | None, flags: int, options: str | None) -> None:
    texts = [text.encode() if text is not None else None for text in (source, target, kind, options)]
    must(LIBC.mount(texts[0], texts[1], texts[2], flags, texts[3]), f"mount {target}")


def _drop_capabilities() -> None:
    for capability in range(64):
        if LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break  # after the last one that this kernel knows
    header = ctypes.create_string_buffer(struct.pack("=Ii", CAPABILITY_VERSION_3, 0))
    nothing = ctypes.create_string_buffer(bytes(24))
    must(LIBC.syscall(ctypes.c_long(SYS_CAPSET[platform.machine()]), header, nothing), "capset")


def settle_worker(user: int) -> None:
    """Make a safe process 1 of a sandbox of this process: an ordinary user who is kept from its memory and cannot end it.

    The kernel gives process 1 only those signals from inside for which it has a handler.
    """
    drop_to(user)
    die_with_parent()  # bubblewrap's own request does not survive a change of the user
    hide_memory(True)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def die_with_parent() -> None:
    """Let the kernel end this process when its parent ends."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def drop_to(user: int) -> None:
    """Become an ordinary user permanently, if this process was started as root."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)


def main() -> None:
    settle_worker(int(sys.argv[1]))
    if (child := os.fork()) == 0:
        try:
            limits.confine(job=True)
        except OSError as error:
            print(error, file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        sys.exit(1)  # without limits there is no sandbox
    try:
        uid, gid = os.getuid(), os.getgid()
        child = fork()
        if child == 0:
            code = 1
            try:
                settle(uid, gid)
                limits.confine(job=True)
                Path(SCRATCH, "mine").write_text("written")
                code = 0 if os.getpid() == 1 else 2
            except OSError as error:
                print(error)
            finally:
                sys.stdout.flush()
                os._exit(code)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == 0:
            print("nested")
    except OSError as error:
        print(error)


if __name__ == "__main__":
    main()
