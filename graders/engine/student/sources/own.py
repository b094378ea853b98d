"""The course of a workspace: got from its source, or asked for a newer version. (`workspace.own_course` only opens it.)

A folder is used in place. A zip is unpacked to <root>/.dlcourse/course/<its SHA-256>, so it moves with the workspace and needs
no network. A new version is unpacked beside the old one, and the workspace names it only when it is complete and checked. The
old one stays, because a `watch` may still run with it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.errors import BrokenGrader, CourseError
from dlcourse.graders.engine.files import digest
from dlcourse.graders.engine.student.sources.download import Progress, downloaded, read_small
from dlcourse.graders.engine.student.sources.faults import Unreachable
from dlcourse.graders.engine.student.sources.names import Source, checksum_file, read_checksum, read_source_name
from dlcourse.graders.engine.student.sources.unpack import unpack
from dlcourse.graders.engine.student.workspace import STATE, Origin, course_place, own_course
from dlcourse.graders.engine.untrusted import Unreadable, read_bytes

_MAX_CHECKSUM: Final = 64 << 10
_OURS: Final = re.compile(r"[0-9a-f]{16}|\.new-\w+")


@dataclass(frozen=True)
class Need:
    """What a fetch needs a course for: this week, in the workspace `root`.

    course: the name of the course that the workspace already holds, if any. origin: where that one came from.
    """

    root: Path
    week: str
    course: str | None = None
    origin: Origin | None = None


@dataclass(frozen=True)
class SourcedCourse:
    """A course that can be used, where it came from, and notes for the student."""

    course: Course
    origin: Origin
    notes: tuple[str, ...] = ()


def get_course(need: Need, source: Source, progress: Progress) -> SourcedCourse:
    """Get a course from a source, and see that it has the week.

    Raises CourseError with the next step; then the workspace can still use the course that it had.
    """
    if source.kind == "folder":
        course = Course(Path(source.place))
        _require(course, need, source.place)
        return SourcedCourse(course, Origin(str(source)))
    notes: tuple[str, ...] = ()
    if source.kind == "address":
        sha256 = source.sha256 or _published_checksum(source.place)
    else:
        sha256, notes = _checksum_on_disk(Path(source.place), source.sha256)
    if need.origin is not None and need.origin.sha256 == sha256 and _is_whole(need.root, need.origin):
        course, tree = Course(course_place(need.root, sha256)), need.origin.tree
        _require(course, need, source.place)
    elif source.kind == "address":
        with downloaded(source.place, sha256, progress) as path:
            course, tree = _unpacked(need, path, sha256, source.place)
    else:
        course, tree = _unpacked(need, Path(source.place), sha256, source.place)
    return SourcedCourse(course, Origin(str(source), sha256, tree), notes)


def newer_course(need: Need, origin: Origin, progress: Progress) -> SourcedCourse:
    """Get the newest course from a workspace's origin. If that cannot be asked, the course that is here stays, with a note."""
    if not origin.sha256:
        own_course(need.root, origin, need.week)  # if the folder is missing, this says what to do
    try:
        if "://" not in origin.source and not Path(origin.source.partition("#sha256=")[0]).exists():
            raise Unreachable(f"{origin.source} is missing. --from says where the course's zip is now.")
        source = read_source_name(origin.source)
        got = get_course(need, source, progress)
    except Unreachable as error:
        if not _is_whole(need.root, origin):
            raise
        course = own_course(need.root, origin, need.week)
        if need.week not in course.weeks:
            raise
        return SourcedCourse(course, origin, (f"{error}\nThe course that you have stays in use; it needs no network.",))
    if source.kind == "address" and source.sha256 and got.origin == origin:
        note = "Its address asks for exactly this version (#sha256=…). For a newer one: --from with a new address."
        return SourcedCourse(got.course, origin, (note,))
    return got


def delete_unused(root: Path, now: Origin | None, before: Origin | None) -> None:
    """Delete what was unpacked earlier, except the course that is used now and the one that was used before it."""
    folder = root / STATE / "course"
    used = {course_place(root, origin.sha256).name for origin in (now, before) if origin is not None and origin.sha256}
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.name not in used and _OURS.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)


def _is_whole(root: Path, origin: Origin) -> bool:
    """Return whether a course that came as a zip is here as it was unpacked."""
    return bool(origin.sha256) and _tree(course_place(root, origin.sha256)) == origin.tree


def _published_checksum(address: str) -> str:
    """Return the checksum that is published beside a zip at an address."""
    where = checksum_file(address)
    content = read_small(where)
    if content is None:
        raise CourseError(
            f"{address} has no checksum, so nobody can tell whether a download is the course. Either its author puts "
            f"{where} beside it (`dlcourse dev pack` writes that file), or the address ends with #sha256= and the checksum."
        )
    return read_checksum(content, where, address.partition("?")[0].rpartition("/")[2])


def _checksum_on_disk(path: Path, expected: str) -> tuple[str, tuple[str, ...]]:
    """Return the checksum of a zip on disk, and notes; CourseError if it is not the expected one.

    expected: the checksum from `--from`, or an empty string: then that of the file beside the zip, if there is one.
    """
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror or error}.") from error
    where, said_by = checksum_file(str(path)), "#sha256="
    if not expected and Path(where).exists():
        content = read_bytes(Path(where), follow=True, limit=_MAX_CHECKSUM)
        if isinstance(content, Unreadable):
            raise CourseError(content.why)
        expected, said_by = read_checksum(content, where, path.name), where
    if not expected:
        return found, (f"SHA-256 of {path.name}: {found} (there is no {path.name}.sha256 to compare it with)",)
    if found != expected:
        raise CourseError(
            f"{path} does not have the checksum of {said_by}. Its SHA-256 is\n  {found}, but it should be\n  {expected}.\n"
            "It was not used. Get both files again."
        )
    return found, ()


def _unpacked(need: Need, path: Path, sha256: str, name: str) -> tuple[Course, str]:
    """Unpack a zip to the folder in which a workspace keeps its course, in one step; return the course and its tree's digest.

    name: what to call the zip in messages.
    """
    place = course_place(need.root, sha256)
    with _folder_to_fill(place.parent) as new:
        unpack(path, new, name)
        try:
            _require(Course(new), need, name)
        except BrokenGrader as error:  # it names a folder that is deleted at once: name the zip instead
            raise CourseError(str(error).replace(f"{new.resolve()}{os.sep}", f"{name}: ")) from error
        tree = _tree(new)
        try:
            if place.exists():  # with files that somebody has changed or deleted
                shutil.rmtree(place)
            new.rename(place)
            if os.name == "posix":
                place.chmod(0o755)  # mkdtemp gives 700
        except OSError as error:
            raise CourseError(
                f"Cannot put the course into {place}: {error.strerror or error}. Close the programs that use it, then try again."
            ) from error
    return Course(place), tree


@contextlib.contextmanager
def _folder_to_fill(parent: Path) -> Iterator[Path]:
    """Make a folder in `parent`. On an error, delete it and every folder that was made for it."""
    missing = [folder for folder in (parent, *parent.parents) if not folder.exists()]
    new = None
    try:
        try:
            parent.mkdir(parents=True, exist_ok=True)
            new = Path(tempfile.mkdtemp(dir=parent, prefix=".new-"))
        except OSError as error:
            raise CourseError(
                f"Cannot write {parent}: {error.strerror or error}. Check the folder's rights and the free space."
            ) from error
        yield new
    except BaseException:
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)
        for folder in missing:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _require(course: Course, need: Need, name: str) -> None:
    """Raise CourseError if this is not the workspace's course, has no such week, or has not all files that the week needs.

    name: what to call the course's source in messages.
    """
    if need.course is not None and course.name != need.course:
        raise CourseError(
            f"{name} is the course {course.name!r}, but this folder holds the course {need.course!r}. "
            "Choose another folder with --into."
        )
    entry = course.week(need.week)
    for topic in course.weeks[need.week]:
        for path in (topic.stub, topic.probes_file, topic.visible_file):
            if not path.is_file():
                raise _incomplete(name, path.relative_to(course.root).as_posix())
        if not topic.shipped_key.is_file() and not topic.solution.is_file():
            raise _incomplete(name, f"key of {topic.id}")
    for data in entry.data:
        if not (course.root / "datasets" / data).is_file():
            raise _incomplete(name, f"datasets/{data}")


def _incomplete(name: str, missing: str) -> BrokenGrader:
    return BrokenGrader(f"{name} has no {missing}. `dlcourse dev pack` makes a complete zip.")


def _tree(folder: Path) -> str:
    """Return the digest of a folder's files and their paths, without the caches that Python writes there."""
    if not folder.is_dir():
        return ""
    parts: list[bytes | str] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(parts)
