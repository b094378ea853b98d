"""Every topic of the course has a witness: a test that compares its reference with somebody else's code."""

from __future__ import annotations

from pathlib import Path

from dlcourse.graders.engine.course.course import Course

ROOT = Path(__file__).resolve().parents[2]


def test_every_topic_has_a_witness():
    """There is one file for each topic, and no other."""
    witnesses = {path.relative_to(ROOT / "tests" / "course") for path in (ROOT / "tests" / "course").glob("*/*.py")}
    assert witnesses == {Path(topic.week.name, f"test_{topic.name}.py") for topic in Course(ROOT).topics}
