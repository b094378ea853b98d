"""A class's results in nbgrader's gradebook: a grade and a comment for each check, all in one transaction."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from dlcourse.graders.engine.batch.database import explained, opened
from dlcourse.graders.engine.batch.gradebook_cells import MAX_NAME, WeekCells, names
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.results.records import CheckResult, Line, Results, layout
from dlcourse.graders.engine.text import clean, one_line

if TYPE_CHECKING:
    from sqlalchemy import URL

STUDENTS_AT_ONCE: Final = 100  # in memory; one transaction writes all
WORDS: Final = {
    "not_started": "Not started.",
    "blocked": "Waits for another check to pass.",
    "broken": "The grader failed here; not the student's fault.",
    "timeout": "Took too long.",
}
# nbgrader writes a student's id into its pages unescaped: these characters could be HTML or script there, or a path.
_CONTROLS: Final = (*range(32), *range(127, 160), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_HARMLESS: Final = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in '<>"\\/'} | dict.fromkeys(_CONTROLS, "\ufffd"))


@dataclass
class Filled:
    """What was written. students: the ids of those who are in the gradebook now. notes: for the instructor.

    retired: by (student id, topic), the checks that the week no longer has, but for which a person entered something.
    """

    students: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    retired: dict[tuple[str, str], list[str]] = field(default_factory=dict)


def gradebook_id(student: str) -> str:
    """Return a student's id in the gradebook: the name, with characters replaced that are unsafe in nbgrader's pages."""
    return student.encode("utf-8", "replace").decode().translate(_HARMLESS).strip()


def fill_gradebook(
    url: URL, all_results: Iterable[Results], *, submitted: Callable[[str], datetime | None] = lambda _: None
) -> Filled:
    """Write the results of one week into the gradebook at `url` (from `gradebook_url`), all or nothing.

    One assignment per week, one notebook per topic, one grade cell and one comment cell per check. What a person
    entered stays; the same results again change nothing. submitted: when a student handed in, in UTC; None leaves the
    time as it is. Raises CourseError if the gradebook cannot be opened or written.
    """
    results = iter(all_results)
    first = next(results, None)
    if first is None:
        return Filled()
    with explained(url), opened(url) as book:
        writer = _Writer(book, first)
        everyone = itertools.chain([first], results)
        while batch := list(itertools.islice(everyone, STUDENTS_AT_ONCE)):
            writer.write(batch, submitted)
        writer.finish()
        book.db.commit()
    return writer.filled


def comment_on(check: CheckResult) -> str:
    """Return what the student should read about a check: message, hints and known mistake; empty if it passed."""
    if check.status == "passed":
        return ""
    lines = [check.message or WORDS.get(check.status, "Did not pass.")]
    if check.status in ("failed", "error", "timeout"):
        lines += [layout(Line("hint", hint)) for hint in check.hints]
    if check.mistake and not check.message:
        lines.append(layout(Line("mistake", check.mistake)))
    return clean("\n".join(lines), 10_000)


class _Writer:
    """Writes students' results into the cells of an open gradebook."""

    def __init__(self, book: Any, first: Results) -> None:
        import nbgrader.api as nb  # noqa: PLC0415

        self._nb, self._session = nb, book.db
        self._week, self._checks = first.week, _checks(first)
        self._cells = WeekCells(book, nb, self._week, self._checks)
        self.filled = Filled(notes=self._cells.notes, retired=self._cells.retired)

    def write(self, batch: Iterable[Results], submitted: Callable[[str], datetime | None]) -> None:
        """Write some students' results. submitted: a student's time, see `fill_gradebook`."""
        nb = self._nb
        results_of = {ident: results for results in batch if (ident := self._id_of(results))}
        known = {ident for (ident,) in self._session.query(nb.Student.id).filter(nb.Student.id.in_(list(results_of)))}
        self._session.add_all(nb.Student(id=ident) for ident in results_of if ident not in known)
        notebooks = self._notebooks(self._assignments(results_of, submitted))
        ids = list(notebooks.values())
        grades = _Table(self._session, nb.Grade, ids, "auto_score", "needs_manual_grade", "manual_score")
        comments = _Table(self._session, nb.Comment, ids, "auto_comment")
        for ident, results in results_of.items():
            for topic in results.topics:
                notebook = notebooks[ident, topic.topic]
                for check in topic.checks:
                    cell = self._cells.grade_cells[topic.topic, check.name]
                    grades.put(notebook, cell, _score(check, grades.rows.get((notebook, cell))))
                    # nbgrader's feedback shows comments as Markdown: in a code block no line is HTML, and columns stay
                    text = textwrap.indent(comment_on(check), "    ") or None
                    comments.put(notebook, self._cells.comment_cells[topic.topic, check.name], {"auto_comment": text})
        self._session.flush()
        self._session.expunge_all()
        grades.write()
        comments.write()

    def _assignments(
        self, results_of: Mapping[str, Results], submitted: Callable[[str], datetime | None]
    ) -> dict[str, str]:
        """Return the ids of students' submitted assignments, with the time of each; those that are missing are added."""
        nb, session = self._nb, self._session
        of_week = nb.SubmittedAssignment.assignment_id == self._cells.assignment
        found = session.query(nb.SubmittedAssignment).filter(
            of_week, nb.SubmittedAssignment.student_id.in_(list(results_of))
        )
        rows = {row.student_id: row for row in found}
        for ident, results in results_of.items():
            if ident not in rows:
                ids = {"id": nb.new_uuid(), "assignment_id": self._cells.assignment, "student_id": ident}
                rows[ident] = nb.SubmittedAssignment(**ids)
                session.add(rows[ident])
            time = submitted(results.student or "")
            if time is not None and rows[ident].timestamp != time:
                rows[ident].timestamp = time
        return {ident: row.id for ident, row in rows.items()}

    def _notebooks(self, assignments: Mapping[str, str]) -> dict[tuple[str, str], str]:
        """Return the ids of students' submitted notebooks by (student id, topic); those that are missing are added."""
        nb, session = self._nb, self._session
        table = nb.SubmittedNotebook
        rows = session.query(table.id, table.assignment_id, table.notebook_id)
        known = {
            (assignment, notebook): ident
            for ident, assignment, notebook in rows.filter(table.assignment_id.in_(list(assignments.values())))
        }
        notebooks: dict[tuple[str, str], str] = {}
        for student, assignment in assignments.items():
            for topic, notebook in self._cells.notebooks.items():
                if (ident := known.get((assignment, notebook))) is None:
                    ident = nb.new_uuid()
                    session.add(table(id=ident, assignment_id=assignment, notebook_id=notebook))
                notebooks[student, topic] = ident
        return notebooks

    def _id_of(self, results: Results) -> str | None:
        """Return a student's id in the gradebook; None, with a note, if there can be none."""
        student = results.student or ""
        ident, why = gradebook_id(student), ""
        if _checks(results) != self._checks:
            raise CourseError(
                f"The results of {one_line(student)} have other checks than the first ones. Grade all again."
            )
        if not ident or ident in (".", "..") or len(ident) > MAX_NAME or len(ident.encode()) > 255:
            why = f"nbgrader takes names of 1 to {MAX_NAME} characters; rename the student's folder"
        elif ident in self.filled.students:
            why = "another student has this name there; rename one of the folders"
        if why:
            self.filled.notes.append(f"{one_line(student, 60)!r} is not in the gradebook: {why}.")
            return None
        if ident != student:
            self.filled.notes.append(
                f"{one_line(student)!r} is {ident!r} in the gradebook: nbgrader's pages need that."
            )
        self.filled.students.add(ident)
        return ident

    def finish(self) -> None:
        """If there are new checks, note the students in the gradebook who were not graded with them."""
        if not self._cells.has_new_checks:
            return
        table = self._nb.SubmittedAssignment
        rows = self._session.query(table.student_id).filter(table.assignment_id == self._cells.assignment)
        if left := {ident for (ident,) in rows} - self.filled.students:
            self.filled.notes.append(
                f"{self._week} has new checks, and not everyone was graded with them: {names(left)}."
            )


class _Table:
    """The rows of some students in one table, by submitted notebook and cell. New and changed rows are written at once.

    As objects of the ORM they would take four times as long.
    """

    def __init__(self, session: Any, kind: Any, notebooks: Sequence[str], *columns: str) -> None:
        self.session, self.kind = session, kind
        names = ("id", "notebook_id", "cell_id", *columns)
        found = session.query(*(getattr(kind, name) for name in names)).filter(kind.notebook_id.in_(notebooks))
        self.rows = {(row.notebook_id, row.cell_id): row for row in found}
        self.new: list[dict[str, object]] = []
        self.changed: list[dict[str, object]] = []

    def put(self, notebook: str, cell: str, wanted: dict[str, object]) -> None:
        """Set these columns of a row."""
        row = self.rows.get((notebook, cell))
        if row is None:
            self.new.append({"notebook_id": notebook, "cell_id": cell} | wanted)
        elif any(getattr(row, name) != value for name, value in wanted.items()):
            self.changed.append({"id": row.id} | wanted)

    def write(self) -> None:
        from sqlalchemy import insert, update  # noqa: PLC0415

        if self.new:
            self.session.execute(insert(self.kind), self.new)
        if self.changed:
            self.session.execute(update(self.kind), self.changed)


def _score(check: CheckResult, row: Any) -> dict[str, object]:
    """Return the automatic score, and whether a person must look: the grader failed, or a manual score's automatic one changed."""
    if row is None or row.manual_score is None:
        needed = check.status == "broken"
    else:
        needed = row.needs_manual_grade or row.auto_score != check.points
    return {"auto_score": check.points, "needs_manual_grade": needed}


def _checks(results: Results) -> dict[str, dict[str, float]]:
    """Return the points of each check, by topic."""
    return {topic.topic: {check.name: check.max_points for check in topic.checks} for topic in results.topics}
