"""The way into intake: recognises what an instructor has, and returns one submission for each student."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn
from unicodedata import normalize

from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake.assignment import Assignment
from dlcourse.graders.engine.intake.choosing import choose_files
from dlcourse.graders.engine.intake.disk import DiskFile, DiskFolder
from dlcourse.graders.engine.intake.layouts import Reading, read_as, readings
from dlcourse.graders.engine.intake.names import look_alikes, student_ids
from dlcourse.graders.engine.intake.notes import Note, named
from dlcourse.graders.engine.intake.roster import Roster
from dlcourse.graders.engine.intake.submissions import Intake, Submission
from dlcourse.graders.engine.intake.tree import Folder
from dlcourse.graders.engine.intake.zips import open_zip
from dlcourse.graders.engine.text import counted, one_line
from dlcourse.graders.engine.untrusted import Unreadable

MAX_REASON: Final = 2000
MAX_REASONS: Final = 5  # in an error
MAX_SHOWN: Final = 5  # students of one reading


def find_submissions(
    folder: Path, week: str, topics: Sequence[Topic], *, layout: str = "", roster: Roster | None = None
) -> Intake:
    """Find every student's files in a class's folder or zip.

    layout: one of `LAYOUTS`; empty to recognise it. roster: decides between two readings, if it knows all students of only
    one. The same files always give the same students, ids and order. Raises CourseError if nothing can be read, there is no
    student, or the class can be read in several ways.
    """
    assignment, root = Assignment(week, topics), _open(folder)
    if layout:
        reading = read_as(layout, root, assignment)
    else:
        found = readings(root, assignment)
        reading = found[0] if len(found) == 1 else _only_known(found, roster) or _ask(folder, found)
    intake = Intake(layout=reading.layout, notes=reading.notes, root=folder.resolve())
    chosen = sorted(map(choose_files, reading.students), key=lambda files: files.student)
    names = [files.student for files in chosen]
    ids, alike = student_ids(names), look_alikes(names)
    for files in chosen:
        student = ids[files.student]
        intake.submissions.append(Submission(student, files.files, tuple(files.identifiers)))
        intake.notes += files.notes
        if student != normalize("NFC", files.student):
            others = alike[files.student]
            why = (
                f"nearly the same as {one_line(others[0])}; is it one student?"
                if others
                else "its own name is not safe as a folder's name"
            )
            intake.notes.append(Note(files.student, f"graded as {student}: {why}"))
    intake.notes = [Note(about, one_line(text, MAX_REASON)) for about, text in intake.notes]
    if not intake.submissions:
        reasons = "".join(f"\n{one_line(about)}: {text}" for about, text in intake.notes[:MAX_REASONS])
        raise CourseError(
            f"There is no student's folder in {folder}. Expected: {folder / '<student>' / week / topics[0].file_name}, a zip "
            f"per student, or a download from Canvas, Moodle or Gradescope.{reasons}"
        )
    return intake


def _only_known(found: Sequence[Reading], roster: Roster | None) -> Reading | None:
    """Return the only reading of which the roster knows all students; None if there is none."""
    if roster is None:
        return None
    known = [r for r in found if all(roster.find(student.identifiers).person for student in r.students)]
    return known[0] if len(known) == 1 else None


def _ask(folder: Path, found: Sequence[Reading]) -> NoReturn:
    """Raise a CourseError that shows all readings, with the students of each."""
    every = [set(reading.names) for reading in found]
    lines = []
    for reading in found:
        others = set().union(*(names for names in every if names != set(reading.names)))
        names = sorted(reading.names, key=lambda name: name in others)  # what only this reading has comes first
        lines.append((reading.option, f"{counted(len(names), 'student')}: {named(names, MAX_SHOWN)}"))
    ways = {2: "two", 3: "three"}[len(lines)]
    if all(option for option, _ in lines):
        width = max(len(option) for option, _ in lines)
        shown = "".join(f"\n  --layout {option:<{width}}  {text}" for option, text in lines)
        step = "Run the same command with the one that is right. If none is, give the folder that holds a folder or zip per student."
    else:
        shown = "".join(f"\n  {text}" for _, text in lines)
        step = "Give the folder that is the class itself, with the right --layout."
    raise CourseError(f"{folder} can be read in {ways} ways, so nothing was run:{shown}\n{step}")


def _open(path: Path) -> Folder:
    """Return the class's folder or zip; CourseError if it is neither."""
    what = "Give a folder with one folder or zip per student, or a download from Canvas, Moodle or Gradescope."
    if path.is_dir():
        return DiskFolder(path.resolve())
    root = open_zip(DiskFile(path, follow=True), whole_class=True)
    if isinstance(root, Unreadable):
        raise CourseError(f"Cannot read the submissions in {path}: {root.why} {what}")
    return root
