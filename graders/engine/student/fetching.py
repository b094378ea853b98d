"""Fetching: a week's files from the course into a workspace. A file that the student has edited is never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from dlcourse.graders.engine.course.course import Course, file_of_course, lesson_files
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import digest, write_atomic
from dlcourse.graders.engine.student.updates import what_is_new
from dlcourse.graders.engine.student.workspace import Offer, Workspace, read_if_file

_MAX_BESIDE: Final = 10_000


@dataclass(frozen=True)
class NewVersion:
    """A newer version that was written beside an edited file. `name` is the edited file's path, `news` says what is new."""

    name: str
    beside: str
    news: str


@dataclass
class Fetched:
    """What a fetch did, by path below the root: files that it wrote, updated, or kept because they are edited; newer versions
    that it wrote beside edited files; files that the course has dropped."""

    written: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    beside: list[NewVersion] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    @property
    def nothing_new(self) -> bool:
        return not (self.written or self.updated or self.beside or self.dropped)


def fetch_week(workspace: Workspace, week: str) -> Fetched:
    """Bring the week's files up to date.

    If the course has a newer version of an edited file, it is written beside that file, once. A fetch that is interrupted
    leaves whole files, and the next one brings the rest.
    """
    files = dict(_files_of(workspace.course, week))  # all are read first: a course with a missing file changes nothing
    fetch = _Fetch(workspace)
    workspace.save()  # first: the next fetch knows the course, whatever interrupts this one
    try:
        for name, data in files.items():
            fetch.update(name, data)
        fetch.forget_dropped(week, files)
    finally:
        workspace.save()
    return fetch.done


def _files_of(course: Course, week: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path below the root, content) for every file that the course has for a week."""
    entry = course.week(week)
    exercises = course.root / "exercises"
    files = [(Workspace.name_of(topic), topic.stub) for topic in course.weeks[week]]
    files += [(path.relative_to(exercises).as_posix(), path) for path in lesson_files(course, week)]
    files += [(f"data/{name}", course.root / "datasets" / name) for name in entry.data]
    for name, path in files:
        yield name, file_of_course(path)


class _Fetch:
    """One fetch: decides what happens to each file, and records it in `done`."""

    def __init__(self, workspace: Workspace) -> None:
        self.done = Fetched()
        self._workspace = workspace
        self._root = workspace.root
        self._state = workspace.state

    def update(self, name: str, data: bytes) -> None:
        """Bring one file up to date. data: its content in the course."""
        path, newest, fetched = self._root / name, digest([data]), self._state.files.get(name)
        mine = _digest_of(path)
        if not path.exists() and not path.is_symlink():
            write_atomic(path, data)
            self.done.written.append(name)
        elif mine == newest:
            pass
        elif mine == fetched:
            write_atomic(path, data)
            self.done.updated.append(name)
        elif fetched == newest or self._was_offered(name, newest):
            self.done.kept.append(name)
            return
        else:
            self._write_beside(name, data, newest)
            return
        self._workspace.remember_fetched(name, data)

    def _was_offered(self, name: str, newest: str) -> bool:
        offer = self._state.offers.get(name)
        return offer is not None and offer.of == newest

    def _write_beside(self, name: str, data: bytes, newest: str) -> None:
        beside = self._name_beside(name, newest)
        write_atomic(self._root / beside, data)
        self._state.offers[name] = Offer(newest, beside)
        before = self._workspace.as_fetched(name)
        mine = read_if_file(self._root / name) or b""
        news = what_is_new(mine, data, gone=False) if before is None else what_is_new(before, data)
        self.done.beside.append(NewVersion(name, beside, news))

    def _name_beside(self, name: str, newest: str) -> str:
        """Return the path for a newer version: one that is free, or that of an offer that nobody has edited."""
        earlier = self._state.offers.get(name)
        if earlier is not None and _digest_of(self._root / earlier.path) == earlier.of:
            return earlier.path
        stem, dot, rest = PurePosixPath(name).name.partition(".")
        for number in range(1, _MAX_BESIDE):
            beside = str(PurePosixPath(name).with_name(f"{stem}.new{number if number > 1 else ''}{dot}{rest}"))
            path = self._root / beside
            if (not path.exists() and not path.is_symlink()) or _digest_of(path) == newest:
                return beside
        raise CourseError(
            f"There are too many new versions beside {self._root / name}. Delete those that you have looked at."
        )

    def forget_dropped(self, week: str, files: Collection[str]) -> None:
        """Forget the week's files that the course no longer has: from now on they are the student's own."""
        of_any_week = {f"data/{name}" for entry in self._workspace.course.manifest.weeks for name in entry.data}
        for name in list(self._state.files):
            if name.startswith((f"{week}/", "data/")) and name not in files and name not in of_any_week:
                del self._state.files[name]
                self._state.offers.pop(name, None)
                if (self._root / name).exists():
                    self.done.dropped.append(name)


def _digest_of(path: Path) -> str:
    """Return a file's digest; an empty string, which is no digest, if it cannot be read."""
    data = read_if_file(path)
    return "" if data is None else digest([data])
