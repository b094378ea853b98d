"""dlcourse check"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, topics_and_files
from dlcourse.cli.terminal.options import display_options
from dlcourse.cli.terminal.progress import check_with_progress, say_what_is_lost
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.files import write_atomic
from dlcourse.graders.engine.results.records import Results, TopicResult
from dlcourse.graders.engine.student.checking import Checked, check_topics
from dlcourse.graders.engine.student.workspace import Workspace
from dlcourse.graders.engine.text import counted

if TYPE_CHECKING:
    from rich.console import Console


@click.command("check")
@click.argument("target", required=False, shell_complete=completing.targets)
@click.option("-v", "--verbose", is_flag=True, help="Show every check that does not pass in full, not only the first.")
@click.option("--durations", is_flag=True, help="Show how long each topic took.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (schema dlcourse/results/v1).")
@click.option("--junit", type=click.Path(path_type=Path, dir_okay=False), help="Also write JUnit XML to this file.")
@display_options
@click.pass_context
def command(
    ctx: click.Context, target: str | None, verbose: bool, durations: bool, as_json: bool, junit: Path | None
) -> None:
    """Check your work, offline, with the visible checks.

    In GitHub Actions it also annotates your lines and writes a summary of the job.

    TARGET: a week, week/topic, a topic, or a file. Without it: the week of this folder.
    """
    course = open_course(ctx)
    workspace, files = topics_and_files(course, target)
    started = time.perf_counter()
    if as_json:
        done = list(check_topics(files, workspace=workspace))
        say_what_is_lost(done)
    else:
        check = _check_on_github if os.environ.get("GITHUB_ACTIONS") == "true" else _check_and_show
        done = check(files, workspace, verbose=verbose)
        if durations:
            _show_durations(done, started)
    results = [checked.result for checked in done]
    record = Results.of(course.name, None, files[0][0].week.name, results)
    if as_json:
        click.echo(record.to_json(indent=True))
    if junit is not None:
        from dlcourse.graders.engine.results.junit import as_junit  # noqa: PLC0415

        write_atomic(junit, as_junit(record))
    statuses = {one.status for result in results for one in result.checks}
    ctx.exit(3 if "broken" in statuses else int(statuses != {"passed"}))


def _check_on_github(files: list[tuple[Topic, Path]], workspace: Workspace | None, *, verbose: bool) -> list[Checked]:
    """Check and print as elsewhere, but so that GitHub obeys nothing of it; then annotate the lines and write the summary."""
    from dlcourse.cli.terminal import github  # noqa: PLC0415

    with github.no_commands():
        done = _check_and_show(files, workspace, verbose=verbose)
    github.report(done)
    return done


def _check_and_show(files: list[tuple[Topic, Path]], workspace: Workspace | None, *, verbose: bool) -> list[Checked]:
    """Check, and print the lines of each topic, then a summary."""

    def show(out: Console, topic: Topic, result: TopicResult) -> None:
        from dlcourse.cli.terminal import view  # noqa: PLC0415  imports rich, while the worker imports torch

        view.show_topic(out, topic, result, full=len(files) == 1)

    done = check_with_progress(files, workspace, show=show)
    _summarise(done, verbose=verbose)
    return done


def _summarise(done: list[Checked], *, verbose: bool) -> None:
    """Print the first problem in full (`verbose`: all), then the points and the next step."""
    from dlcourse.cli.terminal import panel, view  # noqa: PLC0415
    from dlcourse.cli.terminal.console import boxes, console, say  # noqa: PLC0415

    out = console()
    problems = [step for checked in done for step in panel.problems(checked.topic, checked.file, checked.result)]
    for step in problems if verbose else problems[:1]:
        out.print()
        out.print(panel.panel(out, step), soft_wrap=not boxes(out))
    if problems:
        out.print()
    say(out, view.summary([checked.topic for checked in done], [checked.result for checked in done]))
    more = len(problems) - 1
    if more > 0 and not verbose:
        say(out, f"{counted(more, 'more problem')}; -v shows all in full.")
    say(out, _next_step(done))
    if not problems and (noted := [c.topic for c in done if c.topic.has_note and c.result.status == "passed"]):
        say(out, f"notes: dlcourse notes {noted[0].name if len(noted) == 1 else 'TOPIC'}")


def _next_step(done: list[Checked]) -> str:
    """Return what to do next, as a sentence."""
    unfinished = [checked for checked in done if checked.result.status != "passed"]
    if not unfinished:
        return "All visible checks pass. Well done!"
    begun = [checked for checked in unfinished if checked.result.status != "not_started"]
    topic, result = (begun or unfinished)[0].topic, (begun or unfinished)[0].result
    if len(done) > 1:
        verb = "Go on with" if begun else "Start with"
        return f"{verb} {topic.week.name}/{topic.file_name}, then: dlcourse check {topic.name}"
    first = next((check for check in result.checks if check.status not in ("passed", "blocked")), None)
    if first is not None and first.hints:  # the check that `dlcourse hint` is about
        return f"One step at a time: dlcourse hint {topic.name}"
    return f"Make your code run first, then: dlcourse check {topic.name}"


def _show_durations(done: list[Checked], started: float) -> None:
    """Print the time until the first topic ran, then that of each topic, the longest first. started: of the command."""
    ran = [(checked.seconds, checked.topic.id) for checked in done if checked.seconds is not None]
    first = min((checked.begun for checked in done if checked.begun is not None), default=started)
    click.echo(f"{first - started:8.2f} s  starting")
    for seconds, name in sorted(ran, reverse=True):
        click.echo(f"{seconds:8.2f} s  {name}")
