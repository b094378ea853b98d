"""The checks on evidence of the reference in which one piece was replaced: what a check does and does not compare."""

from __future__ import annotations

import dataclasses

from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.evidence.evidence import TopicEvidence
from dlcourse.graders.engine.evidence.wire import Tree
from dlcourse.graders.engine.judge.judge import Checks


def asking(subject: Subject, probe: str) -> Subject:
    """Return the subject with only the checks that ask for a probe, none of which waits for another one."""
    found = {name: check for name, check in subject.checks.items() if probe in check.probes}
    return dataclasses.replace(
        subject, checks={name: dataclasses.replace(check, needs=()) for name, check in found.items()}
    )


def passed_with(subject: Subject, opened: Checks, probe: str, piece: str, value: Tree) -> set[str]:
    """Return the checks that pass on the reference's evidence with one piece replaced."""
    evidence: TopicEvidence = dict(subject.key.expected)
    values = evidence[probe].values | {piece: value}
    evidence[probe] = dataclasses.replace(evidence[probe], values=values)
    return {check.name for check in opened.judge(subject, evidence).checks if check.status == "passed"}
