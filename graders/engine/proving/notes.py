"""What `dev check` proves of a topic's note: every right solution opens it, no known mistake does, and nobody can guess it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.keys import find_key
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.judge.judge import Checks
from dlcourse.graders.engine.notes.locked import LockedNote
from dlcourse.graders.engine.notes.making import SEED, make_lock, read_note, run_right_solutions
from dlcourse.graders.engine.proving.findings import Finding, location, quoted
from dlcourse.graders.engine.text import counted

CODE: Final = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def note_violations(topic: Topic) -> Iterator[str]:
    """Yield what can be said of a note without running anything."""
    if not topic.note.exists():
        return
    where, text = location(topic, topic.note), topic.note.read_text(encoding="utf-8")
    if not read_note(topic).text.strip():
        yield f"{where} is empty: write why the solution works, or delete it."
    for block in CODE.finditer(text):
        try:
            compile(block[1], str(topic.note), "exec")
        except SyntaxError as error:
            line = text.count("\n", 0, block.start()) + 1 + (error.lineno or 1)
            yield f"{where}:{line}: this is not Python ({quoted(str(error.msg))}): fix it, or write ```text above it."


def without_note(topic: Topic) -> Iterator[str]:
    """Yield a warning if a topic has no note, and others of its week have one."""
    if not topic.note.exists() and any(other.note.exists() for other in topic.course.weeks[topic.week.name]):
        yield f"{location(topic, topic.note)} is missing: other topics of {topic.week.name} have notes for students who solved them."


def note_findings(
    topic: Topic, collectors: Collectors, opened: Checks, again: int, say: Callable[[str], None]
) -> Iterator[Finding]:
    """Yield why a topic's note cannot be locked, and each right solution that does not open it.

    opened: its checks, hidden ones too. The right solutions run on two threads, and then `again` times more on one or two.
    """
    if not topic.note.exists():
        return
    say(f"{topic.id}, its note")
    where = location(topic, topic.note)
    made = make_lock(topic, collectors, opened)
    yield from (Finding(where, problem) for problem in made.problems)
    if made.problems:
        return
    text = made.text.text
    note = LockedNote.of(made.lock, made.expected, text)
    subject = Subject(topic, find_key(topic, collectors, seed=SEED, hidden=True), topic.checks(hidden=True))
    for threads in [2] + [1 + number % 2 for number in range(again)]:  # the lock was made on one
        for name, evidence in run_right_solutions(subject, collectors, threads).items():
            if not made.lock.opens(made.expected, evidence):
                says = f"{name} does not open it with {counted(threads, 'thread')}: let its probes leave the same evidence each time."
                yield Finding(where, says, about=(where, name))
    if note.text(made.expected) != text:
        yield Finding(where, "what was encrypted cannot be decrypted. This is a bug of dlcourse: please report it.")
