"""The week that is graded, and which file names stand for which of its topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.intake.names import without_copy
from dlcourse.graders.engine.intake.tree import Folder


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

    def is_submission(self, folder: Folder) -> bool:
        """Return whether this looks like one student's folder: a topic's file is in it, or in the week's folder in it."""
        inside = folder.list()
        week = inside.folders.get(self.week)
        listings = [inside, week.list()] if week else [inside]
        return any(self.match(name) for listing in listings for name in listing.files)
