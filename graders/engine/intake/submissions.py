"""What intake finds: one submission for each student, and notes on what is not graded as it was handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from dlcourse.graders.engine.intake.names import Identifier
from dlcourse.graders.engine.intake.notes import Note
from dlcourse.graders.engine.untrusted import Source


class SubmittedFile(Protocol):
    """A topic's file as it was handed in, on disk or in an archive. It is not in memory until it is read."""

    def read(self) -> Source:
        """Return the file's text as bytes in UTF-8, or why it cannot be read. Never raises."""


@dataclass(frozen=True)
class Submission:
    """One student's files for a week, by topic name. A topic without a file was not handed in.

    student: an id, unique in its class, and safe as a folder's name. identifiers: what else the layout says of who it is.
    name, person: the name in the roster, and who that is there; empty without a roster, and for somebody it does not know.
    absent: whether only the roster has this student, who handed in nothing.
    """

    student: str
    files: Mapping[str, SubmittedFile]
    identifiers: tuple[Identifier, ...] = ()
    name: str = ""
    person: str = ""
    absent: bool = False


@dataclass
class Intake:
    """A class's submissions, sorted by student. notes: everything that is not graded as it was handed in, and why.

    layout: what the class was read as, for example "a Canvas download". root: the class's folder or zip.
    has_roster: whether the submissions have the names of a roster.
    """

    submissions: list[Submission] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    layout: str = ""
    root: Path = Path()
    has_roster: bool = False
