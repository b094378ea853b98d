"""The files that could be graded for a topic, and the order of preference among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from dlcourse.graders.engine.intake.assignment import NameMatch, Spelling
from dlcourse.graders.engine.intake.times import NO_TIME, ZipTime
from dlcourse.graders.engine.intake.tree import File


class Attempt(NamedTuple):
    """Which of a student's attempts a file is from, if the layout tells; of two the greater is later."""

    attachment: int = 0
    number: int = 0


NO_ATTEMPT: Final = Attempt()


@dataclass(frozen=True)
class OpenedZip:
    """A zip among a student's files. by_submit: whether a manifest of this week is in it."""

    path: str
    attempt: Attempt = NO_ATTEMPT
    time: ZipTime = NO_TIME
    by_submit: bool = False


class Preference(NamedTuple):
    """Why one candidate is preferred to another: the first field that differs decides, and the smaller value is preferred."""

    spelling: Spelling  # the topic's own name, then one in another case, then a copy's
    attempt: tuple[int, int]  # the latest
    unreadable: bool  # what can be read
    copy: int  # the highest number of a copy
    in_zip: bool  # what is in no zip
    zip_time: tuple[float, float]  # the newest zip
    outside_week: bool  # what is in the week's folder
    depth: int  # what is nearest to the top
    path: str  # any, but always the same

    def decided_by(self, other: Preference) -> str:
        """Return the name of the field that decides between two; empty if they are equal."""
        return next((name for name in self._fields if getattr(self, name) != getattr(other, name)), "")


@dataclass(frozen=True)
class Candidate:
    """A file that could be graded for a topic. in_week: whether it is in the week's folder; in_zip: the zip that it is in."""

    path: str
    file: File
    match: NameMatch
    in_week: bool
    attempt: Attempt = NO_ATTEMPT
    in_zip: OpenedZip | None = None

    @property
    def preference(self) -> Preference:
        """Return its rank among a topic's candidates. Numbers are negated where the highest is preferred."""
        zip_time = self.in_zip.time if self.in_zip else NO_TIME
        return Preference(
            spelling=self.match.spelling,
            attempt=(-self.attempt.attachment, -self.attempt.number),
            unreadable=bool(self.file.refusal),
            copy=-self.match.copy,
            in_zip=self.in_zip is not None,
            zip_time=(-zip_time.manifest, -zip_time.newest_file),
            outside_week=not self.in_week,
            depth=self.path.count("/"),
            path=self.path,
        )
