"""dlcourse check"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, topics_and_files
from dlcourse.cli.look import look_options
from dlcourse.cli.progress import Checked, check_with_progress, say_what_is_lost
from dlcourse.graders.checking import check_topics
from dlcourse.graders.course import Topic
from dlcourse.graders.files import write_atomic
from dlcourse.graders.records import Results, TopicResult
from dlcourse.graders.workspace import Workspace

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
    if as_json:
        results: list[TopicResult] = []
        say_what_is_lost(check_topics(files, lambda _, result: results.append(result), workspace=workspace))
    elif os.environ.get("GITHUB_ACTIONS") == "true":
        from dlcourse.cli import github  # noqa: PLC0415

        with github.no_commands():
            results = _check(files, workspace, verbose=verbose, durations=durations)
        github.report(_together(files, results))
    else:
        results = _check(files, workspace, verbose=verbose, durations=durations)
    record = Results.of(course.name, None, files[0][0].week.name, results)
    if as_json:
        click.echo(record.to_json(indent=True))
    if junit is not None:
        from dlcourse.graders.junit import as_junit  # noqa: PLC0415

        write_atomic(junit, as_junit(record))
    statuses = {check.status for result in results for check in result.checks}
    ctx.exit(3 if "broken" in statuses else int(statuses != {"passed"}))


def _check(
    files: list[tuple[Topic, Path]], workspace: Workspace | None, *, verbose: bool, durations: bool
) -> list[TopicResult]:
    """Check, and tell of it in lines."""

    def show(out: Console, topic: Topic, result: TopicResult) -> None:
        from dlcourse.cli import view  # noqa: PLC0415  imports rich; by now the worker imports torch

        view.show_topic(out, topic, result, full=len(files) == 1)

    checked = check_with_progress(files, workspace, show=show)
    say_what_it_adds_up_to(_together(files, checked.results), verbose=verbose)
    if durations:
        say_how_long(checked)
    return checked.results


def _together(files: list[tuple[Topic, Path]], results: list[TopicResult]) -> Done:
    return [(topic, file, result) for (topic, file), result in zip(files, results, strict=True)]


def say_what_it_adds_up_to(done: Done, *, verbose: bool) -> None:
    """Print the first problem in full, or all of them, then the points, and the next step where there is one."""
    from dlcourse.cli import panel, view  # noqa: PLC0415
    from dlcourse.cli.terminal import boxes, console, say  # noqa: PLC0415

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
        say(out, f"{more} more {'problem' if more == 1 else 'problems'}; -v shows all in full.")
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


def say_how_long(checked: Checked) -> None:
    """Print the time of each topic that ran, the longest first, and what came before the first."""
    click.echo(f"{checked.starting:8.2f} s  starting")
    for name, seconds in sorted(checked.seconds.items(), key=lambda item: -item[1]):
        click.echo(f"{seconds:8.2f} s  {name}")
