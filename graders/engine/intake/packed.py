"""Archives in a plain class folder: whose each is, and which of one student's counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from dlcourse.graders.engine.intake.candidates import newer
from dlcourse.graders.engine.intake.names import is_called, student_of_zip, week_of_zip, without_copy
from dlcourse.graders.engine.intake.seals import Seal, seal_in
from dlcourse.graders.engine.intake.times import UNTIMED
from dlcourse.graders.engine.intake.tree import File, Folder
from dlcourse.graders.engine.intake.work import NOT_A_ZIP, Assignment
from dlcourse.graders.engine.intake.zips import open_zip
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.untrusted import Unreadable


@dataclass(frozen=True)
class StudentZip:
    """An archive and the student whose it is. sealed, made: its manifest's time, and that of its newest member.

    why_not: why it cannot be opened; week: the other week that all in it is of, if it is; certain: its manifest says the
    same student as its name.
    """

    name: str
    file: File
    student: str
    certain: bool = False
    week: str = ""
    why_not: str = ""
    sealed: float = UNTIMED
    made: float = UNTIMED

    @property
    def rank(self) -> tuple[bool, float, float, int, str]:
        """Return what decides among one student's; the lowest is taken."""
        return bool(self.why_not), -self.sealed, -self.made, -without_copy(student_of_zip(self.name, ""))[1], self.name


def packed(name: str, file: File, asked: Assignment) -> StudentZip:
    """Look into an archive."""
    said, week = student_of_zip(name, asked.week), week_of_zip(name)
    if not name.lower().endswith(".zip"):
        return StudentZip(name, file, said, why_not=NOT_A_ZIP)
    inside = open_zip(file)
    if isinstance(inside, Unreadable):
        return StudentZip(name, file, said, why_not=inside.why)
    seal = seal_in(inside)
    if seal and seal.manifest.week != asked.week:
        week, seal = seal.manifest.week, None
    if week == asked.week or _holds(inside, asked, besides=week):
        week = ""  # whatever it says, this week's work is in it
    certain = seal is not None and is_called(seal.manifest.student, said)
    sealed = seal.when if seal else UNTIMED
    return StudentZip(name, file, owner(name, seal, asked.week), certain, week, sealed=sealed, made=inside.made())


def _holds(folder: Folder, asked: Assignment, besides: str) -> bool:
    """Return whether a topic's file is in a folder, or in one in it that has not this name."""
    inside = folder.list()
    return any(asked.meant(name) for name in inside.files) or any(
        _holds(child, asked, besides) for name, child in inside.folders.items() if name != besides
    )


def owner(name: str, seal: Seal | None, week: str) -> str:
    """Return the student whose zip this is: the one of its name, as the manifest spells them where it means the same."""
    said = student_of_zip(name, week)
    return seal.manifest.student if seal and is_called(seal.manifest.student, said) else said


def by_student(archives: Collection[StudentZip], folders: Collection[str]) -> dict[str, list[StudentZip]]:
    """Return each student's archives, the one that counts first.

    `X (1).zip` is a browser's second download of X's work where X is there, and the work of an `X (1)` where not.
    """
    known = {*folders, *(each.student for each in archives)}
    several: dict[str, list[StudentZip]] = {}
    for each in archives:
        plain, copy = without_copy(each.student)
        student = plain if copy and plain in known and not each.certain else each.student
        several.setdefault(student, []).append(replace(each, student=student))
    return {student: sorted(these, key=lambda each: each.rank) for student, these in several.items()}


def why_not(other: StudentZip, taken: StudentZip) -> str:
    """Return why one of a student's archives does not count."""
    name = one_line(taken.name)
    if other.why_not and not taken.why_not:
        return f"not read: {other.why_not.removesuffix('.')}; taken: {name}"
    if taken.sealed > other.sealed:
        return f"not read: taken, as the later: {name}"
    if taken.made > other.made:
        return f"not read: {newer(taken.name)}"
    return f"not read: it is the same student's as {name}"
