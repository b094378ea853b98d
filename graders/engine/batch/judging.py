"""Judges the evidence of a class. Right solutions often leave the same evidence to the bit: that is judged once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import Final

import msgspec

from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.evidence.evidence import TopicEvidence, topic_to_tree
from dlcourse.graders.engine.evidence.wire import pack
from dlcourse.graders.engine.files import digest
from dlcourse.graders.engine.judge.judge import Checks, seconds_of
from dlcourse.graders.engine.results.records import TopicResult

KEPT: Final = 100  # results of a topic; the one that was not used for the longest time goes first


class Judging:
    """Judges submissions by the checks of some topics. Each topic has one subject as long as this lives."""

    def __init__(self, checks: Checks) -> None:
        self._checks = checks
        self._results: dict[str, OrderedDict[str, TopicResult]] = {}  # by topic id and digest of the evidence

    def judge(self, subject: Subject, evidence: TopicEvidence) -> TopicResult:
        """Return what `Checks.judge` returns for this subject and evidence."""
        results = self._results.setdefault(subject.topic.id, OrderedDict())
        timeless = {name: replace(item, seconds=0.0) for name, item in evidence.items()}
        same = digest([pack(topic_to_tree(timeless))])
        if same in results:
            results.move_to_end(same)
            return _with_seconds(results[same], subject, evidence)
        result = results[same] = self._checks.judge(subject, evidence)
        if len(results) > KEPT:
            results.popitem(last=False)
        return result


def _with_seconds(result: TopicResult, subject: Subject, evidence: TopicEvidence) -> TopicResult:
    """Return a result with the times of this evidence."""
    checks = subject.checks
    timed = (msgspec.structs.replace(c, seconds=seconds_of(checks[c.name], evidence)) for c in result.checks)
    return TopicResult.of(result.topic, timed)
