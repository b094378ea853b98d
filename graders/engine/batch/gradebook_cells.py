"""A week's assignment in nbgrader's gradebook: a notebook for each topic, a grade cell and a comment cell for each check."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.text import listed, one_line, points

if TYPE_CHECKING:
    from types import ModuleType

MAX_NAME: Final = 128  # characters, in nbgrader's columns; PostgreSQL enforces it
_FEW: Final = 5  # students that a note names


class WeekCells:
    """The ids of a week's assignment, notebooks and cells in an open gradebook, which is changed to fit the checks.

    checks: the points of each check, by topic. notebooks: ids by topic. grade_cells, comment_cells: ids by (topic, check).
    has_new_checks: whether the gradebook did not have one of the checks. retired: by (student id, topic), the checks that
    the week no longer has, but for which a person entered something. Only ids are kept, no objects: memory stays flat.
    """

    def __init__(self, book: Any, nb: ModuleType, week: str, checks: Mapping[str, Mapping[str, float]]) -> None:
        self.notes: list[str] = []
        self.retired: dict[tuple[str, str], list[str]] = {}
        self.has_new_checks = False
        self.notebooks: dict[str, str] = {}
        self.grade_cells: dict[tuple[str, str], str] = {}
        self.comment_cells: dict[tuple[str, str], str] = {}
        self._nb, self._session = nb, book.db
        for name in (name for of_topic in checks.values() for name in of_topic if len(name) > MAX_NAME):
            raise CourseError(f"nbgrader's names have at most {MAX_NAME} characters. Rename the check {name}.")
        assignment = self._session.query(nb.Assignment).filter_by(name=week).one_or_none()
        if assignment is None:
            assignment = nb.Assignment(name=week, course_id=book.course_id)
            self._session.add(assignment)
        self._session.flush()
        self.assignment: str = assignment.id
        notebooks = {notebook.name: notebook for notebook in assignment.notebooks}
        for topic, of_topic in checks.items():
            self._update(topic, of_topic, notebooks.pop(topic, None))
        for notebook in notebooks.values():
            if notebook.source_cells:
                self.notes.append(f"{week} also has the notebook {notebook.name}, made by nbgrader. It is not changed.")
            else:
                self._retire(notebook, {})
        self._session.flush()
        self._session.expunge_all()

    def _update(self, topic: str, checks: Mapping[str, float], notebook: Any) -> None:
        """Give a topic's notebook the cells of its checks, with their points."""
        if notebook is None:
            notebook = self._nb.Notebook(name=topic, assignment_id=self.assignment)
            self._session.add(notebook)
            self._session.flush()
        self.notebooks[topic] = notebook.id
        grade_cells = {cell.name: cell for cell in notebook.grade_cells}
        comment_cells = {cell.name: cell for cell in notebook.solution_cells}
        for name, worth in checks.items():
            if (cell := grade_cells.get(name)) is None:
                self.has_new_checks = True
                cell = self._nb.GradeCell(name=name, notebook_id=notebook.id, max_score=worth, cell_type="code")
                self._session.add(cell)
            elif cell.max_score != worth:
                if by_hand := self._entered(self._nb.Grade, cell, self._nb.Grade.manual_score):
                    self.notes.append(
                        f"{topic}: {name} is now worth {points(worth)}, not {points(cell.max_score)}; its manual scores "
                        f"stay as they are: {names(by_hand.values())}. Look at them in formgrader."
                    )
                cell.max_score = worth
            if (comment := comment_cells.get(name)) is None:
                comment = self._nb.SolutionCell(name=name, notebook_id=notebook.id)
                self._session.add(comment)
            self._session.flush()
            self.grade_cells[topic, name], self.comment_cells[topic, name] = cell.id, comment.id
        self._retire(notebook, checks)

    def _retire(self, notebook: Any, checks: Mapping[str, float]) -> None:
        """Remove a notebook's checks that are not among `checks`."""
        comment_cells = {cell.name: cell for cell in notebook.solution_cells}
        for cell in list(notebook.grade_cells):
            if cell.name.startswith("test_") and cell.name not in checks:
                self._retire_check(notebook.name, cell, comment_cells.get(cell.name))
        self._session.flush()

    def _retire_check(self, topic: str, grade_cell: Any, comment_cell: Any) -> None:
        """Remove a check. What a person entered for it stays, in a cell worth no points."""
        nb = self._nb
        scores = self._entered(nb.Grade, grade_cell, nb.Grade.manual_score, nb.Grade.extra_credit)
        comments = self._entered(nb.Comment, comment_cell, nb.Comment.manual_comment) if comment_cell else {}
        kept = scores | comments
        self._delete_rows(nb.Grade, grade_cell, except_for=kept)
        if comment_cell is not None:
            self._delete_rows(nb.Comment, comment_cell, except_for=kept)
        rows = self._session.query(nb.Grade).filter(nb.Grade.cell_id == grade_cell.id)
        rows.update({"auto_score": 0.0}, synchronize_session=False)
        if not kept:
            self._delete_cell(nb.GradeCell, grade_cell)
            if comment_cell is not None:
                self._delete_cell(nb.SolutionCell, comment_cell)
            return
        grade_cell.max_score = 0.0
        for student in kept.values():
            self.retired.setdefault((student, topic), []).append(grade_cell.name)
        what = "its manual scores still count" if scores else "its manual comments are kept"
        self.notes.append(
            f"{topic}: the check {grade_cell.name} is gone; {what}: {names(kept.values())}. "
            "Clear them in formgrader if they should not stay."
        )

    def _delete_rows(self, table: Any, cell: Any, except_for: Collection[str]) -> None:
        """Delete the rows of a cell, except for those of some submitted notebooks."""
        rows = self._session.query(table).filter(table.cell_id == cell.id, table.notebook_id.not_in(list(except_for)))
        rows.delete(synchronize_session=False)

    def _delete_cell(self, kind: Any, cell: Any) -> None:
        self._session.expunge(cell)
        for table in (kind.__table__, self._nb.BaseCell.__table__):
            self._session.execute(table.delete().where(table.c.id == cell.id))

    def _entered(self, table: Any, cell: Any, *columns: Any) -> dict[str, str]:
        """Return for whom a person entered something in a cell: the students' ids by the submitted notebooks' ids.

        A comment that was emptied in formgrader is "", a score None.
        """
        from sqlalchemy import String, cast, or_  # noqa: PLC0415

        nb = self._nb
        rows = (
            self._session.query(nb.SubmittedNotebook.id, nb.SubmittedAssignment.student_id)
            .join(table, table.notebook_id == nb.SubmittedNotebook.id)
            .join(nb.SubmittedAssignment, nb.SubmittedAssignment.id == nb.SubmittedNotebook.assignment_id)
            .filter(table.cell_id == cell.id, or_(*(cast(column, String) != "" for column in columns)))
        )
        return {str(notebook): str(student) for notebook, student in rows}


def names(students: Iterable[str]) -> str:
    """Return students' ids on one line, each once."""
    return listed([one_line(student) for student in sorted(set(students))], _FEW)
