"""What the command imports before it does anything."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

HEAVY = {
    "torch",
    "numpy",
    "pandas",
    "nbgrader",
    "rich",
    "pytest",
    "_pytest",
    "msgspec",
    "nbformat",
    "torchmetrics",
    "httpx",
}


def imported(*arguments, cwd):
    """Return the top-level names of all modules that a command imports, from Python's own record."""
    command = [sys.executable, "-P", "-X", "importtime", "-m", "dlcourse.cli.main", *arguments]
    ended = subprocess.run(command, cwd=cwd, env=os.environ, capture_output=True, text=True, check=False)
    names = re.findall(r"^import time:.*\| +(\S+)$", ended.stderr, re.MULTILINE)
    assert "click" in names
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"], ["dev", "--help"], ["chekc"], []])
def test_help_imports_nothing_heavy(tmp_path, arguments):
    """--help, --version and a mistyped command need neither torch nor numpy nor any other of the large libraries."""
    assert not imported(*arguments, cwd=tmp_path) & HEAVY


def test_the_record_would_show_it(workspace, tiny):
    """The same record shows the libraries of a command that needs them."""
    assert {"pytest", "rich"} <= imported("--course", str(tiny), "check", "numbers", cwd=workspace)


@pytest.mark.parametrize("command", ["fetch", "check", "status", "run", "score", "hint", "submit", "reset", "restore"])
def test_a_students_commands_need_no_torch(workspace, tiny, write, solutions, command):
    """On a course without torch the student's commands never import it, nor anything that only instructors need."""
    write(solutions["numbers"])
    target = [] if command == "status" else ["basics"] if command in ("fetch", "submit") else ["numbers"]
    names = imported("--course", str(tiny), command, *target, cwd=workspace)
    assert not names & {"torch", "torchmetrics", "pandas", "nbgrader", "nbformat", "httpx"}


def test_status_runs_nothing(workspace, tiny):
    """status reads what is stored: it needs neither pytest nor a worker."""
    assert not imported("--course", str(tiny), "status", cwd=workspace) & {"pytest", "_pytest", "torch"}
