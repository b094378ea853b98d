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
from dlcourse.graders.engine.batch.processes import Started
from dlcourse.graders.engine.batch.seed import course_seed
from dlcourse.graders.engine.collect.sandboxes import ISOLATIONS
from dlcourse.graders.engine.intake.find import find_submissions
from dlcourse.graders.engine.text import counted


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
    "--again", multiple=True, metavar="STUDENT", help="Run this student's again, although unchanged; repeatable."
)
@click.option(
    "--forget", is_flag=True, help="Remove students of the last run who are not among SUBMISSIONS from the grades."
)
@click.option(
    "--isolation",
    type=click.Choice(ISOLATIONS),
    default="bwrap",
    show_default=True,
    help="bwrap: a hard sandbox (Linux). bwrap-single: the same walls, with a new sandbox for each submission, so slower. "
    "process: a separate process; protects from accidents, not from malicious code.",
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

    Runs visible and hidden checks, on inputs drawn from the course seed. Writes grades.csv, notes.txt, results.jsonl,
    records/ and evidence/. After an interruption run the same command again: it goes on where it was, and does not run
    unchanged submissions again.
    """
    course = open_course(ctx)
    intake = find_submissions(submissions, week, course.weeks[course.week(week).name])
    options = GradeOptions(isolation, jobs, again, force, forget)
    count = len(intake.submissions)
    click.echo(f"Read as {intake.layout}: {counted(count, 'student')}.", err=True)
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
    """Grade, and show the progress."""
    with ClassProgress(len(grading.students)) as progress, closing(grading.run()) as run:
        grading.prepare(seed, progress.say)
        progress.start_clock()
        for event in run:
            if isinstance(event, Started):
                progress.student_started(event.student)
            else:
                progress.student_graded(event)
        return grading.finish()


def _show(week: str, graded: Graded, out: Path) -> None:
    """Print the table, the notes, and what was written."""
    show_class(week, graded)
    for note in graded.notes:
        click.echo(f"Note: {note}")
    _show_changes([summary.change for summary in graded.summaries])
    _say_why_run_again(graded.summaries)
    total = len(graded.students)
    reused = sum(summary.reused for summary in graded.summaries)
    detail = f", {reused} of them unchanged and not run again" if reused else f": {graded.seconds / total:.2f} s each"
    click.echo(
        f"Keys in {graded.key_seconds:.1f} s, {counted(total, 'submission')} in {graded.seconds:.1f} s{detail}. "
        f"Written into {out}: grades.csv, notes.txt, results.jsonl, records/, evidence/."
    )


def _show_changes(changes: Iterable[Change | None]) -> None:
    """Say whose points have changed since the last run, because somebody may have seen the old ones."""
    changed = [change for change in changes if change]
    for change in changed[:MAX_ROWS]:
        click.echo(f"Changed: {change}")
    if len(changed) > MAX_ROWS:
        click.echo(f"Changed: {len(changed) - MAX_ROWS} more; records/ has them.")


def _say_why_run_again(summaries: Iterable[Summary]) -> None:
    """Say why code was run although there was evidence already."""
    for why, count in Counter(summary.why for summary in summaries if summary.why).items():
        click.echo(f"Run again: {count}, {'as' if why == ASKED else 'because'} {why}.")
