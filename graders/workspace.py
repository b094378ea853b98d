"""A student's folder: what was fetched into it, what the student changed, and the results of their last check.

<root>/<week>/<topic>.py           the student's files, sacred
<root>/.dlcourse/workspace.json    the course, and the digest of each file as it was fetched
<root>/.dlcourse/results/…         the last results, so that `status` need not run anything
<root>/.dlcourse/backups/…         what `reset` set aside
<root>/.dlcourse/new/…             the course's newer version of a file that the student has edited
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from dlcourse.graders.course import Course, Topic, lesson_files
from dlcourse.graders.errors import BrokenGrader, CourseError
from dlcourse.graders.files import digest, write_atomic
from dlcourse.graders.records import CheckResult, TopicResult

STATE: Final = ".dlcourse"


class State(msgspec.Struct):
    """The content of workspace.json: digests of fetched files by path below the root, and of each check how many hints were shown."""

    course: str
    files: dict[str, str] = msgspec.field(default_factory=dict)
    hints: dict[str, int] = msgspec.field(default_factory=dict)


class StoredResult(msgspec.Struct, frozen=True):
    """A topic's last result, and the digest of what it was a result of."""

    of: str
    result: TopicResult


@dataclass
class Fetched:
    """What a fetch did, by file: written, updated, unchanged, kept (edited), or new upstream beside an edited one."""

    written: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    new_upstream: list[tuple[str, str]] = field(default_factory=list)


class Workspace:
    """A student's folder for one course."""

    def __init__(self, root: Path, course: Course) -> None:
        self.root = root
        self.course = course
        self.state_file = root / STATE / "workspace.json"
        self.state = self._load() if self.state_file.exists() else State(course.name)

    @classmethod
    def find(cls, course: Course, start: Path) -> Workspace:
        """Return the workspace that `start` is in; CourseError if it is in none, or in another course's."""
        for folder in (start, *start.parents):
            if (folder / STATE / "workspace.json").is_file():
                workspace = cls(folder, course)
                if workspace.state.course != course.name:
                    raise CourseError(
                        f"{folder} belongs to the course {workspace.state.course!r}, not {course.name!r}. "
                        "Name its course with `dlcourse --course PATH …`."
                    )
                return workspace
        week = next(iter(course.weeks), "WEEK")
        raise CourseError(
            f"There is no workspace here ({start}). Get one with `dlcourse fetch {week}`, or go into its folder."
        )

    def _load(self) -> State:
        try:
            return msgspec.json.decode(self.state_file.read_bytes(), type=State)
        except (OSError, msgspec.DecodeError) as error:
            raise CourseError(
                f"{self.state_file} cannot be read ({error}). Delete that one file and run `dlcourse fetch` again; your work stays."
            ) from error

    def _save(self) -> None:
        write_atomic(self.state_file, msgspec.json.format(msgspec.json.encode(self.state)) + b"\n")

    def file_of(self, topic: Topic) -> Path:
        return self.root / topic.week.name / topic.file_name

    def fetch(self, week: str) -> Fetched:
        """Bring the week's files up to date. A file that the student has edited is never touched.

        Where such a file has a newer version upstream, that is put into .dlcourse/new/.
        """
        done = Fetched()
        for name, data in self._upstream(week):
            path = self.root / name
            upstream = digest([data])
            known = self.state.files.get(name)
            if not path.exists() and not path.is_symlink():
                write_atomic(path, data)
                done.written.append(name)
            else:
                mine = digest([path.read_bytes()]) if path.is_file() else ""
                if mine == upstream:
                    done.unchanged.append(name)
                elif mine == known:
                    write_atomic(path, data)
                    done.updated.append(name)
                else:
                    if known == upstream:
                        done.kept.append(name)
                    else:
                        beside = self.root / STATE / "new" / name
                        write_atomic(beside, data)
                        done.new_upstream.append((name, str(beside.relative_to(self.root))))
                    continue
            self.state.files[name] = upstream
        self._save()
        return done

    def _upstream(self, week: str) -> Iterator[tuple[str, bytes]]:
        """Yield (path below the root, content) for every file that the course has for a week."""
        entry = self.course.week(week)
        exercises = self.course.root / "exercises"
        files = [(f"{week}/{topic.file_name}", topic.stub) for topic in self.course.weeks[week]]
        files += [(path.relative_to(exercises).as_posix(), path) for path in lesson_files(self.course, week)]
        files += [(f"data/{name}", self.course.root / "datasets" / name) for name in entry.data]
        for name, path in files:
            try:
                yield name, path.read_bytes()
            except OSError as error:
                raise BrokenGrader(f"The course lacks {path} ({error.strerror}). Install it again.") from error

    def reset(self, topic: Topic) -> Path | None:
        """Put the stub back, and return where the student's file went; None where there was none."""
        path, backup = self.file_of(topic), None
        stub = topic.stub.read_bytes()
        if path.exists() or path.is_symlink():
            backup = self._free_backup(topic)
            try:
                if path.is_file() and not path.is_symlink():
                    write_atomic(backup, path.read_bytes())  # a copy: whenever Ctrl-C comes, there is a file
                else:
                    backup.parent.mkdir(parents=True, exist_ok=True)
                    path.rename(backup)
            except OSError as error:
                raise CourseError(f"Cannot set {path} aside: {error.strerror}. Nothing was changed.") from error
        write_atomic(path, stub)
        self.state.files[f"{topic.week.name}/{topic.file_name}"] = digest([stub])
        self._save()
        return backup

    def _free_backup(self, topic: Topic) -> Path:
        folder = self.root / STATE / "backups" / topic.week.name
        stamp = datetime.datetime.now().strftime("%Y%m%d-%H%M%S")
        for number in range(1, 10_000):
            path = folder / f"{topic.name}.{stamp}{f'-{number}' if number > 1 else ''}.py"
            if not path.exists():
                return path
        raise CourseError(f"There are too many backups in {folder}. Move some away.")

    def next_hint(self, topic: Topic, check: CheckResult) -> int:
        """Return how many of a check's hints to show now: one more each time, up to all of them."""
        name = f"{topic.id}/{check.name}"
        self.state.hints[name] = min(self.state.hints.get(name, 0) + 1, len(check.hints))
        with contextlib.suppress(CourseError):  # a hint that cannot be counted is still a hint
            self._save()
        return self.state.hints[name]

    def _result_file(self, topic: Topic) -> Path:
        return self.root / STATE / "results" / topic.week.name / f"{topic.name}.json"

    def store(self, topic: Topic, of: str, result: TopicResult) -> None:
        """Remember a topic's result; `of` says of what (see `stored`)."""
        write_atomic(self._result_file(topic), msgspec.json.encode(StoredResult(of, result)))

    def stored(self, topic: Topic) -> StoredResult | None:
        """Return the last result, or None where there is none that can be read."""
        try:
            return msgspec.json.decode(self._result_file(topic).read_bytes(), type=StoredResult)
        except (OSError, msgspec.DecodeError):
            return None
