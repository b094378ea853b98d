"""Grading a class, and judging its evidence again: keys, jobs, records, reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dlcourse.graders.batch.changes import Change, change
from dlcourse.graders.batch.job import Summary, Task
from dlcourse.graders.batch.jobs import run_jobs
from dlcourse.graders.batch.store import ResultsFolder, inputs_of
from dlcourse.graders.collect.collectors import Collectors
from dlcourse.graders.collect.sandboxes import reference_sandbox
from dlcourse.graders.course import Course, Topic, WeekEntry, wrong_sums
from dlcourse.graders.errors import BrokenGrader, CourseError
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
    if course.has_solutions:  # else there are no hidden checks either, and making the first key says so
        _require_points(course, week)
    subjects: list[Subject] = []
    topics = course.weeks[week]
    with Collectors(reference_sandbox) as collectors:
        for number, topic in enumerate(topics, start=1):
            key = find_key(topic, collectors, seed=seed, hidden=True, say=_counted(say, number, len(topics)))
            folder.save_key(topic, key)
            subjects.append(Subject(topic, key, topic.checks(hidden=True)))
    return subjects


def _counted(say: Callable[[str], None], number: int, total: int) -> Callable[[str], None]:
    return lambda what: say(f"{what} {number} of {total}")


def grade_class(
    task: Task,
    subjects: Sequence[Subject],
    folder: ResultsFolder,
    students: Sequence[str],
    jobs: int,
    begin: Callable[[str], None] = lambda _: None,
) -> Iterator[Summary]:
    """Grade all students in `jobs` processes; yield a summary of each as its record is written, in any order.

    begin: gets each student's name as their turn comes.
    """
    for said in run_jobs(task, students, jobs, begin):
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


def regrade(course: Course, folder: ResultsFolder, report: Callable[[str], None] = lambda _: None) -> list[Change]:
    """Judge the stored evidence again with the checks and points of now; return who gains or loses what.

    No student code is run, and nothing is written before all are judged. `report` gets each student's name.
    Raises CourseError where evidence is missing, BrokenGrader where the probes have changed since: then grade again.
    """
    run = folder.run()
    if run.course != course.name:
        raise CourseError(f"{folder.root} holds results of the course {run.course!r}, not {course.name!r}.")
    _require_points(course, run.week)
    subjects = folder.subjects(course, run.week)
    inputs = {subject.topic.id: inputs_of(subject) for subject in subjects}
    done: list[TopicResult] = []
    changes: list[Change] = []

    def stream() -> Iterator[tuple[str, Subject, TopicEvidence]]:
        for student in run.students:
            for subject in subjects:
                stored = folder.load_evidence(student, subject.topic)
                if stored is None or stored[0].inputs != inputs[subject.topic.id]:
                    raise CourseError(
                        f"There is no evidence of {student} for {subject.topic.id} on the inputs of the last run: run `dlcourse "
                        "grade` again; it goes on where it was."
                    )
                yield student, subject, stored[1]

    def take(student: str, result: TopicResult) -> None:
        done.append(result)
        if len(done) == len(subjects):
            results = Results.of(course.name, student, run.week, done)
            done.clear()
            add(results)
            if found := change(folder.load_record(student), results):
                changes.append(found)
            report(student)

    with folder.writing_results() as add:
        judge(subjects, stream(), take)
    for results in folder.results():
        folder.save_record(results)
    folder.write_grades(folder.results())
    return changes


def _require_points(course: Course, week: str) -> None:
    """Raise BrokenGrader where a sum of points is not what course.toml says: every grade would be out of another maximum."""
    parts: list[Topic | WeekEntry] = [*course.weeks[week], course.week(week)]
    if wrong := "\n".join(sentence for part in parts for sentence in wrong_sums(part)):
        raise BrokenGrader(f"{wrong}\nWith these, every grade would be out of a wrong maximum: nothing was graded.")
