"""The files that nbgrader's formgrader needs to show a class: notebooks with the records, and a time for each submission.

source/<week>/<topic>.ipynb                  formgrader lists the assignments that are here
submitted/<student>/<week>/timestamp.txt     the same time as in the gradebook; else formgrader shows the scores as outdated
autograded/<student>/<week>/<topic>.ipynb    the student's code, and each check with its message

There is no notebook in submitted/: nbgrader's own `autograde` would run the student's code without a sandbox.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from dlcourse.graders.engine.batch.gradebook import Filled, comment_on, gradebook_id
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import write_atomic
from dlcourse.graders.engine.intake.submissions import Submission, SubmittedFile
from dlcourse.graders.engine.intake.zips import Member
from dlcourse.graders.engine.results.records import CheckResult, Results
from dlcourse.graders.engine.text import clean, points
from dlcourse.graders.engine.untrusted import Unreadable, read_source

MAX_CODE: Final = 100_000  # characters of a student's file that are shown


class CourseFolder:
    """nbgrader's course folder at `root`, for one week's topics and submissions."""

    def __init__(self, root: Path, topics: Sequence[Topic], submissions: Iterable[Submission]) -> None:
        self.root = root.resolve()
        self.topics = {topic.name: topic for topic in topics}
        self.week = topics[0].week.name
        self.submissions = {submission.student: submission for submission in submissions}
        self.notes: list[str] = []
        self._times: dict[str, datetime | None] = {}

    def submitted(self, student: str) -> datetime | None:
        """Return when a student handed in, in UTC: nbgrader's timestamp.txt, else the time of the newest file."""
        if student not in self._times:
            self._times[student] = self._time(student)
        return self._times[student]

    def _time(self, student: str) -> datetime | None:
        path = self._timestamp(student)
        if self._blocked_by(path):
            return None
        text = read_source(path, follow=False)
        stored = _as_time(text) if isinstance(text, bytes) else None
        has_other_files = path.parent.is_dir() and any(other != path for other in path.parent.iterdir())
        if isinstance(text, bytes) and has_other_files:  # nbgrader collected this folder
            if stored is None:
                self.notes.append(f"{path} is not a time, and formgrader fails on it. Correct or delete it.")
            return stored
        submission = self.submissions.get(student)
        times = [_file_time(file) for file in submission.files.values()] if submission else []
        return max((time for time in times if time is not None), default=stored)

    def write(self, all_results: Iterable[Results], filled: Filled) -> None:
        """Write all notebooks that have changed. Raises CourseError before it would replace one that is not dlcourse's."""
        for topic in self.topics.values():
            text = topic.stub.read_text(encoding="utf-8") if topic.stub.is_file() else ""
            cells = [_code_cell("code", text)] + [
                _check_cell(check.name, check.points, f"# {check.title}")
                for check in topic.checks(hidden=True).values()
            ]
            self._save(self.root / "source" / self.week / f"{topic.name}.ipynb", topic.name, cells)
        for results in all_results:
            student = results.student or ""
            if gradebook_id(student) in filled.students:
                self._write_student(student, results, filled)

    def _write_student(self, student: str, results: Results, filled: Filled) -> None:
        ident, timestamp = gradebook_id(student), self._timestamp(student)
        if blocking := self._blocked_by(timestamp):
            self.notes.append(f"{ident!r} has no pages for formgrader: {blocking} is a link, or of the wrong kind.")
            return
        text = read_source(timestamp, follow=False)
        time = self.submitted(student)
        if time is not None and (not isinstance(text, bytes) or _as_time(text) != time):
            write_atomic(timestamp, f"{time:%Y-%m-%d %H:%M:%S.%f} UTC\n")
        for topic in results.topics:
            cells = [_code_cell("code", self._code(student, topic.topic))]
            cells += [_graded_cell(check) for check in topic.checks]
            cells += [
                _check_cell(check, 0, f"# {check}: this check is gone; what a person entered for it is kept.")
                for check in filled.retired.get((ident, topic.topic), [])
            ]
            self._save(self.root / "autograded" / ident / self.week / f"{topic.topic}.ipynb", topic.topic, cells)

    def _timestamp(self, student: str) -> Path:
        return self.root / "submitted" / gradebook_id(student) / self.week / "timestamp.txt"

    def _code(self, student: str, topic: str) -> str:
        submission = self.submissions.get(student)
        file = submission.files.get(topic) if submission else None
        source = file.read() if file is not None else Unreadable(f"{topic}.py was not handed in.")
        if isinstance(source, Unreadable):
            return f"# {clean(source.why)}"
        return clean(source.decode("utf-8", "replace"), MAX_CODE)

    def _save(self, path: Path, topic: str, cells: list[dict[str, Any]]) -> None:
        if path.exists() and b'"dlcourse"' not in path.read_bytes():
            raise CourseError(f"{path} was not made by dlcourse. Choose another folder for --formgrader.")
        for number, cell in enumerate(cells):
            cell["id"] = f"cell-{number}"
        metadata: Mapping[str, Any] = {
            "dlcourse": {"week": self.week, "topic": topic},
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        }
        notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        _write_changed(path, json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")

    def _blocked_by(self, file: Path) -> Path | None:
        """Return a link, or an entry of the wrong kind, on the way to a file. submitted/ may hold what students sent."""
        for path in (file, *file.parents):
            if path == self.root:
                return None
            wrong_kind = path.exists() and not (path.is_file() if path == file else path.is_dir())
            if path.is_symlink() or wrong_kind:
                return path
        return None


def _file_time(file: SubmittedFile) -> datetime | None:
    """Return the time of a file in UTC, to the second; None if it has none."""
    try:
        if isinstance(file, Member):
            seconds = file.time
        elif isinstance(path := getattr(file, "path", None), Path) and stat.S_ISREG((status := path.lstat()).st_mode):
            seconds = status.st_mtime
        else:
            return None
        return datetime.fromtimestamp(int(seconds), UTC).replace(tzinfo=None)
    except (OSError, OverflowError, ValueError):
        return None


def _as_time(text: bytes) -> datetime | None:
    """Return the time in a timestamp.txt as nbgrader reads it: in UTC, without a time zone; None if it is not a time."""
    from nbgrader.utils import parse_utc  # noqa: PLC0415

    try:
        time: datetime = parse_utc(text.decode().strip())
    except (ArithmeticError, AttributeError, TypeError, ValueError, OSError):
        return None
    return time


def _write_changed(path: Path, text: str) -> None:
    if not path.is_file() or path.is_symlink() or path.read_bytes() != text.encode():
        write_atomic(path, text)


# ---- cells: student text is only in code and comments, which formgrader escapes and MathJax skips


def _code_cell(name: str, source: str, **nbgrader: object) -> dict[str, Any]:
    settings = {"schema_version": 3, "grade": False, "solution": False, "locked": True, "task": False, "grade_id": name}
    metadata = {"editable": False, "nbgrader": settings | nbgrader}
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def _check_cell(name: str, worth: float, source: str) -> dict[str, Any]:
    """Return a cell with a score and a comment, as nbgrader makes them for answers that a person grades."""
    return _code_cell(name, source, grade=True, solution=True, locked=False, points=worth)


def _graded_cell(check: CheckResult) -> dict[str, Any]:
    """Return a check's cell. The message is in its source: formgrader shows outputs outside the frame, and cuts comments."""
    name = f"{check.name}{', hidden' if check.hidden else ''}"
    lines = [
        clean(check.title),
        f"{name}: {check.status.replace('_', ' ')}, {points(check.points)} of {points(check.max_points)}",
    ]
    if comment := comment_on(check):
        lines += ["", *comment.splitlines()]
    return _check_cell(check.name, check.max_points, "\n".join(f"# {line}".rstrip() for line in lines))
