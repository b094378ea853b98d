"""dlcourse grade"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlcourse.cli.common import open_course
from dlcourse.cli.progress import Display
from dlcourse.graders.batch.grading import grade, prepare
from dlcourse.graders.batch.seed import course_seed
from dlcourse.graders.collect.sandbox import ProcessSandbox
from dlcourse.graders.errors import CourseError
from dlcourse.graders.records import Results
from dlcourse.graders.submissions import find_submissions
from dlcourse.graders.text import one_line, points

if TYPE_CHECKING:
    from rich.table import Table


@click.command("grade")
@click.argument("week")
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The folder for results; made if it is missing."
)
@click.option(
    "--seed-file",
    type=click.Path(path_type=Path),
    help="A file with the course seed. Default: $DLCOURSE_SEED, or one kept for you.",
)
@click.option(
    "--isolation",
    type=click.Choice(["process"]),
    default="process",
    show_default=True,
    help="process: a process of its own for student code; protects from accidents, not from malice.",
)
@click.pass_context
def command(
    ctx: click.Context, week: str, submissions: Path, out: Path, seed_file: Path | None, isolation: str
) -> None:
    """Grade a class: SUBMISSIONS/<student>/<week>/<topic>.py, or the topic files directly in the student's folder.

    Visible and hidden checks, on inputs drawn from the course seed. Writes grades.csv, results.jsonl and evidence/.
    """
    course = open_course(ctx)
    topics = course.weeks[course.week(week).name]
    found = find_submissions(submissions, week, topics)
    if out.resolve().is_relative_to(submissions.resolve()):
        raise CourseError(f"{out} is inside the submissions: it would be graded next time. Choose another --out.")
    if out.exists() and not out.is_dir():
        raise CourseError(f"{out} is a file. Name a folder with --out.")
    seed = course_seed(course.name, seed_file, lambda line: click.echo(line, err=True))
    with Display(len(found.submissions)) as display:
        try:
            start = time.perf_counter()
            subjects = prepare(course, week, seed=seed, say=display.say)
            prepared = time.perf_counter()
            results = grade(
                subjects,
                found.submissions,
                out,
                sandbox=ProcessSandbox(forks=True),
                begin=display.say,
                report=lambda _: display.step(),
            )
            seconds = time.perf_counter() - prepared
        except KeyboardInterrupt:
            click.echo(
                f"\nStopped. No grades were written; run the same command again. Evidence so far: {out / 'evidence'}",
                err=True,
            )
            ctx.exit(130)
    from dlcourse.cli import view  # noqa: PLC0415

    view.console().print(_table(week, results))
    for name, why in found.left_out:
        click.echo(f"Note: {one_line(name)}: {why}")
    count = f"{len(results)} submission{'s' if len(results) > 1 else ''}"
    click.echo(
        f"Keys in {prepared - start:.1f} s, {count} in {seconds:.1f} s ({seconds / len(results):.2f} s each). "
        f"Written: {out / 'grades.csv'}, {out / 'results.jsonl'}."
    )
    ctx.exit(3 if any(c.status == "broken" for r in results for t in r.topics for c in t.checks) else 0)


def _table(week: str, all_results: Sequence[Results]) -> Table:
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(title=f"{week}: {len(all_results)} submissions", caption="– not started", caption_justify="left")
    table.add_column("student")
    for topic in all_results[0].topics:
        table.add_column(f"{topic.topic}\n/{points(topic.max_points)}", justify="right")
    table.add_column(f"points\n/{points(all_results[0].max_points)}", justify="right", style="bold")
    table.add_column("what happened")
    for results in all_results:
        shares = ["–" if t.status == "not_started" else points(t.points) for t in results.topics]
        broken = any(topic.status == "broken" for topic in results.topics)
        remarks = Text(_remarks(results), style="yellow" if broken else "")
        table.add_row(Text(one_line(results.student or "")), *shares, points(results.points), remarks)
    return table


def _remarks(results: Results) -> str:
    """Return what an instructor would want to know of a submission, in a few words."""
    remarks = []
    for topic in results.topics:
        mistakes = dict.fromkeys(check.mistake for check in topic.checks if check.mistake)
        states = dict.fromkeys(c.status for c in topic.checks if c.status in ("error", "timeout", "broken"))
        if words := [*states, *(str(name) for name in mistakes)]:
            remarks.append(f"{topic.topic}: {', '.join(words)}")
    return "; ".join(remarks)
