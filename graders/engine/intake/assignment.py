"""The week that is graded, and which file names stand for which of its topics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Final

from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.intake.names import without_archive, without_copy

MIN_STEM: Final = 4  # letters before the number; `hw12` may be a login, `week12` is none
_NUMBERED: Final = re.compile(r"(?P<stem>[^\W\d_]+)[\s_.-]*(?P<number>[0-9]{1,3})(?![0-9])")


class Spelling(IntEnum):
    """How a file is named compared with its topic's file; the lowest is preferred."""

    EXACT = 0
    OTHER_CASE = 1
    COPY = 2  # what a browser calls a second download: `name (2).py`


@dataclass(frozen=True)
class NameMatch:
    """The topic that a file's name stands for. copy: the number of a second download, 0 for any other name."""

    topic: str
    file_name: str
    spelling: Spelling = Spelling.EXACT
    copy: int = 0


@dataclass(frozen=True)
class Assignment:
    """The week that is graded."""

    week: str
    topics: Sequence[Topic]

    @cached_property
    def topic_of(self) -> dict[str, str]:
        """The topic's name for each topic's file name."""
        return {topic.file_name: topic.name for topic in self.topics}

    @cached_property
    def other_weeks(self) -> frozenset[str]:
        return frozenset(name for topic in self.topics for name in topic.course.weeks) - {self.week}

    @cached_property
    def _number(self) -> tuple[str, int] | None:
        """The parts of the week's name: `week03` is ("week", 3); None if it does not end with a number."""
        match = _NUMBERED.fullmatch(self.week)
        return (match["stem"].casefold(), int(match["number"])) if match else None

    def is_week(self, name: str) -> bool:
        """Return whether a folder or zip is called like this week, and so not like a student: `week03`, `Week 3.zip`."""
        stem = _stem(name)
        match = _NUMBERED.fullmatch(stem)
        same = match is not None and (match["stem"], int(match["number"])) == self._number
        return same or stem == self.week.casefold()

    def is_other_week(self, name: str) -> bool:
        """Return whether a folder or zip is called like another week, and so not like a student."""
        stem = _stem(name)
        if stem in {week.casefold() for week in self.other_weeks}:
            return True
        match = _NUMBERED.fullmatch(stem)
        return (
            match is not None
            and self._number is not None
            and len(match["stem"]) >= MIN_STEM
            and match["stem"] == self._number[0]
            and int(match["number"]) != self._number[1]
        )

    def holds_other_week(self, name: str) -> bool:
        """Return whether a folder or zip among a student's files is of another week, by its name: `week02`, `my-week02`."""
        stem = _stem(name)
        if stem in {week.casefold() for week in self.other_weeks}:
            return True
        numbers = {int(match["number"]) for match in _NUMBERED.finditer(stem) if self._is_stem(match["stem"])}
        return bool(numbers) and self._number is not None and self._number[1] not in numbers

    def _is_stem(self, stem: str) -> bool:
        return self._number is not None and stem == self._number[0]

    def match(self, name: str) -> NameMatch | None:
        """Return the topic that a file's name stands for; None if there is none."""
        if name in self.topic_of:
            return NameMatch(self.topic_of[name], name)
        stem, dot, suffix = name.rpartition(".")
        plain, copy = without_copy(stem)
        folded = f"{plain}{dot}{suffix}".lower()
        for file_name, topic in self.topic_of.items():
            if folded == file_name.lower():
                return NameMatch(topic, file_name, Spelling.COPY if copy else Spelling.OTHER_CASE, copy)
        return None


def _stem(name: str) -> str:
    """Return a name in small letters, without the ending of an archive and the number of a second download."""
    return without_copy(without_archive(name))[0].strip().casefold()
