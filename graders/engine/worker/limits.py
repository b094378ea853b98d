"""What a job may use (Linux): limits that the kernel enforces for each process, and a check of all a job's processes."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.worker import seccomp

PROCESSES: Final = 64  # and threads
LIMITS: Final = {
    resource.RLIMIT_NPROC: PROCESSES,
    resource.RLIMIT_NOFILE: 256,
    resource.RLIMIT_FSIZE: 64 << 20,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_MSGQUEUE: 0,
}
CHECK_SECONDS: Final = 0.1  # between two checks of a job's processes
CROWD: Final = 6  # processes and threads; a job with more of them gets the lowest priority
PAGE: Final = os.sysconf("SC_PAGE_SIZE")


def confine() -> None:
    """Limit, permanently, what a job in the hard sandbox may use and may ask of the kernel. `limit_job` adds its own limits."""
    for kind, most in LIMITS.items():
        resource.setrlimit(kind, (most, most))
    seccomp.forbid()


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
    to the job, except this one and bubblewrap's own.
    """

    def __init__(self, child: int) -> None:
        self._child = child

    def exceeded(self) -> bool:
        """Return whether the job's processes together use more memory than one may. A crowd gets the lowest priority."""
        with contextlib.suppress(OSError):
            most, _ = resource.prlimit(self._child, resource.RLIMIT_DATA)
            ids = list(_others())
            if (
                most != resource.RLIM_INFINITY and sum(map(_resident, ids)) > most
            ):  # this counts shared pages many times
                return sum(map(_proportional, ids)) > most
            if len(ids) > CROWD or sum(len(_threads(pid)) for pid in ids) > CROWD:
                for thread in (thread for pid in ids for thread in _threads(pid)):
                    with contextlib.suppress(OSError):
                        os.setpriority(os.PRIO_PROCESS, thread, 19)
        return False


def _others() -> Iterator[int]:
    own = (1, os.getpid())
    return (int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal() and int(path.name) not in own)


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
