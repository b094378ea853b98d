"""dlcourse show"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from dlcourse.cli.common import open_course
from dlcourse.cli.terminal.options import display_options
from dlcourse.graders.engine.batch.store import ResultsFolder
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import CourseError, nearest
from dlcourse.graders.engine.files import write_atomic
from dlcourse.graders.engine.results.records import CheckResult, Results, TopicResult
from dlcourse.graders.engine.text import counted, one_line, points

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDTH = 100  # columns of a file


@click.command("show")
@click.argument("results", type=click.Path(path_type=Path))
@click.argument("student", required=False)
@click.argument("topic", required=False)
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="FOLDER", help="Write a text file per student, to give back."
)
@click.option("--hide", is_flag=True, help="Show only title and points of hidden checks.")
@click.option("--json", "as_json", is_flag=True, help="Print the record as one JSON document.")
@display_options
@click.pass_context
def command(
    ctx: click.Context,
    results: Path,
    student: str | None,
    topic: str | None,
    into: Path | None,
    hide: bool,
    as_json: bool,
) -> None:
    """Show why a student has these points: every check that did not pass, in full. Nothing is run.

    RESULTS: the folder that `dlcourse grade --out` named. Without STUDENT: the points of all students. With TOPIC:
    only that topic, with the checks that passed.
    """
    folder = ResultsFolder(results.resolve())
    graded = folder.graded_class()
    if as_json and (student is None or into is not None):
        raise CourseError(f"--json prints the record of one student: name one. {results / 'results.jsonl'} has all.")
    if student is not None and student not in graded.students:
        raise CourseError(f"{results} has no student {student!r}. {nearest(student, graded.students)}")
    course = open_course(ctx)
    if course.name != graded.course:
        raise CourseError(
            f"{results} holds results of the course {graded.course!r}, not {course.name!r}: dlcourse --course FOLDER show …"
        )
    topics = {each.name: each for each in course.weeks[course.week(graded.week).name]}
    if topic is not None and topic not in topics:
        raise CourseError(f"{graded.week} has no topic {topic!r}. {nearest(topic, topics)}")
    chosen = [student] if student is not None else list(graded.students)
    records = ((_without_hidden(record) if hide else record) for record in folder.records(chosen))
    if into is not None:
        for record in records:
            write_atomic(into / f"{record.student}.txt", _as_text(record, topics, topic))
        click.echo(f"Written: {counted(len(chosen), 'file')} into {into}.")
    elif as_json and student is not None:
        click.echo(next(records).to_json(indent=True))
    elif student is not None:
        from dlcourse.cli.terminal.console import console  # noqa: PLC0415

        out = console()
        for part in _rendered(out, next(records), topics, topic):
            out.print(part, soft_wrap=True)
    else:
        for record in records:
            click.echo(f"{points(record.points):>8} of {points(record.max_points)}  {one_line(record.student or '')}")


def _without_hidden(record: Results) -> Results:
    """Return a record without the messages, hints and mistakes of its hidden checks."""

    def without_message(check: CheckResult) -> CheckResult:
        public = not check.hidden or check.status == "not_started"
        return check if public else replace(check, lines=(), hints=(), mistake=None)

    topics = [TopicResult.of(topic.topic, map(without_message, topic.checks)) for topic in record.topics]
    return Results.of(record.course, record.student, record.week, topics)


def _as_text(record: Results, topics: dict[str, Topic], only: str | None) -> str:
    from rich.console import Console  # noqa: PLC0415

    text = io.StringIO()
    out = Console(file=text, width=WIDTH, color_system=None, highlight=False)
    for part in _rendered(out, record, topics, only):
        out.print(part, soft_wrap=True)
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def _rendered(out: Console, record: Results, topics: dict[str, Topic], only: str | None) -> Iterator[RenderableType]:
    """Yield what to print of a record: the points, then a line for each topic and below it the checks to show."""
    from rich.text import Text  # noqa: PLC0415

    from dlcourse.cli.terminal import panel, view  # noqa: PLC0415

    student = one_line(record.student or "")
    yield Text(f"{student}, {record.week}: {points(record.points)} of {points(record.max_points)} points", style="bold")
    for result in record.topics:
        topic = topics.get(result.topic)
        if topic is None:
            raise CourseError(
                f"{record.week} has no topic {result.topic!r} any more: dlcourse --course FOLDER show …, or grade again."
            )
        if only in (None, result.topic):
            yield Text()
            yield view.topic_line(topic, result)
            for check in _checks_to_show(result, whole=only is not None):
                yield Text()
                yield from (Text("  ") + row if row else row for row in panel.message_rows(check, out.width - 2))


def _checks_to_show(result: TopicResult, *, whole: bool) -> Sequence[CheckResult]:
    """Return all checks if `whole`, else those that did not pass. Of equal messages only the first is kept."""
    if whole:
        return result.checks
    if result.status == "not_started":
        return ()
    checks: list[CheckResult] = []
    messages = set()
    for check in result.checks:
        if check.status != "passed":
            checks.append(replace(check, lines=()) if check.lines in messages else check)
            messages.add(check.lines)
    return checks
