"""Which class a results folder holds, as stored in run.json, and how a run adds to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import digest
from dlcourse.graders.engine.intake.names import look_alikes
from dlcourse.graders.engine.text import listed, one_line

FEW: Final = 5  # students that an error names


class Enrolled(msgspec.Struct, frozen=True):
    """Who a student is on the roster. person: what tells them from all others there. absent: whether nothing was handed in."""

    name: str
    person: str
    absent: bool = False


class GradedClass(msgspec.Struct, frozen=True):
    """The class that a results folder holds, stored as run.json.

    students: in the order of the reports. people: those of them who are on the roster; None if there was no roster.
    folder, checks: the course's folder, and the digest of what decides the points (`checks_digest`).
    """

    course: str
    week: str
    students: tuple[str, ...]
    people: dict[str, Enrolled] | None = None
    folder: str = ""
    checks: str = ""

    @property
    def by_person(self) -> dict[str, str]:
        """The students who are on the roster, by what tells them from all others there."""
        return {person.person: student for student, person in (self.people or {}).items()}

    @property
    def handed_in(self) -> list[str]:
        """The students who are not only on the roster."""
        people = self.people or {}
        return [student for student in self.students if student not in people or not people[student].absent]


def after_run(before: GradedClass | None, graded: GradedClass, root: Path, *, add: bool, forget: bool) -> GradedClass:
    """Return the class that the folder `root` will hold after this run: with `add`, the earlier students too.

    Raises CourseError if the folder holds another course or week, or if an earlier student would lose their grade: without
    `add` or `forget` nobody is removed, and nobody who handed in becomes absent.
    """
    if before is None:
        if add:
            raise CourseError(f"{root} has no results yet, so there is nothing to add to. Leave out --add.")
        return graded
    if (before.course, before.week) != (graded.course, graded.week):
        raise CourseError(f"{root} holds {before.week} of {before.course}. Choose another --out for {graded.week}.")
    if before.people is not None and graded.people is None:
        raise CourseError(
            f"{root} was graded with a roster. Give it again: --roster FILE. To grade without one, choose another --out."
        )
    if add:
        return _added(before, graded, root)
    handed_in = set(graded.students if before.people is None else graded.handed_in)
    if not forget and (missing := [one_line(name) for name in before.handed_in if name not in handed_in]):
        raise CourseError(
            f"{root} has grades of {listed(missing, FEW)}, who {'is' if len(missing) == 1 else 'are'} not among these submissions. "
            "--add keeps them and adds these; --forget removes them from the grades. For another group choose another --out."
        )
    return graded


def _added(before: GradedClass, graded: GradedClass, root: Path) -> GradedClass:
    if before.checks not in ("", graded.checks):
        raise CourseError(
            f"The checks of {graded.week} have changed since {root} was graded: added students would be graded by others than the "
            "class. Run `dlcourse regrade` first, or grade the whole class again."
        )
    if graded.people is not None and before.people is None:
        raise CourseError(
            f"{root} was graded without a roster, so it is not known who handed in. Grade the whole class with --roster, or leave it "
            "out."
        )
    _reject_look_alikes(before.students, graded.students)
    students = tuple(sorted({*before.students, *graded.students}))
    people = None if graded.people is None else {**(before.people or {}), **graded.people}
    return replace(graded, students=students, people=people)


def _reject_look_alikes(before: Sequence[str], added: Iterable[str]) -> None:
    """Raise CourseError if an added student has nearly an earlier one's id: on many systems they would be one file."""
    new = [student for student in added if student not in before]
    alike = look_alikes([*before, *new])
    for student in new:
        if alike[student]:
            raise CourseError(
                f"{one_line(student)} cannot be told from {one_line(alike[student][0])}, who is graded already. If it is one student, "
                "give it the same name, else another one."
            )


def checks_digest(course: Course, week: str) -> str:
    """Return the digest of what decides a week's points, besides the keys: its part of course.toml, its probes and checks."""
    folder = course.root / "graders" / week
    parts: list[bytes | str] = [msgspec.json.encode(course.week(week))]
    for path in sorted(folder.rglob("*.py")):
        parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(parts)
