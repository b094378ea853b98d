"""Starting a topic again and going back: what `reset` and `restore` set aside is a backup, and the last green version is kept.

A backup of `<topic>.py` is `<topic>.<date>-<time>.py`, with `-2` and so on for more in the same second. The name of a new one
sorts after all others, even if the clock was set back. Backups are never deleted. The copy of the last green version has such
a name too, in a folder of its own; the next one replaces it.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.course.course import Topic, file_of_course
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import rename_new, write_atomic, write_new
from dlcourse.graders.engine.student.workspace import STATE, Workspace, read_if_file

GREEN: Final = "green"  # the folder of the last green versions
_STAMP: Final = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Backup:
    """One backup, or the copy of the last green version.

    number: counts from 1, the oldest, so it stays the same when others are added. stamp: when it was made, or first green.
    """

    path: Path
    number: int
    stamp: str

    @property
    def when(self) -> str:
        """Return its date and time, as `2025-01-31 14:05:00`."""
        day, time = self.stamp[:8], self.stamp[9:15]
        return f"{day[:4]}-{day[4:6]}-{day[6:]} {time[:2]}:{time[2:4]}:{time[4:]}"


def backups_of(workspace: Workspace, topic: Topic) -> list[Backup]:
    """Return a topic's backups, the oldest first."""
    return _in(_folder(workspace, topic), topic)


def last_green(workspace: Workspace, topic: Topic) -> Backup | None:
    """Return the copy of the last version of a topic's file with which all its visible checks passed; None if there is none."""
    kept = _in(_folder(workspace, topic, GREEN), topic)
    return kept[-1] if kept else None


def keep_green(workspace: Workspace, topic: Topic, source: bytes) -> None:
    """Keep a copy of a version with which all visible checks passed, instead of the one before. CourseError if that fails."""
    folder = _folder(workspace, topic, GREEN)
    earlier = _in(folder, topic)
    if earlier and read_if_file(earlier[-1].path) == source:
        return
    write_new(_new_names(folder, topic), source)
    for old in earlier:  # only now: whatever interrupts this, one copy is there
        with contextlib.suppress(OSError):
            old.path.unlink()


def _in(folder: Path, topic: Topic) -> list[Backup]:
    stamped = [(stamp, path) for stamp, _, path in _existing(folder, topic) if path.is_file()]
    return [Backup(path, number, stamp) for number, (stamp, path) in enumerate(stamped, start=1)]


def reset(workspace: Workspace, topic: Topic) -> Path | None:
    """Write the stub as the student's file, and return the backup; None if the file was untouched or missing."""
    workspace.reread()
    file, stub = workspace.file_of(topic), file_of_course(topic.stub)
    backup = None if workspace.untouched(topic) else _set_aside(workspace, topic)
    if backup is not None or read_if_file(file) != stub:
        write_atomic(file, stub)
    workspace.remember_fetched(workspace.name_of(topic), stub)
    workspace.save()
    return backup


def restore(workspace: Workspace, topic: Topic, backup: Backup) -> Path | None:
    """Write a backup as the student's file, and return the backup of what was there; None if nothing was there."""
    data = read_if_file(backup.path)
    if data is None:
        raise CourseError(f"{backup.path} cannot be read. Nothing was changed.")
    aside = _set_aside(workspace, topic)
    write_atomic(workspace.file_of(topic), data)
    return aside


def _set_aside(workspace: Workspace, topic: Topic) -> Path | None:
    path, folder = workspace.file_of(topic), _folder(workspace, topic)
    if not path.exists() and not path.is_symlink():
        return None
    names = _new_names(folder, topic)
    try:
        if path.is_file() and not path.is_symlink():
            return write_new(names, path.read_bytes())  # a copy: if Ctrl-C comes now, the file is still there
        folder.mkdir(parents=True, exist_ok=True)
        return rename_new(path, names)
    except OSError as error:
        raise CourseError(f"Cannot set {path} aside: {error.strerror}. Nothing was changed.") from error


def _folder(workspace: Workspace, topic: Topic, kind: str = "backups") -> Path:
    return workspace.root / STATE / kind / topic.week.name


def _new_names(folder: Path, topic: Topic) -> Iterator[Path]:
    """Yield names for a new backup, without end; each sorts after all existing backups and after the name before it."""
    stamp = datetime.datetime.now().strftime(_STAMP)
    existing = _existing(folder, topic)
    number = 1
    if existing and existing[-1][0] >= stamp:
        stamp, number = existing[-1][0], existing[-1][1] + 1
    for more in itertools.count(number):
        yield folder / f"{topic.name}.{stamp}{f'-{more}' if more > 1 else ''}.py"


def _existing(folder: Path, topic: Topic) -> list[tuple[str, int, Path]]:
    """Return (stamp, number within that second, path) of everything that has the name of a backup, the oldest first."""
    pattern = re.compile(rf"{re.escape(topic.name)}\.(\d{{8}}-\d{{6}})(?:-(\d{{1,9}}))?\.py")
    try:
        paths = list(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise CourseError(
            f"The backups in {folder} cannot be read: {error.strerror}. Nothing was changed. Fix the folder's rights, "
            "or move the file that has its name; then try again."
        ) from error
    matches = [(pattern.fullmatch(path.name), path) for path in paths]
    return sorted((match[1], int(match[2] or 1), path) for match, path in matches if match)
