"""Moodle, "Download all submissions": `{Full Name}_{participant id}_assignsubmission_file/…`, a folder per student.

Older versions end it with another `_`; without "in folders" it is `…_assignsubmission_file_{file}`. Moodle turns a `_` in a
name into a space, so the first id is the participant's. (moodle: mod/assign/locallib.php, download_submissions.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dlcourse.graders.engine.intake.assignment import Assignment
from dlcourse.graders.engine.intake.names import Identifier
from dlcourse.graders.engine.intake.notes import Note
from dlcourse.graders.engine.intake.student_files import StudentFiles
from dlcourse.graders.engine.intake.tree import Listing

NAME: Final = re.compile(r"(?P<who>.*?_[0-9]{1,19})_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL)
_NOT_MOODLE: Final = "not read: its name is not one that Moodle gives"
_A_TEXT: Final = "not read: a text, not a file"


def read(listing: Listing, assignment: Assignment, notes: list[Note]) -> Iterator[StudentFiles]:
    """Return what each student handed in."""
    students: dict[str, StudentFiles] = {}
    for entry, folder in listing.folders.items():
        if (match := NAME.fullmatch(entry)) is None:
            notes.append(Note(entry, _NOT_MOODLE))
            continue
        student = students.setdefault(match["who"], _student(match["who"], assignment))
        if match["kind"] == "file":
            student.add_folder(folder)
        else:
            student.notes.add(_A_TEXT, entry, explains=True)
    for entry, file in listing.files.items():
        if (match := NAME.fullmatch(entry)) is None or not match["file"]:
            notes.append(Note(entry, file.refusal or _NOT_MOODLE))
            continue
        student = students.setdefault(match["who"], _student(match["who"], assignment))
        if match["kind"] == "file":
            student.add(file, entry, name=match["file"])
        else:
            student.notes.add(_A_TEXT, entry, explains=True)
    for name in sorted(students):
        yield students[name]


def _student(who: str, assignment: Assignment) -> StudentFiles:
    name, _, number = who.rpartition("_")
    identifiers = [Identifier("moodle", number), Identifier("entry", who), Identifier("name", name)]
    return StudentFiles(assignment, who, identifiers=identifiers)
