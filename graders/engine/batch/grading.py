"""Grading a class, and judging its evidence again: keys, processes, records, reports."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.batch.changes import Change, change
from dlcourse.graders.engine.batch.messages import Summary, Task
from dlcourse.graders.engine.batch.processes import Started, grade_in_processes
from dlcourse.graders.engine.batch.store import GradedClass, ResultsFolder, inputs_digest
from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.keys import find_key
from dlcourse.graders.engine.collect.sandboxes import open_sandbox, reference_sandbox
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course.course import Course, Topic, WeekEntry, wrong_sums
from dlcourse.graders.engine.errors import BrokenGrader, CourseError, nearest
from dlcourse.graders.engine.intake.submissions import Intake
from dlcourse.graders.engine.judge.judge import broken_result, open_checks
from dlcourse.graders.engine.results.records import Results
from dlcourse.graders.engine.text import one_line

MANY_JOBS: Final = 30  # of one process; with so many, half a second of preparation saves time


@dataclass(frozen=True)
class GradeOptions:
    """How a class is graded.

    isolation: the sandbox's name. jobs: how many submissions at once; None for one per core.
    again: students of whom everything is collected again; force: the same for all students.
    forget: remove students of the last run who are not in this one from the grades.
    """

    isolation: str
    jobs: int | None = None
    again: Collection[str] = ()
    force: bool = False
    forget: bool = False


@dataclass(frozen=True)
class Graded:
    """A class that is graded. students, summaries: in the same order. key_seconds: how long it took to make the keys."""

    subjects: Sequence[Subject]
    students: Sequence[str]
    summaries: Sequence[Summary]
    notes: Sequence[str]
    key_seconds: float
    seconds: float

    @property
    def broken(self) -> bool:
        """Whether the grader itself failed for any student."""
        return any(
            summary.error or any("broken" in topic.remarks for topic in summary.topics) for summary in self.summaries
        )


class Grading:
    """One run over a class: call `prepare`, then `run` to its end, then `finish`. After an interrupt the next run goes on.

    Raises CourseError, before anything is written, if an option is not valid for the class, or no sandbox can be opened.
    """

    def __init__(
        self, course: Course, week: str, submissions: Path, intake: Intake, out: Path, options: GradeOptions
    ) -> None:
        _reject_odd_folder(out, submissions)
        self.students = [submission.student for submission in intake.submissions]
        if unknown := [name for name in options.again if name not in self.students]:
            raise CourseError(f"There is no submission of {unknown[0]!r}. {nearest(unknown[0], self.students)}")
        open_sandbox(options.isolation)
        self.summaries: dict[str, Summary] = {}
        self.folder = ResultsFolder(out.resolve())
        self._course = course
        self._week = week
        self._submissions = submissions.resolve()
        self._intake = intake
        self._options = options
        self._subjects: list[Subject] = []
        self._start = self._prepared = time.perf_counter()

    def prepare(self, seed: str, say: Callable[[str], None]) -> None:
        """Make the keys for this seed, and write the class into the results folder. say: called when making a key takes long.

        Raises BrokenGrader if points do not add up, and CourseError if the folder holds other results.
        """
        self._start = time.perf_counter()
        graded_class = GradedClass(self._course.name, self._week, tuple(self.students))
        self.folder.start(graded_class, forget=self._options.forget)
        if self._course.has_solutions:  # else there are no hidden checks either, and `find_key` raises an error
            _require_points(self._course, self._week)
        topics = self._course.weeks[self._week]
        with Collectors(reference_sandbox) as collectors:
            for number, topic in enumerate(topics, start=1):
                say_number = _with_number(say, number, len(topics))
                key = find_key(topic, collectors, seed=seed, hidden=True, say=say_number)
                self.folder.save_key(topic, key)
                self._subjects.append(Subject(topic, key, topic.checks(hidden=True)))
        self._prepared = time.perf_counter()

    def run(self) -> Generator[Started | Summary]:
        """Grade all students, in any order. Yield Started for a student's turn, and a summary when the record is written."""
        cores = os.cpu_count() or 1
        jobs = min(self._options.jobs or cores, len(self.students))
        task = Task(
            course=str(self._course.root),
            week=self._week,
            out=str(self.folder.root),
            isolation=self._options.isolation,
            hidden=(str(self._course.root), str(self._submissions), str(self.folder.root)),
            many=len(self.students) * len(self._subjects) >= jobs * MANY_JOBS,
        )
        again = self.students if self._options.force else self._options.again
        for event in grade_in_processes(task, self._intake.submissions, jobs, frozenset(again)):
            if isinstance(event, Summary):
                self.summaries[event.student] = event
                if event.error:
                    results = [broken_result(subject, event.error) for subject in self._subjects]
                    self.folder.save_record(Results.of(self._course.name, event.student, self._week, results))
            yield event

    def finish(self) -> Graded:
        """Write the reports of the whole class, and return what the command shows."""
        notes = [f"{one_line(note.about)}: {note.text}" for note in self._intake.notes]
        self.folder.write_reports(self.students)
        self.folder.write_notes(notes)
        return Graded(
            subjects=self._subjects,
            students=self.students,
            summaries=[self.summaries[student] for student in self.students],
            notes=notes,
            key_seconds=self._prepared - self._start,
            seconds=time.perf_counter() - self._prepared,
        )


def _with_number(say: Callable[[str], None], number: int, total: int) -> Callable[[str], None]:
    return lambda what: say(f"{what} {number} of {total}")


def _reject_odd_folder(out: Path, submissions: Path) -> None:
    if out.resolve().is_relative_to(submissions.resolve()):
        raise CourseError(f"{out} is inside the submissions: it would be graded next time. Choose another --out.")
    if out.exists() and not out.is_dir():
        raise CourseError(f"{out} is a file. Name a folder with --out.")


def regrade(course: Course, folder: ResultsFolder, report: Callable[[str], None] = lambda _: None) -> list[Change]:
    """Judge the stored evidence again with the current checks and points; return whose points have changed.

    No student code is run, and nothing is written before all students are judged. report: called with each student's name.
    Raises CourseError if evidence is missing, BrokenGrader if the probes have changed: then grade again.
    """
    graded = folder.graded_class()
    if graded.course != course.name:
        raise CourseError(f"{folder.root} holds results of the course {graded.course!r}, not {course.name!r}.")
    _require_points(course, graded.week)
    subjects = folder.subjects(course, graded.week)
    inputs = {subject.topic.id: inputs_digest(subject) for subject in subjects}
    changes: list[Change] = []
    with folder.writing_results() as add, open_checks([s.topic for s in subjects], hidden=True) as checks:
        for student in graded.students:
            judged = []
            for subject in subjects:
                stored = folder.load_evidence(student, subject.topic)
                if stored is None or stored[0].inputs != inputs[subject.topic.id]:
                    raise CourseError(
                        f"There is no evidence of {student} for {subject.topic.id} on the inputs of the last run: run `dlcourse "
                        "grade` again; it goes on where it was."
                    )
                judged.append(checks.judge(subject, stored[1]))
            results = Results.of(course.name, student, graded.week, judged)
            add(results)
            if found := change(folder.load_record(student), results):
                changes.append(found)
            report(student)
    for results in folder.results():
        folder.save_record(results)
    folder.write_grades(folder.results())
    return changes


def _require_points(course: Course, week: str) -> None:
    """Raise BrokenGrader if points do not add up to what course.toml says: every grade would have a wrong maximum."""
    parts: list[Topic | WeekEntry] = [*course.weeks[week], course.week(week)]
    if wrong := "\n".join(sentence for part in parts for sentence in wrong_sums(part)):
        raise BrokenGrader(f"{wrong}\nEvery grade would have a wrong maximum, so nothing was graded.")
