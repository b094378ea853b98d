"""What every test shares: the real command, run in a process of its own, and the tiny course."""

from __future__ import annotations

import functools
import os
import shutil
import signal
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


def pytest_configure() -> None:
    """Hear Ctrl-C, and let the commands hear it, also where a script started us in the background, with SIGINT ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slow tests: what is left at the end should fit between the workers."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of keys that all tests, and all of xdist's workers, share: building one costs more than a check."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"


@pytest.fixture(scope="session")
def run(cache: Path) -> Run:
    """Run `dlcourse ARGUMENTS` in the folder `cwd` as a user would; a variable that is None is taken away."""

    def run(
        *arguments: str | Path,
        cwd: Path,
        course: Path | None = TINY,
        stdin: str | None = None,
        **environment: str | None,
    ) -> Ended:
        command = [sys.executable, "-P", "-m", "dlcourse.cli.main"]
        command += ["--course", str(course)] if course else []
        settings: dict[str, str | None]
        settings = {"DLCOURSE_CACHE": str(cache), "DLCOURSE_SEED": "a secret", "COLUMNS": "120", "NO_COLOR": "1"}
        settings |= {"GITHUB_ACTIONS": None, "FORCE_COLOR": None}  # the tests may run there
        merged = os.environ | settings | environment
        done = subprocess.run(
            [*command, *map(str, arguments)],
            cwd=cwd,
            env={name: value for name, value in merged.items() if value is not None},
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
def dlcourse(run: Run, tmp_path: Path) -> Run:
    """Run `dlcourse ARGUMENTS` in an empty folder of the test's own (or in `cwd`)."""
    return functools.partial(run, cwd=tmp_path)


@pytest.fixture(scope="session")
def fetched(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the tiny course's week was fetched. Never change it; take `workspace` for that."""
    folder = tmp_path_factory.mktemp("fetched")
    assert run("fetch", "basics", cwd=folder).code == 0
    return folder


@pytest.fixture
def workspace(fetched: Path, tmp_path: Path) -> Path:
    """A folder of the test's own into which the tiny course's week was fetched."""
    return shutil.copytree(fetched, tmp_path / "work")
