"""Judging a class: equal evidence is judged once, and nothing of that can be seen in the results."""

from __future__ import annotations

from dataclasses import replace

from dlcourse.graders.engine.batch.judging import KEPT, Judging
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.evidence.evidence import TopicEvidence
from dlcourse.graders.engine.judge.judge import Checks, open_checks


class Counting(Checks):
    """Counts how often it judges."""

    def __init__(self, checks: Checks) -> None:
        self._checks = checks
        self.judged = 0

    def judge(self, subject, evidence):
        self.judged += 1
        return self._checks.judge(subject, evidence)


def numbered(subject: Subject, number: int) -> TopicEvidence:
    """The reference's evidence, with another time and output for each number."""
    return {
        name: replace(item, seconds=number + 0.5, output=f"{number}") for name, item in subject.key.expected.items()
    }


def test_equal_evidence_is_judged_once_and_each_student_keeps_their_times(numbers: Subject) -> None:
    wrong = {name: replace(item, values={}) for name, item in numbers.key.expected.items()}
    with open_checks([numbers.topic], hidden=True) as checks:
        counting = Counting(checks)
        judging = Judging(counting)
        for evidence in (numbers.key.expected, wrong, numbered(numbers, 1)):
            for seconds in (0.25, 1.0):
                timed = {name: replace(item, seconds=seconds) for name, item in evidence.items()}
                assert judging.judge(numbers, timed) == checks.judge(numbers, timed)
        assert counting.judged == 3


def test_what_is_kept_has_a_bound(numbers: Subject) -> None:
    """The oldest result goes first, so a class of hostile submissions does not fill the memory."""
    with open_checks([numbers.topic], hidden=True) as checks:
        counting = Counting(checks)
        judging = Judging(counting)
        for number in range(KEPT + 1):
            judging.judge(numbers, numbered(numbers, number))
        judging.judge(numbers, numbered(numbers, KEPT))
        assert counting.judged == KEPT + 1
        judging.judge(numbers, numbered(numbers, 0))
        assert counting.judged == KEPT + 2
