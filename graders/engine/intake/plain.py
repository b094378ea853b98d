"""The plain layouts: a folder per student, a zip per student, nbgrader's `submitted` folder, one student's zip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dlcourse.graders.engine.intake.assignment import Assignment
from dlcourse.graders.engine.intake.candidates import OpenedZip
from dlcourse.graders.engine.intake.found_manifests import manifest_in
from dlcourse.graders.engine.intake.names import is_archive
from dlcourse.graders.engine.intake.notes import Note
from dlcourse.graders.engine.intake.student_files import StudentFiles
from dlcourse.graders.engine.intake.student_zips import (
    StudentZip,
    owner_of_zip,
    read_student_zip,
    why_not_graded,
    zips_by_student,
)
from dlcourse.graders.engine.intake.tree import File, Folder, Listing, is_link_to_folder
from dlcourse.graders.engine.text import one_line

SUBMITTED: Final = "submitted"
_BESIDE_SUBMITTED: Final = frozenset(
    {"source", "release", "autograded", "feedback", "gradebook.db", "nbgrader_config.py", "header.ipynb"}
)


def is_class(listing: Listing, assignment: Assignment) -> bool:
    """Return whether there are zips, or folders that look like a student's."""
    return any(name.lower().endswith(".zip") for name in listing.files) or any(
        assignment.is_submission(folder) for folder in listing.folders.values()
    )


def submitted(listing: Listing, assignment: Assignment) -> Folder | None:
    """Return the `submitted` folder of nbgrader's course folder; None if this is not a course folder."""
    folder = listing.folders.get(SUBMITTED)
    return folder if folder and not assignment.is_submission(folder) and folder.list().folders else None


def beside_submitted(listing: Listing) -> Iterator[Note]:
    """Note what is in nbgrader's course folder and does not come from nbgrader."""
    for name in (*listing.folders, *listing.files):
        if name != SUBMITTED and name not in _BESIDE_SUBMITTED:
            yield Note(name, f"not read: it is beside {SUBMITTED}/, not in it")


def read_submitted(listing: Listing, assignment: Assignment, notes: list[Note]) -> Iterator[StudentFiles]:
    """Return what is in submitted/<student>/<week>/; other weeks' folders are not looked at."""
    for name, folder in listing.folders.items():
        student = StudentFiles(assignment, name, own_name=True)
        inside = folder.list()
        if week := inside.folders.get(assignment.week):
            student.add_folder(week, f"{assignment.week}/")
        elif assignment.week in inside.files:
            why = inside.files[assignment.week].refusal or f"{assignment.week} is not a folder."
            student.notes.add_unreadable(why)
        elif inside.unreadable:
            student.notes.add_unreadable(inside.unreadable)
        else:
            student.notes.add(f"graded as not started: there is no folder {assignment.week}/", explains=True)
        yield student
    for name, file in listing.files.items():
        if is_link_to_folder(file):
            yield _unreadable(name, file, assignment)
        else:
            notes.append(Note(name, file.refusal or "not a student's folder"))


def read_class(listing: Listing, assignment: Assignment, notes: list[Note]) -> Iterator[StudentFiles]:
    """Return what is in each student's folder or zip.

    Of one student's folder and zip the folder is graded; of several zips the preferred one. A link to a folder, or an
    archive that is no zip, is a student whose work cannot be read, unless that student has something that can be read.
    """
    zips: list[StudentZip] = []
    links: dict[str, File] = {}
    for name, folder in listing.folders.items():
        student = StudentFiles(assignment, name, own_name=True)
        student.add_folder(folder)
        yield student
    for name, file in listing.files.items():
        if is_archive(name):
            archive = read_student_zip(name, file, assignment)
            if archive.other_week:
                why = f"not read: it is of {one_line(archive.other_week, 40)}, not of {assignment.week}"
                notes.append(Note(name, why))
            else:
                zips.append(archive)
        elif is_link_to_folder(file):
            links[name] = file
        else:
            notes.append(Note(name, file.refusal or "not a student's folder or zip"))
    by_student = zips_by_student(zips, {*listing.folders, *links})
    for name, file in links.items():
        if name in by_student:
            notes.append(Note(name, f"not read: {file.refusal}"))
        else:
            yield _unreadable(name, file, assignment)
    for name, (best, *others) in by_student.items():
        if name in listing.folders:
            why = f"not read: it is the same student's as {one_line(name)}/"
            notes += [Note(each.name, why) for each in (best, *others)]
            continue
        notes += [Note(other.name, why_not_graded(other, best)) for other in others]
        student = StudentFiles(assignment, name, own_name=True)
        student.add(best.file, best.name)
        yield student


def _unreadable(name: str, file: File, assignment: Assignment) -> StudentFiles:
    """Return what a student handed in whose folder is a link: nothing that can be read."""
    student = StudentFiles(assignment, name, own_name=True)
    student.notes.add_unreadable(file.refusal)
    return student


def read_one_zip(folder: Folder, assignment: Assignment) -> StudentFiles:
    """Return what is in the zip of the only student."""
    found = manifest_in(folder)
    if found and found.manifest.week != assignment.week:
        found = None
    student = StudentFiles(assignment, owner_of_zip(folder.name, found, assignment.week), own_name=True)
    student.add_folder(folder, in_zip=OpenedZip(folder.name))
    return student
