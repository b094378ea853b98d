"""dlcourse grade"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course
from dlcourse.cli.gradebook import Target, gradebook_options
from dlcourse.cli.terminal.class_list import said_of, show_list
from dlcourse.cli.terminal.class_progress import ClassProgress
from dlcourse.cli.terminal.class_table import MAX_ROWS, show_class
from dlcourse.graders.engine.batch.changes import Change
from dlcourse.graders.engine.batch.graded_class import GradedClass
from dlcourse.graders.engine.batch.grading import Graded, GradeOptions, Grading
from dlcourse.graders.engine.batch.messages import Summary
from dlcourse.graders.engine.batch.process import ASKED
from dlcourse.graders.engine.batch.processes import Started
from dlcourse.graders.engine.batch.seed import course_seed
from dlcourse.graders.engine.batch.store import ResultsFolder
from dlcourse.graders.engine.collect.sandboxes import ISOLATIONS
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake.enrolment import ABSENT, UNKNOWN, Enrolment, enrol, keep_as_graded, require_known
from dlcourse.graders.engine.intake.find import find_submissions
from dlcourse.graders.engine.intake.layouts import LAYOUTS
from dlcourse.graders.engine.intake.roster import read_roster
from dlcourse.graders.engine.text import counted, listed, one_line

MAX_NAMED = 10


@click.command("grade")
@click.argument("week", shell_complete=completing.weeks)
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The folder for results; made if it is missing. Required unless --list is given.",
)
@click.option(
    "--layout",
    type=click.Choice(list(LAYOUTS)),
    metavar="LAYOUT",
    help=f"How SUBMISSIONS is arranged, if it can be read in several ways: {', '.join(LAYOUTS)}.",
)
@click.option("--list", "only_list", is_flag=True, help="Show every student's id and files, and run nothing.")
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Who takes the course: a CSV of ids and names, or a gradebook exported from Canvas, Moodle or Gradescope. "
    "Puts names into grades.csv, and finds who handed in nothing. Stops at a submission of somebody else.",
)
@click.option(
    "--absent",
    type=click.Choice(ABSENT),
    help="Who is on the roster and handed in nothing. zero: graded with 0 points (default). leave-out: only listed.",
)
@click.option(
    "--unknown",
    type=click.Choice(UNKNOWN),
    help="Who is not on the roster. stop: nothing is run (default). keep: graded, without a name. "
    "leave-out: only listed.",
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
    "--add",
    is_flag=True,
    help="Add SUBMISSIONS to the results in --out: who is not among them stays as graded. For late work.",
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
    out: Path | None,
    layout: str | None,
    only_list: bool,
    roster: Path | None,
    absent: str | None,
    unknown: str | None,
    seed_file: Path | None,
    jobs: int | None,
    force: bool,
    again: tuple[str, ...],
    add: bool,
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
    _reject_odd_options(ctx, out, roster, listing=only_list, absent=absent, unknown=unknown, add=add, forget=forget)
    course = open_course(ctx)
    topics = course.weeks[course.week(week).name]
    people = read_roster(roster) if roster else None
    intake = find_submissions(submissions, week, topics, layout=layout or "", roster=people)
    count = len(intake.submissions)
    click.echo(f"Read as {intake.layout}: {counted(count, 'student')}.", err=True)
    earlier = ResultsFolder(out.resolve()).earlier_class() if out else None
    absent, unknown = absent or ABSENT[0], unknown or UNKNOWN[0]
    enrolment = Enrolment()
    if people:
        known = earlier.by_person if earlier else {}
        enrolment = enrol(intake, people, unknown=unknown, absent=absent, earlier=known, add=add)
        click.echo(said_of(enrolment, absent), err=True)
    if add and earlier:
        keep_as_graded(intake, earlier.students)
    if only_list:
        show_list(intake, len(topics), enrolment, frozenset(earlier.students) if earlier and add else None)
    if unknown == "stop":
        require_known(enrolment, count, str(roster))
    if only_list or out is None:
        return
    options = GradeOptions(isolation, jobs, again, force, forget, add)
    grading = Grading(course, week, submissions, intake, out, options)
    if add and earlier:
        _say_what_is_added(grading.students, earlier)
    target = Target.of(gradebook, formgrader, submissions)
    if isolation == "process":
        click.echo("Isolation: process. It protects from accidents; malicious code could read your files.", err=True)
    seed = course_seed(course.name, seed_file, lambda line: click.echo(line, err=True))
    try:
        graded = _grade(grading, seed)
    except KeyboardInterrupt:
        click.echo(f"\n{_stopped(grading)}", err=True)
        ctx.exit(130)
    except CourseError as error:
        if grading.summaries:
            click.echo(f"Error: {error}\n{_stopped(grading)}", err=True)
            ctx.exit(error.exit_code)
        raise
    _show(week, graded, out)
    if target is not None:
        target.write(lambda: grading.folder.records(graded.students), topics, intake.submissions)
    ctx.exit(3 if graded.broken else 0)


def _reject_odd_options(
    ctx: click.Context,
    out: Path | None,
    roster: Path | None,
    *,
    listing: bool,
    absent: str | None,
    unknown: str | None,
    add: bool,
    forget: bool,
) -> None:
    """Raise UsageError for options that do not go together."""
    if out is None and not listing:
        raise click.MissingParameter(ctx=ctx, param=next(p for p in ctx.command.params if p.name == "out"))
    if roster is None and (absent or unknown):
        raise click.UsageError(f"{'--absent' if absent else '--unknown'} needs --roster.", ctx)
    if add and forget:
        raise click.UsageError("--add keeps earlier students and --forget removes them: give one of the two.", ctx)
    if add and out is None:
        raise click.UsageError("--add needs --out, the folder of the results.", ctx)


def _say_what_is_added(students: Sequence[str], earlier: GradedClass) -> None:
    """Say how many students are new, and who is graded on other files than before."""
    again = [one_line(student) for student in students if student in earlier.handed_in]
    text = f"Added to {counted(len(earlier.students), 'student')}: {len(students) - len(again)} new"
    if again:
        text += f", {len(again)} again, graded only on what is here: {listed(again, MAX_NAMED)}"
    click.echo(f"{text}.", err=True)


def _stopped(grading: Grading) -> str:
    done, total = len(grading.summaries), len(grading.students)
    kept = ", which are kept" if done else ""
    return f"Stopped after {done} of {total}{kept}. No grades were written; the same command goes on."


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
