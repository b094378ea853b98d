"""A workspace's own course: brought from its source, and asked for news. (workspace.py opens it without asking.)

A folder is used in place. A zip is unpacked to <root>/.dlcourse/course/<its SHA-256>, so that it moves with the workspace and
needs no network. A new version lies beside the old one, complete and looked at, before the workspace names it; the one
before stays, for whatever still runs with it.
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
from dlcourse.graders.engine.student.sources.names import Source, beside, read_checksum, read_source_name
from dlcourse.graders.engine.student.sources.unpack import unpack
from dlcourse.graders.engine.student.workspace import STATE, Origin, course_place, own_course
from dlcourse.graders.engine.untrusted import Unreadable, read_bytes

_MAX_CHECKSUM: Final = 64 << 10
_OURS: Final = re.compile(r"[0-9a-f]{16}|\.new-\w+")


@dataclass(frozen=True)
class Brought:
    """A course that can be used, where it came from, and what there is to say about that."""

    course: Course
    origin: Origin
    notes: tuple[str, ...] = ()


def bring(
    root: Path, source: Source, week: str, wanted: str | None, known: Origin | None, progress: Progress
) -> Brought:
    """Get the course of a source for the workspace in `root`, and see that it has the week.

    wanted: the name of the course that the workspace holds already; known: where that came from.
    Raises CourseError with the next step. The course that the workspace had can still be used then.
    """
    if source.kind == "folder":
        course = Course(Path(source.place))
        _require(course, week, wanted, source.place)
        return Brought(course, Origin(str(source)))
    with contextlib.ExitStack() as stack:
        if source.kind == "address":
            sha256 = source.sha256 or _promised_at(source.place)
            if (here := _here_already(root, source, sha256, week, wanted, known)) is not None:
                return here
            path = stack.enter_context(downloaded(source.place, sha256, progress))
            notes: tuple[str, ...] = ()
        else:
            path = Path(source.place)
            sha256, notes = _sha256_of(path, source.sha256)
            if (here := _here_already(root, source, sha256, week, wanted, known)) is not None:
                return here
        course, tree = _unpacked(root, path, sha256, source.place, week, wanted)
    return Brought(course, Origin(str(source), sha256, tree), notes)


def news(root: Path, known: Origin, week: str, wanted: str, progress: Progress) -> Brought:
    """Ask a workspace's source again. Where it cannot be asked now, the course that is here stays, and a note says why."""
    if not known.sha256:
        own_course(root, known, week)  # where the folder has gone, this says what to do
    try:
        if "://" not in known.source and not Path(known.source.partition("#sha256=")[0]).exists():
            raise Unreachable(f"{known.source} is not there any more. --from says where the course's zip is now.")
        source = read_source_name(known.source)
        brought = bring(root, source, week, wanted, known, progress)
    except Unreachable as error:
        if not _is_whole(root, known) or week not in (course := own_course(root, known, week)).weeks:
            raise
        note = f"{error}\nSo there is no news of the course; what you have here works without a network."
        return Brought(course, known, (note,))
    if source.kind == "address" and source.sha256 and brought.origin == known:
        note = "Its address asks for exactly this version (#sha256=…): a newer one comes with --from and a new address."
        return Brought(brought.course, known, (note,))
    return brought


def tidy(root: Path, now: Origin | None, before: Origin | None) -> None:
    """Delete what unpacking left: all but the course that is used now and the one that was until now."""
    folder = root / STATE / "course"
    wanted = {
        course_place(root, origin.sha256).name for origin in (now, before) if origin is not None and origin.sha256
    }
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.name not in wanted and _OURS.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)


def _is_whole(root: Path, origin: Origin) -> bool:
    return bool(origin.sha256) and _tree(course_place(root, origin.sha256)) == origin.tree


def _here_already(
    root: Path, source: Source, sha256: str, week: str, wanted: str | None, known: Origin | None
) -> Brought | None:
    if known is None or known.sha256 != sha256 or not _is_whole(root, known):
        return None
    course = Course(course_place(root, sha256))
    _require(course, week, wanted, source.place)
    return Brought(course, Origin(str(source), sha256, known.tree))


def _promised_at(address: str) -> str:
    """Return the checksum that lies beside a zip at an address."""
    where = beside(address)
    content = read_small(where)
    if content is None:
        raise CourseError(
            f"{address} has no checksum, so nobody could tell whether what comes is the course. Either its author puts "
            f"{where} beside it (`dlcourse dev pack` writes that file), or the address ends with #sha256= and the checksum."
        )
    return read_checksum(content, where, address.partition("?")[0].rpartition("/")[2])


def _sha256_of(path: Path, promised: str) -> tuple[str, tuple[str, ...]]:
    """Return the checksum of a zip on disk, which is the promised one, and what to say where none was promised."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror or error}.") from error
    where = beside(str(path))
    by = "#sha256="
    if not promised and Path(where).exists():
        content = read_bytes(Path(where), follow=True, limit=_MAX_CHECKSUM)
        if isinstance(content, Unreadable):
            raise CourseError(content.why)
        promised, by = read_checksum(content, where, path.name), where
    if not promised:
        return found, (f"SHA-256 of {path.name}: {found} (there is no {path.name}.sha256 to compare it with)",)
    if found != promised:
        raise CourseError(
            f"{path} is not what {by} promises. Its SHA-256 is\n  {found}, but it should be\n  {promised}.\n"
            "It was not used. Get both files again."
        )
    return found, ()


def _unpacked(root: Path, path: Path, sha256: str, name: str, week: str, wanted: str | None) -> tuple[Course, str]:
    """Unpack a zip to where a workspace keeps its course, in one step; return the course and the digest of its files."""
    place = course_place(root, sha256)
    with _folder_to_fill(place.parent) as new:
        unpack(path, new, name)
        try:
            _require(Course(new), week, wanted, name)
        except BrokenGrader as error:  # of a folder that is gone at once: say it of the zip
            raise CourseError(str(error).replace(f"{new.resolve()}{os.sep}", f"{name}: ")) from error
        tree = _tree(new)
        try:
            if place.exists():  # somebody has changed files in it, or deleted some
                shutil.rmtree(place)
            new.rename(place)
            if os.name == "posix":
                place.chmod(0o755)  # mkdtemp gives 700
        except OSError as error:
            raise CourseError(
                f"Cannot put the course into {place}: {error.strerror or error}. Close what uses it, then try again."
            ) from error
    return Course(place), tree


@contextlib.contextmanager
def _folder_to_fill(parent: Path) -> Iterator[Path]:
    """Make a folder in `parent`; where something goes wrong, no folder is left that was not there."""
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


def _require(course: Course, week: str, wanted: str | None, name: str) -> None:
    """See that this is the workspace's course, that it has the week, and all that fetching and checking it needs."""
    if wanted is not None and course.name != wanted:
        raise CourseError(
            f"{name} is the course {course.name!r}, but this folder holds the course {wanted!r}. Choose another folder with --into."
        )
    entry = course.week(week)
    for topic in course.weeks[week]:
        needed = [topic.stub, topic.probes_file, topic.visible_file]
        needed += [] if topic.shipped_key.is_file() else [topic.solution]
        for path in needed:
            if not path.is_file():
                lacks = f"key of {topic.id}" if path == topic.solution else path.relative_to(course.root).as_posix()
                raise _lacking(name, lacks)
    for data in entry.data:
        if not (course.root / "datasets" / data).is_file():
            raise _lacking(name, f"datasets/{data}")


def _lacking(name: str, what: str) -> BrokenGrader:
    return BrokenGrader(f"{name} has no {what}. `dlcourse dev pack` makes a zip with all that is needed.")


def _tree(folder: Path) -> str:
    """Return the digest of a folder's files and their places, without what Python leaves there."""
    if not folder.is_dir():
        return ""
    parts: list[bytes | str] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(parts)
