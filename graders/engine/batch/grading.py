"""Grading a class, and judging its evidence again: keys, processes, records, reports."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from dlcourse.graders.engine.batch.changes import Change, change
from dlcourse.graders.engine.batch.graded_class import Enrolled, GradedClass, checks_digest
from dlcourse.graders.engine.batch.judging import Judging
from dlcourse.graders.engine.batch.messages import Summary, Task
from dlcourse.graders.engine.batch.processes import Started, grade_in_processes
from dlcourse.graders.engine.batch.store import ResultsFolder, inputs_digest
from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.keys import find_keys
from dlcourse.graders.engine.collect.sandboxes import open_sandbox, reference_sandbox
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course.course import Course, Topic, WeekEntry, wrong_sums
from dlcourse.graders.engine.errors import BrokenGrader, CourseError, nearest
from dlcourse.graders.engine.evidence.evidence import TopicEvidence
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
    forget: remove students of the last run who are not in this one from the grades. add: keep them.
    """

    isolation: str
    jobs: int | None = None
    again: Collection[str] = ()
    force: bool = False
    forget: bool = False
    add: bool = False


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


@dataclass(frozen=True)
class Skipped:
    """A student who was not judged again. why: the evidence that is missing. record: what they keep, None if there is nothing."""

    student: str
    why: str
    record: Results | None


@dataclass(frozen=True)
class Regraded:
    """A class that was judged again. restored: students whose record could not be read, and is written again."""

    changes: list[Change] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)


class Grading:
    """One run over a class: call `prepare`, then `run` to its end, then `finish`. After an interrupt the next run goes on.

    Raises CourseError, before anything is written, if an option is not valid for the class, or no sandbox can be opened.
    """

    def __init__(
        self, course: Course, week: str, submissions: Path, intake: Intake, out: Path, options: GradeOptions
    ) -> None:
        _reject_odd_folder(out, submissions)
        self.students = [submission.student for submission in intake.submissions]
        if not self.students:
            raise CourseError(f"There is nothing to grade in {submissions}: `--list` says what is left out, and why.")
        if unknown := [name for name in options.again if name not in self.students]:
            raise CourseError(f"There is no submission of {unknown[0]!r}. {nearest(unknown[0], self.students)}")
        open_sandbox(options.isolation)
        self.summaries: dict[str, Summary] = {}
        self.folder = ResultsFolder(out.resolve())
        checks = checks_digest(course, week)
        graded = GradedClass(course.name, week, tuple(self.students), people_of(intake), str(course.root), checks)
        self._class = self.folder.with_earlier(graded, add=options.add, forget=options.forget)
        self._course = course
        self._week = week
        self._submissions = submissions.resolve()
        self._intake = intake
        self._options = options
        self._subjects: list[Subject] = []
        self._start = self._prepared = time.perf_counter()

    def prepare(self, seed: str, say: Callable[[str], None]) -> None:
        """Make the keys for this seed, and write the class into the results folder. say: called when making a key takes long.

        Raises BrokenGrader if points do not add up, and CourseError if students are added under another seed.
        """
        self._start = time.perf_counter()
        if self._course.has_solutions:  # else there are no hidden checks either, and `find_key` raises an error
            _require_points(self._course, self._week)
        topics = self._course.weeks[self._week]
        keys = find_keys(topics, seed=seed, hidden=True, say=say)
        self._subjects = [
            Subject(topic, key, topic.checks(hidden=True)) for topic, key in zip(topics, keys, strict=True)
        ]
        if self._options.add:
            self.folder.require_inputs(self._subjects)
        self.folder.start(self._class)
        for subject in self._subjects:
            self.folder.save_key(subject.topic, subject.key)
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
        self.folder.write_reports(self._class.students)
        self.folder.write_notes(notes, keep=set(self._class.students) - set(self.students))
        return Graded(
            subjects=self._subjects,
            students=self.students,
            summaries=[self.summaries[student] for student in self.students],
            notes=notes,
            key_seconds=self._prepared - self._start,
            seconds=time.perf_counter() - self._prepared,
        )


def people_of(intake: Intake) -> dict[str, Enrolled] | None:
    """Return who the students are on the roster; None if there was no roster."""
    if not intake.has_roster:
        return None
    return {each.student: Enrolled(each.name, each.person, each.absent) for each in intake.submissions if each.person}


def _reject_odd_folder(out: Path, submissions: Path) -> None:
    if out.resolve().is_relative_to(submissions.resolve()):
        raise CourseError(f"{out} is inside the submissions: it would be graded next time. Choose another --out.")
    if out.exists() and not out.is_dir():
        raise CourseError(f"{out} is a file. Name a folder with --out.")


def regrade(
    course: Course, folder: ResultsFolder, report: Callable[[str], None] = lambda _: None, *, dry_run: bool = False
) -> Regraded:
    """Judge the stored evidence again with the current checks and points; return whose points have changed.

    No student code is run, and nothing is written before all students are judged; with `dry_run` nothing at all. Students whose
    evidence cannot be used keep their record. report: called with each student's name.
    Raises CourseError if no evidence can be used, BrokenGrader if the probes have changed: then grade again.
    """
    graded = folder.graded_class()
    if graded.course != course.name:
        raise CourseError(f"{folder.root} holds results of the course {graded.course!r}, not {course.name!r}.")
    _require_points(course, graded.week)
    done = Regraded()
    references = Collectors(reference_sandbox)
    subjects = folder.subjects(course, graded.week, references)
    inputs = [inputs_digest(subject.key) for subject in subjects]
    opened = contextlib.nullcontext(lambda _: None) if dry_run else folder.writing_results()
    with references, opened as add, open_checks([s.topic for s in subjects], hidden=True) as checks:
        judging = Judging(checks)
        for student in graded.students:
            before = folder.find_record(student)
            evidence = _stored_evidence(folder, student, subjects, inputs)
            if isinstance(evidence, str):
                done.skipped.append(Skipped(student, evidence, before))
                results = before
            else:
                judged = [judging.judge(subject, of) for subject, of in zip(subjects, evidence, strict=True)]
                results = Results.of(course.name, student, graded.week, judged)
                if before is None:
                    done.restored.append(student)
                elif found := change(before, results):
                    done.changes.append(found)
            if results is not None:
                add(results)
            report(student)
        if len(done.skipped) == len(graded.students):
            first = done.skipped[0]
            raise CourseError(
                f"Nobody can be judged again. {one_line(first.student)}, for example: there is {first.why}. Run `dlcourse grade` "
                "again; it goes on where it was."
            )
    if not dry_run:
        _write_again(folder, course, graded, done)
    return done


def _stored_evidence(
    folder: ResultsFolder, student: str, subjects: Sequence[Subject], inputs: Sequence[str]
) -> list[TopicEvidence] | str:
    """Return a student's evidence for each topic, or what is wrong with it. inputs: the digest of each subject's inputs."""
    found = []
    for subject, asked in zip(subjects, inputs, strict=True):
        stored = folder.load_evidence(student, subject.topic)
        if stored is None:
            return f"no evidence for {subject.topic.id} that can be read"
        if stored[0].inputs != asked:
            return f"no evidence for {subject.topic.id} on the inputs of the last run"
        found.append(stored[1])
    return found


def _write_again(folder: ResultsFolder, course: Course, graded: GradedClass, done: Regraded) -> None:
    """Write the records and reports from results.jsonl, and with which course the class was judged."""
    skipped = {each.student for each in done.skipped}
    try:
        for results in folder.results():
            if results.student not in skipped:
                folder.save_record(results)
        folder.write_grades(folder.results())
        if not skipped:  # else the class is not all judged by these checks
            folder.start(replace(graded, folder=str(course.root), checks=checks_digest(course, graded.week)))
    except CourseError as error:
        raise CourseError(f"{error}\nWhat is written stays; run the same command again, and it goes on.") from error


def _require_points(course: Course, week: str) -> None:
    """Raise BrokenGrader if points do not add up to what course.toml says: every grade would have a wrong maximum."""
    parts: list[Topic | WeekEntry] = [*course.weeks[week], course.week(week)]
    if wrong := "\n".join(sentence for part in parts for sentence in wrong_sums(part)):
        raise BrokenGrader(f"{wrong}\nEvery grade would have a wrong maximum, so nothing was graded.")
