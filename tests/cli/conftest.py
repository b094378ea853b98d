"""What the tests of the command share: a student at work, and courses and classes to break."""

from __future__ import annotations

import functools
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TINY = Path(__file__).parents[1] / "courses" / "tiny"


@pytest.fixture(scope="session")
def tiny() -> Path:
    """The folder of the tiny course."""
    return TINY


@pytest.fixture(scope="session")
def solutions() -> dict[str, str]:
    """The text of the tiny course's solutions, by topic."""
    return {path.stem: path.read_text() for path in (TINY / "solutions" / "basics").glob("*.py")}


@pytest.fixture
def student(dlcourse, workspace):
    """The command, run in the student's folder."""
    return functools.partial(dlcourse, cwd=workspace)


@pytest.fixture
def write(workspace) -> Callable[..., Path]:
    """Write the student's file of a topic: text, bytes, or None to delete it."""

    def write(content: str | bytes | None, topic: str = "numbers") -> Path:
        path = workspace / "basics" / f"{topic}.py"
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def check_json(student) -> Callable[..., dict[str, Any]]:
    """Return the document of `check TARGET --json`, and see that nothing else was said."""

    def check(target: str = "numbers", code: int = 1, **settings: Any) -> dict[str, Any]:
        ended = student("check", target, "--json", **settings)
        assert (ended.code, ended.err) == (code, ""), ended
        document: dict[str, Any] = json.loads(ended.out)
        return document

    return check


@pytest.fixture
def course(tmp_path) -> Path:
    """A copy of the tiny course, to be changed."""
    return shutil.copytree(TINY, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture
def edit(course) -> Callable[[str, str, str], Path]:
    """Replace a text, which must be there, in a file of the course."""

    def edit(file: str, old: str, new: str) -> Path:
        path = course / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        return path

    return edit
