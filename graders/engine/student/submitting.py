"""Handing in: which files of a week go in, and one zip of them that `grade` reads.

A topic that is missing, or still as it was fetched, stays out: grading reads both as not started. A file that cannot be run
goes in only with --anyway. One that grading could not even read (a folder, more than MAX_SOURCE bytes) never goes in, because
it could make the whole zip unreadable.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import platform
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.course.course import Topic, file_of_course
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import rename_new
from dlcourse.graders.engine.intake.disk import DiskFile
from dlcourse.graders.engine.intake.manifest import (
    MANIFEST,
    MAX_MANIFEST,
    SCHEMA,
    Agreement,
    FileEntry,
    SubmissionManifest,
)
from dlcourse.graders.engine.intake.names import student_of_zip, zip_name
from dlcourse.graders.engine.intake.tree import Listing, is_junk
from dlcourse.graders.engine.intake.zips import open_zip
from dlcourse.graders.engine.results.records import TopicResult
from dlcourse.graders.engine.student.checking import content_digest
from dlcourse.graders.engine.student.definitions import leftover_raises
from dlcourse.graders.engine.student.workspace import Workspace
from dlcourse.graders.engine.student.zipping import zipped
from dlcourse.graders.engine.text import counted, one_line
from dlcourse.graders.engine.untrusted import MAX_SOURCE, Unreadable, as_source, read_bytes

MAX_COUNTED: Final = 1000  # files in a folder that stays out


@dataclass(frozen=True)
class Piece:
    """A topic's file that goes in.

    problem: why it cannot be run, or an empty string. last: its last result. changed: whether it has changed since then.
    leftovers: the lines that still raise the stub's error although there is code beside them.
    """

    topic: Topic
    data: bytes
    problem: str = ""
    last: TopicResult | None = None
    changed: bool = False
    leftovers: tuple[int, ...] = ()


@dataclass
class Contents:
    """A week's folder: the pieces go in, everything else stays out.

    unreadable: the problem of each file that cannot be read. other, of_the_course: files and folders that are not topics, the
        student's and those that were fetched.
    """

    pieces: list[Piece] = field(default_factory=list)
    not_started: list[Topic] = field(default_factory=list)
    missing: list[Topic] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    of_the_course: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        return [*(piece.problem for piece in self.pieces if piece.problem), *self.unreadable]


def gather(workspace: Workspace, week: str) -> Contents:
    """Sort a week's folder; nothing is run."""
    found = Contents()
    for topic in workspace.course.weeks[week]:
        data = read_bytes(workspace.file_of(topic), follow=True)
        if isinstance(data, Unreadable):
            if data.started:
                found.unreadable.append(data.why)
            else:
                found.missing.append(topic)
        elif workspace.untouched(topic):
            found.not_started.append(topic)
        else:
            found.pieces.append(_piece(workspace, topic, data))
    found.other, found.of_the_course = _others(workspace, week)
    return found


def _piece(workspace: Workspace, topic: Topic, data: bytes) -> Piece:
    source = as_source(topic.file_name, data)
    problem = source.why if isinstance(source, Unreadable) else why_not_python(topic.file_name, source)
    stored, changed = workspace.stored(topic), False
    leftovers: tuple[int, ...] = ()
    with contextlib.suppress(CourseError):  # a damaged course must not stop a student from handing in
        changed = stored is not None and stored.of != content_digest(topic, source)
        leftovers = leftover_raises(source, file_of_course(topic.stub))
    return Piece(topic, data, problem, stored.result if stored else None, changed, leftovers)


def why_not_python(name: str, source: bytes) -> str:
    """Return why Python cannot compile a file, as one sentence, or an empty string."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `check` shows them
            compile(source, name, "exec", dont_inherit=True)
    except SyntaxError as error:
        place = f"{name}, line {error.lineno}" if error.lineno else name
        return f"{place}: {one_line(error.msg)}."
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return f"{name} cannot be run: {one_line(str(error)) or type(error).__name__}."
    return ""


def _others(workspace: Workspace, week: str) -> tuple[list[str], list[str]]:
    """Return the other files and folders in a week's folder: the student's, and those that were fetched."""
    topics = {topic.file_name for topic in workspace.course.weeks[week]}
    own: list[str] = []
    fetched: list[str] = []
    folder = workspace.root / week
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return [], []
    for path in entries:
        if path.name in topics or is_junk(path.name):
            continue
        if path.is_dir() and not path.is_symlink():
            inside = list(itertools.islice(_files_in(path), MAX_COUNTED))
            count = f"{MAX_COUNTED} files or more" if len(inside) == MAX_COUNTED else counted(len(inside), "file")
            name = f"{one_line(path.name)}/ ({count})"
        else:
            inside, name = [path], one_line(path.name)
        known = bool(inside) and all(f.relative_to(workspace.root).as_posix() in workspace.state.files for f in inside)
        (fetched if known else own).append(name)
    return own, fetched


def _files_in(folder: Path) -> Iterator[Path]:
    for where, _, files in os.walk(folder):
        yield from (Path(where, name) for name in files if not is_junk(name))


def manifest_of(
    contents: Contents, workspace: Workspace, week: str, student: str, agreement: Agreement, time: datetime
) -> SubmissionManifest:
    """Return the manifest of a submission."""
    return SubmissionManifest(
        schema=SCHEMA,
        course=workspace.course.name,
        week=week,
        student=student,
        time=time,
        forced=bool(contents.problems),
        honesty=agreement,
        versions=_versions(),
        files={workspace.name_of(piece.topic): FileEntry.of(piece.data) for piece in contents.pieces},
    )


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in ("dlcourse", "torch", "numpy"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            found[name] = metadata.version(name)
    return found | {"os": " ".join(filter(None, (platform.system(), platform.release(), platform.machine())))[:200]}


def members(manifest: SubmissionManifest, pieces: Sequence[Piece]) -> dict[str, bytes]:
    """Return the content of a submission by path: the manifest, then the topics in the course's order."""
    return {MANIFEST: manifest.to_json(), **{Workspace.name_of(piece.topic): piece.data for piece in pieces}}


def write_submission(to: Path, manifest: SubmissionManifest, pieces: Sequence[Piece]) -> Path:
    """Write the zip and return its path: `to` if that ends in .zip and does not exist yet, else a dated name in that folder.

    to: a zip or a folder, made if it is missing. No file is ever replaced. The zip gets its name only after it was read back.
    Raises CourseError if the folder cannot be written or the disk is full.
    """
    inside = members(manifest, pieces)
    exact = is_zip(to)
    folder = to.parent if exact else to
    who = student_of_zip(to.name, manifest.week) if exact else manifest.student
    dated = (folder / zip_name(who, manifest.week, manifest.time, number) for number in itertools.count(1))
    temporary = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=".dlcourse-", suffix=".part")
        with os.fdopen(descriptor, "wb") as file:
            file.write(zipped(inside, manifest.time))
            file.flush()
            os.fsync(file.fileno())
        if os.name == "posix":
            Path(temporary).chmod(0o644)  # mkstemp gives 600: whoever collects submissions could not read it
        _compare(Path(temporary), inside)
        return rename_new(Path(temporary), itertools.chain([to] if exact else [], dated))
    except OSError as error:
        raise CourseError(
            f"Cannot write into {folder}: {error.strerror or error}. Nothing was handed in. Check the folder's rights and "
            "the free space, or choose another one with --to."
        ) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink(missing_ok=True)


def is_zip(to: Path) -> bool:
    """Return whether a path names a zip, which need not exist yet, and not a folder."""
    return to.suffix.lower() == ".zip" and not to.is_dir()


def _compare(path: Path, inside: Mapping[str, bytes]) -> None:
    """Read a zip back, as grading reads it; CourseError if it does not hold these files."""
    root = open_zip(DiskFile(path))
    listing = Listing() if isinstance(root, Unreadable) else root.list()
    for name, data in inside.items():
        folder, _, base = name.rpartition("/")
        place = listing.folders[folder].list() if folder in listing.folders else listing
        file = place.files.get(base)
        if file is None or file.read_bytes(max(MAX_SOURCE, MAX_MANIFEST)) != data:
            raise CourseError(
                f"The zip in {path.parent} was read back, and its {name} is damaged. Nothing was handed in; your files are "
                "unchanged. Try a folder on another disk: --to FOLDER"
            )
