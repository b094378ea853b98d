"""Grading a class, and judging its evidence again: keys, jobs, records, reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dlcourse.graders.batch.job import Summary, Task
from dlcourse.graders.batch.jobs import run_jobs
from dlcourse.graders.batch.store import ResultsFolder
from dlcourse.graders.collect.collectors import Collectors
from dlcourse.graders.collect.sandboxes import reference_sandbox
from dlcourse.graders.course import Course
from dlcourse.graders.errors import CourseError
from dlcourse.graders.evidence import TopicEvidence
from dlcourse.graders.judge import wording
from dlcourse.graders.judge.judge import Subject, judge
from dlcourse.graders.keys import find_key
from dlcourse.graders.records import CheckResult, Results, TopicResult


def prepare(
    course: Course, week: str, folder: ResultsFolder, *, seed: str, say: Callable[[str], None] = lambda _: None
) -> list[Subject]:
    """Return the week's topics with all their checks and their keys for this seed, which go into the results folder.

    say: gets news of a key that must be made first.
    """
    subjects = []
    with Collectors(reference_sandbox) as collectors:
        for topic in course.weeks[course.week(week).name]:
            key = find_key(topic, collectors, seed=seed, hidden=True, say=say)
            folder.save_key(topic, key)
            subjects.append(Subject(topic, key, topic.checks(hidden=True)))
    return subjects


def grade_class(
    task: Task, subjects: Sequence[Subject], folder: ResultsFolder, students: Sequence[str], jobs: int
) -> Iterator[Summary]:
    """Grade all students in `jobs` processes; yield a summary of each as its record is written, in any order."""
    for said in run_jobs(task, students, jobs):
        if said.error:
            folder.save_record(broken_results(subjects, said.student, said.error))
        yield said


def broken_results(subjects: Sequence[Subject], student: str, why: str) -> Results:
    """Return the record of a submission on which the grader itself failed: no points, and not the student's fault."""
    topics = []
    for subject in subjects:
        checks = (
            CheckResult(
                name=check.name,
                title=check.title,
                status="broken",
                points=0.0,
                max_points=check.points,
                hidden=check.hidden,
                exercise="",
                lines=wording.as_lines(wording.broken(why)),
                source_line=0,
                hints=check.hints,
                mistake=None,
                seconds=0.0,
            )
            for check in subject.checks.values()
        )
        topics.append(TopicResult.of(subject.topic.name, checks))
    return Results.of(subjects[0].topic.course.name, student, subjects[0].topic.week.name, topics)


@dataclass(frozen=True)
class Change:
    """A student whose points a regrade changed; `checks` says which, each with the points before and after."""

    student: str
    before: float
    after: float
    checks: tuple[str, ...]


def regrade(course: Course, folder: ResultsFolder, report: Callable[[str], None] = lambda _: None) -> list[Change]:
    """Judge the stored evidence again with the checks and points of now; return who gains or loses what.

    No student code is run, and nothing is written before all are judged. `report` gets each student's name.
    Raises CourseError where evidence is missing, BrokenGrader where the probes have changed since: then grade again.
    """
    run = folder.run()
    if run.course != course.name:
        raise CourseError(f"{folder.root} holds results of the course {run.course!r}, not {course.name!r}.")
    subjects = folder.subjects(course, run.week)
    done: list[TopicResult] = []
    changes: list[Change] = []

    def stream() -> Iterator[tuple[str, Subject, TopicEvidence]]:
        for student in run.students:
            for subject in subjects:
                evidence = folder.load_evidence(student, subject.topic)
                if evidence is None:
                    raise CourseError(
                        f"There is no evidence of {student} for {subject.topic.id}: run `dlcourse grade` again; it goes on "
                        "where it was."
                    )
                yield student, subject, evidence

    def take(student: str, result: TopicResult) -> None:
        done.append(result)
        if len(done) == len(subjects):
            results = Results.of(course.name, student, run.week, done)
            done.clear()
            add(results)
            if change := _change(folder.load_record(student), results):
                changes.append(change)
            report(student)

    with folder.writing_results() as add:
        judge(subjects, stream(), take)
    for results in folder.results():
        folder.save_record(results)
    folder.write_grades(folder.results())
    return changes


def _change(before: Results, after: Results) -> Change | None:
    old = {(t.topic, c.name): c for t in before.topics for c in t.checks}
    new = {(t.topic, c.name): c for t in after.topics for c in t.checks}
    lines = []
    for name in sorted(old.keys() | new.keys()):
        was, now = old[name].points if name in old else 0.0, new[name].points if name in new else 0.0
        if was != now:
            lines.append(f"{'/'.join(name)} {was:g} → {now:g}")
    return Change(after.student or "", before.points, after.points, tuple(lines)) if lines else None
