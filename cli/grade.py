"""dlcourse grade"""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from dlcourse.cli import completing
from dlcourse.cli.class_progress import ClassProgress
from dlcourse.cli.class_table import show_class
from dlcourse.cli.common import open_course
from dlcourse.cli.gradebook import Target, gradebook_options
from dlcourse.graders.batch.grading import grade_class, prepare
from dlcourse.graders.batch.intake import find_submissions
from dlcourse.graders.batch.job import Summary, Task
from dlcourse.graders.batch.seed import course_seed
from dlcourse.graders.batch.store import ResultsFolder, Run
from dlcourse.graders.collect.sandboxes import ISOLATIONS, open_sandbox
from dlcourse.graders.errors import CourseError
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
    isolation: str,
    gradebook: str | None,
    formgrader: Path | None,
) -> None:
    """Grade a class. SUBMISSIONS is a folder per student (<student>/<week>/<topic>.py, or the topic files directly in it),
    a zip per student, or a download from nbgrader, Canvas, Moodle or Gradescope, zipped or not.

    Visible and hidden checks, on inputs drawn from the course seed. Writes grades.csv, results.jsonl, records/ and
    evidence/. Run again after any interruption: it goes on where it was, and unchanged submissions are not run twice.
    """
    course = open_course(ctx)
    topics = course.weeks[course.week(week).name]
    found = find_submissions(submissions, week, topics)
    _reject_odd_folder(out, submissions)
    students = tuple(submission.student for submission in found.submissions)
    click.echo(f"Read as {found.layout}: {len(students)} student{'s' if len(students) > 1 else ''}.", err=True)
    target = Target.of(gradebook, formgrader, submissions)
    open_sandbox(isolation)
    if isolation == "process":
        click.echo("Isolation: process. It protects from accidents; malicious code could read your files.", err=True)
    seed = course_seed(course.name, seed_file, lambda line: click.echo(line, err=True))
    folder = ResultsFolder(out.resolve())
    jobs = min(jobs or os.cpu_count() or 1, len(students))
    many = len(students) * len(topics) >= jobs * MANY_JOBS
    task = Task(str(course.root), week, str(submissions.resolve()), str(folder.root), isolation, force, many)
    summaries: list[Summary] = []
    with ClassProgress(len(students)) as progress:
        try:
            start = time.perf_counter()
            folder.begin(Run(course.name, week, students))
            subjects = prepare(course, week, folder, seed=seed, say=progress.say)
            prepared = time.perf_counter()
            progress.begin()
            for said in grade_class(task, subjects, folder, students, jobs):
                summaries.append(said)
                progress.graded(said)
            folder.write_reports(students)
            seconds = time.perf_counter() - prepared
        except KeyboardInterrupt:
            click.echo(
                f"\nStopped after {len(summaries)} of {len(students)}. No grades were written; the same command goes on.",
                err=True,
            )
            ctx.exit(130)
    show_class(week, subjects, {said.student: said for said in summaries}, students)
    for name, why in found.left_out:
        click.echo(f"Note: {one_line(name)}: {why}")
    again = sum(said.reused for said in summaries)
    unchanged = f" ({again} unchanged, not run again)" if again else ""
    count = f"{len(students)} submission{'s' if len(students) > 1 else ''}"
    click.echo(
        f"Keys in {prepared - start:.1f} s, {count} in {seconds:.1f} s{unchanged}: {seconds / len(students):.2f} s each. "
        f"Written: {out / 'grades.csv'}, {out / 'results.jsonl'}."
    )
    if target is not None:
        target.write(lambda: folder.records(students), topics, found.submissions)
    broken = any(said.error or any("broken" in topic.remarks for topic in said.topics) for said in summaries)
    ctx.exit(3 if broken else 0)


def _reject_odd_folder(out: Path, submissions: Path) -> None:
    if out.resolve().is_relative_to(submissions.resolve()):
        raise CourseError(f"{out} is inside the submissions: it would be graded next time. Choose another --out.")
    if out.exists() and not out.is_dir():
        raise CourseError(f"{out} is a file. Name a folder with --out.")
