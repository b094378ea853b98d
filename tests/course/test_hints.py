"""The hints of the course: three steps that a student can see, and one with the grade."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlcourse.graders.engine.course.course import Course

COURSE = Course(Path(__file__).resolve().parents[2])


@pytest.mark.parametrize("topic", COURSE.topics, ids=lambda topic: topic.id)
def test_hints(topic):
    """A visible check asks a question, gives the idea, and says what to look up; a hidden one says one thing."""
    for check in topic.visible_checks.values():
        question, idea, where = check.hints
        assert question.endswith("?"), question
        assert not idea.endswith("?"), idea
        assert where.startswith("Look up "), where
    for check in topic.hidden_checks.values():
        assert len(check.hints) == 1, check.name
    every = [hint for check in topic.checks(hidden=True).values() for hint in check.hints]
    assert all(hint.endswith((".", "?")) for hint in every), every
