"""The plain layouts: a folder or zip per student, the same by sections, one student alone, nbgrader's `submitted` folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from dlcourse.graders.engine.intake.assignment import Assignment
from dlcourse.graders.engine.intake.candidates import OpenedZip
from dlcourse.graders.engine.intake.found_manifests import manifest_in
from dlcourse.graders.engine.intake.names import Identifier, is_archive
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


def submitted(listing: Listing, assignment: Assignment) -> Folder | None:
    """Return the `submitted` folder of nbgrader's course folder; None if this is not a course folder."""
    folder = listing.folders.get(SUBMITTED)
    if folder is None:
        return None
    students = folder.list().folders.values()
    other_entries = _BESIDE_SUBMITTED & {*listing.folders, *listing.files}
    return (
        folder if any(has_week(student, assignment) for student in students) or (students and other_entries) else None
    )


def has_week(student: Folder, assignment: Assignment) -> bool:
    """Return whether a student's folder has one for the week, as nbgrader makes it."""
    return assignment.week in student.list().folders


def beside_submitted(listing: Listing) -> Iterator[Note]:
    """Note what is in nbgrader's course folder and does not come from nbgrader."""
    for name in (*listing.folders, *listing.files):
        if name != SUBMITTED and name not in _BESIDE_SUBMITTED:
            yield Note(name, f"not read: it is beside {SUBMITTED}/, not in it")


def read_submitted(listing: Listing, assignment: Assignment, notes: list[Note]) -> Iterator[StudentFiles]:
    """Return what is in submitted/<student>/<week>/; other weeks' folders are not looked at."""
    for name, folder in listing.folders.items():
        student = _student(assignment, name)
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
    A folder or zip that is called like a week is no student's.
    """
    zips: list[StudentZip] = []
    links: dict[str, File] = {}
    folders = {name: folder for name, folder in listing.folders.items() if not _is_of_week(name, assignment, notes)}
    for name, folder in folders.items():
        student = _student(assignment, name)
        student.add_folder(folder)
        yield student
    for name, file in listing.files.items():
        if is_archive(name):
            archive = read_student_zip(name, file, assignment)
            if archive.other_week:
                why = f"not read: it is of {one_line(archive.other_week, 40)}, not of {assignment.week}"
                notes.append(Note(name, why))
            elif not _is_of_week(name, assignment, notes):
                zips.append(archive)
        elif is_link_to_folder(file):
            links[name] = file
        else:
            notes.append(Note(name, file.refusal or "not a student's folder or zip"))
    by_student = zips_by_student(zips, {*folders, *links})
    for name, file in links.items():
        if name in by_student:
            notes.append(Note(name, f"not read: {file.refusal}"))
        else:
            yield _unreadable(name, file, assignment)
    for name, (best, *others) in by_student.items():
        if name in folders:
            why = f"not read: it is the same student's as {one_line(name)}/"
            notes += [Note(each.name, why) for each in (best, *others)]
            continue
        notes += [Note(other.name, why_not_graded(other, best)) for other in others]
        student = _student(assignment, name)
        student.add_whole(best.file, best.name)
        yield student


def _is_of_week(name: str, assignment: Assignment, notes: list[Note]) -> bool:
    """Return whether a folder or zip of a class is called like a week, and note it."""
    if assignment.is_week(name):
        notes.append(Note(name, "not read: it is called like the week, not like a student"))
    elif assignment.is_other_week(name):
        notes.append(Note(name, f"not read: it is called like another week than {assignment.week}, not like a student"))
    else:
        return False
    return True


def _student(assignment: Assignment, name: str) -> StudentFiles:
    return StudentFiles(assignment, name, own_name=True, identifiers=[Identifier("entry", name)])


def _unreadable(name: str, file: File, assignment: Assignment) -> StudentFiles:
    """Return what a student handed in whose folder is a link: nothing that can be read."""
    student = _student(assignment, name)
    student.notes.add_unreadable(file.refusal)
    return student


def read_one_folder(folder: Folder, assignment: Assignment) -> StudentFiles:
    """Return what is in the folder of the only student."""
    student = _student(assignment, folder.name)
    student.add_folder(folder)
    return student


def read_one_zip(folder: Folder, assignment: Assignment) -> StudentFiles:
    """Return what is in the zip of the only student."""
    found = manifest_in(folder)
    if found and found.manifest.week != assignment.week:
        found = None
    student = _student(assignment, owner_of_zip(folder.name, found, assignment.week))
    student.add_folder(folder, in_zip=OpenedZip(folder.name))
    return student


def read_sections(
    students: Listing, sections: Mapping[str, Listing], assignment: Assignment, notes: list[Note]
) -> Iterator[StudentFiles]:
    """Return what is in each student's folder or zip, in the sections and beside them.

    A name that is in several sections may be one student or several: each gets the section's name behind it.
    """
    found = [("", student) for student in read_class(students, assignment, notes)]
    for section, listing in sections.items():
        inside: list[Note] = []
        theirs = list(read_class(listing, assignment, inside))
        notes += [Note(f"{section}/{about}", text) for about, text in inside]
        found += [(section, student) for student in theirs]
        if not theirs:
            notes.append(Note(section, "a section without students"))
    counts = Counter(student.student for _, student in found)
    for section, student in found:
        if counts[student.student] > 1:
            student.notes.add("this name is in several sections; is it one student?")
            student.rename(f"{student.student} ({section})" if section else student.student)
        yield student
