"""Evidence that the reader lets through costs the judge neither memory nor much time, whatever it is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dlcourse.graders.engine.evidence.evidence import Failure, read_failure
from dlcourse.graders.engine.evidence.wire import Malformed

PROGRAM = Path(__file__).with_name("hostile_evidence.py")
COURSES = Path(__file__).parents[2] / "courses"
MAX_MEMORY = 100 << 20


@pytest.mark.parametrize("course", ["tiny", "panels"])
def test_the_judge_stays_small(course: str) -> None:
    """No hostile tree or failure makes it need more than 100 MB."""
    command = [sys.executable, "-P", PROGRAM, COURSES / course]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["read"] > 300
    assert found["memory"][0] < MAX_MEMORY, found


@pytest.mark.parametrize(
    "wrong", [{"column": 10**9}, {"column": 7}, {"line": 10**9}, {"calls": -1}, {"type": "x" * 2000}]
)
def test_numbers_and_texts_of_a_failure_are_bounded(wrong: dict[str, object]) -> None:
    """A column beyond the end of its line would become as many spaces."""
    right = Failure(type="SyntaxError", text="invalid", place="import", line=3, code="x = (", column=6)
    assert read_failure(right.to_tree()) == right
    with pytest.raises(Malformed):
        read_failure(right.to_tree() | wrong)
