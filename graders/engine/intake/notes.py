"""Notes for the instructor: what is not graded as it was handed in, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from dlcourse.graders.engine.text import listed, one_line

MAX_NOTES: Final = 10  # of one student
MAX_NAMED: Final = 10
FEW: Final = 3
_MAX_NAME: Final = 120
_MAX_REASON: Final = 400


class Note(NamedTuple):
    """One line of what an instructor should know. about: a student, or a file or folder of the class."""

    about: str
    text: str


@dataclass
class StudentNotes:
    """The notes on one student's files, in order.

    unreadable: why something cannot be looked into, empty if everything can.
    explained: whether a note says already why nothing is there.
    """

    student: str
    notes: list[Note] = field(default_factory=list)
    unreadable: str = ""
    explained: bool = False

    def add(self, text: str, about: str = "", *, explains: bool = False) -> None:
        self.notes.append(Note(about or self.student, text))
        self.explained = self.explained or explains

    def rename(self, student: str) -> None:
        """Give the student another name, in the notes too."""
        self.notes = [Note(student if about == self.student else about, text) for about, text in self.notes]
        self.student = student

    def add_first(self, text: str) -> None:
        self.notes.insert(0, Note(self.student, text))

    def add_unreadable(self, why: str, what: str = "not read") -> None:
        """Note what cannot be looked into. The first such reason is also given for topics that are missing."""
        why = one_line(why, _MAX_REASON)
        self.unreadable = self.unreadable or why
        self.add(f"{what}: {why}")

    def shortened(self) -> list[Note]:
        """Return the first notes, and how many more there are."""
        more = len(self.notes) - MAX_NOTES
        if more <= 0:
            return self.notes
        return [*self.notes[:MAX_NOTES], Note(self.student, f"and {more} more of this kind")]


def named(names: Sequence[str], most: int = FEW) -> str:
    """Return names that students chose on one line, the first `most` of them, each made harmless and cut short."""
    return listed([one_line(name, _MAX_NAME) for name in names], most)
