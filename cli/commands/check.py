"""dlcourse check"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, topics_and_files
from dlcourse.cli.terminal.options import look_options
from dlcourse.cli.terminal.progress import check_with_progress, say_what_is_lost
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.files import write_atomic
from dlcourse.graders.engine.results.records import Results, TopicResult
from dlcourse.graders.engine.student.checking import Checked, check_topics
from dlcourse.graders.engine.student.workspace import Workspace
from dlcourse.graders.engine.text import counted

if TYPE_CHECKING:
    from rich.console import Console

Done = list[tuple[Topic, Path, TopicResult]]


@click.command("check")
@click.argument("target", required=False, shell_complete=completing.targets)
@click.option("-v", "--verbose", is_flag=True, help="Show every check that does not pass in full, not only the first.")
@click.option("--durations", is_flag=True, help="Show how long each topic took.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (schema dlcourse/results/v1).")
@click.option("--junit", type=click.Path(path_type=Path, dir_okay=False), help="Also write JUnit XML to this file.")
@look_options
@click.pass_context
def command(
    ctx: click.Context, target: str | None, verbose: bool, durations: bool, as_json: bool, junit: Path | None
) -> None:
    """Check your work, offline, with the checks that you can see.

    In GitHub Actions it also annotates your lines and writes a summary of the job.

    TARGET: a week, week/topic, a topic, or a file. Without it: the week of this folder.
    """
    course = open_course(ctx)
    workspace, files = topics_and_files(course, target)
    begun = time.perf_counter()
    if as_json:
        done = list(check_topics(files, workspace=workspace))
        say_what_is_lost(done)
    elif os.environ.get("GITHUB_ACTIONS") == "true":
        from dlcourse.cli.terminal import github  # noqa: PLC0415

        with github.no_commands():
            done = _check(files, workspace, verbose=verbose)
        github.report(_with_files(files, done))
    else:
        done = _check(files, workspace, verbose=verbose)
    if durations and not as_json:
        say_how_long(done, begun)
    results = [checked.result for checked in done]
    record = Results.of(course.name, None, files[0][0].week.name, results)
    if as_json:
        click.echo(record.to_json(indent=True))
    if junit is not None:
        from dlcourse.graders.engine.results.junit import as_junit  # noqa: PLC0415

        write_atomic(junit, as_junit(record))
    statuses = {check.status for result in results for check in result.checks}
    ctx.exit(3 if "broken" in statuses else int(statuses != {"passed"}))


def _check(files: list[tuple[Topic, Path]], workspace: Workspace | None, *, verbose: bool) -> list[Checked]:
    """Check, and tell of it in lines."""

    def show(out: Console, topic: Topic, result: TopicResult) -> None:
        from dlcourse.cli.terminal import view  # noqa: PLC0415  imports rich; by now the worker imports torch

        view.show_topic(out, topic, result, full=len(files) == 1)

    done = check_with_progress(files, workspace, show=show)
    say_what_it_adds_up_to(_with_files(files, done), verbose=verbose)
    return done


def _with_files(files: list[tuple[Topic, Path]], done: list[Checked]) -> Done:
    return [(topic, file, checked.result) for (topic, file), checked in zip(files, done, strict=True)]


def say_what_it_adds_up_to(done: Done, *, verbose: bool) -> None:
    """Print the first problem in full, or all of them, then the points, and the next step where there is one."""
    from dlcourse.cli.terminal import panel, view  # noqa: PLC0415
    from dlcourse.cli.terminal.console import boxes, console, say  # noqa: PLC0415

    out = console()
    steps = list(panel.problems(done))
    for step in steps if verbose else steps[:1]:
        out.print()
        out.print(panel.panel(out, step), soft_wrap=not boxes(out))
    if steps:
        out.print()
    say(out, view.summary([topic for topic, _, _ in done], [result for _, _, result in done]))
    more = len(steps) - 1
    if more > 0 and not verbose:
        say(out, f"{counted(more, 'more problem')}; -v shows all in full.")
    unfinished = [(topic, result) for topic, _, result in done if result.status != "passed"]
    if not unfinished:
        say(out, "Everything that you can see passes. Well done!")
    elif len(done) > 1:
        topic, result = next((pair for pair in unfinished if pair[1].status != "not_started"), unfinished[0])
        verb = "Start with" if result.status == "not_started" else "Go on with"
        say(out, f"{verb} {topic.week.name}/{topic.file_name}, then: dlcourse check {topic.name}")
    else:
        topic, result = unfinished[0]
        begun = [check for check in result.checks if check.status not in ("passed", "blocked")]
        if begun[:1] and begun[0].hints:  # the one that `dlcourse hint` is about
            say(out, f"One step at a time: dlcourse hint {topic.name}")
        else:
            say(out, f"Make your code run first, then: dlcourse check {topic.name}")


def say_how_long(done: list[Checked], begun: float) -> None:
    """Print the time of each topic that ran, the longest first, and what came before the first."""
    ran = [(checked.seconds, checked.topic.id) for checked in done if checked.seconds is not None]
    first = min((checked.begun for checked in done if checked.begun is not None), default=begun)
    click.echo(f"{first - begun:8.2f} s  starting")
    for seconds, name in sorted(ran, reverse=True):
        click.echo(f"{seconds:8.2f} s  {name}")
