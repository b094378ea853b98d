"""Backups of a topic's file: what `reset` and `restore` set aside, in the order in which that happened.

A backup is `<topic>.<date>-<time>.py`, with `-2` and so on for more in the same second. Each new one comes after the others by
its name, even where the clock was put back.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.errors import CourseError

_STAMP: Final = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Backup:
    """One backup; `number` counts from 1, the oldest, so that it stays as others come."""

    path: Path
    number: int
    stamp: str

    @property
    def when(self) -> str:
        """Return its date and time as a person writes them."""
        day, time = self.stamp[:8], self.stamp[9:15]
        return f"{day[:4]}-{day[4:6]}-{day[6:]} {time[:2]}:{time[2:4]}:{time[4:]}"


def backups_of(folder: Path, topic: str) -> list[Backup]:
    """Return a topic's backups in `folder`, the oldest first."""
    kept = [(stamp, more, path) for stamp, more, path in _taken(folder, topic) if path.is_file()]
    return [Backup(path, number, stamp) for number, (stamp, _, path) in enumerate(kept, start=1)]


def new_names(folder: Path, topic: str) -> Iterator[Path]:
    """Yield names for a new backup without end: the first comes after all that are there, each after the one before."""
    stamp = datetime.datetime.now().strftime(_STAMP)
    taken = _taken(folder, topic)
    number = 1
    if taken and taken[-1][0] >= stamp:
        stamp, number = taken[-1][0], taken[-1][1] + 1
    for more in itertools.count(number):
        yield folder / f"{topic}.{stamp}{f'-{more}' if more > 1 else ''}.py"


def _taken(folder: Path, topic: str) -> list[tuple[str, int, Path]]:
    pattern = re.compile(rf"{re.escape(topic)}\.(\d{{8}}-\d{{6}})(?:-(\d{{1,9}}))?\.py")
    try:
        paths = list(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise CourseError(
            f"The backups in {folder} cannot be read: {error.strerror}. Nothing was changed. Mend the folder's rights, or move "
            "away the file that is in its place; then try again."
        ) from error
    matches = [(pattern.fullmatch(path.name), path) for path in paths]
    return sorted((match[1], int(match[2] or 1), path) for match, path in matches if match)
