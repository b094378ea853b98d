"""Draws what a student's own file returns. The file runs anew, so the picture is of the file as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dlcourse.graders.engine.collect.collector import Collector
from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.sandbox import ProcessSandbox
from dlcourse.graders.engine.collect.sandboxes import reference_sandbox
from dlcourse.graders.engine.collect.subject import make_job
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.evidence.evidence import Evidence
from dlcourse.graders.engine.judge.pictures import CannotDraw, Picture, missing
from dlcourse.graders.engine.student.checking import own_source, visible_subject

NEXT = "dlcourse check {topic} says what to do."


def draw_picture(topic: Topic, file: Path, form: str, say: Callable[[str], None]) -> bytes:
    """Return the picture of a topic as a file, "png" or "svg". Raises CourseError, with the next step, if it cannot be drawn.

    say: is called with what takes long, when it starts.
    """
    source = own_source(topic, file)
    if not isinstance(source, bytes):
        why = source.why or f"{file.name} is not started, so there is nothing to draw yet."
        raise CourseError(f"{why} Write your code first: {NEXT.format(topic=topic.name)}")
    sandbox = ProcessSandbox(forks=False)
    preload = topic.week.preload
    say("importing torch" if "torch" in preload else "starting Python")
    with sandbox.prepared(preload):  # while the worker starts, this process reads the key
        with Collectors(reference_sandbox) as references:
            key = visible_subject(topic, references, say).key
        with Collector(sandbox, preload) as collector:
            say(f"running {topic.name}")
            job = make_job(topic, key, [topic.probes[name] for name in topic.picture_probes], source)
            evidence = collector.collect(job)
    if (name := missing(topic, key, evidence)) is not None:
        raise CourseError(_nothing_to_draw(topic, evidence[name]))
    say("drawing")
    try:
        return Picture(topic).draw(key, evidence, form=form)
    except CannotDraw as error:
        raise CourseError(
            f"What your code returns cannot be drawn ({error}). {NEXT.format(topic=topic.name)}"
        ) from error


def _nothing_to_draw(topic: Topic, evidence: Evidence) -> str:
    """Return a sentence on a probe that left no values."""
    call = " and ".join(topic.probes[evidence.probe].call.splitlines()[:2])
    next_step = NEXT.format(topic=topic.name)
    failure = evidence.failure
    if evidence.outcome == "not_started":
        return f"Nothing to draw yet: the picture shows what {call} returns, and that is not started. {next_step}"
    why = f"{failure.type}: {failure.text}" if failure and failure.type else failure.text if failure else "no values"
    return f"Nothing to draw: the picture shows what {call} returns, and that ended with an error ({why.rstrip('.')}). {next_step}"
