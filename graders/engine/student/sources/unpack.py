"""A course's zip, unpacked: nothing of it leaves the folder, nothing of it is more than a course needs.

What the names and bytes of a zip can do to us is known to the intake of submissions, which lists and reads it here too. A
submission is graded without its odd entries; of a course with odd entries nothing is taken.
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
PARTS: Final = (MANIFEST, "exercises", "graders", "datasets", "keys", "solutions")  # a repository holds more
MAX_FILES: Final = 20_000
MAX_BYTES: Final = 512 << 20
MAX_FILE: Final = 128 << 20


def unpack(path: Path, into: Path, name: str) -> None:
    """Write the course in a zip into the folder `into`, which is empty. name: what to call the zip.

    Raises CourseError, with the reason, where it is no zip, holds no course, or has anything in it that no course has.
    """
    root = open_zip(DiskFile(path, follow=True), whole_class=True)
    if isinstance(root, Unreadable):
        raise CourseError(f"{name} is not a zip, or it is damaged. Get it again.\n  ({root.why})")
    if root.refused:
        entry, why = root.refused[0]
        raise CourseError(f"{name} is not taken: its entry {one_line(entry)!r} is {why.removeprefix('not read: ')}.")
    top = _top(root, name)
    members = list(_members(top, Path(), name))
    promised = [_promised(file) for _, file in members]
    if len(members) > MAX_FILES or sum(promised) > MAX_BYTES or max(promised, default=0) > MAX_FILE:
        raise _too_large(name)
    left = MAX_BYTES
    for place, file in members:
        opened = file.open(min(left, MAX_FILE))
        if isinstance(opened, Unreadable):
            raise CourseError(f"{name} is not taken: {opened.why}")
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
    """Return the folder that the course is in: the zip itself, or the one folder in it, as GitHub makes zips."""
    if MANIFEST in root.files:
        return root
    folders = list(root.folders.values())
    if len(folders) == 1 and MANIFEST in folders[0].files:
        return folders[0]
    raise CourseError(
        f"{name} holds no course: there is no {MANIFEST} at its top or in its only folder. `dlcourse dev pack` makes such a zip."
    )


def _members(folder: ZipFolder, place: Path, name: str) -> Iterator[tuple[Path, File]]:
    here = [*folder.folders, *folder.files]
    if place == Path():
        here = [entry for entry in here if entry in PARTS]
    seen: dict[str, str] = {}
    for entry in here:
        shown = (place / entry).as_posix()
        if student_ids([entry])[entry] != entry:
            raise CourseError(f"{name} is not taken: {one_line(shown)!r} is a name that not every system can have.")
        folded = unicodedata.normalize("NFC", entry).casefold()
        if folded in seen:
            raise CourseError(
                f"{name} is not taken: {shown!r} and {(place / seen[folded]).as_posix()!r} are one file on many systems."
            )
        seen[folded] = entry
        if entry in folder.files:
            yield place / entry, folder.files[entry]
        else:
            yield from _members(folder.folders[entry], place / entry, name)


def _promised(file: File) -> int:
    return file.info.file_size if isinstance(file, Member) else 0


def _too_large(name: str) -> CourseError:
    return CourseError(
        f"{name} is not taken: it would unpack to more than {MAX_FILES} files, {MAX_BYTES >> 20} MB, or {MAX_FILE >> 20} MB in one file. "
        "No course needs that."
    )
