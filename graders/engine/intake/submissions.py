"""What intake finds: one submission per student, and what is not graded as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from dlcourse.graders.engine.untrusted import Source


class SubmittedFile(Protocol):
    """A topic's file as it was handed in, on disk or in an archive; nothing of it is held until it is read."""

    def read(self) -> Source:
        """Return the file's text as bytes in UTF-8, or why it cannot be had. Never raises."""


@dataclass(frozen=True)
class Submission:
    """One student's files for a week, by topic name, for the topics that are there.

    student: unique in its class, and safe as a folder's name.
    """

    student: str
    files: Mapping[str, SubmittedFile]


@dataclass
class Intake:
    """A class's submissions, sorted by student, and everything that is not graded as it stands, each with the reason.

    layout: what the class was read as, for example "a Canvas download".
    """

    submissions: list[Submission] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    layout: str = ""
