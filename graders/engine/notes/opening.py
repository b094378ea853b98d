"""Opens a locked note with what a student's file returns."""

from __future__ import annotations

from typing import Final

from dlcourse.graders.engine.collect.collector import Collector
from dlcourse.graders.engine.collect.key import Key
from dlcourse.graders.engine.collect.subject import make_job
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.notes.locked import LockedNote

NOT_OPENED: Final = (
    "The visible checks of {topic} pass, but the notes do not open: on other inputs, your code does not return what a right "
    "solution returns. A hidden check may fail, too. Read the docstrings of {topic}.py again, sentence by sentence."
)
MADE_FIRST: Final = "This course has its solutions, so the notes are locked here first, once: dlcourse notes {topic}"


def open_note(collector: Collector, topic: Topic, note: LockedNote, source: bytes) -> str | None:
    """Run a student's file on the note's inputs; return the note, or None if it does not open."""
    key = Key(topic.id, note.lock.inputs, {}, (), note.lock.preload)
    probes = [probe for name, probe in topic.probes.items() if name in note.lock.inputs]
    return note.text(collector.collect(make_job(topic, key, probes, source)))
