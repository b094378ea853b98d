"""Reading an author's files without running them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dlcourse.graders.engine.course.reading import (
    Check,
    Example,
    Probe,
    line_of,
    parse,
    read_checks,
    read_examples,
    read_probes,
)
from dlcourse.graders.engine.errors import BrokenGrader

Written = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write a file that ends the test if it is ever run."""

    def write(text: str) -> Path:
        path = tmp_path / "file.py"
        path.write_text(f"{text}\nraise SystemExit('it was run')\n", encoding="utf-8")
        return path

    return write


def test_a_probe_is_read_with_its_calls(written: Written) -> None:
    """Its inputs, arguments, calls as written, exercises and docstring are known; other functions are not probes."""
    path = written('''
@probe(inputs=draw)
def one(student, x, slope):
    """Twice,
    in a row."""
    net = student.Net(x)
    student.relu(net(x), slope=slope).sum().backward()
    again = student.relu(net(x), slope=slope)
    return {"y": student.LIMIT + again}

@probe()
def two(module):
    return {"y": error_of(module.total, []), "z": module.f(module.g(1))}

def helper(student):
    return student.f()
''')
    assert read_probes(path) == {
        "one": Probe(
            "one",
            "draw",
            ("x", "slope"),
            "Net(x)\nrelu(net(x), slope=slope)\nLIMIT",
            ("Net", "relu", "LIMIT"),
            "Twice, in a row.",
        ),
        "two": Probe("two", None, (), "total([])\nf(g(1))\ng(1)", ("total", "f", "g"), "", frozenset({"z"})),
    }


def test_a_check_is_read_with_its_marks(written: Written) -> None:
    """Points, hint, needs, probes and title are known; a check without docstring is named after its function."""
    path = written('''
@check(points=2, hints=["Look."], needs=["test_b"])
def test_a(one, two):
    """A is right.

    And more."""

@pytest.mark.slow
@check(points=0.5, hints=[""])
def test_b_is_right(): ...

def test_unmarked(one): ...
''')
    assert read_checks(path, hidden=True) == {
        "test_a": Check("test_a", "A is right", 2.0, ("Look.",), ("test_b",), ("one", "two"), True),
        "test_b_is_right": Check("test_b_is_right", "b is right", 0.5, ("",), (), (), True),
    }


def test_examples_are_read(written: Written) -> None:
    """Mistakes and variants are found by their marks."""
    path = written('''
@mistake(of="Net.forward", caught_by="test_a", like="other")
class Wrong:
    """You forgot
    the bias."""

@variant(of="relu")
def right(x): ...

def _helper(): ...
''')
    assert read_examples(path, "mistake") == {
        "Wrong": Example("Wrong", "Net.forward", "You forgot the bias.", "test_a", "other")
    }
    assert read_examples(path, "variant") == {"right": Example("right", "relu", "", None, None)}


def test_the_line_of_a_name(written: Written) -> None:
    """Functions, classes and methods have a line; what is not there has 0."""
    path = written("class Net:\n    def forward(self, x): ...\n\ndef relu(x): ...\n")
    names = ("Net", "Net.forward", "relu", "Net.backward", "relu.forward", "x")
    assert [line_of(path, name) for name in names] == [1, 2, 4, 0, 0, 0]


def test_a_file_that_is_not_there_has_none(tmp_path: Path) -> None:
    """Hidden checks, mistakes and variants may be missing; a solution may not."""
    nowhere = tmp_path / "nowhere.py"
    assert (read_checks(nowhere, hidden=True), read_examples(nowhere, "mistake"), read_probes(nowhere)) == ({}, {}, {})
    with pytest.raises(BrokenGrader, match=r"nowhere\.py"):
        parse(nowhere)


READERS: dict[str, Callable[[Path], Any]] = {
    "probes": read_probes,
    "checks": lambda path: read_checks(path, hidden=False),
    "mistakes": lambda path: read_examples(path, "mistake"),
}


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("probes", "@probe()\ndef p(): ...", "file.py:2: p: a probe is a function whose first argument"),
        ("probes", "@probe()\nclass P: ...", "file.py:2: P: a probe is a function"),
        ("probes", "@probe(inputs=lambda rng: {})\ndef p(student): ...", "file.py:2: p: `inputs` must name a function"),
        ("probes", "@probe()\ndef p(s): ...\n@probe()\ndef p(s): ...", "file.py:4: p: the name is used twice"),
        ("checks", '@check(hints=[""])\ndef test_a(p): ...', "file.py:2: test_a: a check needs `points`"),
        ("checks", '@check(points=0, hints=[""])\ndef test_a(p): ...', "file.py:2: test_a: a check needs `points`"),
        ("checks", '@check(points=True, hints=[""])\ndef test_a(p): ...', "file.py:2: test_a: a check needs `points`"),
        ("checks", '@check(points="2", hints=[""])\ndef test_a(p): ...', "file.py:2: test_a: a check needs `points`"),
        ("checks", '@check(points=POINTS, hints=[""])\ndef test_a(p): ...', "file.py:1: a mark takes only literals"),
        ("checks", '@check(points=1, hints=[f"{1}"])\ndef test_a(p): ...', "file.py:1: a mark takes only literals"),
        (
            "checks",
            '@check(points=1, hints=[""])\ndef a(p): ...',
            "file.py:2: a: a check is a function whose name starts with test_",
        ),
        ("checks", '@check(points=1, hints=[""])\nclass TestA: ...', "file.py:2: TestA: a check is a function"),
        (
            "checks",
            '@check(points=1, hints=[""])\nasync def test_a(p): ...',
            "file.py:2: test_a: a check is a function",
        ),
        ("mistakes", "@mistake(of=relu, caught_by='t')\ndef wrong(x): ...", "file.py:1: a mark takes only literals"),
        (
            "checks",
            '@check(points=1, hints="Up.")\ndef test_a(p): ...',
            "file.py:2: test_a: `hints` is a list of strings",
        ),
        (
            "checks",
            '@check(points=1, hints=["Up."], hints_for=["Up."])\ndef test_a(p): ...',
            "file.py:2: test_a: `hints_for` is a dict of strings",
        ),
        (
            "checks",
            '@check(points=1, hints=["Up."], hints_for={"shapes": "Up."})\ndef test_a(p): ...',
            "file.py:2: test_a: `hints_for` has no kind 'shapes', only error, type, shape, dtype, value",
        ),
        (
            "checks",
            "@check(points=1, hints=[1])\ndef test_a(p): ...",
            "file.py:2: test_a: `hints` is a list of strings",
        ),
        (
            "checks",
            '@check(points=1, hints=["Up."], needs="test_b")\ndef test_a(p): ...',
            "file.py:2: test_a: `needs` is a list of strings: write needs=[…]",
        ),
        ("probes", "@probe\ndef p(student): ...", "file.py:2: p: write `@probe(…)`, with brackets"),
        ("checks", "@check\ndef test_a(p): ...", "file.py:2: test_a: write `@check(…)`, with brackets"),
        (
            "mistakes",
            "@authoring.mistake(of='f', caught_by='t')\ndef wrong(x): ...",
            "file.py:2: wrong: write `@mistake(…)`, after `from dlcourse.graders.authoring import mistake`",
        ),
        ("probes", "x = 1\ndef (", "file.py:2: this is not valid Python"),
        ("checks", "x = '\0'", "this is not valid Python"),
    ],
)
def test_a_slip_in_an_authors_file_is_reported_by_line(written: Written, kind: str, text: str, says: str) -> None:
    """Each message has the file, the line, and what is wrong."""
    with pytest.raises(BrokenGrader) as caught:
        READERS[kind](written(text))
    assert says in str(caught.value)
