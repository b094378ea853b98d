"""The zips of a plain class folder: which student each belongs to, and which one of a student's is graded."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import NamedTuple

from dlcourse.graders.engine.intake.assignment import Assignment
from dlcourse.graders.engine.intake.found_manifests import FoundManifest, manifest_in
from dlcourse.graders.engine.intake.names import is_called, student_of_zip, week_of_zip, without_copy
from dlcourse.graders.engine.intake.student_files import NOT_A_ZIP
from dlcourse.graders.engine.intake.times import NO_TIME, UNTIMED, ZipTime
from dlcourse.graders.engine.intake.tree import File, Folder
from dlcourse.graders.engine.intake.zips import open_zip
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.untrusted import Unreadable


class ZipPreference(NamedTuple):
    """Why one of a student's zips is preferred to another: the first field that differs decides, smaller is preferred."""

    unreadable: bool  # what can be read
    time: tuple[float, float]  # the newest
    copy: int  # the latest download, by its number
    name: str  # any, but always the same


@dataclass(frozen=True)
class StudentZip:
    """An archive of a class's folder, and the student whose work it is.

    certain: whether its manifest names the same student as its name. other_week: the week that everything in it is of,
    empty if it holds work of the week that is graded. unreadable: why it cannot be opened, empty if it can.
    """

    name: str
    file: File
    student: str
    certain: bool = False
    other_week: str = ""
    unreadable: str = ""
    time: ZipTime = NO_TIME

    @property
    def preference(self) -> ZipPreference:
        """Return its rank among one student's zips. Numbers are negated where the highest is preferred."""
        _, copy = without_copy(student_of_zip(self.name, ""))
        return ZipPreference(bool(self.unreadable), (-self.time.manifest, -self.time.newest_file), -copy, self.name)


def read_student_zip(name: str, file: File, assignment: Assignment) -> StudentZip:
    """Look into an archive of a class's folder."""
    student, week = student_of_zip(name, assignment.week), week_of_zip(name)
    if not name.lower().endswith(".zip"):
        return StudentZip(name, file, student, unreadable=NOT_A_ZIP)
    inside = open_zip(file)
    if isinstance(inside, Unreadable):
        return StudentZip(name, file, student, unreadable=inside.why)
    found = manifest_in(inside)
    if found and found.manifest.week != assignment.week:
        week, found = found.manifest.week, None
    if week == assignment.week or _holds_topic(inside, assignment, outside=week):
        week = ""  # whatever the name or the manifest says, work of this week is in it
    return StudentZip(
        name,
        file,
        owner_of_zip(name, found, assignment.week),
        certain=found is not None and is_called(found.manifest.student, student),
        other_week=week,
        time=ZipTime(found.time if found else UNTIMED, inside.newest_file()),
    )


def _holds_topic(folder: Folder, assignment: Assignment, outside: str) -> bool:
    """Return whether a topic's file is in a folder or below it, folders of the name `outside` excepted."""
    inside = folder.list()
    return any(assignment.match(name) for name in inside.files) or any(
        _holds_topic(child, assignment, outside)
        for name, child in inside.folders.items()
        if name != outside and not assignment.holds_other_week(name)
    )


def owner_of_zip(name: str, found: FoundManifest | None, week: str) -> str:
    """Return the student that a zip's name says, spelled as in the manifest if that names the same student."""
    student = student_of_zip(name, week)
    return found.manifest.student if found and is_called(found.manifest.student, student) else student


def zips_by_student(zips: Collection[StudentZip], folders: Collection[str]) -> dict[str, list[StudentZip]]:
    """Return each student's zips, the one that is graded first.

    `X (1).zip` is a browser's second download of X's work if there is an X, else the work of a student `X (1)`.
    """
    known = {*folders, *(each.student for each in zips)}
    by_student: dict[str, list[StudentZip]] = {}
    for each in zips:
        plain, copy = without_copy(each.student)
        student = plain if copy and plain in known and not each.certain else each.student
        by_student.setdefault(student, []).append(replace(each, student=student))
    return {student: sorted(theirs, key=lambda each: each.preference) for student, theirs in by_student.items()}


def why_not_graded(other: StudentZip, graded: StudentZip) -> str:
    """Return why one of a student's zips is not graded."""
    name = one_line(graded.name)
    if other.unreadable and not graded.unreadable:
        return f"not read: {other.unreadable.removesuffix('.')}; graded: {name}"
    if graded.time.manifest > other.time.manifest:
        return f"not read: {name} is later"
    if graded.time.newest_file > other.time.newest_file:
        return f"not read: {name} has newer files"
    return f"not read: it is the same student's as {name}"
