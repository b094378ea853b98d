"""What an author sees of a topic: each mistake by check, what it costs, and what the checks and sentences miss."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.key import Key
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.evidence.evidence import same_value
from dlcourse.graders.engine.evidence.wire import Opaque
from dlcourse.graders.engine.judge.diagnosis import is_distinctive
from dlcourse.graders.engine.judge.judge import Checks, open_checks
from dlcourse.graders.engine.proving.findings import JUDGES_KEY
from dlcourse.graders.engine.proving.mutating import judges_subject
from dlcourse.graders.engine.proving.substitutes import compared_by
from dlcourse.graders.engine.proving.trial import Ran, told, trials

SHARE: Final = 3  # times the points of the check that it names: a mistake that costs more is dear
NOTHING: Final = Opaque("Nothing", "")
LARGE: Final = 0.5  # of the topic's points


@dataclass(frozen=True)
class MistakeRow:
    """A mistake: the points that it loses, the checks that it fails, the exception in its evidence, what it is told.

    told: the mistakes that it is recognised as, by any check. dear: whether it costs far more than the check that it names.
    """

    name: str
    lost: float
    fails: tuple[str, ...]
    raised: str
    told: tuple[str, ...]
    dear: bool


@dataclass(frozen=True)
class Overview:
    """A topic's mistakes.

    uncompared: pieces of evidence that no check compares, as `probe["name"]`. silent: two mistakes with different sentences
    that leave the same wrong value, and where: from that value alone neither is recognised.
    """

    subject: Subject
    mistakes: tuple[MistakeRow, ...]
    uncompared: tuple[str, ...]
    silent: tuple[tuple[str, str, str], ...]


def overview(topic: Topic, collectors: Collectors) -> Overview:
    """Run every mistake of a topic with all checks, and return what there is to see. Raises BrokenGrader as `find_key`."""
    subject = judges_subject(topic, collectors)
    with open_checks([topic], hidden=True) as checks:
        rows = [
            _row(ran)
            for trial in trials(topic, JUDGES_KEY)
            if trial.kind == "mistake"
            for ran in [trial.run(subject, collectors, checks)]
        ]
        return Overview(subject, tuple(rows), tuple(_uncompared(subject, checks)), tuple(_silent(subject.key)))


def _row(ran: Ran) -> MistakeRow:
    """Return the row of a mistake that has run."""
    mistake = ran.trial.example
    assert mistake is not None
    lost = ran.result.max_points - ran.result.points
    named = ran.subject.checks[str(mistake.caught_by)].points
    raised = (item.failure.type for item in ran.evidence.values() if item.failure)
    return MistakeRow(
        name=mistake.name,
        lost=lost,
        fails=tuple(ran.caught_by),
        raised=", ".join(dict.fromkeys(filter(None, raised))),
        told=tuple(dict.fromkeys(filter(None, (told(ran.topic, check) for check in ran.result.checks)))),
        dear=lost > SHARE * named and lost > LARGE * ran.result.max_points,
    )


def _uncompared(subject: Subject, checks: Checks) -> Iterator[str]:
    """Yield the pieces of evidence without which every check passes."""
    for probe in subject.probes:
        for piece in subject.key.expected[probe.name].values:
            if not compared_by(subject, checks, probe.name, piece):
                yield f"{probe.name}[{piece!r}]"


def _silent(key: Key) -> Iterator[tuple[str, str, str]]:
    """Yield pairs of mistakes of an exercise that leave the same wrong value, and have different sentences."""
    seen = set()
    for (one, places), (other, others) in itertools.combinations(key.parts, 2):
        pair = (one.name, other.name)
        if one.of != other.of or one.feedback == other.feedback or pair in seen:
            continue
        for probe, name in sorted(places & others):
            first, second = (m.evidence[probe].values.get(name, NOTHING) for m in (one, other))
            if same_value(first, second) and is_distinctive(first, key.expected[probe].values[name]):
                seen.add(pair)
                yield (*pair, f"{probe}[{name!r}]")
                break
