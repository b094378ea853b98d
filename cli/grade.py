"""dlcourse grade"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from dlcourse.cli import completing
from dlcourse.cli.class_progress import ClassProgress
from dlcourse.cli.class_table import MAX_ROWS, show_class
from dlcourse.cli.common import open_course
from dlcourse.cli.gradebook import Target, gradebook_options
from dlcourse.graders.batch.changes import Change
from dlcourse.graders.batch.grading import grade_class, prepare
from dlcourse.graders.batch.intake import find_submissions
from dlcourse.graders.batch.job import ASKED, Summary, Task
from dlcourse.graders.batch.seed import course_seed
from dlcourse.graders.batch.store import ResultsFolder, Run
from dlcourse.graders.collect.sandboxes import ISOLATIONS, open_sandbox
from dlcourse.graders.errors import CourseError, nearest
from dlcourse.graders.text import one_line

MANY_JOBS = 30  # from here on half a second of preparation pays


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
    topics = course.weeks[course.week(week).name]
    found = find_submissions(submissions, week, topics)
    _reject_odd_folder(out, submissions)
    students = tuple(submission.student for submission in found.submissions)
    click.echo(f"Read as {found.layout}: {len(students)} student{'s' if len(students) > 1 else ''}.", err=True)
    if unknown := [name for name in again if name not in students]:
        raise CourseError(f"There is no submission of {unknown[0]!r}. {nearest(unknown[0], students)}")
    target = Target.of(gradebook, formgrader, submissions)
    open_sandbox(isolation)
    if isolation == "process":
        click.echo("Isolation: process. It protects from accidents; malicious code could read your files.", err=True)
    seed = course_seed(course.name, seed_file, lambda line: click.echo(line, err=True))
    folder = ResultsFolder(out.resolve())
    jobs = min(jobs or os.cpu_count() or 1, len(students))
    many = len(students) * len(topics) >= jobs * MANY_JOBS
    task = Task(str(course.root), week, str(submissions.resolve()), str(folder.root), isolation, force, again, many)
    summaries: list[Summary] = []
    with ClassProgress(len(students)) as progress:
        try:
            start = time.perf_counter()
            folder.begin(Run(course.name, week, students), forget=forget)
            subjects = prepare(course, week, folder, seed=seed, say=progress.say)
            prepared = time.perf_counter()
            progress.begin()
            for said in grade_class(task, subjects, folder, students, jobs, progress.begun):
                summaries.append(said)
                progress.graded(said)
            folder.write_reports(students)
            notes = [f"{one_line(name)}: {why}" for name, why in found.left_out]
            folder.write_notes(notes)
            seconds = time.perf_counter() - prepared
        except KeyboardInterrupt:
            click.echo(
                f"\nStopped after {len(summaries)} of {len(students)}. No grades were written; the same command goes on.",
                err=True,
            )
            ctx.exit(130)
    by_name = {said.student: said for said in summaries}
    show_class(week, subjects, by_name, students)
    for note in notes:
        click.echo(f"Note: {note}")
    _show_changes([by_name[student].change for student in students])
    _say_why(summaries)
    reused = sum(said.reused for said in summaries)
    unchanged = (
        f", {reused} of them unchanged and not run again" if reused else f": {seconds / len(students):.2f} s each"
    )
    count = f"{len(students)} submission{'s' if len(students) > 1 else ''}"
    click.echo(
        f"Keys in {prepared - start:.1f} s, {count} in {seconds:.1f} s{unchanged}. "
        f"Written into {out}: grades.csv, notes.txt, results.jsonl, records/, evidence/."
    )
    if target is not None:
        target.write(lambda: folder.records(students), topics, found.submissions)
    broken = any(said.error or any("broken" in topic.remarks for topic in said.topics) for said in summaries)
    ctx.exit(3 if broken else 0)


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


def _reject_odd_folder(out: Path, submissions: Path) -> None:
    if out.resolve().is_relative_to(submissions.resolve()):
        raise CourseError(f"{out} is inside the submissions: it would be graded next time. Choose another --out.")
    if out.exists() and not out.is_dir():
        raise CourseError(f"{out} is a file. Name a folder with --out.")
