"""What a proof says: equal findings are one line, which names the conditions only if they matter."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dlcourse.graders.engine.proving.findings import JUDGES_KEY, Condition, Finding, folded

STUDENT = Condition(student=True)


def seeds(*numbers: int) -> list[Condition]:
    """Return the conditions of these seeds, as a proof makes them: the odd ones have two threads."""
    return [Condition(seed=number, threads=1 + number % 2) for number in numbers]


@pytest.mark.parametrize(
    ("conditions", "tried", "line"),
    [
        ([JUDGES_KEY], 0, "a.py:1: it fails."),
        ([JUDGES_KEY, STUDENT], 0, "a.py:1: it fails."),
        ([STUDENT], 0, "a.py:1: with a student's key: it fails."),
        (seeds(0), 1, "a.py:1: 1 of 1 seed (0): it fails."),
        (seeds(7), 40, "a.py:1: 1 of 40 seeds (7, with 2 threads): it fails."),
        (seeds(2, 7, 30), 40, "a.py:1: 3 of 40 seeds (2, 7, 30): it fails."),
        (seeds(1, 1, 3, 9), 10, "a.py:1: 3 of 10 seeds (1, 3, 9, all with 2 threads): it fails."),
        (seeds(0, 4), 10, "a.py:1: 2 of 10 seeds (0, 4, all with 1 thread): it fails."),
        (seeds(*range(12)), 40, "a.py:1: 12 of 40 seeds (0, 1, 2, 3, 4, 5, 6, 7, …): it fails."),
    ],
)
def test_equal_findings_are_one_line(conditions: Sequence[Condition], tried: int, line: str) -> None:
    """It has the words of the first; if only other seeds show it, how many and which."""
    findings = [
        Finding("a.py:1", "it fails." if number == 0 else f"it fails by {number}.", condition, ("it",))
        for number, condition in enumerate(conditions)
    ]
    assert list(folded(findings, tried)) == [line]


def test_what_differs_stays_apart() -> None:
    """Findings with another place or other words have lines of their own."""
    findings = [Finding("a.py:1", "it fails."), Finding("a.py:1", "it breaks."), Finding("b.py:1", "it fails.")]
    assert list(folded([*findings, *findings], 0)) == ["a.py:1: it fails.", "a.py:1: it breaks.", "b.py:1: it fails."]
