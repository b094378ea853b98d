"""Mistakes that are edits of the reference: proved as others are, and clear errors if an edit does not fit."""

from __future__ import annotations

import re

import pytest

MISTAKES = "solutions/basics/mistakes/numbers.py"
EDITS = '''from dlcourse.graders.authoring import mistake


@mistake(of="double", caught_by="test_double", edit={"2 * x": "x * x"})
def double_squares():
    """You square x: multiply it by 2."""


@mistake(of="double", caught_by="test_double_leaves_its_input", edit={"return 2 * x": "x *= 2\\nreturn x"})
def double_in_place():
    """You change the caller's array: make a new one."""


@mistake(
    of="total",
    caught_by="test_total_of_nothing",
    edit={'if not values:\\n    raise ValueError("there is nothing to add up")\\n': ""},
)
def total_of_nothing_is_zero():
    """You return 0 for an empty list: raise ValueError."""


@mistake(
    base="total_of_nothing_is_zero",
    caught_by="test_total",
    edit={"float(sum(values))": "sum(values) / max(len(values), 1)"},
)
def total_is_the_mean():
    """You divide by the number of values: that is the mean."""
'''


IF_EMPTY = """'if not values:\\n    raise ValueError("there is nothing to add up")\\n'"""


@pytest.fixture
def edits(course):
    """Write the tiny course's mistakes as edits, with one text replaced."""

    def write(old: str = "", new: str = "") -> None:
        assert old in EDITS
        (course / MISTAKES).write_text(EDITS.replace(old, new, 1))

    return write


def test_edits_are_caught_and_recognised(dlcourse, course, edits):
    """One line or several, of one exercise, or from another mistake on."""
    edits()
    ended = dlcourse("dev", "check", "numbers", course=course)
    assert ended.code == 0, ended
    assert "4 mistakes caught and recognised" in ended.out


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"2 * x":', '"3 * x":', r":5: the mistake double_squares edits `3 \* x`, which is not in the solution of double: copy it"),
        (IF_EMPTY, '"values"', r"edits `values`, which is in the solution 2 times \(lines 14, 16\): make it longer"),
        ('{"2 * x": "x * x"}', '{"2 * x": "x *"}', r":5: the mistake double_squares leaves no valid Python: .*\(`return x \*`\)"),
        ('base="total_of', 'base="sum_of', r":2\d: the mistake total_is_the_mean starts from 'sum_of_nothing_is_zero': `base` takes"),
        ('of="double", caught_by="test_double", edit={"2 * x"', 'edit={"return"', ":5: .* not say what it replaces: add .* double, total"),
        ('of="double", caught_by="test_double", edit={"2 * x"', 'edit={"3 * x"', ":5: .* not say what it replaces: add .* double, total"),
        ('edit={"2 * x": "x * x"}', 'edit=["2 * x"]', ":5: double_squares: `edit` is a dict of strings: write edit="),
        ('"""You square x: multiply it by 2."""', 'return x * x', ":5: double_squares: a mistake with `edit` has a docstring and no"),
        ('of="double", caught_by="test_double",', 'of=2, caught_by="test_double",', ':5: double_squares: `of` is a string: write of="…"'),
    ],
)  # fmt: skip
def test_an_edit_that_does_not_fit(dlcourse, course, edits, old, new, words):
    """A line says where, what and what to do."""
    edits(old, new)
    ended = dlcourse("dev", "check", "numbers", course=course)
    assert ended.code in (1, 3)
    assert re.search(words, ended.out + ended.err), ended


def test_an_edit_shows_which_exercise_it_replaces(dlcourse, course, edits):
    """`of` is not needed if the text is in one exercise only, or if one of several texts is."""
    edits('of="double", caught_by="test_double", edit={"2', 'caught_by="test_double", edit={"return": "return", "2')
    ended = dlcourse("dev", "check", "numbers", course=course)
    assert "4 mistakes caught and recognised" in ended.out, ended
    edits('    of="total",\n')
    ended = dlcourse("dev", "check", "numbers", course=course)
    assert "4 mistakes caught and recognised" in ended.out, ended


def test_two_edits_may_be_valid_only_together(dlcourse, course, edits):
    """The text is read as Python only after the last of them; a pattern may end with the end of the exercise's last line."""
    edits('edit={"2 * x": "x * x"}', 'edit={"return 2": "return (x", "* x\\n": "* x)\\n"}')
    ended = dlcourse("dev", "check", "numbers", course=course)
    assert ended.code == 0, ended


def test_an_exception_is_meant_or_a_violation(dlcourse, course, edits):
    """`raises` names it; without it a mistake that breaks would be told to students with other causes."""
    edits('"x * x"', '"x.doubled()"')
    ended = dlcourse("dev", "check", "numbers", course=course)
    assert (ended.code, 'raises="AttributeError"` if it is meant to' in ended.out) == (1, True), ended
    (course / MISTAKES).write_text(
        EDITS.replace('"x * x"', '"x.doubled()"').replace('edit={"2', 'raises="AttributeError", edit={"2')
    )
    assert dlcourse("dev", "check", "numbers", course=course).code == 0
    edits('edit={"2', 'raises="TypeError", edit={"2')
    ended = dlcourse("dev", "check", "numbers", course=course)
    assert "says that it raises TypeError, but test_double sees no exception: delete `raises`" in ended.out
