"""Submissions as files: reading one without believing it, and finding them in a class's folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dlcourse.graders.course import Topic
from dlcourse.graders.errors import CourseError
from dlcourse.graders.text import one_line

MAX_SOURCE: Final = 1 << 20


@dataclass(frozen=True)
class Unreadable:
    """A file that cannot be run; `why` is a sentence for the student. `started` is False for no file and for a stub."""

    why: str = ""
    started: bool = True


Source = bytes | Unreadable


def read_source(path: Path, *, follow: bool) -> Source:
    """Return a topic file's bytes, or why they cannot be had. Nothing else than a regular UTF-8 text file is opened.

    follow: whether a symbolic link may stand for the file. A student's own may; in a class's folder it could point
    at anything that the instructor can read.
    """
    try:
        mode = path.stat() if follow else path.lstat()
        if stat.S_ISLNK(mode.st_mode):
            return Unreadable(f"{path.name} is a link; hand in the file itself.")
        if stat.S_ISDIR(mode.st_mode):
            return Unreadable(f"{path.name} is a folder; the exercise belongs into a file of that name.")
        if not stat.S_ISREG(mode.st_mode):
            return Unreadable(f"{path.name} is no regular file.")
        if mode.st_size > MAX_SOURCE:
            return Unreadable(
                f"{path.name} has {mode.st_size} bytes; at most {MAX_SOURCE} are read. Keep data out of it."
            )
        data = path.read_bytes()
    except FileNotFoundError:
        return Unreadable(f"{path.name} is missing.", started=False)
    except OSError as error:
        return Unreadable(f"{path.name} cannot be read: {error.strerror or error}.")
    return _as_text(path.name, data)


def _as_text(name: str, data: bytes) -> Source:
    if not data.strip():
        return Unreadable(f"{name} is empty. `dlcourse reset {name.removesuffix('.py')}` brings the exercise back.")
    if b"\0" in data:
        return Unreadable(f"{name} is not a text file. Save it as plain text, in UTF-8.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Unreadable(f"{name} is not UTF-8: line {line} has the byte 0x{data[error.start]:02x}. Save it in UTF-8.")
    return data


@dataclass(frozen=True)
class Submission:
    """One student's files for a week; `files` by topic name, for the topics that are there."""

    student: str
    files: dict[str, Path]


@dataclass
class Found:
    """What stands in a class's folder: submissions, and entries that are none, each with the reason."""

    submissions: list[Submission] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def find_submissions(folder: Path, week: str, topics: Sequence[Topic]) -> Found:
    """Find `<student>/<week>/<topic>.py` or `<student>/<topic>.py` for every student, sorted by name.

    Raises CourseError where the folder cannot be read or holds no student.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise CourseError(
            f"Cannot read the submissions in {folder}: {error.strerror}. Give a folder with one folder per student."
        ) from error
    found = Found()
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() or not entry.is_dir(follow_symlinks=False):
            found.left_out.append((entry.name, "not a student's folder"))
            continue
        place = Path(entry.path)
        inside = place / week
        if inside.is_dir() and not inside.is_symlink():
            place = inside
        files = {topic.name: place / topic.file_name for topic in topics if os.path.lexists(place / topic.file_name)}
        if not files and (strangers := sorted(name for name in _names(place) if name.endswith(".py"))):
            found.left_out.append(
                (
                    entry.name,
                    f"graded as not started: none of its files has a topic's name ({one_line(', '.join(strangers[:3]))})",
                )
            )
        found.submissions.append(Submission(_as_utf8(entry.name), files))
    if not found.submissions:
        raise CourseError(
            f"There is no student's folder in {folder}. Expected: {folder / '<student>' / week / topics[0].file_name}"
        )
    return found


def _as_utf8(name: str) -> str:
    """Return a folder's name as results can hold it: bytes that are not UTF-8 as \\xe9."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []
