"""dlcourse dev stubs: what a student starts from, cut from the solutions."""

from __future__ import annotations

import pytest

SOLUTION = "solutions/basics/numbers.py"
STUB = "exercises/basics/numbers.py"


def test_stubs_in_step(dlcourse, course):
    """Where nothing has changed, nothing is written, and --check agrees."""
    for options in ([], ["--check"]):
        ended = dlcourse("dev", "stubs", *options, course=course)
        assert (ended.code, ended.out) == (0, "All 2 stubs are in step with their solutions.\n")


def test_a_changed_solution(dlcourse, course, edit):
    """--check names a stub that is out of step and writes nothing; without it, the stub is cut anew."""
    edit(SOLUTION, "Return the sum of a list", "Return the total of a list")
    before = (course / STUB).read_text()
    ended = dlcourse("dev", "stubs", "--check", course=course)
    assert ended.code == 1
    assert f"out of step: {STUB}" in ended.out
    assert "Run `dlcourse dev stubs`" in ended.out
    assert (course / STUB).read_text() == before
    ended = dlcourse("dev", "stubs", course=course)
    assert (ended.code, f"cut: {STUB}" in ended.out) == (0, True)
    assert (course / STUB).read_text() == before.replace("the sum of a list", "the total of a list")


def test_what_a_stub_holds(dlcourse, course):
    """A stub keeps signatures, docstrings and the solution's other text, names each exercise, and holds no answer."""
    (course / "exercises/basics/words.py").unlink()
    assert dlcourse("dev", "stubs", course=course).code == 0
    stub = (course / "exercises/basics/words.py").read_text()
    for text in ('"""Greeting."""', "def shout(text):", 'Return "hello NAME"', "# TODO: your code here"):
        assert text in stub
    for name in ("shout", "Greeter.__init__", "Greeter.greet"):
        assert f'raise NotImplementedError("{name}")' in stub
    assert "SOLUTION" not in stub
    assert "upper()" not in stub


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    ### END SOLUTION\n\n\ndef total", "\n\ndef total", "numbers.py"),
        ('"""Doubling and adding."""', "### BEGIN SOLUTION\nx = 1\n### END SOLUTION", "into a function or class"),
        ("return 2 * x", "return (2 * x", "not valid Python"),
    ],
    ids=["no end", "outside", "syntax"],
)
def test_regions_that_cannot_be_cut(dlcourse, course, edit, old, new, words):
    """Regions that do not pair up, stand outside of an exercise, or in broken Python are named; no stub changes."""
    edit(SOLUTION, old, new)
    before = (course / STUB).read_bytes()
    ended = dlcourse("dev", "stubs", course=course)
    assert ended.code == 3
    assert "Traceback" not in ended.err
    assert words in ended.err
    assert (course / STUB).read_bytes() == before


def test_a_missing_solution(dlcourse, course):
    """A topic without a solution is named with the path that is missing."""
    (course / SOLUTION).unlink()
    ended = dlcourse("dev", "stubs", course=course)
    assert ended.code == 3
    assert "basics/numbers has no solution" in ended.err
