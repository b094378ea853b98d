"""Handing in: what of a week goes in and what does not, and one zip of it that `grade` reads.

A topic that is missing, or still as it was fetched, stays out. Grading takes both for not started, and so the zip says
at a glance what its student has written. A file that grading could not run goes in only where the student insists; one
that it could not even read (a folder, more than MAX_SOURCE bytes) never does, since it might spoil the whole zip.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import platform
import tempfile
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib import metadata
from pathlib import Path

from dlcourse.graders.engine.course.course import Topic
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
from dlcourse.graders.engine.student.workspace import Workspace
from dlcourse.graders.engine.text import counted, one_line
from dlcourse.graders.engine.untrusted import MAX_SOURCE, Unreadable, as_source, read_bytes

MAX_COUNTED = 1000  # files in a folder that stays out


@dataclass(frozen=True)
class Piece:
    """A topic's file that goes in. problem: why it cannot be graded as it is; last: its last result; changed: since then."""

    topic: Topic
    data: bytes
    problem: str = ""
    last: TopicResult | None = None
    changed: bool = False


@dataclass
class Contents:
    """A week's folder, sorted into what goes in and what stays out.

    unreadable: problems of files that cannot go in; strangers: what else is there, of the student and of the course.
    """

    pieces: list[Piece] = field(default_factory=list)
    not_started: list[Topic] = field(default_factory=list)
    missing: list[Topic] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    of_the_course: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        return [*(piece.problem for piece in self.pieces if piece.problem), *self.unreadable]


def gather(workspace: Workspace, week: str) -> Contents:
    """Look at a week's folder; nothing is run."""
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
    found.strangers, found.of_the_course = _others(workspace, week)
    return found


def _piece(workspace: Workspace, topic: Topic, data: bytes) -> Piece:
    source = as_source(topic.file_name, data)
    problem = source.why if isinstance(source, Unreadable) else why_not_python(topic.file_name, source)
    stored, changed = workspace.stored(topic), False
    with contextlib.suppress(CourseError):  # a course that lacks its checks is no reason to hand in late
        changed = stored is not None and stored.of != content_digest(topic, source)
    return Piece(topic, data, problem, stored.result if stored else None, changed)


def why_not_python(name: str, source: bytes) -> str:
    """Return why Python would not begin to run a file, as one sentence; empty where it would."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a check shows them
            compile(source, name, "exec", dont_inherit=True)
    except SyntaxError as error:
        place = f"{name}, line {error.lineno}" if error.lineno else name
        return f"{place}: {one_line(error.msg)}."
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return f"{name} is no Python that can be run: {one_line(str(error)) or type(error).__name__}."
    return ""


def _others(workspace: Workspace, week: str) -> tuple[list[str], list[str]]:
    """Return what is in a week's folder beside the topics: the student's own, and what came with the course."""
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
            inside = list(_files_in(path))
            count = f"{MAX_COUNTED} files or more" if len(inside) == MAX_COUNTED else counted(len(inside), "file")
            name = f"{one_line(path.name)}/ ({count})"
        else:
            inside, name = [path], one_line(path.name)
        known = bool(inside) and all(f.relative_to(workspace.root).as_posix() in workspace.state.files for f in inside)
        (fetched if known else own).append(name)
    return own, fetched


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield the first files in a folder and below it."""
    count = 0
    for where, folders, files in os.walk(folder):
        folders.sort()
        for name in files:
            if not is_junk(name):
                yield Path(where, name)
                count += 1
                if count == MAX_COUNTED:
                    return


def manifest_of(
    contents: Contents, workspace: Workspace, week: str, student: str, agreement: Agreement, time: datetime
) -> SubmissionManifest:
    """Return what is to be said of a submission."""
    return SubmissionManifest(
        schema=SCHEMA,
        course=workspace.course.name,
        week=week,
        student=student,
        time=time,
        forced=bool(contents.problems),
        honesty=agreement,
        versions=_versions(),
        files={f"{week}/{piece.topic.file_name}": FileEntry.of(piece.data) for piece in contents.pieces},
    )


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in ("dlcourse", "torch", "numpy"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            found[name] = metadata.version(name)
    return found | {"os": " ".join(filter(None, (platform.system(), platform.release(), platform.machine())))[:200]}


def members(manifest: SubmissionManifest, pieces: Sequence[Piece]) -> dict[str, bytes]:
    """Return what is handed in, by path: the manifest, then the topics in the course's order."""
    files = {f"{manifest.week}/{piece.topic.file_name}": piece.data for piece in pieces}
    return {MANIFEST: manifest.to_json(), **files}


def write_submission(to: Path, manifest: SubmissionManifest, pieces: Sequence[Piece]) -> Path:
    """Write the zip and return where it is: `to` if that is free and ends in .zip, else a dated name in its place.

    to: a zip or a folder, made where it is missing. A file that is there is never replaced. What has a name in the end
    was read back first, and is whole. Raises CourseError where the folder cannot be written or the disk is full.
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
            file.write(_zipped(inside, manifest.time))
            file.flush()
            os.fsync(file.fileno())
        if os.name == "posix":
            Path(temporary).chmod(0o644)  # mkstemp gives 600, which no one who collects could read
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
    """Return whether this names a zip, there or not, and not a folder."""
    return to.suffix.lower() == ".zip" and not to.is_dir()


def _zipped(inside: Mapping[str, bytes], time: datetime) -> bytes:
    """Return a zip; the same files at the same time give the same bytes."""
    out = io.BytesIO()
    stamp = min(max(time.timetuple()[:6], (1980, 1, 1, 0, 0, 0)), (2107, 12, 31, 23, 59, 58))  # what a zip can say
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in inside.items():
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def _compare(path: Path, inside: Mapping[str, bytes]) -> None:
    """Read a zip back, as grading reads it; CourseError where it is not what was to be written."""
    root = open_zip(DiskFile(path))
    listing = Listing() if isinstance(root, Unreadable) else root.list()
    for name, data in inside.items():
        folder, _, base = name.rpartition("/")
        place = listing.folders[folder].list() if folder in listing.folders else listing
        file = place.files.get(base)
        if file is None or file.read_bytes(max(MAX_SOURCE, MAX_MANIFEST)) != data:
            raise CourseError(
                f"What was written into {path.parent} did not come back as it was ({name}). Nothing was handed in; your "
                "files are as they are. Try another folder, on another disk: --to FOLDER"
            )
