"""Makes the locked note of a topic from the author's Markdown file, in a course with solutions."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.dependencies import files_digest, reference_digest
from dlcourse.graders.engine.collect.key import probes_digest
from dlcourse.graders.engine.collect.keys import find_key
from dlcourse.graders.engine.collect.mistakes import as_solution, run_mistakes
from dlcourse.graders.engine.collect.sandboxes import reference_sandbox
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course.course import Topic, file_of_course
from dlcourse.graders.engine.errors import BrokenGrader, CourseError
from dlcourse.graders.engine.evidence.evidence import TopicEvidence
from dlcourse.graders.engine.files import cache_folder, digest, write_atomic
from dlcourse.graders.engine.judge.judge import Checks, open_checks
from dlcourse.graders.engine.notes.choosing import NEEDED_BITS, choose
from dlcourse.graders.engine.notes.locked import Lock, LockedNote, load_note

SEED: Final = "notes"
ACCEPTED: Final = re.compile(r"<!-- (?:guessable|opened by (?P<names>\w+(?: \w+)*)) -->\n")
MAKING: Final = "dlcourse.graders.engine.notes.making"
Say = Callable[[str], None]


@dataclass(frozen=True)
class NoteText:
    """What an author has written. Lines of comment at the top say what the author accepts; students do not see them.

    opened_by: mistakes that may open the note. guessable: whether its secret may have few bits.
    """

    text: str
    opened_by: tuple[str, ...] = ()
    guessable: bool = False


@dataclass(frozen=True)
class Made:
    """A lock, with what it was made from.

    bits: how much of the secret a guesser does not know. opened_by: the mistakes that open it and that no visible check stops.
    expected: the reference's evidence.
    """

    lock: Lock
    text: NoteText
    bits: float
    opened_by: tuple[str, ...]
    expected: TopicEvidence

    @property
    def problems(self) -> list[str]:
        """Return why this lock must not be used, as sentences of an author's message; none if it may be."""
        found = [
            f"the mistake {name} leaves what right solutions leave on the inputs of the note, so it opens it: write a probe on "
            f"which it differs and that a check compares, or accept it with the line <!-- opened by {name} -->."
            for name in self.opened_by
            if name not in self.text.opened_by
        ]
        found += [
            f"<!-- opened by {name} -->: there is no such mistake, or it does not open the note: delete it."
            for name in self.text.opened_by
            if name not in self.opened_by
        ]
        if self.bits < NEEDED_BITS and not self.text.guessable:
            found.append(
                f"what a right solution returns could be guessed: it has {self.bits:.0f} bits that are not in a student's package, "
                f"and {NEEDED_BITS:.0f} are needed. Add a probe with drawn inputs that returns numbers, or accept it with the "
                "line <!-- guessable -->."
            )
        if self.text.guessable and self.bits >= NEEDED_BITS:
            found.append(f"<!-- guessable -->: it has {self.bits:.0f} bits, which are enough: delete this line.")
        return found


def find_note(
    topic: Topic, collectors: Collectors | None = None, *, make: bool = True, say: Say = lambda _: None
) -> LockedNote | None:
    """Return the locked note of a topic: shipped, cached, or made now from its text; None if it has none.

    make: whether it may be made, which runs all known solutions; without it, None if it is not cached.
    Raises BrokenGrader if it cannot be locked, or a shipped one cannot be read.
    """
    if not topic.note.is_file():
        return load_note(topic.shipped_note, topic) if topic.shipped_note.is_file() else None
    cached = cache_folder("notes") / f"{_cache_digest(topic)}.note"
    if cached.exists():
        with contextlib.suppress(BrokenGrader):  # one that cannot be read is made again
            return load_note(cached, topic)
    if not make:
        return None
    say(f"Making the note of {topic.id} (once) …")
    with contextlib.nullcontext(collectors) if collectors else Collectors(reference_sandbox) as warm:
        made = make_lock(topic, warm)
    if made.problems:
        raise BrokenGrader(made.problems[0], file=topic.note)
    note = LockedNote.of(made.lock, made.expected, made.text.text)
    with contextlib.suppress(CourseError):  # a cache that cannot be written only costs time
        write_atomic(cached, note.to_bytes())
    return note


def read_note(topic: Topic) -> NoteText:
    """Read the author's file."""
    text, guessable = file_of_course(topic.note).decode(), False
    opened_by: list[str] = []
    while found := ACCEPTED.match(text):
        opened_by += found["names"].split() if found["names"] else []
        guessable = guessable or not found["names"]
        text = text[found.end() :]
    return NoteText(text.lstrip("\n"), tuple(opened_by), guessable)


def make_lock(topic: Topic, collectors: Collectors, opened: Checks | None = None) -> Made:
    """Run the known solutions on the inputs of the note, and choose what its secret is made of.

    opened: the topic's checks, hidden ones too, if they are open.
    """
    key = find_key(topic, collectors, seed=SEED, hidden=True)
    subject = Subject(topic, key, topic.checks(hidden=True))
    wrong = {name: run.evidence for name, run in run_mistakes(topic, key, collectors).items()}
    right = list(run_right_solutions(subject, collectors).values())
    public = find_key(topic, collectors).expected
    with contextlib.nullcontext(opened) if opened else open_checks([topic], hidden=True) as checks:
        choice = choose(subject, right, wrong, public, checks)
    used = {place.probe for place in choice.places}
    inputs = {probe.name: key.given(probe) for probe in subject.probes if probe.name in used}
    lock = Lock(topic.id, probes_digest(topic), inputs, tuple(choice.places), key.preload)
    opened_by = tuple(name for name in choice.sharing if topic.mistakes[name].caught_by not in topic.visible_checks)
    return Made(lock, read_note(topic), choice.bits, opened_by, key.expected)


def run_right_solutions(subject: Subject, collectors: Collectors, threads: int = 1) -> dict[str, TopicEvidence]:
    """Return what the reference and each variant leave, by their names in messages. threads: that torch may use."""
    topic, key = subject.topic, subject.key
    jobs = {"the reference": subject.job(file_of_course(topic.solution))}
    jobs |= {f"the variant {v.name}": subject.job(*as_solution(topic, v)) for v in topic.variants.values()}
    return {
        name: collectors.get(key.preload).collect(dataclasses.replace(job, threads=threads))
        for name, job in jobs.items()
    }


def _cache_digest(topic: Topic) -> str:
    """Return the digest of all that a locked note depends on."""
    paths = (topic.note, topic.visible_file, topic.hidden_file, topic.mistakes_file, topic.variants_file)
    contents = (path.read_bytes() if path.exists() else b"" for path in paths)
    return digest([reference_digest(topic), files_digest(MAKING), *contents])
