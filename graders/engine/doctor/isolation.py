"""The sandbox around student code: whether grading has one on this machine, and what it needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.doctor.finding import Finding, as_root

NAME: Final = "isolation"
CORE_PATTERN: Final = Path("/proc/sys/kernel/core_pattern")  # it begins with | if a program gets the cores
INSTALL: Final = {
    "apt-get": "apt-get install bubblewrap",
    "dnf": "dnf install bubblewrap",
    "pacman": "pacman -S bubblewrap",
    "zypper": "zypper install bubblewrap",
    "apk": "apk add bubblewrap",
}
SWITCHES: Final = (  # a file of the kernel, its value that refuses, the command that allows
    ("kernel/unprivileged_userns_clone", "0", "sysctl -w kernel.unprivileged_userns_clone=1"),
    ("kernel/apparmor_restrict_unprivileged_userns", "1", "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"),
    ("user/max_user_namespaces", "0", "sysctl -w user.max_user_namespaces=15000"),
)


def isolation(course: Path | None, *, grades: bool) -> Finding:
    """Say how student code is isolated: for those who grade, whether bubblewrap works here."""
    if not grades:
        return Finding(
            NAME, "not needed", "check and watch run your code in a process of its own; only grade needs more"
        )
    from dlcourse.graders.engine.collect.sandboxes import hard_sandbox  # noqa: PLC0415
    from dlcourse.graders.engine.errors import CourseError  # noqa: PLC0415

    if sys.platform != "linux":
        fix = "grade on Linux (on Windows in WSL 2), or with --isolation process, which protects from accidents only"
        return Finding(NAME, "missing", "grade needs bubblewrap, and that needs Linux", fix)
    if shutil.which("bwrap") is None:
        manager = next((name for name in INSTALL if shutil.which(name)), "apt-get")
        return Finding(NAME, "missing", "grade needs bubblewrap, which is not installed", as_root(INSTALL[manager]))
    try:
        sandbox = hard_sandbox([course] if course else [])
    except (CourseError, subprocess.SubprocessError) as error:
        words = str(error).partition(". Does this system")[0]
        return Finding(NAME, "problem", words, _allow())
    words = f"{_version()}, for grade"
    if sandbox.nested:
        words += ": warm, with namespaces of its own for every submission and topic"
    else:
        words += f": new for every submission, so slow, without nested namespaces ({sandbox.report})"
    return Finding(NAME, "ok", f"{words}{_crashes()}")


def _crashes() -> str:
    """Return a warning if a crash in the sandbox starts a program outside of it; no limit of a job can prevent that."""
    try:
        pattern = CORE_PATTERN.read_text().strip()
    except OSError:
        return ""
    if not pattern.startswith("|"):
        return ""
    program = pattern[1:].strip().partition(" ")[0]
    return (
        f"; but when student code crashes, the kernel starts {program} outside of the sandbox and gives it the memory of the "
        f"crashed process, whatever its limits. This stops that: {as_root('sysctl -w kernel.core_pattern=core')}"
    )


def _version() -> str:
    done = subprocess.run(["bwrap", "--version"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "bubblewrap"


def _allow() -> str:
    """Return the command that makes this kernel allow namespaces."""
    for name, refuses, command in SWITCHES:
        try:
            if (Path("/proc/sys") / name).read_text().strip() == refuses:
                return as_root(command)
        except OSError:
            continue
    return "in a container: start it with --security-opt seccomp=unconfined; or grade with --isolation process"
