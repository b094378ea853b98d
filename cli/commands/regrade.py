"""dlcourse regrade"""

from __future__ import annotations

import time
from pathlib import Path

import click

from dlcourse.cli.common import open_course
from dlcourse.cli.gradebook import Target, gradebook_option
from dlcourse.cli.terminal.progress import ProgressBar
from dlcourse.graders.engine.batch.grading import regrade
from dlcourse.graders.engine.batch.store import ResultsFolder
from dlcourse.graders.engine.text import one_line


@click.command("regrade")
@click.argument("results", type=click.Path(path_type=Path))
@gradebook_option
@click.pass_context
def command(ctx: click.Context, results: Path, gradebook: str | None) -> None:
    """Judge the stored evidence of RESULTS again, after a change of checks or points. No student code is run.

    Prints whose points have changed, and writes grades.csv, results.jsonl and records/ again.
    """
    course = open_course(ctx)
    folder = ResultsFolder(results.resolve())
    graded, target = folder.graded_class(), Target.of(gradebook)
    start = time.perf_counter()
    with ProgressBar(len(graded.students)) as display:
        changes = regrade(course, folder, lambda student: display.step(one_line(student)))
    for change in changes:
        click.echo(str(change))
    seconds = time.perf_counter() - start
    click.echo(
        f"{len(changes)} of {len(graded.students)} changed, in {seconds:.1f} s. Written: {results / 'grades.csv'}."
    )
    if target is not None:
        target.write(lambda: folder.records(graded.students), course.weeks[graded.week], ())
