"""dlcourse check"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dlcourse.cli import completing
from dlcourse.cli.common import all_topics_and_files, open_course
from dlcourse.cli.terminal.options import display_options
from dlcourse.cli.terminal.progress import check_with_progress, say_what_is_lost
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.files import write_atomic
from dlcourse.graders.engine.results.records import Results, TopicResult
from dlcourse.graders.engine.student.checking import Checked, check_topics, last_edited_first
from dlcourse.graders.engine.student.workspace import Workspace
from dlcourse.graders.engine.text import counted

if TYPE_CHECKING:
    from rich.console import Console

    from dlcourse.cli.terminal.panel import Drawn, Problem

PROMPT: Final = 1  # rows
IN_FULL: Final = "-v shows all in full."


@click.command("check")
@click.argument("targets", metavar="[TARGET]...", nargs=-1, shell_complete=completing.targets)
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Show every check that does not pass in full, and what your code printed in those that pass.",
)
@click.option("--durations", is_flag=True, help="Show how long each topic took.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (schema dlcourse/results/v1).")
@click.option("--junit", type=click.Path(path_type=Path, dir_okay=False), help="Also write JUnit XML to this file.")
@display_options
@click.pass_context
def command(
    ctx: click.Context, targets: tuple[str, ...], verbose: bool, durations: bool, as_json: bool, junit: Path | None
) -> None:
    """Check your work, offline, with the visible checks.

    In GitHub Actions it also annotates your lines and writes a summary of the job.

    TARGET: a week, week/topic, a topic, or a file; several topics of one week. Without it: the week of this folder.
    """
    course = open_course(ctx)
    workspace, files = all_topics_and_files(course, targets)
    started = time.perf_counter()
    if as_json:
        done = list(check_topics(files, workspace=workspace, prints=verbose))
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

    done = check_with_progress(files, workspace, prints=verbose, show=show)
    _summarise(done, workspace, verbose=verbose)
    return done


def _summarise(done: list[Checked], workspace: Workspace | None, *, verbose: bool) -> None:
    """Print the problem to work on in full (`verbose`: all), then the points and the next step.

    That is one in what was edited last. In a window, it is shortened so that its first rows stay in sight.
    """
    from dlcourse.cli.terminal import panel, view  # noqa: PLC0415
    from dlcourse.cli.terminal.console import boxes, console, say  # noqa: PLC0415

    out, by_edit = console(), last_edited_first(done)
    problems = [
        problem
        for checked in by_edit
        for problem in panel.problems(checked.topic, checked.file, checked.checks_in_order)
    ]
    below = [view.summary([checked.topic for checked in done], [checked.result for checked in done])]
    more = len(problems) - 1
    if more > 0 and not verbose:
        waiting = sum(check.status == "blocked" for checked in by_edit for check in checked.checks_in_order)
        waits = f", and {counted(waiting, 'check')} that {'waits' if waiting == 1 else 'wait'}" if waiting else ""
        below.append(f"{counted(more, 'more problem')}{waits}; {IN_FULL}")
    below += _next_steps(by_edit, workspace)
    drawn = None
    for problem in problems if verbose else problems[:1]:
        drawn = panel.fitted(out, problem, None) if verbose else _in_window(out, problem, below)
        out.print()
        out.print(drawn.shown, soft_wrap=not boxes(out))
    if drawn is not None and drawn.shortening.spaced:
        out.print()
    for line in below:
        say(out, line)


def _in_window(out: Console, problem: Problem, below: list[str]) -> Drawn:
    """Return a problem, shortened if its first rows would scroll away; then `below`, which comes after it, says how to see all."""
    from dlcourse.cli.terminal import panel  # noqa: PLC0415
    from dlcourse.cli.terminal.console import boxes, rows_of  # noqa: PLC0415

    whole = panel.fitted(out, problem, None)
    room = out.height - sum(len(rows_of(out, line)) for line in below) - PROMPT
    if not boxes(out) or whole.rows < room:
        return whole
    if not any(line.endswith(IN_FULL) for line in below):
        below.insert(1, f"This is shortened: {IN_FULL}")
        room -= 1
    return panel.fitted(out, problem, room)


def _next_steps(done: list[Checked], workspace: Workspace | None) -> list[str]:
    """Return what to do next, as sentences."""
    unfinished = [checked for checked in done if checked.result.status != "passed"]
    if not unfinished:
        return _after_green(done, workspace)
    begun = [checked for checked in unfinished if checked.result.status != "not_started"]
    checked = (begun or unfinished)[0]
    topic = checked.topic
    if len(done) > 1:
        verb = "Go on with" if begun else "Start with"
        return [f"{verb} {topic.week.name}/{topic.file_name}, then: dlcourse check {topic.name}"]
    first = next((check for check in checked.checks_in_order if check.status not in ("passed", "blocked")), None)
    if first is not None and first.hints:  # the check that `dlcourse hint` is about
        return [f"One step at a time: dlcourse hint {topic.name}"]
    return [f"Make your code run first, then: dlcourse check {topic.name}"]


def _after_green(done: list[Checked], workspace: Workspace | None) -> list[str]:
    """Return what to do next after topics that pass: the next one of the course that is not done, or a week to fetch."""
    said = ["All visible checks pass. Well done!"]
    if noted := [checked.topic.name for checked in done if checked.topic.has_note]:
        said.append(f"What is worth knowing about it now: dlcourse notes {noted[0] if len(noted) == 1 else 'TOPIC'}")
    if workspace is None:
        return said
    from dlcourse.cli.commands.status import next_step  # noqa: PLC0415  a check that does not pass does not need it

    topics = workspace.course.topics
    here = max(topics.index(checked.topic) for checked in done) + 1
    following = next_step(workspace, [*topics[here:], *topics[:here]])
    return list(dict.fromkeys([*said, following]))


def _show_durations(done: list[Checked], started: float) -> None:
    """Print the time until the first topic ran, then that of each topic, the longest first. started: of the command."""
    ran = [(checked.seconds, checked.topic.id) for checked in done if checked.seconds is not None]
    first = min((checked.begun for checked in done if checked.begun is not None), default=started)
    click.echo(f"{first - started:8.2f} s  starting")
    for seconds, name in sorted(ran, reverse=True):
        click.echo(f"{seconds:8.2f} s  {name}")
