"""Unpacking a course's zip: nothing is written outside the folder, and no more than a course needs.

The intake of submissions lists and reads the zip, because it knows what the names and bytes of a zip can do to us. A submission
is graded without its odd entries; a course with an odd entry is refused as a whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake.disk import DiskFile
from dlcourse.graders.engine.intake.names import student_ids
from dlcourse.graders.engine.intake.tree import File
from dlcourse.graders.engine.intake.zips import Member, ZipFolder, open_zip
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.untrusted import Unreadable

MANIFEST: Final = "course.toml"
PARTS: Final = (MANIFEST, "exercises", "graders", "datasets", "keys", "solutions")  # a repository has more
MAX_FILES: Final = 20_000
MAX_BYTES: Final = 512 << 20
MAX_FILE: Final = 128 << 20


def unpack(path: Path, into: Path, name: str) -> None:
    """Write the course in a zip into the empty folder `into`. name: what to call the zip in messages.

    Raises CourseError, with the reason, if it is not a zip, holds no course, or has an entry that no course has.
    """
    root = open_zip(DiskFile(path, follow=True), whole_class=True)
    if isinstance(root, Unreadable):
        raise CourseError(f"{name} is not a zip, or it is damaged. Get it again.\n  ({root.why})")
    if root.refused:
        entry, why = root.refused[0]
        raise CourseError(f"{name} is refused: its entry {one_line(entry)!r} is {why.removeprefix('not read: ')}.")
    top = _top(root, name)
    members = list(_members(top, Path(), name))
    announced = [_announced_size(file) for _, file in members]
    if len(members) > MAX_FILES or sum(announced) > MAX_BYTES or max(announced, default=0) > MAX_FILE:
        raise _too_large(name)
    left = MAX_BYTES
    for place, file in members:
        opened = file.open(min(left, MAX_FILE))
        if isinstance(opened, Unreadable):
            raise CourseError(f"{name} is refused: {opened.why}")
        data = opened.read()
        left -= len(data)
        try:
            (into / place).parent.mkdir(parents=True, exist_ok=True)
            (into / place).write_bytes(data)
        except OSError as error:
            raise CourseError(
                f"Cannot unpack {place} into {into.parent}: {error.strerror or error}. "
                "Check the folder's rights and the free space."
            ) from error


def _top(root: ZipFolder, name: str) -> ZipFolder:
    """Return the folder with the course: the zip itself, or the only folder in it, as in GitHub's zips."""
    if MANIFEST in root.files:
        return root
    folders = list(root.folders.values())
    if len(folders) == 1 and MANIFEST in folders[0].files:
        return folders[0]
    raise CourseError(
        f"{name} holds no course: there is no {MANIFEST} at its top or in its only folder. `dlcourse dev pack` makes such a zip."
    )


def _members(folder: ZipFolder, place: Path, name: str) -> Iterator[tuple[Path, File]]:
    """Yield each file below a folder with its path; `place` is the folder's path."""
    here = [*folder.folders, *folder.files]
    if place == Path():
        here = [entry for entry in here if entry in PARTS]
    seen: dict[str, str] = {}
    for entry in here:
        shown = (place / entry).as_posix()
        if student_ids([entry])[entry] != entry:
            raise CourseError(f"{name} is refused: {one_line(shown)!r} is a name that not every system allows.")
        folded = unicodedata.normalize("NFC", entry).casefold()
        if folded in seen:
            raise CourseError(
                f"{name} is refused: {shown!r} and {(place / seen[folded]).as_posix()!r} are the same file on many systems."
            )
        seen[folded] = entry
        if entry in folder.files:
            yield place / entry, folder.files[entry]
        else:
            yield from _members(folder.folders[entry], place / entry, name)


def _announced_size(file: File) -> int:
    return file.info.file_size if isinstance(file, Member) else 0


def _too_large(name: str) -> CourseError:
    return CourseError(
        f"{name} is refused: it would unpack to more than {MAX_FILES} files, {MAX_BYTES >> 20} MB, or {MAX_FILE >> 20} MB in one "
        "file. No course needs that."
    )
