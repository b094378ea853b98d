"""The way in: recognise what an instructor has, and make it one submission per student."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final
from unicodedata import normalize

from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake import canvas, classes, gradescope, moodle
from dlcourse.graders.engine.intake.disk import DiskFile, DiskFolder
from dlcourse.graders.engine.intake.names import look_alikes, student_ids
from dlcourse.graders.engine.intake.submissions import Intake, Submission
from dlcourse.graders.engine.intake.tree import Folder, Listing
from dlcourse.graders.engine.intake.work import Assignment, Work
from dlcourse.graders.engine.intake.zips import ZipFolder, open_zip
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.untrusted import Unreadable

MAX_WRAPPERS: Final = 3
MAX_REASON: Final = 2000


def find_submissions(folder: Path, week: str, topics: Sequence[Topic]) -> Intake:
    """Find every student's files in a class's folder or zip, whatever layout it has (see this package's docstring).

    The same files give the same students, ids and order again. Raises CourseError where nothing can be read or there is
    no student.
    """
    asked = Assignment(week, topics)
    found = Intake()
    found.layout, works = _read(_open(folder), asked, found.left_out)
    works = sorted(works, key=lambda work: work.student)
    names = [work.student for work in works]
    ids, alike = student_ids(names), look_alikes(names)
    for work in works:
        student = ids[work.student]
        found.submissions.append(Submission(student, work.files))
        found.left_out += work.notes
        if student != normalize("NFC", work.student):
            others = alike[work.student]
            why = (
                f"nearly the same as {one_line(others[0])}; one student?"
                if others
                else "its own name is no safe folder's"
            )
            found.left_out.append((work.student, f"graded as {student}: {why}"))
    found.left_out = [(name, one_line(why, MAX_REASON)) for name, why in found.left_out]
    if not found.submissions:
        why = "".join(f"\n{one_line(name)}: {reason}" for name, reason in found.left_out[:5])
        raise CourseError(
            f"There is no student's folder in {folder}. Expected: {folder / '<student>' / week / topics[0].file_name}, a zip "
            f"per student, or a download from Canvas, Moodle or Gradescope.{why}"
        )
    return found


def _open(path: Path) -> Folder:
    """Return the class's folder or zip; CourseError where it is neither."""
    what = "Give a folder with one folder or zip per student, or a download from Canvas, Moodle or Gradescope."
    if path.is_dir():
        return DiskFolder(path.resolve())
    root = open_zip(DiskFile(path, follow=True), whole_class=True)
    if isinstance(root, Unreadable):
        raise CourseError(f"Cannot read the submissions in {path}: {root.why} {what}")
    return root


def _read(root: Folder, asked: Assignment, left_out: list[tuple[str, str]]) -> tuple[str, list[Work]]:
    """Return the layout's name and all work, from the folder that holds the class: the root, or one alone in it."""
    if isinstance(root, ZipFolder) and asked.at_home(root):
        return "one student's zip", [classes.read_whole(root, asked)]
    folder = root
    for _ in range(MAX_WRAPPERS):
        listing = folder.list()
        if listing.unreadable:
            raise CourseError(f"Cannot read the submissions in {listing.unreadable}")
        left_out += listing.refused
        if (inner := _alone(listing, asked)) is None:
            break
        beside = [(name, file) for name, file in listing.files.items() if name != inner.name]
        left_out += [(name, file.refusal or "not read: it is beside the class") for name, file in beside]
        folder = inner
    listing = folder.list()
    if layout := _download(listing):
        name, read = layout
        return name, list(read(listing, asked, left_out))
    if course := classes.submitted(listing, asked):
        left_out += classes.beside_submitted(listing)
        return "nbgrader's submitted/", list(classes.read_submitted(course.list(), asked, left_out))
    if folder.name == classes.SUBMITTED and any(asked.week in each.list().folders for each in listing.folders.values()):
        return "nbgrader's submitted/", list(classes.read_submitted(listing, asked, left_out))
    zips = sum(name.lower().endswith(".zip") for name in listing.files)
    name = (
        "a folder or a zip per student" if zips and listing.folders else f"a {'zip' if zips else 'folder'} per student"
    )
    return name, list(classes.read_class(listing, asked, left_out))


Reader = Callable[[Listing, Assignment, list[tuple[str, str]]], Iterator[Work]]


def _download(listing: Listing) -> tuple[str, Reader] | None:
    """Return the platform that this is a download of, and its reader. One name is not enough: students choose names."""
    if gradescope.METADATA in listing.files:
        return "a Gradescope export", gradescope.read
    entries = [*listing.folders, *listing.files]
    ours = sum(moodle.NAME.fullmatch(entry) is not None for entry in entries)
    theirs = sum(canvas.parse(entry) is not None for entry in listing.files)
    if max(ours, theirs) * 2 < max(len(entries), 1):
        return None
    return ("a Moodle download", moodle.read) if ours >= theirs else ("a Canvas download", canvas.read)


def _alone(listing: Listing, asked: Assignment) -> Folder | None:
    """Return the folder, or the platform's zip, that holds the class and stands alone; None where there is none."""
    if _download(listing) or classes.submitted(listing, asked):
        return None
    zips = [file for name, file in listing.files.items() if name.lower().endswith(".zip")]
    if len(zips) == 1 and not listing.folders:
        inside = open_zip(zips[0], whole_class=True)
        return inside if isinstance(inside, ZipFolder) and _download(inside.list()) else None
    if zips or len(listing.folders) != 1:
        return None
    (folder,) = listing.folders.values()
    inner = folder.list()
    if asked.at_home(folder):
        return None
    holds = (
        _download(inner) or classes.submitted(inner, asked) or classes.is_class(inner, asked) or _alone(inner, asked)
    )
    return folder if holds else None
