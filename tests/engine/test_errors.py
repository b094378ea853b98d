"""Errors say where they are, what is wrong, and more below."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from dlcourse.graders.engine.errors import BrokenGrader


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (BrokenGrader("it is odd."), "it is odd."),
        (BrokenGrader("it is odd.", file=Path("a.py")), "a.py: it is odd."),
        (BrokenGrader("it is odd.", file="a.py", line=3), "a.py:3: it is odd."),
        (BrokenGrader("it is odd", file="a.py", line=3, raised="E: no", details="Trace"), "a.py:3: it is odd\nTrace"),
        (BrokenGrader(), ""),
    ],
)
def test_broken_grader(error: BrokenGrader, text: str) -> None:
    """The place comes first, as editors and terminals read it; another process gets the same error."""
    assert str(error) == text
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), vars(copy)) == (text, vars(error))
