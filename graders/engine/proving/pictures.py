"""What `dev check` proves of a topic's picture: it draws what the reference, each mistake and each variant returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import Evidence, same_evidence
from dlcourse.graders.engine.judge.pictures import CannotDraw, Picture, missing
from dlcourse.graders.engine.proving.findings import Finding, location, quoted, without_root
from dlcourse.graders.engine.proving.trial import Ran


def picture_violations(topic: Topic) -> Iterator[str]:
    """Yield what can be said of a picture without running a solution."""
    if topic.has_picture:
        try:
            _ = topic.picture_probes
        except BrokenGrader as error:
            yield without_root(topic, str(error))


def picture_findings(tried: Sequence[Ran]) -> Iterator[Finding]:
    """Yield each known solution whose evidence cannot be drawn. What is like the reference's is drawn once."""
    topic, subject = tried[0].topic, tried[0].subject
    if not topic.has_picture:
        return
    where = location(topic, topic.picture_file)
    try:
        picture = Picture(topic)
    except BrokenGrader as error:
        yield Finding(where, without_root(topic, str(error)))
        return
    drawn: list[list[Evidence]] = []
    for ran in tried:
        if missing(topic, subject.key, ran.evidence) is not None:
            continue  # `dlcourse picture` says so in place of drawing
        shown = [ran.evidence[name] for name in topic.picture_probes]
        if any(all(map(same_evidence, shown, other)) for other in drawn):
            continue
        drawn.append(shown)
        try:
            picture.draw(subject.key, ran.evidence)
        except CannotDraw as error:
            says = f"picture raises {quoted(str(error))} for {ran.trial.name}: let it draw whatever comes back."
            yield Finding(f"{where}:{error.line}" if error.line else where, says)
