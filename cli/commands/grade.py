"""dlcourse grade"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course
from dlcourse.cli.gradebook import Target, gradebook_options
from dlcourse.cli.terminal.class_progress import ClassProgress
from dlcourse.cli.terminal.class_table import MAX_ROWS, show_class
from dlcourse.graders.engine.batch.changes import Change
from dlcourse.graders.engine.batch.grading import Graded, GradeOptions, Grading
from dlcourse.graders.engine.batch.messages import Summary
from dlcourse.graders.engine.batch.process import ASKED
from dlcourse.graders.engine.batch.processes import Begun
from dlcourse.graders.engine.batch.seed import course_seed
from dlcourse.graders.engine.collect.sandboxes import ISOLATIONS
from dlcourse.graders.engine.intake.find import find_submissions


@click.command("grade")
@click.argument("week", shell_complete=completing.weeks)
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    required=True,
    help="The folder for results; made if it is missing.",
)
@click.option(
    "--seed-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file with the course seed. Default: $DLCOURSE_SEED, or one kept for you.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="How many submissions to grade at once. Default: all cores."
)
@click.option("--force", is_flag=True, help="Run every submission again, unchanged ones too.")
@click.option(
    "--again", multiple=True, metavar="STUDENT", help="Run this student's again, though unchanged; repeatable."
)
@click.option(
    "--forget", is_flag=True, help="Take students of the last run who are not among SUBMISSIONS out of the grades."
)
@click.option(
    "--isolation",
    type=click.Choice(ISOLATIONS),
    default="bwrap",
    show_default=True,
    help="bwrap: a hard sandbox (Linux). process: a process of its own; protects from accidents, not from malice.",
)
@gradebook_options
@click.pass_context
def command(
    ctx: click.Context,
    week: str,
    submissions: Path,
    out: Path,
    seed_file: Path | None,
    jobs: int | None,
    force: bool,
    again: tuple[str, ...],
    forget: bool,
    isolation: str,
    gradebook: str | None,
    formgrader: Path | None,
) -> None:
    """Grade a class. SUBMISSIONS is a folder per student (<student>/<week>/<topic>.py, or the topic files directly in it),
    a zip per student, or a download from nbgrader, Canvas, Moodle or Gradescope, zipped or not.

    Visible and hidden checks, on inputs drawn from the course seed. Writes grades.csv, notes.txt, results.jsonl, records/
    and evidence/. Run again after any interruption: it goes on where it was, and unchanged submissions are not run twice.
    """
    course = open_course(ctx)
    intake = find_submissions(submissions, week, course.weeks[course.week(week).name])
    options = GradeOptions(isolation, jobs, again, force, forget)
    count = len(intake.submissions)
    click.echo(f"Read as {intake.layout}: {count} student{'s' if count > 1 else ''}.", err=True)
    grading = Grading(course, week, submissions, intake, out, options)
    target = Target.of(gradebook, formgrader, submissions)
    if isolation == "process":
        click.echo("Isolation: process. It protects from accidents; malicious code could read your files.", err=True)
    seed = course_seed(course.name, seed_file, lambda line: click.echo(line, err=True))
    try:
        graded = _grade(grading, seed)
    except KeyboardInterrupt:
        done = len(grading.summaries)
        click.echo(f"\nStopped after {done} of {count}. No grades were written; the same command goes on.", err=True)
        ctx.exit(130)
    _show(week, graded, out)
    if target is not None:
        target.write(lambda: grading.folder.records(graded.students), course.weeks[week], intake.submissions)
    ctx.exit(3 if graded.broken else 0)


def _grade(grading: Grading, seed: str) -> Graded:
    """Grade, and show how far it is."""
    with ClassProgress(len(grading.students)) as progress, closing(grading.run()) as run:
        grading.prepare(seed, progress.say)
        progress.begin()
        for said in run:
            if isinstance(said, Begun):
                progress.begun(said.student)
            else:
                progress.graded(said)
        return grading.finish()


def _show(week: str, graded: Graded, out: Path) -> None:
    """Print the table, the notes, and what was written."""
    show_class(week, graded)
    for note in graded.notes:
        click.echo(f"Note: {note}")
    _show_changes([said.change for said in graded.summaries])
    _say_why(graded.summaries)
    total = len(graded.students)
    reused = sum(said.reused for said in graded.summaries)
    unchanged = (
        f", {reused} of them unchanged and not run again" if reused else f": {graded.seconds / total:.2f} s each"
    )
    click.echo(
        f"Keys in {graded.key_seconds:.1f} s, {total} submission{'s' if total > 1 else ''} in {graded.seconds:.1f} s{unchanged}. "
        f"Written into {out}: grades.csv, notes.txt, results.jsonl, records/, evidence/."
    )


def _show_changes(changes: Iterable[Change | None]) -> None:
    """Say whose points are not those of the last run: somebody may have seen these."""
    found = [change for change in changes if change]
    for change in found[:MAX_ROWS]:
        click.echo(f"Changed: {change}")
    if len(found) > MAX_ROWS:
        click.echo(f"Changed: {len(found) - MAX_ROWS} more; records/ has them.")


def _say_why(summaries: Iterable[Summary]) -> None:
    """Say why code was run of which there was evidence already."""
    for why, count in Counter(said.why for said in summaries if said.why).items():
        click.echo(f"Run again: {count}, since {why}." if why != ASKED else f"Run again: {count}, as {why}.")
