"""The judge: pytest on evidence. What is not right is not passed, and what the grader does wrong is the grader's."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse.graders.engine.collect.key import Key, KnownMistake
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import (
    Evidence,
    Failure,
    Frame,
    Outcome,
    TopicEvidence,
    difference,
)
from dlcourse.graders.engine.evidence.wire import Array, Tree
from dlcourse.graders.engine.judge.judge import BrokenCheck, Checks, open_checks
from dlcourse.graders.engine.results.records import CheckResult, TopicResult

MANIFEST = """
name = "mini"
title = "Mini"
[[week]]
name = "w"
title = "W"
points = 1
topic = [{ name = "t", title = "T", points = 1 }, { name = "u", title = "U", points = 1 }]
"""
PROBES = """
from dlcourse.graders.authoring import probe
@probe()
def one(student):
    return {"y": student.f(1)}
@probe()
def two(student):
    return {"y": student.g(2)}
"""
IMPORTS = """
import pytest
from dlcourse.graders.assertions import assert_at_least, assert_matches
from dlcourse.graders.authoring import check
"""
RIGHT: dict[str, Tree] = {"y": Array.of(np.array([1.0, 2.0])), "n": 3, "words": ["a", "b"]}


class Panel:
    """A topic made of these checks, whose reference gave `expected` for every probe."""

    def __init__(self, root: Path, checks: str, expected: dict[str, Tree]) -> None:
        folder = root / "graders" / "w"
        for topic in ("t", "u"):
            (folder / topic).mkdir(parents=True, exist_ok=True)
            (folder / topic / "probes.py").write_text(PROBES)
            (folder / topic / "test_visible.py").write_text(IMPORTS + textwrap.dedent(checks))
        (root / "course.toml").write_text(MANIFEST)
        self.expected = expected
        self.subjects = [self._subject(topic) for topic in Course(root).topics]

    def _subject(self, topic: Any) -> Subject:
        probes = topic.probes
        expected = {name: Evidence(name, "ok", self.expected) for name in probes}
        key = Key(topic.id, {name: {"x": Array.of(np.arange(3.0))} for name in probes}, expected, (), ())
        return Subject(topic, key, topic.checks(hidden=False))

    def judge(self, *stream: TopicEvidence, topic: str = "w/t") -> list[TopicResult]:
        (subject,) = (subject for subject in self.subjects if subject.topic.id == topic)
        with self.open() as checks:
            return [checks.judge(subject, evidence) for evidence in stream]

    def open(self) -> AbstractContextManager[Checks]:
        return open_checks([subject.topic for subject in self.subjects], hidden=False)

    def check(self, values: dict[str, Tree] | None = None, **options: Any) -> CheckResult:
        """Return the first check's result on these values, for every probe."""
        return self.judge(self.leaving(values, **options))[0].checks[0]

    def leaving(self, values: dict[str, Tree] | None = None, outcome: Outcome = "ok", **options: Any) -> TopicEvidence:
        chosen = self.expected if values is None else values
        return {name: Evidence(name, outcome, chosen, **options) for name in ("one", "two")}


PanelOf = Callable[..., Panel]


@pytest.fixture
def panel(tmp_path: Path) -> PanelOf:
    return lambda checks, expected=None: Panel(tmp_path / "mini", checks, RIGHT if expected is None else expected)


MATCHES = """
@check(points=2, hints=["Look again."])
def test_one(one):
    '''It is right.'''
    assert_matches(one)
"""


def saying(body: str) -> str:
    """Return one check with this body; `one` is its run."""
    return (
        f'@check(points=2, hints=[""])\ndef test_one(one):\n{textwrap.indent(textwrap.dedent(body).strip(), "    ")}\n'
    )


def test_right_evidence_passes(panel: PanelOf) -> None:
    """Evidence equal to the reference's gets the points, with no message."""
    result = panel(MATCHES).check()
    assert (result.status, result.points, result.message, result.title) == ("passed", 2.0, "", "It is right")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"n": 4}, "n: 4 instead of 3"),
        ({"n": None}, "n: None instead of an int"),
        ({"y": Array.of(np.array([1.0, 5.0]))}, "differs    [1]: 5 instead of 2 (1 of 2 values differ)"),
        ({"y": [1.0, 2.0]}, "differs    the result: a list or tuple instead of an ndarray of shape (2,)"),
        ({"words": ["a"]}, "words: 1 item instead of 2"),
        ({"words": ["a", "c"]}, "words[1]: 'c' instead of 'b'"),
    ],
)
def test_other_evidence_fails_and_says_where(panel: PanelOf, change: dict[str, Tree], says: str) -> None:
    """A mismatch gets no points; its message has what came, what was expected, the first difference, and the call."""
    result = panel(MATCHES).check(RIGHT | change)
    assert (result.status, result.points) == ("failed", 0.0)
    labels = [line[:9].strip() for line in result.message.splitlines() if line[:9].strip()]
    what = "returned" if "y" in change else "found"
    assert [label for label in labels if label != "note"] == [what, "expected", "differs", "called"]
    assert "f(1)" in result.message
    assert says in result.message


@pytest.mark.parametrize(
    "values",
    [{}, {"y": 1}, RIGHT | {"more": 1}, {"Y": 1, "N": 1, "words": 1}, {str(i): i for i in range(1000)}],
    ids=len,
)
def test_missing_and_extra_names_fail(panel: PanelOf, values: dict[str, Tree]) -> None:
    """Evidence under other names than were asked for fails, and the check never sees it."""
    result = panel(saying("assert one['y'] is not None")).check(values)
    assert result.status == "failed"
    assert "other names" in result.message


def test_a_probe_without_evidence_fails(panel: PanelOf) -> None:
    """Where nothing came back the check fails; evidence for probes that nobody knows is not looked at."""
    made = panel(MATCHES)
    for evidence in ({}, {"three": Evidence("three", "ok", RIGHT)}):
        assert [check.status for check in made.judge(evidence)[0].checks] == ["failed"]


@pytest.mark.parametrize(
    ("outcome", "status"),
    [("not_started", "not_started"), ("error", "error"), ("timeout", "timeout"), ("malformed", "failed")],
)
def test_a_probe_that_did_not_end_well_is_never_judged(panel: PanelOf, outcome: Outcome, status: str) -> None:
    """The check has the probe's own ending, even with the right values in it, and does not run."""
    failure = Failure(type="ValueError", text="no", place="student", line=3, code="x = 1")
    result = panel(saying("pass")).check(RIGHT, outcome=outcome, failure=failure)
    assert (result.status, result.points) == (status, 0.0)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("assert one['n'] == 3, f'n is {one[\"n\"]}'", "problem    n is 4"),
        ("assert one['n'] == 3", "problem    assert 4 == 3"),
        ("raise AssertionError if one['n'] != 3 else KeyError", "problem    the result is not what it should be"),
        ("assert_at_least(3 - one['n'], 0, 'what is left')", "returned   what is left: -1"),
        ("with pytest.raises(ZeroDivisionError): 1 / (one['n'] - 3)", "returned"),
    ],
)
def test_a_plain_assertion_fails_in_its_own_words(panel: PanelOf, body: str, says: str) -> None:
    """What a check asserts is what the student reads, without pytest's innards."""
    result = panel(saying(body)).check(RIGHT | {"n": 4})
    if "KeyError" in body:
        assert result.status == "broken"  # not even the reference passes
    else:
        assert result.status == "failed"
        assert says in result.message
        assert "where" not in result.message


@pytest.mark.parametrize(
    "body",
    [
        "one['y'].shape[0]",
        "one['words'].append(1)",
        "one['n'] + 1",
        "sum(one['y'])",
        "1 / one['n']",
        "one['n'].real",
        "float(one['n'])",
        "{3: 'three'}[one['n']]",
        "assert_at_least(one['n'], 3, 'n')",
        "if one['n'] != 3: raise SystemExit(0)",
        "if one['n'] != 3: raise BaseException",
        "if one['n'] != 3: pytest.skip('odd')",
        "if one['n'] != 3: pytest.xfail('odd')",
        "if one['n'] != 3: pytest.fail('odd')",
        "if one['n'] != 3: pytest.importorskip('no_such_module')",
        "if one['n'] != 3: raise ExceptionGroup('odd', [ValueError()])",
        "if one['n'] != 3: one['n'].x = one",
        "def down(): down()\nif one['n'] != 3: down()",
    ],
)
def test_a_check_that_stumbles_over_odd_evidence_fails(panel: PanelOf, body: str) -> None:
    """Evidence of a form that the check cannot read is the student's failure where the reference's can be read."""
    odd: dict[str, Tree] = {"y": "nothing", "n": "three", "words": None}
    result = panel(saying(body)).check(odd)
    assert (result.status, result.points) == ("failed", 0.0)
    assert "expected" in result.message or "odd" in result.message


@pytest.mark.parametrize(
    "body",
    [
        "one['no such name']",
        "raise ValueError(one['n'])",
        "assert one['n'] == 4, 'the reference says 3'",
        "assert False",
        "pytest.skip('not today')",
        "pytest.xfail('not today')",
        "pytest.importorskip('no_such_module')",
        "raise SystemExit(0)",
        "raise BaseException('\\x1b[2J')",
        "def down(): down()\ndown()",
    ],
)
def test_a_check_that_fails_on_the_reference_is_broken(panel: PanelOf, body: str) -> None:
    """A check that not even the reference passes is nobody's failure but the grader's, and gives no points."""
    for values in (RIGHT, RIGHT | {"n": 5}):
        result = panel(saying(body)).check(values)
        assert (result.status, result.points) == ("broken", 0.0)
        assert "the grader failed here, not your code" in result.message
        assert "\x1b" not in result.message


@pytest.mark.parametrize(
    ("body", "broken"),
    [
        ("n = 1\none['no such name']", BrokenCheck("KeyError", "'no such name'", 8, asserts=False)),
        ("assert_at_least(one, 1, 'it')", BrokenCheck("TypeError", "'>=' not supported", 7, asserts=False)),
        ("assert one['n'] == 4, 'it is 3'", BrokenCheck("AssertionError", "it is 3\nassert 3 == 4", 7, asserts=True)),
        ("assert_matches(one, 'y', 'z')", BrokenCheck("KeyError", "'z'", 7, asserts=False)),
    ],
)
def test_what_a_broken_check_raised_is_kept(panel: PanelOf, body: str, broken: BrokenCheck) -> None:
    """The last exception, by check, with the line of the check's own file; the next judgement forgets it."""
    made = panel(saying(body), RIGHT)
    with made.open() as checks:
        checks.judge(made.subjects[0], made.leaving())
        (kept,) = checks.broken.values()
        assert dataclasses.replace(kept, text=kept.text[: len(broken.text)]) == broken
        checks.judge(made.subjects[0], made.leaving(outcome="timeout", failure=Failure()))
        assert checks.broken == {}


@pytest.mark.parametrize("mark", ["skip", "skipif(True, reason='')", "xfail(run=False)", "usefixtures('none')"])
def test_a_marked_check_is_never_passed(panel: PanelOf, mark: str) -> None:
    """pytest's own marks cannot turn a check into a pass."""
    result = panel(f"@pytest.mark.{mark}\n" + saying("pass")).check()
    assert (result.status, result.points) == ("broken", 0.0)


NEEDS = """
@check(points=1, hints=[""])
def test_first(one):
    assert_matches(one)

@check(points=1, hints=[""], needs=["test_first"])
def test_second(two):
    assert_matches(two)

@check(points=1, hints=[""], needs=["test_second"])
def test_third(two):
    pass

@check(points=1, hints=[""])
def test_fourth(two):
    pass

@check(points=1, hints=[""], needs=["test_nowhere"])
def test_fifth(two):
    pass
"""


@pytest.mark.parametrize(
    ("one", "statuses"),
    [
        (Evidence("one", "ok", RIGHT), ["passed", "passed", "passed", "passed", "blocked"]),
        (Evidence("one", "ok", RIGHT | {"n": 4}), ["failed", "blocked", "blocked", "passed", "blocked"]),
        (Evidence("one", "timeout", failure=Failure()), ["timeout", "blocked", "blocked", "passed", "blocked"]),
        (Evidence("one", "not_started"), ["not_started", "not_started", "not_started", "passed", "blocked"]),
    ],
    ids=["passed", "failed", "timeout", "not_started"],
)
def test_a_check_waits_for_what_it_needs(panel: PanelOf, one: Evidence, statuses: list[str]) -> None:
    """A check is blocked by one that did not pass, not started with one that is not, and blocked by one that is not there."""
    result = panel(NEEDS).judge({"one": one, "two": Evidence("two", "ok", RIGHT)})[0]
    assert [check.status for check in result.checks] == statuses
    assert result.points == statuses.count("passed")


SPOILERS = (
    MATCHES
    + """
seen = []

@check(points=1, hints=[""])
def test_spoils(one):
    one["y"][:] = 0
    one.expected["y"][:] = 0
    one.inputs["x"][:] = 0
    one.expected["words"].clear()
    seen.append(one)
    assert one["n"] == 3

@check(points=1, hints=[""])
def test_sees_it_unspoiled(one):
    assert one.expected["y"].tolist() == [1, 2]
    assert one.expected["words"] == ["a", "b"]
    assert one.inputs["x"].tolist() == [0, 1, 2]
    assert one["n"] == 3
"""
)


@pytest.fixture(scope="module")
def spoilers(tmp_path_factory: pytest.TempPathFactory) -> Panel:
    return Panel(tmp_path_factory.mktemp("spoilers"), SPOILERS, RIGHT)


@settings(max_examples=15)
@given(data=st.data())
def test_many_submissions_are_judged_like_each_alone(
    data: st.DataObject, trees: st.SearchStrategy[Tree], spoilers: Panel
) -> None:
    """One session for a class gives each the result of a session of its own, even with checks that spoil what they get."""
    made = spoilers
    values = st.sampled_from([RIGHT, RIGHT | {"n": 4}]) | trees.map(lambda tree: RIGHT | {"y": tree})
    outcomes: st.SearchStrategy[Outcome] = st.sampled_from(
        ["ok", "ok", "ok", "error", "timeout", "malformed", "not_started"]
    )
    stream = [made.leaving(*pair) for pair in data.draw(st.lists(st.tuples(values, outcomes), min_size=2, max_size=5))]
    assert made.judge(*stream) == [made.judge(evidence)[0] for evidence in stream]


CARELESS = (
    MATCHES
    + """
@check(points=1, hints=[""])
def test_reads_it_carelessly(one):
    assert (one["y"] * 2).sum() / one["n"] == 2, "no"
    assert " ".join(one["words"]).upper().index("B") == 2 and one["y"][-1] > one["y"][0]
"""
)


@pytest.fixture(scope="module")
def careless(tmp_path_factory: pytest.TempPathFactory) -> Panel:
    return Panel(tmp_path_factory.mktemp("careless"), CARELESS, RIGHT)


@settings(max_examples=40)
@given(data=st.data())
def test_only_what_matches_passes(data: st.DataObject, trees: st.SearchStrategy[Tree], careless: Panel) -> None:
    """Random evidence in the place of the right one fails: it neither passes, nor breaks the grader."""
    made = careless
    names = st.sets(st.sampled_from(sorted(RIGHT)), min_size=1)
    others = [RIGHT | {name: data.draw(trees) for name in sorted(data.draw(names))} for _ in range(8)]
    results = made.judge(*map(made.leaving, others))
    for values, result in zip(others, results, strict=True):
        strict, careless = result.checks
        differs = any(difference(values[name], RIGHT[name], 1e-4, 1e-5) for name in RIGHT)
        assert strict.status == ("failed" if differs else "passed")
        assert careless.status in ("failed", "passed")
        assert all(len(check.message) < 20_000 for check in result.checks)


def test_topics_of_one_session_do_not_mix(panel: PanelOf) -> None:
    """Two topics may name probes and checks alike; each is judged by its own."""
    made = panel(MATCHES)
    file = made.subjects[1].topic.visible_file
    file.write_text(IMPORTS + saying("assert one['n'] == 4, 'of the other topic'"))
    one, other = made.subjects
    stream = [(one, made.leaving()), (other, made.leaving()), (one, made.leaving(RIGHT | {"n": 4}))]
    with made.open() as checks:
        results = [checks.judge(subject, evidence) for subject, evidence in stream]
    assert [(r.topic, r.checks[0].status) for r in results] == [("t", "passed"), ("u", "broken"), ("t", "failed")]


def test_messages_are_harmless(panel: PanelOf) -> None:
    """Escape sequences in values, errors and output reach no message; floods of them are cut."""
    evil = "\x1b]0;title\x07\u202e" * 2000
    failure = Failure(type=evil, text=evil, place="student", line=1, code=evil, function=evil, returned=evil)
    failure = dataclasses.replace(failure, column=90, first=evil, callers=(Frame(evil, 2, evil, 3),) * 10)
    made = panel(MATCHES)
    results = [
        made.check(RIGHT | {"words": [evil, evil], "n": evil}, output=evil),
        made.check({}, outcome="error", failure=failure, output=evil),
        made.check({}, outcome="timeout", failure=failure),
        made.check({}, outcome="malformed", failure=failure),
        made.check(RIGHT | {"n": evil}, caught=(failure,)),
    ]
    for result in results:
        assert all(character == "\n" or character.isprintable() for character in result.message)
        assert 0 < len(result.message) < 30_000


def told(panel: PanelOf, **parts: Any) -> list[str]:
    """Return the lines of the message for an exception of the student's, without what was called."""
    failure = Failure(**{"type": "RuntimeError", "place": "student", "line": 23, "code": "return x @ W"} | parts)
    message = panel(MATCHES).check({}, outcome="error", failure=failure).message
    return [line for line in message.splitlines() if not line.startswith("called  ")]


def test_an_exception_is_told_from_the_inside_out(panel: PanelOf) -> None:
    """The cause, what was raised, the line that raised it, and how the student's code came there."""
    callers = (Frame("linear", 23, "return x @ W", 2), Frame("", 0, "", 990), Frame("<module>", 41, "h = linear(x)"))
    text = "mat1 and mat2 shapes cannot be multiplied (4x3 and 4x2)"
    assert told(panel, text=text, callers=callers, first="KeyError: 'W', in line 9: d['W']") == [
        "because    the inner sizes differ: 4×3 @ 4×2 needs 3 = 4. Is a transpose missing, or was a layer made for 4 inputs?",
        f"raised     RuntimeError: {text}",
        "line       23: return x @ W",
        "first      KeyError: 'W', in line 9: d['W']",
        "called by  linear, line 23: return x @ W  (2 times)",
        "           … 990 more",
        "           line 41: h = linear(x)",
    ]


def test_a_long_text_that_is_explained_is_cut_to_its_first_sentence(panel: PanelOf) -> None:
    """PyTorch's paragraphs of advice stay out of the way; a text that nobody explains is shown to the end."""
    first = "Trying to backward through the graph a second time"
    lines = told(panel, text=f"{first}. Saved intermediate values are freed. Specify retain_graph=True.")
    assert lines[0].startswith("because    backward() went through this graph before.")
    assert lines[1] == f"raised     RuntimeError: {first}"
    assert told(panel, text="One is odd. Two is not.")[0] == "raised     RuntimeError: One is odd. Two is not."


@pytest.mark.parametrize(
    ("code", "column", "shown"),
    [
        ("def f(x", 6, ["line       3: def f(x", "                   ^"]),
        ("x = [" + "1, " * 60, 5, [f"line       3: x = [{'1, ' * 18}1", "                  ^"]),
        ("1, " * 60 + "(", 181, ["line       3: …" + ("1, " * 60 + "(")[-60:], " " * 74 + "^"]),
    ],
    ids=["short", "start", "end"],
)
def test_a_caret_shows_where_python_stopped(panel: PanelOf, code: str, column: int, shown: list[str]) -> None:
    """Condition the line that cannot be read stands a caret; of a long line, the part around it is shown."""
    failure = {"type": "SyntaxError", "text": "'(' was never closed", "place": "import", "line": 3}
    lines = told(panel, **failure, code=code, column=column)
    assert lines[-1].startswith("importing")
    assert lines[-3:-1] == shown
    assert lines[-3][lines[-2].index("^")] == code[column - 1]


def test_advice_is_given_once(panel: PanelOf) -> None:
    """Where we know the cause, nothing general follows; where we do not, the general advice does."""
    known = told(panel, type="NameError", text="name 'y' is not defined")
    assert [line.split()[0] for line in known] == ["because", "raised", "line"]
    general = told(panel, type="RecursionError", text="maximum recursion depth exceeded")
    assert [line.split()[0] for line in general] == ["raised", "line", "advice"]


def test_a_value_with_which_the_next_step_fails_is_explained_too(panel: PanelOf) -> None:
    """If a probe fails on what came back, the cause is shown, or what to compare, but not twice that it is None."""
    text = "element 0 of tensors does not require grad and does not have a grad_fn"
    parts = {"place": "probe", "line": 0, "code": ""}
    lines = told(panel, **parts, text=text, returned="f returned tensor of shape (3,), float32")
    assert [line.split()[0] for line in lines] == ["because", "returned", "problem"]
    unknown = told(panel, **parts, text="odd", returned="f returned float: 1.0")
    assert [line.split()[0] for line in unknown] == ["returned", "problem", "advice"]
    none = told(
        panel,
        **parts,
        type="AttributeError",
        text="'NoneType' object has no attribute 'sum'",
        returned="f returned None",
    )
    assert [line.split()[0] for line in none] == ["returned", "problem", "note"]


def test_an_exception_that_was_asked_for_is_explained_where_another_came(panel: PanelOf) -> None:
    """Only its name is compared; the text and the line help the student, and only where the name is wrong.

    Advice to avoid it would not: an exception is asked for.
    """
    made = panel(MATCHES, {"error": "ValueError"})
    caught = (
        Failure(type="ValueError", text="right", place="student", line=2, code="raise ValueError"),
        Failure(type="IndexError", text="list index out of range", place="student", line=4, code="return x[9]"),
    )
    wrong = made.check({"error": "IndexError"}, caught=caught)
    assert "raised     IndexError: list index out of range\nline       4: return x[9]" in wrong.message
    assert "right" not in wrong.message
    assert made.check(caught=caught).status == "passed"
    assert "IndexError" not in made.check({"error": None}, caught=caught).message


def test_an_exception_that_was_not_asked_for_has_its_cause(panel: PanelOf) -> None:
    """Where the reference raises nothing, what is behind the exception helps."""
    caught = (Failure(type="IndexError", text="list index out of range", place="student", line=4, code="return x[9]"),)
    result = panel(MATCHES, {"error": None}).check({"error": "IndexError"}, caught=caught)
    assert result.message.startswith("because    the list has fewer items")
    assert "raised     IndexError: list index out of range\nline       4" in result.message


def test_of_several_calls_the_exception_is_of_the_one_that_is_told_of(panel: PanelOf) -> None:
    """What another call raised would contradict what is said of this one."""
    made = panel(saying("assert one['f(0)'] == 'ValueError', f'f(0) raises {one[\"f(0)\"]}'"), ERRORS)
    caught = (Failure(type="IndexError", text="of f(9)", place="student", line=4, code="return x[9]", call="f(9)"),)
    assert "IndexError" not in made.check({"f(0)": None, "f(9)": "IndexError"}, caught=caught).message
    told = made.check({"f(0)": "IndexError", "f(9)": "ValueError"}, caught=caught).message
    assert "raised     IndexError: of f(9)" in told


ERRORS: dict[str, Tree] = {"f(0)": "ValueError", "f(9)": "ValueError"}


def test_which_call_it_was_is_told_where_there_are_several(panel: PanelOf) -> None:
    """Below calls in a loop stands the one that raised; a probe's only call is shown already."""
    again = told(panel, text="no", call="f('adamw')", calls=3)
    assert (again[0], again[-1]) == ("raised     RuntimeError: no", "this call  f('adamw')")
    assert told(panel, text="no", call="f(1)", calls=1)[0] == "raised     RuntimeError: no"


def test_a_recognised_mistake_stands_for_the_cause(panel: PanelOf) -> None:
    """What the course says of this very mistake is better than what can be said of any such exception."""
    failure = Failure(
        type="RuntimeError", text="mat1 and mat2 shapes cannot be multiplied (4x3 and 4x2)", place="student"
    )
    made = panel(MATCHES)
    evidence = made.leaving({}, outcome="error", failure=failure)
    subject = made.subjects[0]
    known = KnownMistake("m", "f", "Your W is not transposed.", evidence)
    made.subjects[0] = dataclasses.replace(subject, key=dataclasses.replace(subject.key, known=(known,)))
    lines = made.judge(evidence)[0].checks[0].message.splitlines()
    assert [line.split()[0] for line in lines] == ["this", "raised", "called"]
    assert made.judge(evidence)[0].checks[0].hints == ("Look again.",)


def test_hints_stay_away_from_an_exception(panel: PanelOf) -> None:
    """They are about the exercise, and below an exception they would read like its explanation."""
    made = panel(MATCHES)
    failure = Failure(type="ValueError", text="no", place="student", line=3, code="x = 1")
    assert made.check({}, outcome="error", failure=failure).hints == ()
    assert made.check({}, outcome="error", failure=dataclasses.replace(failure, place="probe")).hints == (
        "Look again.",
    )
    assert made.check({}, outcome="not_started", failure=failure).hints == ("Look again.",)
    assert made.check(RIGHT | {"n": 4}).hints == ("Look again.",)


FOR_KINDS = MATCHES.replace(
    'hints=["Look again."]',
    'hints=["Look again."], hints_for={"shape": "Count them.", "value": "Compute again.", "error": "Read it."}',
)


@pytest.mark.parametrize(
    ("wrong", "first"),
    [
        ({"y": Array.of(np.array([1.0, 3.0]))}, "Compute again."),
        ({"n": 4}, "Compute again."),
        ({"y": Array.of(np.array([1.0]))}, "Count them."),
        ({"words": ["a"]}, "Count them."),
        ({"n": None}, ""),
    ],
    ids=["number", "int", "shape", "length", "type"],
)
def test_the_first_hint_is_for_this_kind_of_failure(panel: PanelOf, wrong: dict[str, Tree], first: str) -> None:
    """If the check has one for it; the others follow."""
    assert panel(FOR_KINDS).check(RIGHT | wrong).hints == tuple(filter(None, (first, "Look again.")))


def test_a_hint_for_exceptions_stands_alone(panel: PanelOf) -> None:
    """Below an exception only the hint that is about exceptions is shown, and none below a name that does not exist."""
    made = panel(FOR_KINDS)
    failure = Failure(type="TypeError", text="no", place="student", line=3, code="x = 1")
    assert made.check({}, outcome="error", failure=failure).hints == ("Read it.",)
    attribute = dataclasses.replace(failure, type="AttributeError")
    assert made.check({}, outcome="error", failure=attribute).hints == ("Read it.",)
    name = dataclasses.replace(failure, type="NameError")
    assert made.check({}, outcome="error", failure=name).hints == ()
    assert made.check({}, outcome="error", failure=dataclasses.replace(failure, place="file")).hints == ()


def test_a_call_that_takes_too_long_shows_its_line(panel: PanelOf) -> None:
    """Where the worker could tell it, the line that ran when the time was up comes below what happened."""
    failure = Failure(text="This call had not ended after 2 s.", line=23, code="while True:")
    message = panel(MATCHES).check({}, outcome="timeout", failure=failure).message
    assert "happened   This call had not ended after 2 s.\nline       23: while True:\nadvice     look for" in message


def test_a_line_that_does_nothing_is_a_note(panel: PanelOf) -> None:
    """The worker warns of it; it is shown once, however many probes there are, and apart from what was printed."""
    output = "one\nSyntaxWarning: line 7, p.require_grad = True: this does nothing\nUserWarning: two\n"
    check = panel(MATCHES).check(RIGHT | {"n": 4}, output=output)
    said = [(line.label, line.text) for line in check.lines if line.label in ("note", "printed")]
    assert said == [
        ("note", "line 7, p.require_grad = True: this does nothing"),
        ("printed", "one\nUserWarning: two"),
    ]


def test_what_was_printed_is_shown_with_a_failure_only(panel: PanelOf) -> None:
    """Output of the student's code helps to find a mistake, and is nobody's business otherwise."""
    made = panel(MATCHES)
    assert "look at me" in made.check(RIGHT | {"n": 4}, output="look at me").message
    assert "look at me" not in made.check(RIGHT, output="look at me").message
    assert (
        f"printed    {'x' * 400}…\n" in made.check(RIGHT | {"n": 4}, output="x" * 401 + "\n" + "y" * 400).message + "\n"
    )
    assert made.check(RIGHT | {"n": 4}, output="y" * 400).message.endswith("y" * 400)


SETTINGS = {
    "PYTEST_ADDOPTS": "--collect-only -k nothing --no-such-option",
    "PYTEST_PLUGINS": "no_such_plugin",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "",
    "PYTEST_DEBUG": "",
}


BOTH = """
@check(points=1, hints=["Look again."])
def test_both(one, two):
    '''Both are right.'''
    assert_matches(two, "n", "y")
    assert_matches(one)
"""


@pytest.mark.parametrize(
    ("two", "mistake"),
    [
        ({}, "halved"),
        ({"n": 7}, None),  # what is shown is another thing
        ({"n": 7, "y": Array.of(np.array([0.5, 1.0]))}, None),
        ({"y": Array.of(np.array([0.5, 1.0]))}, "halved"),
    ],
)
def test_a_mistake_is_named_where_it_explains_what_is_shown(
    panel: PanelOf, two: dict[str, Tree], mistake: str | None
) -> None:
    """Of the probes of a check, and of what one left, only the place that the message is about decides."""
    mini = panel(BOTH)
    half = RIGHT | {"y": Array.of(np.array([0.5, 1.0]))}
    known = KnownMistake("halved", "f", "You halve it.", {"one": Evidence("one", "ok", half)})
    again = KnownMistake("halved", "f", "You halve it.", {"two": Evidence("two", "ok", half)})
    subject = dataclasses.replace(mini.subjects[0], key=dataclasses.replace(mini.subjects[0].key, known=(known, again)))
    mini.subjects[0] = subject
    (result,) = mini.judge({"one": Evidence("one", "ok", half), "two": Evidence("two", "ok", RIGHT | two)})
    assert result.checks[0].mistake == mistake


def test_the_users_own_pytest_settings_do_not_matter(
    panel: PanelOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither ini files and conftest.py in the course or the current folder, nor variables, change a result."""
    made = panel(MATCHES)
    ini = "addopts = --collect-only -p no:python\npython_functions = nothing\nxfail_strict = true\n"
    for folder in (tmp_path, tmp_path / "mini", made.subjects[0].topic.graders):
        (folder / "pytest.ini").write_text(f"[pytest]\n{ini}")
        (folder / "tox.ini").write_text(f"[pytest]\n{ini}")
        (folder / "setup.cfg").write_text(f"[tool:pytest]\n{ini}")
        (folder / "pyproject.toml").write_text('[tool.pytest.ini_options]\naddopts = "--collect-only"\n')
        (folder / "conftest.py").write_text("raise SystemExit('a conftest was imported')\n")
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    before = dict(os.environ)
    assert [made.check(values).status for values in (RIGHT, RIGHT | {"n": 4})] == ["passed", "failed"]
    changed = {name for name in os.environ.keys() | before.keys() if os.environ.get(name) != before.get(name)}
    assert changed <= {"PYTEST_CURRENT_TEST"}


@pytest.mark.parametrize(
    ("checks", "says"),
    [
        (MATCHES + "\nimport no_such_module", "no_such_module"),
        (MATCHES + "\n1 / 0", "ZeroDivisionError"),
        (MATCHES + "\npytest.skip('all', allow_module_level=True)", "test_one"),
        (MATCHES + "\ndel test_one", "test_one"),
        (MATCHES + "\ntest_one = pytest.mark.parametrize('x', [1])(test_one)", "test_one"),
        (MATCHES + "\ntest_one = 5", "test_one"),
    ],
)
def test_checks_that_cannot_be_collected_break_the_grader(panel: PanelOf, checks: str, says: str) -> None:
    """A check that pytest does not find is said, by name, instead of being left out."""
    with pytest.raises(BrokenGrader, match=says):
        panel(checks).check()


@pytest.mark.parametrize(
    ("line", "raised"),
    [
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("float('x')", "ValueError: could not convert string to float: 'x'"),
        ("return", "SyntaxError: 'return' outside function"),
        ("check(1)", "TypeError: check() takes 0 positional arguments but 1 was given"),
    ],
)
def test_an_error_while_collecting_has_its_line(panel: PanelOf, line: str, raised: str) -> None:
    """It carries the file, the line in it and the exception, whatever pytest makes of it."""
    made = panel(f"{line}\n{MATCHES}")
    with pytest.raises(BrokenGrader) as caught:
        made.check()
    error, file = caught.value, made.subjects[0].topic.visible_file
    assert (Path(error.file), error.line, error.raised) == (file, 5, raised)


def test_a_check_for_an_unknown_probe_breaks_the_grader(panel: PanelOf) -> None:
    """The nearest probe is named."""
    with pytest.raises(BrokenGrader, match="Did you mean 'one'"):
        panel(MATCHES.replace("(one)", "(ones)"))


def test_pytest_exit_in_a_check_breaks_the_grader(panel: PanelOf) -> None:
    """It would end the session of a whole class."""
    with pytest.raises(BrokenGrader, match=r"pytest\.exit"):
        panel(saying("pytest.exit('bye')")).check()


@pytest.mark.parametrize("error", [KeyboardInterrupt, BrokenGrader, MemoryError, SystemExit])
def test_errors_of_the_caller_pass_through(panel: PanelOf, error: type[BaseException]) -> None:
    """pytest swallows neither Ctrl-C nor what goes wrong while evidence is collected or results are written."""
    made = panel(MATCHES)

    def interrupted() -> None:
        with made.open() as checks:
            assert checks.judge(made.subjects[0], made.leaving()).points == 2
            raise error

    with pytest.raises(error):
        interrupted()
    assert made.judge(made.leaving())[0].points == 2  # and another session can begin


def test_a_key_of_other_checks_breaks_the_grader(panel: PanelOf) -> None:
    """A key that lacks a probe's expected evidence is said to be of another version."""
    subject = panel(MATCHES).subjects[0]
    with pytest.raises(BrokenGrader, match="another version"):
        Subject(subject.topic, Key(subject.topic.id, {}, {}, (), ()), subject.checks)


def test_judging_needs_no_torch() -> None:
    """The judge starts without torch and pandas: they cost more than a whole check."""
    code = "import sys, dlcourse.graders.engine.judge.judge; print({'torch', 'pandas'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == "set()"


def test_what_a_check_prints_goes_nowhere(panel: PanelOf, capfd: pytest.CaptureFixture[str]) -> None:
    """Standard output belongs to the command's own document; a forgotten print in a check must not spoil it."""
    assert panel(saying("print('debugging', one)")).check().status == "passed"
    assert capfd.readouterr().out == ""
