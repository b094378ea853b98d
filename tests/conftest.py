"""What every test shares: the real command, run in a process of its own, and the tiny course."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
TINY = TESTS / "courses" / "tiny"


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of keys that all tests, and all of xdist's workers, share: building one costs more than a check."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"


@pytest.fixture
def dlcourse(cache: Path, tmp_path: Path) -> Run:
    """Run `dlcourse ARGUMENTS` as a user would; `course` names another course (default: the tiny one)."""

    def run(*arguments: str | Path, course: Path | None = TINY, cwd: Path = tmp_path, stdin: str | None = None, **environment: str) -> Ended:
        command = [sys.executable, "-P", "-m", "dlcourse.cli.main"]
        command += ["--course", str(course)] if course else []
        settings = {"DLCOURSE_CACHE": str(cache), "DLCOURSE_SEED": "a secret", "COLUMNS": "120", "NO_COLOR": "1"} | environment
        done = subprocess.run(
            [*command, *map(str, arguments)],
            cwd=cwd,
            env=os.environ | settings,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def workspace(dlcourse: Run, tmp_path: Path) -> Path:
    """A folder into which the tiny course's week was fetched."""
    folder = tmp_path / "work"
    assert dlcourse("fetch", "basics", "--into", folder).code == 0
    return folder
