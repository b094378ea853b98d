"""Diagnosis: which evidence is that of a known mistake, and which only looks like it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dlcourse.graders.engine.collect.key import Key, KnownMistake, Place
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.evidence.evidence import Evidence, Failure, TopicEvidence
from dlcourse.graders.engine.judge.diagnosis import Diagnosis, recognise


def left(**values: Any) -> TopicEvidence:
    """Return evidence by probe: a value, or the name of an error, or an ending in capitals."""
    endings = {"NOT_STARTED": Evidence("", "not_started"), "TIMEOUT": Evidence("", "timeout", failure=Failure())}
    made = {}
    for name, value in values.items():
        if isinstance(value, str) and value.endswith("Error"):
            failure = Failure(type=value, text="in other words", place="student", line=7)
            made[name] = Evidence(name, "error", failure=failure)
        else:
            made[name] = endings[value] if value in endings else Evidence(name, "ok", {"y": value}, seconds=3.0)
    return made


def mistake(name: str, **values: Any) -> KnownMistake:
    return KnownMistake(name, "f", f"This is {name}.", left(**values))


KEY = Key(
    topic="w/t",
    inputs={},
    expected=left(a=1.0, b=2.0, c=3.0),
    known=(
        mistake("doubled", a=2.0, b=4.0, c=6.0),
        mistake("negative", a=-1.5, b=2.0),
        mistake("wide", a=-1.5, b=-2.0, c=3.0),
        mistake("raises", a=1.0, b="ValueError"),
        mistake("hangs", c="TIMEOUT"),
        mistake("lost", c=math.nan),
        mistake("harmless", a=1.0, b=2.0, c=3.0),
        mistake("other", a=1.0, d=4.0),
    ),
    preload=(),
)


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        (left(a=1.0, b=2.0, c=3.0), {}),
        (left(a=2.0, b=4.0, c=6.0), {"a": "doubled", "b": "doubled", "c": "doubled"}),
        (left(a=2.0, b=4.0, c=6.0000001), {"a": "doubled", "b": "doubled", "c": "doubled"}),
        (left(a=2.0, b=4.0, c=6.1), {}),
        (left(a=2.0, b=4.0, c=3.0), {}),
        (left(a=2.0, b=4.0), {"a": "doubled", "b": "doubled"}),
        (left(a=2.0, b=4.0, c="NOT_STARTED"), {"a": "doubled", "b": "doubled"}),
        (left(a="NOT_STARTED", b="NOT_STARTED", c="NOT_STARTED"), {}),
        (left(a="TIMEOUT", b="TIMEOUT", c=6.0), {}),
        (left(a=-1.5, b=2.0, c=3.0), {"a": "negative"}),
        (left(a=-1.5, b=-2.0, c=3.0), {"a": "wide", "b": "wide"}),
        (left(a=1.0, b="ValueError", c=3.0), {"b": "perhaps raises"}),
        (left(a=1.0, b="TypeError", c=3.0), {}),
        (left(a=1.0, b=2.0, c="TIMEOUT"), {"c": "perhaps hangs"}),
        (left(a=1.0, b=2.0, c=math.nan), {"c": "perhaps lost"}),
        ({}, {}),
        (left(z=2.0), {}),
    ],
    ids=range(17),
)
def test_a_mistake_is_recognised_by_all_of_its_symptoms(evidence: TopicEvidence, found: dict[str, str]) -> None:
    """It must match on every probe where it differs from the reference, if the student got there. The one that explains most wins.

    A lone error, a lone nan and a lone timeout fit many slips, so they are told as a guess.
    """
    assert told(recognise(KEY, evidence)) == found


def test_a_mistake_that_leaves_more_to_explain_is_not_certain() -> None:
    """Where the mistake is right and the submission is wrong, there is another slip, or a different one altogether."""
    assert told(recognise(KEY, left(a=-1.5, b=5.0, c=5.0))) == {"a": "perhaps negative"}


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        (left(a=0.5, b=7.5, c=3.0), {"a": "halved", "b": "shifted"}),
        (
            left(a=0.5, b=7.5, c=9.5),
            {"a": "perhaps halved", "b": "perhaps shifted"},
        ),  # a third one, of which nothing is known
        (left(a=0.5, b=2.0, c=0), {"a": "halved", "c": "perhaps zero"}),
        (left(a=0.5, b=9.5, c=0), {"a": "perhaps halved"}),  # for a guess, a lone 0 is not enough
        (left(a=100.0, b=6.5, c="TypeError"), {"a": "shared", "b": "shared", "c": "perhaps ragged"}),
        (left(a=1.0, b=8.5, c=3.0), {}),  # two mistakes that leave the same everywhere, with different feedback
    ],
)
def test_several_slips_are_recognised_together(evidence: TopicEvidence, found: dict[str, str]) -> None:
    """The fewest mistakes that explain all wrong evidence are meant. A guess is only told if its evidence is clear."""
    known = [mistake("halved", a=0.5), mistake("shifted", b=7.5), mistake("zero", c=0)]
    known += [mistake("shared", a=100.0, b=6.5), mistake("class", a=100.0, c="TypeError")]
    known += [mistake("ragged", c="TypeError"), mistake("up", b=8.5), mistake("down", b=8.5)]
    expected = left(a=1.0, b=2.0, c=3.0)
    key = Key("w/t", {}, expected, tuple(replace(m, evidence=expected | m.evidence) for m in known), ())
    assert told(recognise(key, evidence)) == found


def told(recognised: dict[Place, Diagnosis]) -> dict[str, str]:
    """Return the name of the mistake by probe, after "perhaps" if it is not certain."""
    return {
        probe: diagnosis.mistake.name if diagnosis.certain else f"perhaps {diagnosis.mistake.name}"
        for (probe, _), diagnosis in recognised.items()
    }


@pytest.mark.parametrize(
    ("code", "mistakes", "perhaps"),
    [
        ("def double(x):\n    return x * x", {"test_double": "double_squares"}, ""),
        ("def double(x):\n    x *= 2\n    return x", {"test_double_leaves_its_input": "double_in_place"}, ""),
        ("def double(x):\n    return x * 3", {}, ""),
        (
            "def total(values):\n    return float(sum(values))",
            {},
            "total_of_nothing_is_zero",
        ),
        ("def total(values):\n    return sum(values) / len(values)", {}, "total_is_the_mean"),
    ],
    ids=["squares", "in place", "trebles", "zero", "mean and no error"],
)
def test_a_submission_is_told_its_mistake(
    code: str, mistakes: dict[str, str], perhaps: str, numbers: Subject, desk_for: Callable[..., Any]
) -> None:
    """The check that fails names the mistake and gives its feedback; no other check does. Two slips: perhaps."""
    desk = desk_for(numbers)
    result = desk.grade(desk.right.decode() + "\n" + code)
    assert {check.name: check.mistake for check in result.checks if check.mistake} == mistakes
    for check in result.checks:
        known = numbers.topic.mistakes.get(check.mistake or "")
        assert (f"this is    {known.text}" in check.message) if known else "this is" not in check.message
    told = [line.text for check in result.checks for line in check.lines if line.label == "perhaps"]
    assert told == ([numbers.topic.mistakes[perhaps].text] if perhaps else [])


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        (0.5, 9.5, {"a": "halved"}),  # a second slip hides in b
        (0.5, 2.0, {}),  # but halved breaks b, too
        (0.5, "TypeError", {"a": "halved"}),
        (0.25, 9.5, {}),  # two mistakes leave this
        (0.125, 9.5, {"a": "an_eighth"}),  # two that say the same
        (7, 9.5, {"a": "seven"}),
        (2, 9.5, {}),  # anything can leave a small whole number
        (2.0, 9.5, {}),
        (1.0, 9.5, {}),
    ],
)
def test_one_of_two_slips_is_recognised_by_numbers_that_only_it_leaves(
    a: float, b: float | str, found: dict[str, str]
) -> None:
    """If no mistake matches as a whole, one wrong number is enough, if only one mistake leaves it and nothing contradicts that."""
    known = [mistake("halved", a=0.5, b=0.75), mistake("doubled", a=2.0, b=4.0)]
    known += [mistake("quarter", a=0.25, b=0.75), mistake("quartered", a=0.25, b=0.125)]
    known += [mistake("an_eighth", a=0.125, b=0.125), mistake("seven", a=7, b=7)]
    known += [KnownMistake("eighth", "f", "This is an_eighth.", left(a=0.125, b=8.0)), mistake("two", a=2, b=7)]
    key = Key("w/t", {}, left(a=1.0, b=2.0), tuple(known), ())
    recognised = recognise(key, left(a=a, b=b))
    assert {probe: diagnosis.mistake.name for (probe, _), diagnosis in recognised.items()} == found
    assert {diagnosis.certain for diagnosis in recognised.values()} <= {False}
