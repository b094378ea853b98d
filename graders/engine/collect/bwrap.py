"""The hard sandbox (Linux): bubblewrap around a warm worker, and namespaces around every job in it.

Inside there is no network. There are a read-only system, Python with its packages, the part of the engine that runs beside
student code, and the data for students; no course, no keys, and no submission except the one in the job. Each job runs in a
child with its own namespaces (see `namespaces`). If the kernel refuses these, each job gets a new sandbox.
"""

from __future__ import annotations

import itertools
import os
import shutil
import site
import subprocess
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.collect.dependencies import AUTHORS, ROOT, files_behind
from dlcourse.graders.engine.collect.sandbox import WORKER_ENVIRONMENT, Worker
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.worker.protocol import SCRATCH

NOBODY: Final = 65534
DYNAMIC_USERS: Final = range(61184, 65520)  # ids that no person has: systemd uses them for some services
USERS_EACH: Final = 16  # of them, for each process that opens sandboxes
ENGINE: Final = "/engine"
WORKER: Final = "dlcourse.graders.engine.worker"
ENVIRONMENT: Final = WORKER_ENVIRONMENT | {
    "PYTHONPATH": ENGINE,
    "HOME": SCRATCH,
    "TMPDIR": SCRATCH,
    "USER": "student",
    "LOGNAME": "student",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
}
# If the machine runs out of memory, the kernel ends processes of the sandbox first. A job with its own namespaces asks itself.
END_FIRST: Final = ("/bin/sh", "-c", 'echo 1000 >/proc/self/oom_score_adj; exec "$@"', "sh")
SYSTEM: Final = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives")


class BwrapSandbox:
    """Workers inside bubblewrap.

    hidden: folders that must not be visible inside.
    many: each worker will get many jobs, so it prepares for them.
    data: the course's tables are inside, for its own code that draws inputs. A submission gets only what its probes give it.
    single: each submission gets a new sandbox, also if the kernel allows nested namespaces.

    Raises CourseError, with what to do, if bubblewrap is missing or cannot make a sandbox here.
    """

    name = "bwrap"

    def __init__(
        self, hidden: Sequence[Path] = (), *, many: bool = False, data: bool = False, single: bool = False
    ) -> None:
        self._many = many
        self._single = single
        self._data = data
        package = ROOT.parent  # its folder can also hold the solutions of a course
        self._hidden = [*(path.resolve() for path in hidden), package]
        self._program = shutil.which("bwrap") or ""

    def open(self, preload: Sequence[str] = ()) -> Worker:
        arguments = ["-m", "dlcourse.graders.engine.worker.worker", "--fork", "--sandboxed"]
        arguments += [str(NOBODY), "--nested"] if self.nested else [str(_own_user())]
        arguments += ["--many"] if self._many and self.nested else []
        arguments += ["--preload", ",".join(preload)] if preload else []
        return Worker(self._command(arguments, nested=self.nested), keeps_clean=self.nested)

    @cached_property
    def nested(self) -> bool:
        """Whether each job gets its own namespaces inside the warm worker."""
        return not self._single and self.report == "nested"

    @cached_property
    def report(self) -> str:
        """`nested`, or why the kernel refuses nested namespaces. Raises CourseError if there can be no sandbox at all."""
        if sys.platform != "linux" or not self._program:
            raise CourseError(
                "Grading needs bubblewrap (the program bwrap), which keeps student code away from your files and the "
                "network: apt-get install bubblewrap. Without it: --isolation process, which protects from accidents only."
            )
        command = self._command(["-m", "dlcourse.graders.engine.worker.namespaces", str(NOBODY)], nested=True)
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
        )
        if done.returncode != 0 or not done.stdout.strip():
            raise CourseError(
                f"bubblewrap cannot make a sandbox here: {done.stderr.strip() or done.stdout.strip()}. "
                "Does this system allow user namespaces (sysctl kernel.unprivileged_userns_clone, or a container's "
                "seccomp profile)? Without a sandbox: --isolation process, which protects from accidents only."
            )
        return done.stdout.strip().splitlines()[-1]

    def _command(self, arguments: Sequence[str], *, nested: bool) -> list[str]:
        """Return the command line that runs this Python with `arguments` inside, as process 1.

        nested: whether it makes namespaces for its jobs. If not, a job sees /proc, so that cannot be written.
        """
        command = [] if nested else [*END_FIRST]
        command += [self._program, "--die-with-parent", "--new-session", "--as-pid-1", "--clearenv"]
        command += [f"--unshare-{kind}" for kind in ("ipc", "pid", "net", "uts", "cgroup-try")]
        command += ["--cap-drop", "ALL", "--hostname", "sandbox"]
        if os.getuid() == 0:  # only the mounts need root; the worker then becomes nobody, permanently
            command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        else:
            command += ["--unshare-user", "--uid", str(NOBODY), "--gid", str(NOBODY)]
        for path in SYSTEM:
            command += ["--ro-bind-try", path, path]
        for tree in _python_trees():
            command += _reachable(tree.parent)
            command += ["--ro-bind", str(tree), str(tree)]
        command += ["--proc", "/proc", "--dev", "/dev", "--size", str(64 << 20), "--perms", "1777", "--tmpfs", SCRATCH]
        command += ["--size", str(64 << 20), "--perms", "1777", "--tmpfs", "/dev/shm"]
        command += ["--tmpfs", "/dev/pts"]  # the whole machine shares a small number of pseudo-terminals
        trees = [Path(path) for path in SYSTEM] + _python_trees()
        if not any(tree.is_relative_to("/tmp") for tree in trees):  # a checkout, and Python with it, may be in /tmp
            command += ["--symlink", SCRATCH, "/tmp"]
        blank = [str(p) for p in self._hidden if any(p.is_relative_to(tree) for tree in trees) and p.is_dir()]
        for path in blank:
            command += ["--tmpfs", path]
        command += self._engine()
        # bwrap's own folders belong to the user who starts it: a job could leave modules and files there for the next
        for path in ("/dev/pts", "/dev", *(() if nested else ("/proc",)), "/", *blank):
            command += ["--remount-ro", path]
        for name, value in ENVIRONMENT.items():
            command += ["--setenv", name, value]
        return [*command, "--chdir", SCRATCH, "--", sys.executable, "-P", *arguments]

    def _engine(self) -> list[str]:
        """Return the options that make the files behind the worker and the course's data sets visible."""
        package = ROOT.parent
        datasets = package / "datasets"
        seen = [
            *files_behind(WORKER, AUTHORS),
            *([datasets] if self._data else sorted(datasets.glob("*.py"))),
        ]  # without the tables, no labels
        places = {path: f"{ENGINE}/dlcourse/{path.relative_to(package).as_posix()}" for path in seen}
        binds = [
            word
            for folder in sorted({str(Path(at).parent) for at in places.values()})
            for word in _reachable(Path(folder))
        ]
        for path, at in places.items():
            binds += ["--ro-bind", str(path), at]
        return binds


_opened = itertools.count()


def _own_user() -> int:
    """Return the user that a sandbox's worker becomes if root starts it: another one than that of any sandbox of late.

    The kernel counts processes for each user. Two sandboxes with the same user would share one limit, unless their jobs
    have user namespaces of their own. The kernel also needs some time to end all processes of a sandbox that was ended.
    """
    own = os.getpid() % (len(DYNAMIC_USERS) // USERS_EACH)
    return DYNAMIC_USERS[own * USERS_EACH + next(_opened) % USERS_EACH]


def _reachable(folder: Path) -> list[str]:
    """Return the options that make a folder and its parents readable for all. bwrap itself makes them for root only."""
    parents = [path for path in (*reversed(folder.parents), folder) if len(path.parts) > 1]
    return [word for path in parents for word in ("--perms", "0755", "--dir", str(path))]


def _python_trees() -> list[Path]:
    """Return the folders of Python and its packages, without folders inside others of them."""
    folders = [sys.base_prefix, sys.prefix, sys.exec_prefix, *site.getsitepackages()]
    folders += [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    folders += [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]  # .pth files
    found: list[Path] = []
    for path in sorted({Path(folder) for folder in folders}, key=lambda path: len(path.parts)):
        if (
            os.access(path, os.X_OK)
            and path.is_dir()
            and path != Path("/usr")
            and not any(path.is_relative_to(tree) for tree in found)
        ):
            found.append(path)
    return found
