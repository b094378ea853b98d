"""A class's results in nbgrader's gradebook: a grade and a comment per check, all in one transaction."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from dlcourse.graders.engine.batch.database import explained, opened
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.results.records import CheckResult, Line, Results, layout
from dlcourse.graders.engine.text import clean, one_line, points

if TYPE_CHECKING:
    from sqlalchemy import URL

STUDENTS_AT_ONCE: Final = 100  # bounds the memory; the transaction spans them all
MAX_NAME: Final = 128  # nbgrader's columns; PostgreSQL insists
WORDS: Final = {
    "not_started": "Not started.",
    "blocked": "Waits for another check to pass.",
    "broken": "The grader failed here; not the student's fault.",
    "timeout": "Took too long.",
}
# nbgrader writes a student's id into its pages unescaped: these would be HTML or script there, or another folder.
_CONTROLS: Final = (*range(32), *range(127, 160), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_HARMLESS: Final = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in '<>"\\/'} | dict.fromkeys(_CONTROLS, "\ufffd"))


@dataclass
class Filled:
    """What became of a batch: who is in the gradebook now, by id, and notes for the instructor.

    `retired` has, by (student id, topic), the checks that are no more but hold something that a person entered.
    """

    students: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    retired: dict[tuple[str, str], list[str]] = field(default_factory=dict)


def gradebook_id(student: str) -> str:
    """Return a student's name as the id in the gradebook: the same, but for characters unsafe in nbgrader's pages."""
    return student.encode("utf-8", "replace").decode().translate(_HARMLESS).strip()


def fill_gradebook(
    url: URL, all_results: Iterable[Results], *, submitted: Callable[[str], datetime | None] = lambda _: None
) -> Filled:
    """Write the results of one week into the gradebook at `url` (of `gradebook_url`), all or nothing.

    One assignment per week, one notebook per topic, one grade cell and one comment cell per check. What a person
    entered stays; the same results again change nothing. submitted: a student's time in UTC, or None to leave it.
    Raises CourseError where the gradebook cannot be opened or written.
    """
    filled = Filled()
    coming = iter(all_results)
    first = next(coming, None)
    if first is None:
        return filled
    with explained(url), opened(url) as book:
        writer = _Writer(book, first, filled)
        everyone = itertools.chain([first], coming)
        while some := list(itertools.islice(everyone, STUDENTS_AT_ONCE)):
            writer.write(some, submitted)
        writer.finish()
        book.db.commit()
    return filled


def comment_on(check: CheckResult) -> str:
    """Return what the student should read about a check, "" if it passed; the message says a known mistake."""
    if check.status == "passed":
        return ""
    lines = [check.message or WORDS.get(check.status, "Did not pass.")]
    if check.status in ("failed", "error", "timeout"):
        lines += [layout(Line("hint", hint)) for hint in check.hints]
    if check.mistake and not check.message:
        lines.append(layout(Line("mistake", check.mistake)))
    return clean("\n".join(lines), 10_000)


class _Writer:
    """Results into an open gradebook. Plain ids are kept between students, no objects: memory stays flat."""

    def __init__(self, book: Any, first: Results, filled: Filled) -> None:
        import nbgrader.api as nb  # noqa: PLC0415

        self.nb, self.session, self.filled = nb, book.db, filled
        self.week = first.week
        self.checks = {topic.topic.rpartition("/")[2]: _points(topic.checks) for topic in first.topics}
        for name in (name for checks in self.checks.values() for name in checks if len(name) > MAX_NAME):
            raise CourseError(f"nbgrader's names have at most {MAX_NAME} characters. Rename the check {name}.")
        self.grew = False
        assignment = self.session.query(nb.Assignment).filter_by(name=self.week).one_or_none()
        if assignment is None:
            assignment = nb.Assignment(name=self.week, course_id=book.course_id)
            self.session.add(assignment)
        self.session.flush()
        self.assignment: str = assignment.id
        self.notebooks: dict[str, str] = {}
        self.grade_cells: dict[tuple[str, str], str] = {}
        self.comment_cells: dict[tuple[str, str], str] = {}
        there = {notebook.name: notebook for notebook in assignment.notebooks}
        for topic, checks in self.checks.items():
            self._prepare(topic, checks, there.pop(topic, None))
        for notebook in there.values():
            if notebook.source_cells:
                filled.notes.append(f"{self.week} also has the notebook {notebook.name}, made by nbgrader: left alone.")
            else:
                self._retire(notebook, {})
        self.session.flush()
        self.session.expunge_all()

    def _prepare(self, topic: str, checks: dict[str, float], notebook: Any) -> None:
        """Make a topic's notebook and cells as its checks are today."""
        if notebook is None:
            notebook = self.nb.Notebook(name=topic, assignment_id=self.assignment)
            self.session.add(notebook)
            self.session.flush()
        self.notebooks[topic] = notebook.id
        grades = {cell.name: cell for cell in notebook.grade_cells}
        comments = {cell.name: cell for cell in notebook.solution_cells}
        for name, worth in checks.items():
            if (cell := grades.get(name)) is None:
                self.grew = True
                cell = self.nb.GradeCell(name=name, notebook_id=notebook.id, max_score=worth, cell_type="code")
                self.session.add(cell)
            elif cell.max_score != worth:
                if by_hand := self._entered(self.nb.Grade, cell.id, self.nb.Grade.manual_score):
                    self.filled.notes.append(
                        f"{topic}: {name} is now worth {points(worth)}, not {points(cell.max_score)}; its manual scores "
                        f"stay as they are: {_names(by_hand)}. Look at them in formgrader."
                    )
                cell.max_score = worth
            if (comment := comments.get(name)) is None:
                comment = self.nb.SolutionCell(name=name, notebook_id=notebook.id)
                self.session.add(comment)
            self.session.flush()
            self.grade_cells[topic, name], self.comment_cells[topic, name] = cell.id, comment.id
        self._retire(notebook, checks)

    def _retire(self, notebook: Any, checks: dict[str, float]) -> None:
        """Take out checks that are no more; what a person entered for one stays, in a cell worth no points."""
        nb, session = self.nb, self.session
        comments = {cell.name: cell for cell in notebook.solution_cells}
        gone = [c for c in notebook.grade_cells if c.name.startswith("test_") and c.name not in checks]
        for cell in gone:
            comment = comments.get(cell.name)
            by_hand = self._entered(nb.Grade, cell.id, nb.Grade.manual_score, nb.Grade.extra_credit)
            said = self._entered(nb.Comment, comment.id, nb.Comment.manual_comment) if comment else {}
            keep = by_hand | said
            kept = list(keep)
            for table, cell_id in ((nb.Grade, cell.id), (nb.Comment, comment.id if comment else None)):
                rows = session.query(table).filter(table.cell_id == cell_id)
                rows.filter(table.notebook_id.not_in(kept)).delete(synchronize_session=False)
            session.query(nb.Grade).filter(nb.Grade.cell_id == cell.id).update(
                {"auto_score": 0.0}, synchronize_session=False
            )
            if keep:
                cell.max_score = 0.0
                for student in keep.values():
                    self.filled.retired.setdefault((student, notebook.name), []).append(cell.name)
                counts = "its manual scores still count" if by_hand else "its manual comments are kept"
                self.filled.notes.append(
                    f"{notebook.name}: the check {cell.name} is gone; {counts}: {_names(keep)}. "
                    "Clear them in formgrader if they should not stay."
                )
            else:
                self._delete(nb.GradeCell, cell)
                if comment is not None:
                    self._delete(nb.SolutionCell, comment)
        session.flush()

    def _delete(self, kind: Any, cell: Any) -> None:
        self.session.expunge(cell)
        for table in (kind.__table__, self.nb.BaseCell.__table__):
            self.session.execute(table.delete().where(table.c.id == cell.id))

    def _entered(self, kind: Any, cell: str, *columns: Any) -> dict[str, str]:
        """Return who has something entered by a person in a cell: the students' ids by the submitted notebooks' ids.

        A comment that was emptied in formgrader is "", a score None.
        """
        from sqlalchemy import String, cast, or_  # noqa: PLC0415

        nb = self.nb
        rows = (
            self.session.query(nb.SubmittedNotebook.id, nb.SubmittedAssignment.student_id)
            .join(kind, kind.notebook_id == nb.SubmittedNotebook.id)
            .join(nb.SubmittedAssignment, nb.SubmittedAssignment.id == nb.SubmittedNotebook.assignment_id)
            .filter(kind.cell_id == cell, or_(*(cast(column, String) != "" for column in columns)))
        )
        return {str(notebook): str(student) for notebook, student in rows}

    def write(self, some: list[Results], submitted: Callable[[str], datetime | None]) -> None:
        """Write some students' results."""
        nb, session = self.nb, self.session
        batch = {ident: results for results in some if (ident := self._admitted(results))}
        known = {ident for (ident,) in session.query(nb.Student.id).filter(nb.Student.id.in_(batch))}
        session.add_all(nb.Student(id=ident) for ident in batch if ident not in known)
        where = nb.SubmittedAssignment.assignment_id == self.assignment
        found = session.query(nb.SubmittedAssignment).filter(where, nb.SubmittedAssignment.student_id.in_(batch))
        assignments = {row.student_id: row for row in found}
        ids = [row.id for row in assignments.values()]
        found = session.query(nb.SubmittedNotebook).filter(nb.SubmittedNotebook.assignment_id.in_(ids))
        notebooks = {(row.assignment_id, row.notebook_id): row.id for row in found}
        grades = _Table(session, nb.Grade, notebooks.values(), "auto_score", "needs_manual_grade", "manual_score")
        comments = _Table(session, nb.Comment, notebooks.values(), "auto_comment")
        for ident, results in batch.items():
            if (assignment := assignments.get(ident)) is None:
                assignment = nb.SubmittedAssignment(id=nb.new_uuid(), assignment_id=self.assignment, student_id=ident)
                session.add(assignment)
            when = submitted(results.student or "")
            if when is not None and assignment.timestamp != when:
                assignment.timestamp = when
            for topic in results.topics:
                name = topic.topic.rpartition("/")[2]
                if (notebook := notebooks.get((assignment.id, self.notebooks[name]))) is None:
                    notebook = nb.new_uuid()
                    session.add(
                        nb.SubmittedNotebook(id=notebook, assignment_id=assignment.id, notebook_id=self.notebooks[name])
                    )
                for check in topic.checks:
                    cell = self.grade_cells[name, check.name]
                    grades.put(notebook, cell, _score(check, grades.rows.get((notebook, cell))))
                    # nbgrader's feedback shows comments as Markdown: in a code block no line is HTML, and columns stay
                    text = textwrap.indent(comment_on(check), "    ") or None
                    comments.put(notebook, self.comment_cells[name, check.name], {"auto_comment": text})
        session.flush()
        session.expunge_all()
        grades.write()
        comments.write()

    def _admitted(self, results: Results) -> str | None:
        """Return the student's id in the gradebook, or None, with a note, where there can be none."""
        student = results.student or ""
        ident, why = gradebook_id(student), ""
        if not ident or ident in (".", "..") or len(ident) > MAX_NAME or len(ident.encode()) > 255:
            why = f"nbgrader takes names of 1 to {MAX_NAME} characters; rename the student's folder"
        elif ident in self.filled.students:
            why = "another student of this name is there already; rename one of the folders"
        if {t.topic.rpartition("/")[2]: _points(t.checks) for t in results.topics} != self.checks:
            raise CourseError(
                f"The results of {one_line(student)} have other checks than the first ones. Grade all again."
            )
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
        """Note the students of the gradebook that new checks have left behind."""
        if not self.grew:
            return
        where = self.nb.SubmittedAssignment.assignment_id == self.assignment
        everyone = {ident for (ident,) in self.session.query(self.nb.SubmittedAssignment.student_id).filter(where)}
        if left := sorted(everyone - self.filled.students):
            names = _names(dict(enumerate(left)))
            self.filled.notes.append(f"{self.week} has new checks, and not everyone was graded now: {names}.")


class _Table:
    """The rows of some students in one table, by submitted notebook and cell; written all at once, the new and changed ones.

    As objects of the ORM they take four times as long.
    """

    def __init__(self, session: Any, kind: Any, notebooks: Iterable[str], *columns: str) -> None:
        self.session, self.kind = session, kind
        names = ("id", "notebook_id", "cell_id", *columns)
        found = session.query(*(getattr(kind, name) for name in names)).filter(kind.notebook_id.in_(list(notebooks)))
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
    """Return the automatic score. A person is asked for where the grader broke, or it changed under a manual score."""
    if row is None or row.manual_score is None:
        needed = check.status == "broken"
    else:
        needed = row.needs_manual_grade or row.auto_score != check.points
    return {"auto_score": check.points, "needs_manual_grade": needed}


def _points(checks: Iterable[CheckResult]) -> dict[str, float]:
    return {check.name: check.max_points for check in checks}


def _names(students: dict[Any, str], most: int = 5) -> str:
    names = sorted(set(students.values()))
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return one_line(", ".join(names[:most])) + more
