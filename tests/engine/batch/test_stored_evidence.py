"""What a submission leaves in the results folder is bounded, and can always be judged again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dlcourse.graders.engine.batch.store import ResultsFolder, Stamp
from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.evidence.evidence import Evidence
from dlcourse.graders.engine.evidence.wire import Tree

TESTS = Path(__file__).parents[2]
TINY = TESTS / "courses" / "tiny"
FULL = (TESTS / "hostile" / "basics" / "fills_the_results.py").read_text()
STAMP = Stamp("inputs", "grader", "file")


def points(out: Path) -> dict[str, float]:
    lines = (out / "results.jsonl").read_text().splitlines()
    return {record["student"]: record["points"] for record in map(json.loads, lines)}


def test_a_class_with_a_submission_that_returns_too_much_can_be_judged_again(dlcourse, tmp_path):
    """Its evidence takes at most 8 MB a topic, and `regrade` gives everybody the same points."""
    out = tmp_path / "results"
    for student, text in (("ada", (TINY / "solutions/basics/numbers.py").read_text()), ("full", FULL)):
        (tmp_path / "class" / student).mkdir(parents=True)
        (tmp_path / "class" / student / "numbers.py").write_text(text)
    graded = dlcourse("grade", "basics", tmp_path / "class", "--out", out, "--isolation", "process")
    assert graded.code == 0, graded.err
    before = points(out)
    assert before == {"ada": 6, "full": 0}
    assert max(path.stat().st_size for path in (out / "evidence" / "full").iterdir()) <= 8 << 20
    judged_again = dlcourse("regrade", out)
    assert judged_again.code == 0, judged_again.err
    assert points(out) == before


@pytest.mark.parametrize(
    ("values", "room"),
    [
        ({"x": "x" * 90_000}, 50_000),  # more than the other topics leave
        ({f"{number}": "x" * 90_000 for number in range(100)}, 8 << 20),  # 9 MB when stored
        ({"x": [[[[[[[[[[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]]]]]]]]]}, 8 << 20),  # deeper than the reader goes
    ],
)
def test_evidence_that_cannot_be_stored_is_malformed(tmp_path: Path, values: dict[str, Tree], room: int) -> None:
    """It is replaced before it counts: what is judged now is what is judged later."""
    (topic,) = Course(TINY).find("numbers")
    folder = ResultsFolder(tmp_path)
    kept = folder.save_evidence("ada", topic, STAMP, {"double_values": Evidence("double_values", "ok", values)}, room)
    assert kept["double_values"].outcome == "malformed"
    assert folder.load_evidence("ada", topic) == (STAMP, kept)
    assert folder.evidence_bytes("ada", topic) < 2_000


def test_right_evidence_is_stored_as_it_is(tmp_path: Path) -> None:
    """Reading it back changes nothing."""
    (topic,) = Course(TINY).find("numbers")
    item = Evidence("double_values", "ok", {"sum": 1.5, "text": "ä\ud800"}, output="printed")
    kept = ResultsFolder(tmp_path).save_evidence("ada", topic, STAMP, {"double_values": item})
    assert kept["double_values"].values["sum"] == 1.5
    assert ResultsFolder(tmp_path).load_evidence("ada", topic) == (STAMP, kept)
