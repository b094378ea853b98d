"""Nothing that only POSIX has on the student's path, as far as that can be seen from Linux."""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FORKING = "dlcourse.graders.engine.worker.forking"
COMMANDS = (["check"], ["check", "--json"], ["fetch", "basics"], ["status"], ["score"], ["hint"], ["reset", "words"])
DOCTOR = {
    f"dlcourse.graders.engine.doctor.{name}" for name in ("course", "finding", "importing", "isolation", "packages")
}
MODULES = {
    *("fcntl", "resource", "select", "selectors", "pwd", "grp", "termios", "tty", "pty", "posix", "syslog", "curses"),
}
NAMES = {
    "os": {
        *("fork", "forkpty", "killpg", "setsid", "setpgid", "getpgid", "getpgrp", "getuid", "geteuid", "getgid"),
        *(
            "getegid",
            "setuid",
            "setgid",
            "chown",
            "lchown",
            "fchown",
            "fchmod",
            "mkfifo",
            "mknod",
            "pidfd_open",
            "pipe2",
            "uname",
        ),
        *("waitid", "wait", "nice", "statvfs", "openpty", "posix_spawn", "chroot", "sched_setaffinity", "sysconf"),
    },
    "signal": {
        *("SIGKILL", "SIGALRM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGCHLD", "SIGSTOP", "SIGQUIT", "SIGPIPE", "alarm"),
        *("setitimer", "pause", "pthread_sigmask", "sigwait", "siginterrupt"),
    },
    "Path": {"owner", "group"},
}


def source(module: str) -> Path:
    """Return the file of one of our modules."""
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin)


def tree(module: str) -> ast.Module:
    return ast.parse(source(module).read_text())


def imports(node: ast.AST) -> list[str]:
    """Return the full names that an import statement could mean."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


@pytest.fixture(scope="module")
def student_path(run, fetched, tiny, tmp_path_factory, open_terminal) -> list[str]:
    """Return our modules that a student's commands import, in the command and in the worker, as they run."""
    work = shutil.copytree(fetched, tmp_path_factory.mktemp("path") / "work")
    shutil.copy(tiny / "solutions/basics/numbers.py", work / "basics/numbers.py")
    inside = work / "modules"
    tell = f"import sys\nopen({str(inside)!r}, 'w').write(' '.join(sys.modules))\n"
    (work / "basics/words.py").write_text(f"{tell}def shout(text):\n    raise ValueError\n")
    run("check", "basics", cwd=work)  # a student's keys are there
    found = {"dlcourse.cli.main", "dlcourse.graders.engine.worker.worker"}  # which run as programs
    for command in COMMANDS:
        found.add(f"dlcourse.cli.commands.{command[0]}")  # Python's record leaves out what importlib is asked for
        ended = run(*command, cwd=work, PYTHONPROFILEIMPORTTIME="1")
        assert ended.code in (0, 1)
        found |= set(re.findall(r"^import time:.*\| +(\S+)$", ended.err, re.MULTILINE))
    found |= set(inside.read_text().split())
    found |= {
        "dlcourse.cli.commands.doctor",
        "dlcourse.cli.commands.completion",
        *DOCTOR,
    }  # run here, doctor looks at the sandbox too
    with open_terminal("watch", cwd=work, PYTHONPROFILEIMPORTTIME="1") as t:
        t.until_seen(lambda: b"checked in" in t.raw)
        t.press("q")
        assert t.ended() == 0
    found |= {"dlcourse.cli.commands.watch", *re.findall(r"import time:.*\| +(\S+)\r\n", t.raw.decode())}
    return sorted(name for name in found if name.startswith("dlcourse.") and "." in name.removeprefix("dlcourse."))


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


def test_the_path_is_found(student_path):
    """The path reaches the view, the judge, the worker and the wire, and no fork."""
    cli = {"group", "terminal.view", "terminal.panel", "watch.state", "watch.loop", "watch.keyboard"}
    engine = {"judge.judge", "worker.capture", "collect.keys", "evidence.wire", "student.session"}
    ends = {f"dlcourse.cli.{end}" for end in cli} | {f"dlcourse.graders.engine.{end}" for end in engine}
    assert ends <= set(student_path)
    assert FORKING not in student_path


def test_the_walk_sees_what_is_posix_only():
    """The same walk finds modules and names, in functions too, and leaves out what stands under an `if` on the platform."""
    text = """
import os, select
from signal import SIGKILL
def f(pid):
    import fcntl
    os.killpg(pid, SIGKILL)
    if sys.platform != "win32":
        os.fork()
    else:
        os.getuid()
"""
    assert posix_only(ast.parse(text)) == ["select", "signal.SIGKILL", "fcntl", "os.killpg", "os.getuid"]


def test_the_students_path(student_path):
    """No module on the student's path uses what only POSIX has, but under an `if` on the platform."""
    uses = {module: posix_only(tree(module)) for module in student_path}
    assert {module: found for module, found in uses.items() if found} == {}


def test_mypy_for_windows(student_path, tmp_path):
    """mypy, told that it is on Windows, misses no name on the student's path; it does so in the module for Linux."""
    pytest.importorskip("mypy")
    options = ["--platform=win32", "--follow-imports=skip", "--ignore-missing-imports", f"--cache-dir={tmp_path}"]
    modules = [part for module in (*student_path, FORKING) for part in ("-m", module)]
    command = [sys.executable, "-P", "-m", "mypy", *options, *modules]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    missing = [line for line in said.splitlines() if "[attr-defined]" in line]
    assert any("forking.py" in line for line in missing), said
    assert [line for line in missing if "forking.py" not in line] == []
