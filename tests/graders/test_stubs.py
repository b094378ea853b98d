"""Stubs: what stays of a solution, and what is put in its place."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

import pytest

from dlcourse.graders.course import Course
from dlcourse.graders.errors import BrokenGrader
from dlcourse.graders.stubs import cut

FILE = '''"""Doc."""

import math

LIMIT = 3


def area(r):
    """Return it."""
    ### BEGIN SOLUTION
    # the secret
    return math.pi * r**2
    ### END SOLUTION


class Net:
    size = 2

    def forward(self, x):
        y = x + 1
        ### BEGIN SOLUTION
        y = y * 2
        ### END SOLUTION
        return y

    ### BEGIN SOLUTION
    @property
    def width(self):
        return 7
    ### END SOLUTION


def outer(x):
    def inner(y):
        if y:
            ### BEGIN SOLUTION
            return y
            ### END SOLUTION
    return inner(x)


async def later():
    ### BEGIN SOLUTION
    pass
    ### END SOLUTION
'''
STUB = '''"""Doc."""

import math

LIMIT = 3


def area(r):
    """Return it."""
    # TODO: your code here
    raise NotImplementedError("area")


class Net:
    size = 2

    def forward(self, x):
        y = x + 1
        # TODO: your code here
        raise NotImplementedError("Net.forward")
        return y

    # TODO: your code here
    raise NotImplementedError("Net")


def outer(x):
    def inner(y):
        if y:
            # TODO: your code here
            raise NotImplementedError("outer.inner")
    return inner(x)


async def later():
    # TODO: your code here
    raise NotImplementedError("later")
'''


def test_each_region_becomes_an_error_that_names_its_exercise() -> None:
    """All else stays as it was, character by character, and the stub is valid Python."""
    assert cut(FILE, "file.py") == STUB
    ast.parse(STUB)


def test_the_same_solution_gives_the_same_stub_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second cut is read from the cache; where that cannot be written, it is cut again."""
    monkeypatch.setenv("DLCOURSE_CACHE", str(tmp_path / "cache"))
    assert cut(FILE, "file.py") == cut(FILE, "file.py") == STUB
    (cached,) = (tmp_path / "cache" / "stubs").iterdir()
    assert cached.read_text() == STUB
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DLCOURSE_CACHE", str(tmp_path / "file"))
    assert cut(FILE, "file.py") == STUB


@pytest.mark.parametrize("text", ["x = 1\n", "", "def f():\n    return 1", "# no marker\n"], ids=repr)
def test_without_markers_nothing_changes(text: str) -> None:
    """A file with no solution region is its own stub."""
    assert cut(text, "file.py") == text


@pytest.mark.parametrize("odd", ["\f", "\x1c", "\u2028", "\x85", "\v"], ids=ascii)
def test_odd_line_separators_do_not_shift_the_names(odd: str) -> None:
    """What only some programs take for the end of a line does not move a region into another exercise."""
    text = f'NOTE = "a{odd}b{odd}c{odd}d{odd}e"\n\n\ndef f():\n    pass\n\n\ndef g():\n' + textwrap.indent(
        "### BEGIN SOLUTION\nreturn 1\n### END SOLUTION\n", "    "
    )
    assert 'NotImplementedError("g")' in cut(text, "file.py")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("def f():\n    ### BEGIN SOLUTION\n    return 1\n", "file.py: "),
        ("def f():\n    ### BEGIN SOLUTION\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n", "file.py: "),
        ("### BEGIN SOLUTION\nX = 1\n### END SOLUTION\n", "file.py:1: a solution region belongs into"),
        ("def f(): pass\n### BEGIN SOLUTION\nX = 1\n### END SOLUTION\n", "file.py:2: a solution region belongs into"),
        ("def f():\n    raise NotImplementedError(EXERCISE)\n", "`EXERCISE` is the engine's own"),
        ("def (:\n", "file.py is not valid Python"),
        ("x = '\0'\n", "file.py is not valid Python"),
    ],
)
def test_markers_that_do_not_fit_are_told(text: str, says: str) -> None:
    """The message names the file, and the line where there is one."""
    with pytest.raises(BrokenGrader) as caught:
        cut(text, "file.py")
    assert says in str(caught.value)


def test_the_tiny_courses_stubs_are_cut_from_its_solutions(tiny: Course) -> None:
    """The stubs that stand there are what cutting gives."""
    for topic in tiny.topics:
        assert cut(topic.solution.read_text(encoding="utf-8"), "x") == topic.stub.read_text(encoding="utf-8")
