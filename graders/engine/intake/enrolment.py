"""Puts a class and a roster together: who each submission is from, who handed in nothing, and whom the roster does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake.names import student_ids
from dlcourse.graders.engine.intake.notes import Note
from dlcourse.graders.engine.intake.roster import Match, Person, Roster
from dlcourse.graders.engine.intake.submissions import Intake, Submission
from dlcourse.graders.engine.text import counted, listed, one_line

ABSENT: Final = ("zero", "leave-out")
UNKNOWN: Final = ("stop", "keep", "leave-out")
MAX_SHOWN: Final = 10
HANDED_IN_NOTHING: Final = "handed in nothing"


@dataclass(frozen=True)
class Unknown:
    """A submission of somebody whom the roster does not know. near: who could be meant. several: whether each of them fits."""

    student: str
    near: Sequence[Person]
    several: bool = False

    def __str__(self) -> str:
        if self.several:
            return f"{one_line(self.student)}: can be {' or '.join(map(str, self.near))}"
        return f"{one_line(self.student)}: nearest are {', '.join(map(str, self.near))}"


@dataclass
class Enrolment:
    """Who is who. absent: those who handed in nothing.

    matched: how many submissions are from people on the roster. earlier: how many more of these are in the results already.
    """

    unknown: list[Unknown] = field(default_factory=list)
    absent: list[Person] = field(default_factory=list)
    matched: int = 0
    earlier: int = 0


def enrol(
    intake: Intake, roster: Roster, *, unknown: str, absent: str, earlier: Mapping[str, str], add: bool
) -> Enrolment:
    """Give each submission its person's name, and add what the roster says to the class.

    unknown: what happens to submissions of others: "stop" and "keep" leave them in the class, "leave-out" removes them.
    absent: "zero" adds a submission without files for each person without one, "leave-out" does not. Both only with a note.
    earlier: the students of an earlier run by `Person.key`; who is among them keeps that id. add: whether they stay in the
    class, so that they are not absent.
    Raises CourseError if two submissions are from the same person.
    """
    found = Enrolment()
    matches = {each.student: roster.find(each.identifiers) for each in intake.submissions}
    _reject_two_of_one(matches)
    _reject_other_owners(matches, earlier)
    submissions = []
    for submission in intake.submissions:
        match = matches[submission.student]
        if match.person is not None:
            found.matched += 1
            student = earlier.get(match.person.key, submission.student)
            if student != submission.student:
                intake.notes.append(Note(submission.student, f"graded as {one_line(student)}, as before"))
            submissions.append(replace(submission, student=student, name=match.person.name, person=match.person.key))
            continue
        near = match.several or roster.nearest(submission.student)
        found.unknown.append(Unknown(submission.student, near, several=bool(match.several)))
        if unknown == "leave-out":
            intake.notes.append(Note(submission.student, "not graded: not on the roster"))
        else:
            submissions.append(submission)
    here = {match.person.key for match in matches.values() if match.person is not None}
    others = [person for person in roster.people if person.key not in here and not person.is_test]
    found.absent = [person for person in others if not (add and person.key in earlier)]
    found.earlier = len(others) - len(found.absent)
    counts = Counter(match.kind for match in matches.values() if match.person is not None)
    kind = counts.most_common(1)[0][0] if counts else ""
    for person in found.absent:
        student = earlier.get(person.key) or _free_id(person.id_like(kind), {each.student for each in submissions})
        intake.notes.append(Note(student, HANDED_IN_NOTHING + (", not graded" if absent == "leave-out" else "")))
        if absent == "zero":
            submissions.append(Submission(student, {}, name=person.name, person=person.key, absent=True))
    intake.submissions = sorted(submissions, key=lambda each: each.student)
    intake.has_roster = True
    return found


def require_known(found: Enrolment, total: int, roster: str) -> None:
    """Raise CourseError if there are submissions of people whom the roster does not know."""
    if not found.unknown:
        return
    are = "is" if len(found.unknown) == 1 else "are"
    lines = [f"  {each}" for each in found.unknown[:MAX_SHOWN]]
    if len(found.unknown) > MAX_SHOWN:
        lines.append(f"  and {len(found.unknown) - MAX_SHOWN} more")
    hint = ""
    if not found.matched:
        hint = "Perhaps it is another class's, or has none of the ids by which this layout tells students. "
    raise CourseError(
        "\n".join(
            [
                f"{len(found.unknown)} of {counted(total, 'submission')} {are} not on the roster {roster}; nothing was run:",
                *lines,
            ]
        )
        + f"\n{hint}Correct the roster or the submissions' names. `--unknown keep` grades these too, without a name; `--unknown "
        "leave-out` does not grade them."
    )


def keep_as_graded(intake: Intake, earlier: Collection[str]) -> None:
    """Remove submissions without any file from students who are graded already: nothing is not a later version of something."""
    kept = []
    for submission in intake.submissions:
        if submission.files or submission.student not in earlier:
            kept.append(submission)
        else:
            intake.notes.append(Note(submission.student, "stays as graded before: there is nothing to add"))
    intake.submissions = kept


def _reject_two_of_one(matches: dict[str, Match]) -> None:
    theirs: dict[str, tuple[Person, list[str]]] = {}
    for student, match in matches.items():
        if match.person is not None:
            theirs.setdefault(match.person.key, (match.person, []))[1].append(one_line(student))
    for person, students in theirs.values():
        if len(students) > 1:
            raise CourseError(
                f"{person} has several submissions: {listed(students, 5)}. Keep one of them, and move the others away."
            )


def _reject_other_owners(matches: Mapping[str, Match], earlier: Mapping[str, str]) -> None:
    """Raise CourseError if a submission is called like another person in an earlier run."""
    owners = {student: person for person, student in earlier.items()}
    for student, match in matches.items():
        if student in owners and (match.person is None or match.person.key != owners[student]):
            raise CourseError(
                f"{one_line(student)} was the id of somebody else before. Rename that folder or zip, or choose another --out."
            )


def _free_id(name: str, taken: set[str]) -> str:
    """Return an id that is safe as a folder's name, and nobody else's."""
    folded = {student.casefold() for student in taken}
    student = student_ids([name])[name]
    return student if student.casefold() not in folded else student_ids([f"{name} (roster)"])[f"{name} (roster)"]
