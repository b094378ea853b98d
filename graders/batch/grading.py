"""From a folder of submissions to records: evidence as it comes, results at the end, each write atomic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dlcourse.graders.collect.sandbox import Sandbox
from dlcourse.graders.course import Course, Topic
from dlcourse.graders.evaluate import evaluate
from dlcourse.graders.evidence import TopicEvidence, topic_to_tree
from dlcourse.graders.files import write_atomic
from dlcourse.graders.judge.judge import Subject
from dlcourse.graders.keys import find_key
from dlcourse.graders.records import Results, TopicResult
from dlcourse.graders.submissions import Source, Submission, Unreadable, read_source
from dlcourse.graders.wire import pack


@dataclass(frozen=True)
class Turn:
    """One student's one topic."""

    submission: Submission
    topic: Topic


def prepare(course: Course, week: str, *, seed: str, say: Callable[[str], None] = lambda _: None) -> list[Subject]:
    """Return the week's topics with all their checks and their keys for this seed; `say` gets news of a slow one."""
    return [
        Subject(topic, find_key(topic, seed=seed, hidden=True, say=say), topic.checks(hidden=True))
        for topic in course.weeks[course.week(week).name]
    ]


def grade(
    subjects: Sequence[Subject],
    submissions: Sequence[Submission],
    out: Path,
    *,
    sandbox: Sandbox,
    begin: Callable[[str], None] = lambda _: None,
    report: Callable[[Results], None] = lambda _: None,
) -> list[Results]:
    """Grade every submission in all subjects, which are topics of one week; return one Results each, in order.

    Evidence goes to out/evidence/<student>/<topic>.evidence as it comes; results.jsonl and grades.csv are written when
    all are done. `report` gets each student's results, `begin` a student's name.
    """
    topics = [subject.topic for subject in subjects]
    course, week = topics[0].course, topics[0].week.name
    all_results: list[Results] = []
    done: list[TopicResult] = []

    def turns() -> Iterator[tuple[Turn, str, Source]]:
        for submission in submissions:
            begin(submission.student)
            for topic in topics:
                file = submission.files.get(topic.name)
                missing = Unreadable(f"{topic.file_name} was not handed in.", started=False)
                source = read_source(file, follow=False) if file is not None else missing
                yield Turn(submission, topic), topic.id, source

    def keep(turn: Turn, _: str, evidence: TopicEvidence) -> None:
        path = out / "evidence" / turn.submission.student / f"{turn.topic.name}.evidence"
        write_atomic(path, pack(topic_to_tree(evidence)))

    def take(turn: Turn, result: TopicResult) -> None:
        done.append(result)
        if len(done) == len(topics):
            results = Results.of(course.name, turn.submission.student, week, done)
            done.clear()
            all_results.append(results)
            report(results)

    preload = list(dict.fromkeys(name for subject in subjects for name in subject.key.preload))
    evaluate(sandbox, subjects, turns(), take, preload=preload, owner=lambda turn: turn.submission.student, keep=keep)
    write_atomic(out / "results.jsonl", "".join(results.to_json() + "\n" for results in all_results))
    write_atomic(out / "grades.csv", grades_csv(all_results))
    return all_results


def grades_csv(all_results: Sequence[Results]) -> str:
    """Return one line per student: points by topic, total, maximum. Nothing in it is a formula to a spreadsheet."""
    import pandas as pd  # noqa: PLC0415

    rows = [
        {
            "student": harmless(results.student or ""),
            **{topic.topic: topic.points for topic in results.topics},
            "points": results.points,
            "max_points": results.max_points,
        }
        for results in all_results
    ]
    text: str = pd.DataFrame(rows).to_csv(index=False, lineterminator="\n")
    return text


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text, whatever it starts with."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell
