"""Opens a locked note with what a student's file returns."""

from __future__ import annotations

from dlcourse.graders.engine.collect.collector import Collector
from dlcourse.graders.engine.collect.key import Key
from dlcourse.graders.engine.collect.subject import make_job
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.notes.locked import LockedNote


def open_note(collector: Collector, topic: Topic, note: LockedNote, source: bytes) -> str | None:
    """Run a student's file on the note's inputs; return the note, or None if it does not open."""
    key = Key(topic.id, note.lock.inputs, {}, (), note.lock.preload)
    probes = [probe for name, probe in topic.probes.items() if name in note.lock.inputs]
    return note.text(collector.collect(make_job(topic, key, probes, source)))
