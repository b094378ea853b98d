"""What a job may use (Linux): limits that the kernel enforces for each process, and a check of all a job's processes."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.worker import seccomp
from dlcourse.graders.engine.worker.protocol import FILES, MAX_FILES, MEMORY, WRITABLE

PROCESSES: Final = 64  # and threads
LIMITS: Final = {
    resource.RLIMIT_NPROC: PROCESSES,
    resource.RLIMIT_NOFILE: 256,
    resource.RLIMIT_FSIZE: 64 << 20,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_MSGQUEUE: 0,
    resource.RLIMIT_MEMLOCK: 0,
    resource.RLIMIT_NICE: 0,  # no higher priority
    resource.RLIMIT_RTPRIO: 0,  # and none of real-time scheduling
    resource.RLIMIT_SIGPENDING: 256,  # also of timers; the kernel counts them for each user
}
CHECK_SECONDS: Final = 0.1  # between two checks of a job's processes
CROWD: Final = 6  # processes and threads; a job with more of them gets the lowest priority
PAGE: Final = os.sysconf("SC_PAGE_SIZE")


def confine(*, job: bool) -> None:
    """Limit, permanently, what a process in the hard sandbox may use and may ask of the kernel.

    job: whether it runs student code (then `limit_job` adds the job's own limits), or is a worker that such code can reach.
    """
    for kind, most in LIMITS.items():
        resource.setrlimit(kind, (most, most))
    seccomp.forbid(job=job)


def mapped() -> int:
    """Return how many bytes this process has mapped; 0 if /proc does not say."""
    with contextlib.suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * PAGE
    return 0


def limit_job(megabytes: int, seconds: float, mapped_before: int) -> None:
    """Limit this process and all that it starts, permanently, to one job's memory and CPU seconds.

    RLIMIT_DATA does not count shared memory. So the address space is limited too: to what was mapped before plus the limit.
    """
    if megabytes:
        _lower(resource.RLIMIT_DATA, megabytes << 20)
        if mapped_before:
            _lower(resource.RLIMIT_AS, mapped_before + (megabytes << 20))
    if seconds:
        _lower(resource.RLIMIT_CPU, int(seconds * (os.cpu_count() or 1)) + 1)  # its threads may run at the same time


def _lower(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


class Watch:
    """Checks the processes of the job whose first process is `child`, from the process that started it.

    The kernel's limits are for each process, and a job may have many. Every process in the sandbox's pid namespace belongs
    to the job, except this one.
    """

    def __init__(self, child: int) -> None:
        self._child = child

    def exceeded(self) -> bytes:
        """Return MEMORY if the job's processes together use more than one may, FILES if it has made too many, else nothing.

        A crowd of processes gets the lowest priority, and orphans that have ended are removed.
        """
        self._reap()
        with contextlib.suppress(OSError):
            if any(map(_too_many_files, WRITABLE)):
                return FILES
            most, _ = resource.prlimit(self._child, resource.RLIMIT_DATA)
            ids = list(_others())
            limited = most != resource.RLIM_INFINITY
            if limited and sum(map(_resident, ids)) > most:  # this counts shared pages many times
                return MEMORY if sum(map(_proportional, ids)) > most else b""
            if len(ids) > CROWD or sum(len(_threads(pid)) for pid in ids) > CROWD:
                for thread in (thread for pid in ids for thread in _threads(pid)):
                    with contextlib.suppress(OSError):
                        os.setpriority(os.PRIO_PROCESS, thread, 19)
        return b""

    def _reap(self) -> None:
        """Remove the processes that have ended and whose parents have, but leave the job's first process to be waited for."""
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)) is not None:
                if ended.si_pid == self._child:
                    return
                os.waitpid(ended.si_pid, 0)


def _too_many_files(folder: str) -> bool:
    """Return whether a tmpfs holds too many files. Where a job has its own folders, the kernel itself limits them."""
    about = os.statvfs(folder)
    return about.f_files - about.f_ffree > MAX_FILES


def _others() -> Iterator[int]:
    own = str(os.getpid())
    return (int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal() and path.name != own)


def _resident(pid: int) -> int:
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    return 0


def _proportional(pid: int) -> int:
    """Return a process's memory without files. Shared pages are divided among the processes that share them.

    If the process hides this, the answer is all its resident memory.
    """
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) << 10 for line in lines if line.startswith(("Pss_Anon:", "Pss_Shmem:")))
    except OSError:
        return _resident(pid)


def _threads(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(path.name) for path in Path(f"/proc/{pid}/task").iterdir()]
    return []
