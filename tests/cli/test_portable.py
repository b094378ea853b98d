"""Nothing that only POSIX has on the student's path, as far as that can be seen from Linux."""

from __future__ import annotations

import ast
import functools
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

STUDENT = ("main", "group", "fetch", "check", "status", "score", "hint", "reset")
START = ("dlcourse.graders.collect.worker", *(f"dlcourse.cli.{name}" for name in STUDENT))
FORKING = "dlcourse.graders.collect.forking"  # imported where sys.platform is linux, see ProcessSandbox
LINUX_ONLY = (FORKING, "dlcourse.graders.collect.namespaces", "dlcourse.graders.collect.bwrap")
MODULES = {"fcntl", "resource", "select", "selectors", "pwd", "grp", "termios", "tty", "pty", "posix", "syslog", "curses"}
NAMES = {
    "os": {
        *("fork", "forkpty", "killpg", "setsid", "setpgid", "getpgid", "getpgrp", "getuid", "geteuid", "getgid", "getegid"),
        *("setuid", "setgid", "chown", "lchown", "fchown", "fchmod", "mkfifo", "mknod", "pidfd_open", "pipe2", "uname"),
        *("waitid", "wait", "nice", "statvfs", "openpty", "posix_spawn", "chroot", "sched_setaffinity", "sysconf"),
    },
    "signal": {
        *("SIGKILL", "SIGALRM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGCHLD", "SIGSTOP", "SIGQUIT", "SIGPIPE", "alarm"),
        *("setitimer", "pause", "pthread_sigmask", "sigwait", "siginterrupt"),
    },
    "Path": {"owner", "group"},
}


@functools.cache
def source(module: str) -> Path | None:
    """Return a module's file, or None where the name is no module of ours."""
    try:
        spec = importlib.util.find_spec(module)
    except (ImportError, AttributeError):
        return None
    return Path(spec.origin) if spec and spec.origin else None


def tree(module: str) -> ast.Module:
    path = source(module)
    assert path is not None
    return ast.parse(path.read_text())


def imports(node: ast.AST) -> list[str]:
    """Return the full names that an import statement could mean."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


@functools.cache
def student_path() -> tuple[str, ...]:
    """Return our modules that a student's commands can import, at the top or inside of functions."""
    found: dict[str, None] = {}
    waiting = list(START)
    while waiting:
        module = waiting.pop()
        if module in found or module in LINUX_ONLY or source(module) is None:
            continue
        found[module] = None
        names = [name for node in ast.walk(tree(module)) for name in imports(node)]
        waiting += [name for name in names if name.startswith("dlcourse.")]
    return tuple(found)


def posix_only(node: ast.AST) -> list[str]:
    """Return every use of what Windows lacks, outside of an `if` on os.name or sys.platform."""
    if isinstance(node, ast.If) and ("os.name" in ast.unparse(node.test) or "sys.platform" in ast.unparse(node.test)):
        return [use for child in node.orelse for use in posix_only(child)]
    uses = [name for name in imports(node) if name.partition(".")[0] in MODULES]
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        uses += [ast.unparse(node)] if node.attr in NAMES.get(node.value.id, ()) else []
    if isinstance(node, ast.ImportFrom) and node.module in NAMES:
        uses += [f"{node.module}.{alias.name}" for alias in node.names if alias.name in NAMES[node.module]]
    return uses + [use for child in ast.iter_child_nodes(node) for use in posix_only(child)]


def test_the_path_is_found():
    """The walk reaches the judge, the worker and the key, and stops at the fork."""
    ends = {"cli.main", "cli.view", "graders.judge.judge", "graders.collect.worker", "graders.keys", "graders.wire"}
    assert {f"dlcourse.{end}" for end in ends} <= set(student_path())
    assert not set(LINUX_ONLY) & set(student_path())


def test_the_walk_sees_what_is_posix_only():
    """The same walk finds the fork, the kill and the pipes' select in the one module that is for Linux."""
    assert {"os.fork", "os.killpg", "signal.SIGKILL", "select", "resource"} <= set(posix_only(tree(FORKING)))


@pytest.mark.parametrize("module", student_path())
def test_a_module_of_the_students_path(module):
    """No module on the student's path uses what only POSIX has."""
    assert posix_only(tree(module)) == []


def test_mypy_for_windows(tmp_path):
    """mypy, told that it is on Windows, misses names only in the module that is for Linux."""
    pytest.importorskip("mypy")
    options = ["--platform=win32", "--follow-imports=skip", "--ignore-missing-imports", f"--cache-dir={tmp_path}"]
    modules = [part for module in (*student_path(), FORKING) for part in ("-m", module)]
    command = [sys.executable, "-P", "-m", "mypy", *options, *modules]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    missing = [line for line in said.splitlines() if "[attr-defined]" in line]
    assert any("forking.py" in line and '"fork"' in line for line in missing), said
    assert [line for line in missing if "forking.py" not in line] == []
