"""A student's folder: what was fetched into it, what the student changed, and the results of their last check.

<root>/<week>/<topic>.py           the student's files, sacred
<root>/<week>/<topic>.new.py       the course's newer version of a file that the student has edited
<root>/.dlcourse/workspace.json    the course and where it comes from, and the digest of each file as it was fetched
<root>/.dlcourse/fetched/…         the texts as they were fetched, to tell what is new in a newer version
<root>/.dlcourse/results/…         the last results, so that `status` need not run anything
<root>/.dlcourse/backups/…         what `reset` and `restore` set aside
<root>/.dlcourse/course/…          the course itself, where it came as a zip (see sources)

Nothing in it depends on where the folder is: it can be moved and renamed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from dlcourse.graders.engine.course.course import Course, Topic, file_of_course, lesson_files
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import digest, rename_new, write_atomic, write_new
from dlcourse.graders.engine.intake.manifest import Agreement
from dlcourse.graders.engine.results.records import NOT_JSON, CheckResult, TopicResult
from dlcourse.graders.engine.student.backups import Backup, backups_of, new_names
from dlcourse.graders.engine.student.updates import news

STATE: Final = ".dlcourse"
TEXTS: Final = (".py", ".md")


class Origin(msgspec.Struct, frozen=True):
    """Where a workspace's course came from: `source` as `fetch --from` takes it, and, of a zip, its SHA-256.

    tree: the digest of what the zip was unpacked to.
    """

    source: str
    sha256: str = ""
    tree: str = ""


class Offer(msgspec.Struct, frozen=True):
    """A newer version of an edited file, put beside it: its digest, and its path below the root."""

    of: str
    path: str


class State(msgspec.Struct):
    """The content of workspace.json: digests of fetched files by path below the root, newer versions that lie beside edited ones,
    and of each check how many hints were shown."""

    course: str
    files: dict[str, str] = msgspec.field(default_factory=dict)
    hints: dict[str, int] = msgspec.field(default_factory=dict)
    offers: dict[str, Offer] = msgspec.field(default_factory=dict)
    origin: Origin | None = None
    student: str = ""  # who hands in from here
    agreed: dict[str, Agreement] = msgspec.field(default_factory=dict)  # by week, before it was handed in


class StoredResult(msgspec.Struct, frozen=True):
    """A topic's last result, and the digest of what it was a result of."""

    of: str
    result: TopicResult


@dataclass(frozen=True)
class NewVersion:
    """A newer version that was put beside an edited file: the file, the path of the new one, and what is new in it."""

    name: str
    beside: str
    news: str


@dataclass
class Fetched:
    """What a fetch did, by file: written, updated, kept (edited), put beside an edited one, dropped (not in the course any more)."""

    written: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    beside: list[NewVersion] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    @property
    def nothing_new(self) -> bool:
        return not (self.written or self.updated or self.beside or self.dropped)


def workspace_root(start: Path) -> Path | None:
    """Return the root of the workspace that a folder is in; None where it is in none."""
    return next((folder for folder in (start, *start.parents) if (folder / STATE / "workspace.json").is_file()), None)


def course_place(root: Path, sha256: str) -> Path:
    """Return where a workspace keeps a course that came as a zip with this SHA-256."""
    return root / STATE / "course" / sha256[:16]


def own_course(root: Path, origin: Origin, week: str = "WEEK") -> Course:
    """Return the course that a workspace brings along, as it is here; CourseError, with the next step, where it is not."""
    place = course_place(root, origin.sha256) if origin.sha256 else Path(origin.source)
    if (place / "course.toml").is_file():
        return Course(place)
    if origin.sha256:
        raise CourseError(f"The course in {place} is missing. `dlcourse fetch {week}` brings it back; your work stays.")
    raise CourseError(
        f"The course of this workspace was in {place}, and is not there any more. Bring it back, or say where it is now: "
        f"dlcourse fetch {week} --from FOLDER. Your work stays."
    )


def read_state(root: Path) -> State | None:
    """Return what a workspace remembers; None where there is none yet. CourseError where it cannot be read."""
    file = root / STATE / "workspace.json"
    try:
        return msgspec.json.decode(file.read_bytes(), type=State)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, *NOT_JSON) as error:
        raise CourseError(
            f"{file} cannot be read ({error}). Delete that one file and run `dlcourse fetch` again (with --from, if that "
            "is how your course came); your work stays."
        ) from error


class Workspace:
    """A student's folder for one course."""

    def __init__(self, root: Path, course: Course) -> None:
        self.root = root
        self.course = course
        self.state_file = root / STATE / "workspace.json"
        self.state = read_state(root) or State(course.name)

    @classmethod
    def find(cls, course: Course, start: Path) -> Workspace:
        """Return the workspace that `start` is in; CourseError if it is in none, or in another course's."""
        root = workspace_root(start)
        if root is not None:
            workspace = cls(root, course)
            if workspace.state.course != course.name:
                raise CourseError(
                    f"{root} belongs to the course {workspace.state.course!r}, not {course.name!r}. "
                    "Go into that folder, or name its course with `dlcourse --course PATH …`."
                )
            return workspace
        week = next(iter(course.weeks), "WEEK")
        raise CourseError(
            f"There is no workspace here ({start}). Get one with `dlcourse fetch {week}`, or go into its folder."
        )

    def _reread(self) -> None:
        """Take over what another command has remembered meanwhile: `watch` has a workspace open for hours."""
        self.state = read_state(self.root) or self.state

    def _save(self) -> None:
        write_atomic(self.state_file, msgspec.json.format(msgspec.json.encode(self.state)) + b"\n")

    def file_of(self, topic: Topic) -> Path:
        return self.root / topic.week.name / topic.file_name

    def fetch(self, week: str) -> Fetched:
        """Bring the week's files up to date. A file that the student has edited is never touched.

        Where such a file has a newer version upstream, that is put beside it, once. Interrupted, it leaves whole files, and the
        next fetch brings the rest.
        """
        upstream = dict(self._upstream(week))  # read in full first: half a course changes nothing
        done = Fetched()
        self._save()  # first: whatever interrupts this, the next fetch knows the course
        try:
            for name, data in upstream.items():
                self._bring(name, data, done)
            self._let_go(week, upstream.keys(), done)
        finally:
            self._save()
        return done

    def _bring(self, name: str, data: bytes, done: Fetched) -> None:
        path, upstream, known = self.root / name, digest([data]), self.state.files.get(name)
        if not path.exists() and not path.is_symlink():
            write_atomic(path, data)
            done.written.append(name)
        elif (mine := _digest_of(path)) == upstream:
            pass
        elif mine == known:
            write_atomic(path, data)
            done.updated.append(name)
        elif known == upstream or self._was_offered(name, upstream):
            done.kept.append(name)
            return
        else:
            self._put_beside(name, data, upstream, done)
            return
        self._remember(name, data)

    def _was_offered(self, name: str, upstream: str) -> bool:
        offer = self.state.offers.get(name)
        return offer is not None and offer.of == upstream

    def _put_beside(self, name: str, data: bytes, upstream: str, done: Fetched) -> None:
        beside = self._free_place(name, upstream)
        write_atomic(self.root / beside, data)
        self.state.offers[name] = Offer(upstream, beside)
        before = self._as_fetched(name)
        mine = read_if_file(self.root / name) or b""
        what = news(mine, data, all_of_old=False) if before is None else news(before, data)
        done.beside.append(NewVersion(name, beside, what))

    def _free_place(self, name: str, upstream: str) -> str:
        """Return where a new version of a file can lie: where nothing is, or one of ours that nobody has edited."""
        earlier = self.state.offers.get(name)
        if earlier is not None and _digest_of(self.root / earlier.path) == earlier.of:
            return earlier.path
        stem, dot, rest = PurePosixPath(name).name.partition(".")
        for number in range(1, 10_000):
            beside = str(PurePosixPath(name).with_name(f"{stem}.new{number if number > 1 else ''}{dot}{rest}"))
            path = self.root / beside
            if (not path.exists() and not path.is_symlink()) or _digest_of(path) == upstream:
                return beside
        raise CourseError(
            f"There are too many new versions beside {self.root / name}. Delete those that you have seen."
        )

    def _let_go(self, week: str, upstream: Collection[str], done: Fetched) -> None:
        """Forget the files that the course has dropped: they are the student's own from now on."""
        shared = {f"data/{name}" for entry in self.course.manifest.weeks for name in entry.data}
        for name in list(self.state.files):
            if name.startswith((f"{week}/", "data/")) and name not in upstream and name not in shared:
                del self.state.files[name]
                self.state.offers.pop(name, None)
                if (self.root / name).exists():
                    done.dropped.append(name)

    def _remember(self, name: str, data: bytes) -> None:
        """Remember a file as it was fetched."""
        copy = self.root / STATE / "fetched" / name
        if name.endswith(TEXTS) and read_if_file(copy) != data:
            with contextlib.suppress(CourseError):  # without it a summary says less
                write_atomic(copy, data)
        self.state.files[name] = digest([data])

    def _as_fetched(self, name: str) -> bytes | None:
        data = read_if_file(self.root / STATE / "fetched" / name)
        return data if data is not None and digest([data]) == self.state.files.get(name) else None

    def _upstream(self, week: str) -> Iterator[tuple[str, bytes]]:
        """Yield (path below the root, content) for every file that the course has for a week."""
        entry = self.course.week(week)
        exercises = self.course.root / "exercises"
        files = [(f"{week}/{topic.file_name}", topic.stub) for topic in self.course.weeks[week]]
        files += [(path.relative_to(exercises).as_posix(), path) for path in lesson_files(self.course, week)]
        files += [(f"data/{name}", self.course.root / "datasets" / name) for name in entry.data]
        for name, path in files:
            yield name, file_of_course(path)

    def untouched(self, topic: Topic) -> bool:
        """Return whether a topic's file is a stub, of this version of the course or as it was fetched."""
        name = f"{topic.week.name}/{topic.file_name}"
        mine = read_if_file(self.root / name)
        return mine is not None and (mine == file_of_course(topic.stub) or digest([mine]) == self.state.files.get(name))

    def reset(self, topic: Topic) -> Path | None:
        """Put the stub back, and return where the student's file went; None where there was nothing to keep."""
        self._reread()
        stub = file_of_course(topic.stub)
        backup = None if self.untouched(topic) else self._set_aside(topic)
        if backup is not None or read_if_file(self.file_of(topic)) != stub:
            write_atomic(self.file_of(topic), stub)
        self._remember(f"{topic.week.name}/{topic.file_name}", stub)
        self._save()
        return backup

    def backups(self, topic: Topic) -> list[Backup]:
        """Return what `reset` and `restore` have set aside of a topic, the oldest first."""
        return backups_of(self._backup_folder(topic), topic.name)

    def restore(self, topic: Topic, backup: Backup) -> Path | None:
        """Bring a backup back, and return where the file that stood there went; None where there was none."""
        data = read_if_file(backup.path)
        if data is None:
            raise CourseError(f"{backup.path} cannot be read. Nothing was changed.")
        aside = self._set_aside(topic)
        write_atomic(self.file_of(topic), data)
        return aside

    def _set_aside(self, topic: Topic) -> Path | None:
        path, folder = self.file_of(topic), self._backup_folder(topic)
        if not path.exists() and not path.is_symlink():
            return None
        names = new_names(folder, topic.name)
        try:
            if path.is_file() and not path.is_symlink():
                return write_new(names, path.read_bytes())  # a copy: whenever Ctrl-C comes, there is a file
            folder.mkdir(parents=True, exist_ok=True)
            return rename_new(path, names)
        except OSError as error:
            raise CourseError(f"Cannot set {path} aside: {error.strerror}. Nothing was changed.") from error

    def _backup_folder(self, topic: Topic) -> Path:
        return self.root / STATE / "backups" / topic.week.name

    def next_hint(self, topic: Topic, check: CheckResult) -> int:
        """Return how many of a check's hints to show now: one more each time, and all where that cannot be remembered."""
        with contextlib.suppress(CourseError):
            self._reread()
        name = f"{topic.id}/{check.name}"
        self.state.hints[name] = min(self.state.hints.get(name, 0) + 1, len(check.hints))
        try:
            self._save()
        except CourseError:
            self.state.hints[name] = len(check.hints)
        return self.state.hints[name]

    def remember_submission(self, student: str, week: str, agreement: Agreement) -> None:
        """Remember who hands in here, and what they agreed to; what somebody else agreed to is forgotten."""
        self._reread()
        agreed = self.state.agreed if student == self.state.student else {}
        self.state.student, self.state.agreed = student, agreed | {week: agreement}
        self._save()

    def _result_file(self, topic: Topic) -> Path:
        return self.root / STATE / "results" / topic.week.name / f"{topic.name}.json"

    def store(self, topic: Topic, of: str, result: TopicResult) -> None:
        """Remember a topic's result; `of` says of what (see `stored`)."""
        write_atomic(self._result_file(topic), msgspec.json.encode(StoredResult(of, result)))

    def stored(self, topic: Topic) -> StoredResult | None:
        """Return the last result, or None where there is none that can be read."""
        try:
            return msgspec.json.decode(self._result_file(topic).read_bytes(), type=StoredResult)
        except (OSError, *NOT_JSON):
            return None


def read_if_file(path: Path) -> bytes | None:
    """Return a file's bytes; None where there is no file, or none that can be read."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def _digest_of(path: Path) -> str:
    """Return a file's digest; empty, which no digest is, where it cannot be read: then it is not ours to replace."""
    data = read_if_file(path)
    return "" if data is None else digest([data])
