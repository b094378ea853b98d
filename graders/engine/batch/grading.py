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
from dlcourse.graders.engine.batch.processes import Begun, grade_in_processes
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

MANY_JOBS: Final = 30  # from here on half a second of preparation pays


@dataclass(frozen=True)
class GradeOptions:
    """How a class is graded.

    isolation: the sandbox's name. jobs: how many submissions at once; None for all cores.
    again: students of whom everything is collected again; force: everybody is.
    forget: take students of the last run who are not in this one out of the grades.
    """

    isolation: str
    jobs: int | None = None
    again: Collection[str] = ()
    force: bool = False
    forget: bool = False


@dataclass(frozen=True)
class Graded:
    """A class that is graded: `summaries` and `students` in order, and how long it took."""

    subjects: Sequence[Subject]
    students: Sequence[str]
    summaries: Sequence[Summary]
    notes: Sequence[str]
    key_seconds: float
    seconds: float

    @property
    def broken(self) -> bool:
        """Whether the grader itself failed on somebody."""
        return any(said.error or any("broken" in topic.remarks for topic in said.topics) for said in self.summaries)


class Grading:
    """One run over a class: `prepare`, then `run` to its end, then `finish`. Interrupted, the next run goes on where it was.

    Raises CourseError, before anything is written, where the class and the options do not fit, or no sandbox can be opened.
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
        self._began = self._prepared = time.perf_counter()

    def prepare(self, seed: str, say: Callable[[str], None]) -> None:
        """Make the keys for this seed, and begin the results folder. say: gets news of a key that must be made first.

        Raises BrokenGrader where points do not add up, and CourseError where the folder holds other results.
        """
        self._began = time.perf_counter()
        self.folder.begin(GradedClass(self._course.name, self._week, tuple(self.students)), forget=self._options.forget)
        if self._course.has_solutions:  # else there are no hidden checks either, and making the first key says so
            _require_points(self._course, self._week)
        topics = self._course.weeks[self._week]
        with Collectors(reference_sandbox) as collectors:
            for number, topic in enumerate(topics, start=1):
                counted = _counted(say, number, len(topics))
                key = find_key(topic, collectors, seed=seed, hidden=True, say=counted)
                self.folder.save_key(topic, key)
                self._subjects.append(Subject(topic, key, topic.checks(hidden=True)))
        self._prepared = time.perf_counter()

    def run(self) -> Generator[Begun | Summary]:
        """Grade everybody, in any order; yield when a student's turn begins, and a summary when their record is written."""
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
        for said in grade_in_processes(task, self._intake.submissions, jobs, frozenset(again)):
            if isinstance(said, Summary):
                self.summaries[said.student] = said
                if said.error:
                    results = [broken_result(subject, said.error) for subject in self._subjects]
                    self.folder.save_record(Results.of(self._course.name, said.student, self._week, results))
            yield said

    def finish(self) -> Graded:
        """Write the reports of the whole class, and return what there is to say of it."""
        notes = [f"{one_line(name)}: {why}" for name, why in self._intake.notes]
        self.folder.write_reports(self.students)
        self.folder.write_notes(notes)
        return Graded(
            subjects=self._subjects,
            students=self.students,
            summaries=[self.summaries[student] for student in self.students],
            notes=notes,
            key_seconds=self._prepared - self._began,
            seconds=time.perf_counter() - self._prepared,
        )


def _counted(say: Callable[[str], None], number: int, total: int) -> Callable[[str], None]:
    return lambda what: say(f"{what} {number} of {total}")


def _reject_odd_folder(out: Path, submissions: Path) -> None:
    if out.resolve().is_relative_to(submissions.resolve()):
        raise CourseError(f"{out} is inside the submissions: it would be graded next time. Choose another --out.")
    if out.exists() and not out.is_dir():
        raise CourseError(f"{out} is a file. Name a folder with --out.")


def regrade(course: Course, folder: ResultsFolder, report: Callable[[str], None] = lambda _: None) -> list[Change]:
    """Judge the stored evidence again with the checks and points of now; return who gains or loses what.

    No student code is run, and nothing is written before all are judged. `report` gets each student's name.
    Raises CourseError where evidence is missing, BrokenGrader where the probes have changed since: then grade again.
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
            done = []
            for subject in subjects:
                stored = folder.load_evidence(student, subject.topic)
                if stored is None or stored[0].inputs != inputs[subject.topic.id]:
                    raise CourseError(
                        f"There is no evidence of {student} for {subject.topic.id} on the inputs of the last run: run `dlcourse "
                        "grade` again; it goes on where it was."
                    )
                done.append(checks.judge(subject, stored[1]))
            results = Results.of(course.name, student, graded.week, done)
            add(results)
            if found := change(folder.load_record(student), results):
                changes.append(found)
            report(student)
    for results in folder.results():
        folder.save_record(results)
    folder.write_grades(folder.results())
    return changes


def _require_points(course: Course, week: str) -> None:
    """Raise BrokenGrader where a sum of points is not what course.toml says: every grade would be out of another maximum."""
    parts: list[Topic | WeekEntry] = [*course.weeks[week], course.week(week)]
    if wrong := "\n".join(sentence for part in parts for sentence in wrong_sums(part)):
        raise BrokenGrader(f"{wrong}\nWith these, every grade would be out of a wrong maximum: nothing was graded.")
