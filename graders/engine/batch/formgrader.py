"""What nbgrader's formgrader needs on disk to show a class: notebooks made of the records, and a time per submission.

source/<week>/<topic>.ipynb                  formgrader lists the assignments that are here
submitted/<student>/<week>/timestamp.txt     the same time as in the gradebook, or it takes the scores for old
autograded/<student>/<week>/<topic>.ipynb    the student's code, and each check with its message

There is no notebook in submitted/: nbgrader's own `autograde` would run the student's code with no sandbox around it.
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
        place = self._timestamp(student)
        if self._in_the_way(place):
            return None
        read = read_source(place, follow=False)
        kept = _as_time(read) if isinstance(read, bytes) else None
        others = place.parent.is_dir() and any(path != place for path in place.parent.iterdir())
        if isinstance(read, bytes) and others:  # nbgrader collected this folder
            if kept is None:
                self.notes.append(f"{place} is no time: formgrader stops at it. Correct or remove it.")
            return kept
        submission = self.submissions.get(student)
        times = [_modified(file) for file in submission.files.values()] if submission else []
        return max((time for time in times if time is not None), default=kept)

    def write(self, all_results: Iterable[Results], filled: Filled) -> None:
        """Write all pages, those that would stay the same excepted. Raises CourseError before it replaces another's."""
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
        ident = gradebook_id(student)
        if odd := self._in_the_way(self._timestamp(student)):
            self.notes.append(f"{ident!r} has no pages for formgrader: {odd} is a link, or not what belongs there.")
            return
        there = read_source(self._timestamp(student), follow=False)
        time = self.submitted(student)
        if time is not None and (not isinstance(there, bytes) or _as_time(there) != time):
            write_atomic(self._timestamp(student), f"{time:%Y-%m-%d %H:%M:%S.%f} UTC\n")
        for result in results.topics:
            name = result.topic.rpartition("/")[2]
            cells = [_code_cell("code", self._code(student, name))]
            cells += [_graded_cell(check) for check in result.checks]
            cells += [
                _check_cell(check, 0, f"# {check}: this check is no more; what a person entered for it is kept.")
                for check in filled.retired.get((ident, name), [])
            ]
            self._save(self.root / "autograded" / ident / self.week / f"{name}.ipynb", name, cells)

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

    def _in_the_way(self, file: Path) -> Path | None:
        """Return what is a link, or no folder, on the way to a file of ours: submitted/ may hold what students sent."""
        for place in (file, *file.parents):
            if place == self.root:
                return None
            wrong_kind = place.exists() and not (place.is_file() if place == file else place.is_dir())
            if place.is_symlink() or wrong_kind:
                return place
        return None


def _modified(file: SubmittedFile) -> datetime | None:
    """Return the time of a file in UTC, to the second; None where there is none."""
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
    """Return the time in a timestamp.txt as nbgrader reads it, in UTC without saying so; None if it is none."""
    from nbgrader.utils import parse_utc  # noqa: PLC0415

    try:
        found: datetime = parse_utc(text.decode().strip())
    except (ArithmeticError, AttributeError, TypeError, ValueError, OSError):
        return None
    return found


def _write_changed(path: Path, text: str) -> None:
    if not path.is_file() or path.is_symlink() or path.read_bytes() != text.encode():
        write_atomic(path, text)


# ---- cells: student text stands in code and comments, which formgrader escapes and MathJax skips, nowhere else


def _code_cell(name: str, source: str, **nbgrader: object) -> dict[str, Any]:
    settings = {"schema_version": 3, "grade": False, "solution": False, "locked": True, "task": False, "grade_id": name}
    metadata = {"editable": False, "nbgrader": settings | nbgrader}
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def _check_cell(name: str, worth: float, source: str) -> dict[str, Any]:
    """Return a cell with a score and a comment, as nbgrader makes them for answers that a person grades."""
    return _code_cell(name, source, grade=True, solution=True, locked=False, points=worth)


def _graded_cell(check: CheckResult) -> dict[str, Any]:
    """Return a check's cell. Its message is in the source: outputs would stand below the frame, a comment is cut short."""
    name = f"{check.name}{', hidden' if check.hidden else ''}"
    lines = [
        clean(check.title),
        f"{name}: {check.status.replace('_', ' ')}, {points(check.points)} of {points(check.max_points)}",
    ]
    if said := comment_on(check):
        lines += ["", *said.splitlines()]
    return _check_cell(check.name, check.max_points, "\n".join(f"# {line}".rstrip() for line in lines))
