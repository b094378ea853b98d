"""Canvas, "Download Submissions": all students' files in one folder, each with its owner in its name.

`{name}[_LATE]_{user id}_{attachment id}_{file}`, or `[LATE_]anon_{id}_{attachment id}_{file}` if grading is anonymous;
`{name}[_LATE]_{user id}_text.html` (or `_link.html`) for a text or a link. If the student uploads a file of the same name
again, it gets `-1`, `-2` before its extension. Attachment ids only grow, so the highest is the latest.
(canvas-lms: lib/content_zipper.rb and Attachment.make_unique_filename.)

The ids are read from the right, so that no student's name or file name can make a file look like another student's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dlcourse.graders.engine.intake.assignment import Assignment
from dlcourse.graders.engine.intake.candidates import Attempt
from dlcourse.graders.engine.intake.names import Identifier
from dlcourse.graders.engine.intake.notes import Note
from dlcourse.graders.engine.intake.student_files import StudentFiles
from dlcourse.graders.engine.intake.tree import Listing
from dlcourse.graders.engine.text import one_line

_ID: Final = "[0-9]{1,19}"
_ANONYMOUS: Final = re.compile(rf"(?:LATE_)?(?P<who>anon_[A-Za-z0-9]+)_(?P<attachment>{_ID})_(?P<file>.+)", re.DOTALL)
_NAMED: Final = re.compile(rf"(?P<who>.*_{_ID})_(?P<attachment>{_ID})_(?P<file>.+)", re.DOTALL)
_NO_FILE: Final = re.compile(rf"(?P<who>.*_{_ID}|(?:LATE_)?anon_[A-Za-z0-9]+)_(?:text|link)\.html", re.DOTALL)
_AGAIN: Final = re.compile(r"(?P<stem>.+)-(?P<number>[0-9]{1,4})(?P<suffix>\.[A-Za-z0-9]+)", re.DOTALL)
_TWO_WAYS: Final = re.compile(rf".*_{_ID}_{_ID}_", re.DOTALL)


@dataclass(frozen=True)
class Name:
    """The parts of a file's name in the download. file: empty for a text or a link."""

    student: str
    attachment: int = 0
    file: str = ""


def parse(name: str) -> Name | None:
    """Return the parts of a name; None if it is not one that Canvas gives."""
    if match := _ANONYMOUS.fullmatch(name) or _NAMED.fullmatch(name):
        return Name(_without_late(match["who"]), int(match["attachment"]), match["file"])
    if match := _NO_FILE.fullmatch(name):
        return Name(_without_late(match["who"]))
    return None


def read(listing: Listing, assignment: Assignment, notes: list[Note]) -> Iterator[StudentFiles]:
    """Return what each student handed in."""
    students: dict[str, StudentFiles] = {}
    for entry, file in listing.files.items():
        name = parse(entry)
        if name is None:
            notes.append(Note(entry, file.refusal or "not read: its name is not one that Canvas gives"))
            continue
        student = students.setdefault(
            name.student, StudentFiles(assignment, name.student, identifiers=_identifiers(name.student))
        )
        if not name.file:
            student.notes.add("not read: a text or a link, not a file", entry, explains=True)
            continue
        if _TWO_WAYS.match(f"{name.student}_"):
            student.notes.add(f"its name can be read in two ways; graded as {one_line(name.student)}'s", entry)
        plain, number = _without_number(name.file, assignment)
        student.add(file, entry, name=plain, attempt=Attempt(name.attachment, number))
    notes += [Note(folder, "not read: there are no folders in a Canvas download") for folder in listing.folders]
    for owner in sorted(students):
        yield students[owner]


def _identifiers(student: str) -> list[Identifier]:
    user = student.rpartition("_")[2]
    return [*([Identifier("canvas", user)] if user.isdecimal() else []), Identifier("entry", student)]


def _without_number(file: str, assignment: Assignment) -> tuple[str, int]:
    """Return what the student called a file, and its number among those of that name."""
    match = _AGAIN.fullmatch(file)
    if match is None or file in assignment.topic_of:
        return file, 0
    return match["stem"] + match["suffix"], int(match["number"])


def _without_late(who: str) -> str:
    if who.startswith("LATE_anon_"):
        return who.removeprefix("LATE_")
    name, _, user = who.rpartition("_")
    return f"{name.removesuffix('_LATE')}_{user}"
