"""A student's folder: the course it is for, what was fetched into it, and what was checked, hinted and handed in.

<root>/<week>/<topic>.py           the student's files: no command overwrites them
<root>/<week>/<topic>.new.py       the course's newer version of a file that the student has edited (see fetching)
<root>/.dlcourse/workspace.json    the course, its origin, and the digest of each file as it was fetched
<root>/.dlcourse/fetched/…         the texts as they were fetched, to say what is new in a newer version
<root>/.dlcourse/results/…         the last results, so that `status` runs nothing
<root>/.dlcourse/backups/…         what `reset` and `restore` have set aside (see backups)
<root>/.dlcourse/green/…           the last version of each file with which all visible checks passed
<root>/.dlcourse/course/…          the course itself, if it came as a zip (see sources)

The folder can be moved and renamed: nothing in it depends on its path.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from dlcourse.graders.engine.course.course import Course, Topic, file_of_course
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import digest, write_atomic
from dlcourse.graders.engine.intake.manifest import Agreement
from dlcourse.graders.engine.owners import foreign_owner
from dlcourse.graders.engine.results.records import NOT_JSON, CheckResult, TopicResult

STATE: Final = ".dlcourse"
TEXTS: Final = (".py", ".md")


class Origin(msgspec.Struct, frozen=True):
    """Where a workspace's course came from: `source` as `fetch --from` reads it, and the SHA-256 of a zip.

    tree: the digest of the files that were unpacked from the zip.
    """

    source: str
    sha256: str = ""
    tree: str = ""


class Offer(msgspec.Struct, frozen=True):
    """A newer version of an edited file, written beside it: its digest, and its path below the root."""

    of: str
    path: str


class State(msgspec.Struct):
    """The content of workspace.json. Paths are below the root.

    files: the digest of each fetched file, by path. offers: newer versions beside edited files, by the path of the edited one.
    hints: how many hints of a check were shown, by `<week>/<topic>/<check>`.
    student: who hands in from here. agreed: what they agreed to, by week.
    """

    course: str
    files: dict[str, str] = msgspec.field(default_factory=dict)
    hints: dict[str, int] = msgspec.field(default_factory=dict)
    offers: dict[str, Offer] = msgspec.field(default_factory=dict)
    origin: Origin | None = None
    student: str = ""
    agreed: dict[str, Agreement] = msgspec.field(default_factory=dict)


class Edited(msgspec.Struct, frozen=True):
    """The functions and classes of a file that were edited last, and when a check saw it, in seconds since the epoch."""

    names: tuple[str, ...] = ()
    seen: float = 0.0


NEVER_EDITED: Final = Edited()


class StoredResult(msgspec.Struct, frozen=True):
    """A topic's last result, and the digest of the file and the checks that it is a result of.

    definitions: the digest of each function and class in the file (see `definitions`).
    """

    of: str
    result: TopicResult
    definitions: dict[str, str] = msgspec.field(default_factory=dict)
    edited: Edited = NEVER_EDITED


def workspace_root(start: Path) -> Path | None:
    """Return the root of the workspace that a folder is in; None if it is in none. Another user's workspace is ignored."""
    return next((folder for folder in _marked(start) if not _foreign_owner(folder)), None)


def ignored_workspace(start: Path) -> str:
    """Return a sentence on the nearest workspace that is ignored because it is another user's; "" if none is."""
    nearest = next(_marked(start), None)
    return _not_ours(nearest) if nearest is not None else ""


def _marked(start: Path) -> Iterator[Path]:
    """Yield the folder and those above it that have a workspace's state, anybody's."""
    return (folder for folder in (start, *start.parents) if _state_file(folder).is_file())


def _foreign_owner(root: Path) -> str:
    """Return who owns a workspace's state or a course in it, if that is neither this user nor root; else ""."""
    state = root / STATE
    courses = [state / "course", *(state / "course").glob("*")]
    return next(filter(None, map(foreign_owner, (state, _state_file(root), *courses))), "")


def _not_ours(root: Path) -> str:
    """Return a sentence that says why another user's workspace is not used, and what to do; "" if it is this user's."""
    if not (owner := _foreign_owner(root)):
        return ""
    return (
        f"The workspace in {root} is not used, because {root / STATE} belongs to {owner} and its checks would run as you: work in "
        "a folder of your own, `dlcourse fetch WEEK --into FOLDER` makes one."
    )


def course_place(root: Path, sha256: str) -> Path:
    """Return the folder in which a workspace keeps a course that came as a zip with this SHA-256."""
    return root / STATE / "course" / sha256[:16]


def own_course(root: Path, origin: Origin, week: str = "WEEK") -> Course:
    """Return the course that a workspace was fetched from, as it is on this machine; CourseError if it is missing."""
    place = course_place(root, origin.sha256) if origin.sha256 else Path(origin.source)
    if (place / "course.toml").is_file():
        return Course(place)
    if origin.sha256:
        raise CourseError(f"The course in {place} is missing. `dlcourse fetch {week}` brings it back; your work stays.")
    raise CourseError(
        f"The course of this workspace was in {place}, and is missing now. Bring it back, or say where it is: "
        f"dlcourse fetch {week} --from FOLDER. Your work stays."
    )


def read_state(root: Path) -> State | None:
    """Return the state of a workspace; None if there is no workspace yet. CourseError if it cannot be read.

    Also if it is another user's.
    """
    if refusal := _not_ours(root):
        raise CourseError(refusal)
    file = _state_file(root)
    try:
        return msgspec.json.decode(file.read_bytes(), type=State)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, *NOT_JSON) as error:
        raise CourseError(
            f"{file} cannot be read ({error}). Delete that one file and run `dlcourse fetch` again (with --from, if your "
            "course came that way); your work stays."
        ) from error


def _state_file(root: Path) -> Path:
    return root / STATE / "workspace.json"


class Workspace:
    """A student's folder for one course, and what is stored about it."""

    def __init__(self, root: Path, course: Course) -> None:
        self.root = root
        self.course = course
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
                    "Go to a folder of this course, or name the other course with `dlcourse --course PATH …`."
                )
            return workspace
        week = next(iter(course.weeks), "WEEK")
        raise CourseError(
            f"There is no workspace here ({start}). Get one with `dlcourse fetch {week}`, or go into its folder."
        )

    def reread(self) -> None:
        """Read the state again: another command may have changed it, because `watch` keeps a workspace open for hours."""
        self.state = read_state(self.root) or self.state

    def save(self) -> None:
        """Store the state."""
        write_atomic(_state_file(self.root), msgspec.json.format(msgspec.json.encode(self.state)) + b"\n")

    @staticmethod
    def name_of(topic: Topic) -> str:
        """Return the path of a topic's file below the root."""
        return f"{topic.week.name}/{topic.file_name}"

    def file_of(self, topic: Topic) -> Path:
        """Return the path of a topic's file."""
        return self.root / self.name_of(topic)

    def untouched(self, topic: Topic) -> bool:
        """Return whether a topic's file is the stub, as the course has it now or as it was fetched."""
        mine = read_if_file(self.file_of(topic))
        return mine is not None and (
            mine == file_of_course(topic.stub) or digest([mine]) == self.state.files.get(self.name_of(topic))
        )

    def remember_fetched(self, name: str, data: bytes) -> None:
        """Remember a file as it was fetched: its digest, and the content of a text."""
        copy = self._fetched_copy(name)
        if name.endswith(TEXTS) and read_if_file(copy) != data:
            with contextlib.suppress(CourseError):  # without the copy, fetch can only say less about a newer version
                write_atomic(copy, data)
        self.state.files[name] = digest([data])

    def as_fetched(self, name: str) -> bytes | None:
        """Return a text as it was fetched; None if there is no valid copy."""
        data = read_if_file(self._fetched_copy(name))
        return data if data is not None and digest([data]) == self.state.files.get(name) else None

    def _fetched_copy(self, name: str) -> Path:
        return self.root / STATE / "fetched" / name

    def next_hint(self, topic: Topic, check: CheckResult) -> int:
        """Return how many of a check's hints to show now: one more each time, and all if the number cannot be stored."""
        with contextlib.suppress(CourseError):
            self.reread()
        name = f"{topic.id}/{check.name}"
        self.state.hints[name] = min(self.state.hints.get(name, 0) + 1, len(check.hints))
        try:
            self.save()
        except CourseError:
            self.state.hints[name] = len(check.hints)
        return self.state.hints[name]

    def remember_submission(self, student: str, week: str, agreement: Agreement) -> None:
        """Remember who hands in here and what they agreed to; forget what another student agreed to."""
        self.reread()
        agreed = self.state.agreed if student == self.state.student else {}
        self.state.student, self.state.agreed = student, agreed | {week: agreement}
        self.save()

    def store(self, topic: Topic, stored: StoredResult) -> None:
        """Store a topic's result."""
        write_atomic(self._result_file(topic), msgspec.json.encode(stored))

    def stored(self, topic: Topic) -> StoredResult | None:
        """Return a topic's last result; None if there is none that can be read."""
        try:
            return msgspec.json.decode(self._result_file(topic).read_bytes(), type=StoredResult)
        except (OSError, *NOT_JSON):
            return None

    def _result_file(self, topic: Topic) -> Path:
        return self.root / STATE / "results" / topic.week.name / f"{topic.name}.json"


def read_if_file(path: Path) -> bytes | None:
    """Return a file's bytes; None if there is no file, or none that can be read."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None
