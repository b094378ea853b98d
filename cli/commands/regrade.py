"""dlcourse regrade"""

from __future__ import annotations

import time
from pathlib import Path

import click

from dlcourse.cli.common import open_course
from dlcourse.cli.gradebook import Target, gradebook_option
from dlcourse.cli.terminal.progress import ProgressBar
from dlcourse.graders.engine.batch.graded_class import GradedClass, checks_digest
from dlcourse.graders.engine.batch.grading import Regraded, regrade
from dlcourse.graders.engine.batch.store import ResultsFolder
from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.doctor.finding import as_typed
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.text import one_line, points


@click.command("regrade")
@click.argument("results", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show whose points would change, and write nothing.")
@gradebook_option
@click.pass_context
def command(ctx: click.Context, results: Path, dry_run: bool, gradebook: str | None) -> None:
    """Judge the stored evidence of RESULTS again, after a change of checks or points. No student code is run.

    Prints whose points have changed, and writes grades.csv, results.jsonl and records/ again. The course is the one that RESULTS
    was graded with. If it has changed since then, name it with --course, so that no other course's points are used unasked.
    """
    if dry_run and gradebook is not None:
        raise click.UsageError("--dry-run writes nothing: leave out --gradebook.", ctx)
    folder = ResultsFolder(results.resolve())
    graded, target = folder.graded_class(), Target.of(gradebook)
    course = _course(ctx, results, graded, dry_run=dry_run)
    start = time.perf_counter()
    with ProgressBar(len(graded.students)) as display:
        done = regrade(course, folder, lambda student: display.step(one_line(student)), dry_run=dry_run)
    _show(results, done, len(graded.students), time.perf_counter() - start, dry_run=dry_run)
    if target is not None:
        written = [student for student in graded.students if folder.find_record(student) is not None]
        target.write(lambda: folder.records(written), course.weeks[graded.week], ())
    ctx.exit(2 if done.skipped else 0)


def _course(ctx: click.Context, results: Path, graded: GradedClass, *, dry_run: bool) -> Course:
    """Return the course of --course, else the one that the class was graded with.

    Raises CourseError if that is gone, or has changed and something would be written.
    """
    if ctx.obj or not graded.folder:
        return open_course(ctx)
    root = Path(graded.folder)
    if not (root / "course.toml").is_file():
        raise CourseError(
            f"{results} was graded with the course in {root}, which is not there any more. Say where it is now: dlcourse --course "
            f"FOLDER {as_typed(['regrade', str(results)])}"
        )
    course = Course(root)
    changed = course.name != graded.course or checks_digest(course, graded.week) != graded.checks
    if changed and not dry_run:
        command = as_typed(["dlcourse", "--course", str(root), "regrade", str(results)])
        raise CourseError(
            f"The course in {root} has changed since {results} was graded. To judge with it as it is now:\n  {command} --dry-run   shows "
            f"what would change\n  {command}   writes it"
        )
    if changed:
        click.echo(f"The course in {root} has changed since {results} was graded.", err=True)
    return course


def _show(results: Path, done: Regraded, total: int, seconds: float, *, dry_run: bool) -> None:
    for change in done.changes:
        click.echo(str(change))
    for student in done.restored:
        click.echo(
            f"{one_line(student)}: the record could not be read; {'it would be' if dry_run else 'it is'} written again."
        )
    for each in done.skipped:
        kept = (
            f"keeps {points(each.record.points)} of {points(each.record.max_points)}"
            if each.record
            else "has no grade now"
        )
        click.echo(f"Not judged again: {one_line(each.student)}: there is {each.why}; {kept}.", err=True)
    if done.skipped:
        click.echo(
            f"{len(done.skipped)} of {total} not judged again. Run the same `dlcourse grade` again: it collects what is missing.",
            err=True,
        )
    if dry_run:
        click.echo(f"{len(done.changes)} of {total} would change, in {seconds:.1f} s. Nothing was written.")
    else:
        click.echo(f"{len(done.changes)} of {total} changed, in {seconds:.1f} s. Written: {results / 'grades.csv'}.")
