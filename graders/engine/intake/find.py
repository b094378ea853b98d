"""The way into intake: recognises what an instructor has, and returns one submission for each student."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final
from unicodedata import normalize

from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake import canvas, gradescope, moodle, plain
from dlcourse.graders.engine.intake.assignment import Assignment
from dlcourse.graders.engine.intake.choosing import choose_files
from dlcourse.graders.engine.intake.disk import DiskFile, DiskFolder
from dlcourse.graders.engine.intake.names import look_alikes, student_ids
from dlcourse.graders.engine.intake.notes import Note
from dlcourse.graders.engine.intake.student_files import StudentFiles
from dlcourse.graders.engine.intake.submissions import Intake, Submission
from dlcourse.graders.engine.intake.tree import Folder, Listing
from dlcourse.graders.engine.intake.zips import ZipFolder, open_zip
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.untrusted import Unreadable

MAX_WRAPPERS: Final = 3
MAX_REASON: Final = 2000
MAX_REASONS: Final = 5  # in an error

Reader = Callable[[Listing, Assignment, list[Note]], Iterator[StudentFiles]]


def find_submissions(folder: Path, week: str, topics: Sequence[Topic]) -> Intake:
    """Find every student's files in a class's folder or zip, whatever layout it has (see this package's docstring).

    The same files always give the same students, ids and order. Raises CourseError if nothing can be read or there is no
    student.
    """
    intake = Intake()
    intake.layout, students = _read(_open(folder), Assignment(week, topics), intake.notes)
    chosen = sorted(map(choose_files, students), key=lambda files: files.student)
    names = [files.student for files in chosen]
    ids, alike = student_ids(names), look_alikes(names)
    for files in chosen:
        student = ids[files.student]
        intake.submissions.append(Submission(student, files.files))
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


def _open(path: Path) -> Folder:
    """Return the class's folder or zip; CourseError if it is neither."""
    what = "Give a folder with one folder or zip per student, or a download from Canvas, Moodle or Gradescope."
    if path.is_dir():
        return DiskFolder(path.resolve())
    root = open_zip(DiskFile(path, follow=True), whole_class=True)
    if isinstance(root, Unreadable):
        raise CourseError(f"Cannot read the submissions in {path}: {root.why} {what}")
    return root


def _read(root: Folder, assignment: Assignment, notes: list[Note]) -> tuple[str, Iterator[StudentFiles]]:
    """Return the layout's name, and what each student handed in. The class is in the root, or in a folder alone in it."""
    if isinstance(root, ZipFolder) and assignment.is_submission(root):
        return "one student's zip", iter([plain.read_one_zip(root, assignment)])
    folder = root
    for _ in range(MAX_WRAPPERS):
        listing = folder.list()
        if listing.unreadable:
            raise CourseError(f"Cannot read the submissions in {listing.unreadable}")
        notes += [Note(entry, why) for entry, why in listing.refused]
        if (inner := _only_folder(listing, assignment)) is None:
            break
        beside = [(name, file) for name, file in listing.files.items() if name != inner.name]
        notes += [Note(name, file.refusal or "not read: it is beside the class") for name, file in beside]
        folder = inner
    layout, read, listing = _layout(folder, assignment, notes)
    return layout, read(listing, assignment, notes)


def _layout(folder: Folder, assignment: Assignment, notes: list[Note]) -> tuple[str, Reader, Listing]:
    """Return the layout of a class, its reader, and what that is to read."""
    listing = folder.list()
    if download := _download(listing):
        return *download, listing
    if submitted := plain.submitted(listing, assignment):
        notes += plain.beside_submitted(listing)
        return "nbgrader's submitted/", plain.read_submitted, submitted.list()
    weeks = (child for student in listing.folders.values() for child in student.list().folders)
    if folder.name == plain.SUBMITTED and assignment.week in weeks:
        return "nbgrader's submitted/", plain.read_submitted, listing
    zips = any(name.lower().endswith(".zip") for name in listing.files)
    kind = "a folder or a zip" if zips and listing.folders else "a zip" if zips else "a folder"
    return f"{kind} per student", plain.read_class, listing


def _download(listing: Listing) -> tuple[str, Reader] | None:
    """Return the platform that this is a download of, and its reader; None if it is not a download.

    A name or two are not enough: students choose the names of their files.
    """
    if gradescope.METADATA in listing.files:
        return "a Gradescope export", gradescope.read
    entries = [*listing.folders, *listing.files]
    of_moodle = sum(moodle.NAME.fullmatch(entry) is not None for entry in entries)
    of_canvas = sum(canvas.parse(entry) is not None for entry in listing.files)
    if max(of_moodle, of_canvas) * 2 < max(len(entries), 1):
        return None
    return ("a Moodle download", moodle.read) if of_moodle >= of_canvas else ("a Canvas download", canvas.read)


def _only_folder(listing: Listing, assignment: Assignment) -> Folder | None:
    """Return the folder, or the platform's zip, that holds the class and has no other beside it; None if there is none."""
    if _download(listing) or plain.submitted(listing, assignment):
        return None
    zips = [file for name, file in listing.files.items() if name.lower().endswith(".zip")]
    if len(zips) == 1 and not listing.folders:
        inside = open_zip(zips[0], whole_class=True)
        return inside if isinstance(inside, ZipFolder) and _download(inside.list()) else None
    if zips or len(listing.folders) != 1:
        return None
    (folder,) = listing.folders.values()
    if assignment.is_submission(folder):
        return None
    inner = folder.list()
    holds_class = (
        _download(inner)
        or plain.submitted(inner, assignment)
        or plain.is_class(inner, assignment)
        or _only_folder(inner, assignment)
    )
    return folder if holds_class else None
