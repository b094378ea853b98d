"""A name of another topic: the message says which file has it, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.evidence.evidence import Evidence, Failure
from dlcourse.graders.engine.judge.causes import cause_of
from dlcourse.graders.engine.judge.other_files import with_files_of_names

TINY = Path(__file__).parents[2] / "courses" / "tiny"
ALONE = "and each file is checked alone. Copy it into this file, or use "


@pytest.mark.parametrize(
    ("kind", "text", "cause"),
    [
        ("NameError", "name 'shout' is not defined", f"shout is in words.py, {ALONE}what torch has for it."),
        (
            "NameError",
            "name 'shout' is not defined. Did you mean: 'torch.shout'?",
            f"shout is in words.py, {ALONE}torch.shout.",
        ),
        (
            "NameError",
            "name 'shout' is not defined. Did you mean: 'shoot'?",
            f"shout is in words.py, {ALONE}what torch has for it.",
        ),
        (
            "NameError",
            "name 'shout' is not defined. Did you mean: 'self.shout'?",
            "shout belongs to the object. Inside a method, write self.shout.",
        ),
        (
            "NameError",
            "name 'total' is not defined",
            "nothing is called total here. Is it misspelled, not imported, or made in another function?",
        ),
        (
            "ModuleNotFoundError",
            "No module named 'words'",
            "each file is checked alone, so it cannot import words. Copy what you need into this file, or use what torch has for it.",
        ),
        ("ModuleNotFoundError", "No module named 'elsewhere'", ""),
        ("ValueError", "name 'shout' is not defined", ""),
    ],
)
def test_a_name_of_another_topic(kind: str, text: str, cause: str) -> None:
    """The file of the name is said; a topic's own names, and names of the object, are not names of another file."""
    topic = Course(TINY).find("numbers")[0]
    failure = Failure(type=kind, text=text, place="student", line=1, code="x = 1")
    told = with_files_of_names(Evidence("p", "error", failure=failure, caught=(failure,)), topic)
    assert told.failure is not None
    assert [cause_of(item) for item in (told.failure, *told.caught)] == [cause, cause]


def test_values_stay_as_they_are() -> None:
    """Evidence without an error is the same object: most evidence has none."""
    evidence = Evidence("p", "ok", {"y": 1.0})
    assert with_files_of_names(evidence, Course(TINY).find("numbers")[0]) is evidence
