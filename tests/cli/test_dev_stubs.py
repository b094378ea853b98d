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
    assert f"Run `dlcourse --course {course} dev stubs`" in ended.out
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
        (
            "    ### END SOLUTION\n\n\ndef total",
            "\n\ndef total",
            f"{SOLUTION}:12: ### BEGIN SOLUTION, but the region of line 6 is still open: write ### END SOLUTION",
        ),
        (
            "    ### BEGIN SOLUTION\n    return 2",
            "    return 2",
            f"{SOLUTION}:7: ### END SOLUTION, but no region is open",
        ),
        (
            "    ### BEGIN SOLUTION\n    return 2",
            "    # BEGIN SOLUTION\n    return 2",
            f"{SOLUTION}:6: `# BEGIN SOLUTION` looks like a mark, but it is none: write `### BEGIN SOLUTION`",
        ),
        (
            '"""Doubling and adding."""',
            "### BEGIN SOLUTION\nx = 1\n### END SOLUTION",
            f"{SOLUTION}:1: a solution region must be inside a function or class",
        ),
        ("return 2 * x", "return (2 * x", f"{SOLUTION}:7: this is not valid Python"),
    ],
    ids=["no end", "no begin", "one #", "outside", "syntax"],
)
def test_regions_that_cannot_be_cut(dlcourse, course, edit, old, new, words):
    """Regions that do not pair up, are outside of an exercise, or in broken Python are reported; no stub changes."""
    edit(SOLUTION, old, new)
    before = (course / STUB).read_bytes()
    ended = dlcourse("dev", "stubs", course=course)
    assert ended.code == 3
    assert "Traceback" not in ended.err
    assert words in ended.err
    assert (course / STUB).read_bytes() == before


def test_what_stays_of_a_solution(dlcourse, course, edit):
    """If a mark is too low, a part of the answer stays in the stub: its lines are listed, each time."""
    edit(
        SOLUTION,
        "    ### BEGIN SOLUTION\n    return 2 * x",
        "    twice = 2 * x\n    ### BEGIN SOLUTION\n    return twice",
    )
    edit(SOLUTION, '"""Doubling and adding."""', "def _sum(values):\n    return sum(values)")
    said = f"{SOLUTION}:1 stays in the stub: all of _sum\n{SOLUTION}:7 stays in the stub: twice = 2 * x\n"
    ended = dlcourse("dev", "stubs", course=course)
    assert (ended.code, ended.out) == (0, f"In {course}:\n  cut: {STUB}\n{said}")
    assert dlcourse("dev", "stubs", "numbers", course=course).out == f"{said}The stub is in step with its solution.\n"


def test_a_solution_without_marks(dlcourse, course, edit):
    """It is no stub: students would get the answer."""
    edit(SOLUTION, "    ### BEGIN SOLUTION\n", "")
    edit(SOLUTION, "    ### END SOLUTION\n", "")
    ended = dlcourse("dev", "stubs", course=course)
    assert (ended.code, f"{SOLUTION}: no solution is marked: write ### BEGIN SOLUTION" in ended.err) == (3, True)


def test_a_missing_solution(dlcourse, course):
    """A topic without a solution is named with the path that is missing."""
    (course / SOLUTION).unlink()
    ended = dlcourse("dev", "stubs", course=course)
    assert ended.code == 3
    assert "basics/numbers has no solution" in ended.err
