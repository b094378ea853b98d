"""Stubs: what stays of a solution, and what is put in its place."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

import pytest

from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.course.stubs import cut, staying
from dlcourse.graders.engine.errors import BrokenGrader

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
    """The second cut is read from the cache; if that cannot be written, it is cut again."""
    monkeypatch.setenv("DLCOURSE_CACHE", str(tmp_path / "cache"))
    assert cut(FILE, "file.py") == cut(FILE, "file.py") == STUB
    (cached,) = (tmp_path / "cache" / "stubs").iterdir()
    assert cached.read_text() == STUB
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DLCOURSE_CACHE", str(tmp_path / "file"))
    assert cut(FILE, "file.py") == STUB


@pytest.mark.parametrize("text", ["x = 1\n", "", "def f():\n    return 1", "# no marker\n"], ids=repr)
def test_without_marks_there_is_no_stub(text: str) -> None:
    """A file with no solution region would go out to students as it is."""
    with pytest.raises(BrokenGrader, match=r"file\.py: no solution is marked: write ### BEGIN SOLUTION"):
        cut(text, "file.py")


@pytest.mark.parametrize("odd", ["\f", "\x1c", "\u2028", "\x85", "\v"], ids=ascii)
def test_odd_line_separators_do_not_shift_the_names(odd: str) -> None:
    """A character that only some programs read as the end of a line does not move a region into another exercise."""
    text = f'NOTE = "a{odd}b{odd}c{odd}d{odd}e"\n\n\ndef f():\n    pass\n\n\ndef g():\n' + textwrap.indent(
        "### BEGIN SOLUTION\nreturn 1\n### END SOLUTION\n", "    "
    )
    assert 'NotImplementedError("g")' in cut(text, "file.py")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "def f():\n    ### BEGIN SOLUTION\n    return 1\n",
            "file.py:2: ### BEGIN SOLUTION has no end: write ### END",
        ),
        (
            "def f():\n    ### BEGIN SOLUTION\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n",
            "file.py:3: ### BEGIN SOLUTION, but the region of line 2 is still open: write ### END SOLUTION",
        ),
        ("def f():\n    return 1\n    ### END SOLUTION\n", "file.py:3: ### END SOLUTION, but no region is open here"),
        (
            "def f():\n    ### BEGIN SOLUTION\n    return 1\n\n\ndef g():\n    ### END SOLUTION\n    return 2\n",
            "file.py:2: ### BEGIN SOLUTION in f, but the region ends in line 7, outside of it: write ### END SOLUTION "
            "before line 6",
        ),
        (
            "def f(x):\n    ### BEGIN SOLUTION\n    if x:\n        ### END SOLUTION\n        x = 1\n    return x\n",
            "file.py: without the solution, line 4 of the stub is not valid Python",
        ),
        (
            'def f():\n    ### BEGIN SOLUTION\n    x = """\n    ### END SOLUTION"""\n',
            "file.py:4: a mark inside a string",
        ),
        ("### BEGIN SOLUTION\nX = 1\n### END SOLUTION\n", "file.py:1: a solution region must be inside a function"),
        (
            "def f(): pass\n### BEGIN SOLUTION\nX = 1\n### END SOLUTION\n",
            "file.py:2: a solution region must be inside a function",
        ),
        (
            "def f():\n    ### BEGIN SOLUTION\n    pass\n    ### END SOLUTION\n    raise NotImplementedError(EXERCISE)\n",
            "`EXERCISE` is the engine's own",
        ),
        ("def (:\n", "file.py:1: this is not valid Python"),
        ("x = '\0'\n", "file.py: this is not valid Python"),
    ],
)
def test_marks_that_do_not_match_are_reported(text: str, says: str) -> None:
    """The message names the file, and the line if there is one."""
    with pytest.raises(BrokenGrader) as caught:
        cut(text, "file.py")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("# BEGIN SOLUTION", "### BEGIN SOLUTION"),
        ("## BEGIN SOLUTION", "### BEGIN SOLUTION"),
        ("#### END SOLUTION", "### END SOLUTION"),
        ("###BEGIN SOLUTION", "### BEGIN SOLUTION"),
        ("### BEGIN  SOLUTION", "### BEGIN SOLUTION"),
        ("### Begin Solution", "### BEGIN SOLUTION"),
        ("### begin", "### BEGIN SOLUTION"),
        ("# END", "### END SOLUTION"),
        ("### BEGIN SOLUTOIN", "### BEGIN SOLUTION"),
        ("### BEGIN SOLUTION of the first part", "### BEGIN SOLUTION"),
        ("### BEGIN HIDDEN TESTS", "### BEGIN SOLUTION"),
        ("# the part after the BEGIN SOLUTION mark", "### BEGIN SOLUTION"),
        ("### START SOLUTION", "### BEGIN SOLUTION` or `### END SOLUTION"),
    ],
)
def test_what_looks_like_a_mark_and_is_none_is_reported(line: str, meant: str) -> None:
    """It would leave the solution in the stub. The message has the line and the exact words to write."""
    text = f"def f():\n    {line}\n    return 1\n\n\ndef g():\n    ### BEGIN SOLUTION\n    return 2\n    ### END SOLUTION\n"
    with pytest.raises(BrokenGrader) as caught:
        cut(text, "file.py")
    assert f"file.py:2: `{line}` looks like a mark, but it is none: write `{meant}`" in str(caught.value)


def test_a_mark_behind_code_is_reported() -> None:
    """nbgrader would delete the complete line."""
    with pytest.raises(BrokenGrader, match=r"file\.py:2: ### BEGIN SOLUTION after code: write it alone on its line"):
        cut("def f():\n    x = 1  ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION\n", "file.py")


@pytest.mark.parametrize(
    "comment", ["# at the end, the solution is 3", "# begin with the last row", "### the solution's"]
)
def test_comments_are_no_marks(comment: str) -> None:
    """Plain words with the same letters are left alone."""
    assert comment in cut(f"def f():\n    {comment}\n    ### BEGIN SOLUTION\n    return 2\n    ### END SOLUTION\n", "x")


def test_what_stays_is_listed() -> None:
    """Every statement of a function outside of the regions, with its line."""
    assert staying(FILE, "file.py") == [
        "file.py:20 stays in the stub: y = x + 1",
        "file.py:24 stays in the stub: return y",
        "file.py:35 stays in the stub: if y:",
        "file.py:39 stays in the stub: return inner(x)",
    ]


def test_what_a_stub_needs_to_stand_is_not_listed() -> None:
    """Docstrings, imports, constants of a class and the call of the base's __init__ tell nothing."""
    text = textwrap.dedent("""
        import math

        class Net(Base):
            "Doc."

            size = 2
            width: int

            def __init__(self):
                super().__init__()

            def f(self):
                "Doc."
                import os
                ### BEGIN SOLUTION
                return 1
                ### END SOLUTION
    """)
    assert staying(text, "file.py") == []


def test_a_function_that_stays_whole_is_one_line() -> None:
    """So is a method; and what a module computes by itself is listed too."""
    text = textwrap.dedent("""
        answer = lambda x: x + 1
        NAMES = ("a", "b")

        def _helper(x):
            y = x
            return y + 1

        class Net:
            def __init__(self, n):
                super().__init__()
                self.n = n

            def f(self):
                ### BEGIN SOLUTION
                return _helper(self.n)
                ### END SOLUTION
    """)
    assert staying(text, "file.py") == [
        "file.py:2 stays in the stub: answer = lambda x: x + 1",
        "file.py:5 stays in the stub: all of _helper",
        "file.py:10 stays in the stub: all of Net.__init__",
    ]


def test_the_tiny_courses_stubs_are_cut_from_its_solutions(tiny: Course) -> None:
    """The stubs of the tiny course are what cutting gives."""
    for topic in tiny.topics:
        assert cut(topic.solution.read_text(encoding="utf-8"), "x") == topic.stub.read_text(encoding="utf-8")
