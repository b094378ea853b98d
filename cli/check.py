"""dlcourse check"""

from __future__ import annotations

from pathlib import Path

import click

from dlcourse.cli.common import open_course, topics_and_files
from dlcourse.cli.look import look_options
from dlcourse.cli.progress import Checked, check_with_progress
from dlcourse.graders.checking import check_topics
from dlcourse.graders.course import Topic
from dlcourse.graders.records import Results, TopicResult


@click.command("check")
@click.argument("target", required=False)
@click.option("-v", "--verbose", is_flag=True, help="Show every check that does not pass in full, not only the first.")
@click.option("--durations", is_flag=True, help="Show how long each topic took.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (schema dlcourse/results/v1).")
@look_options
@click.pass_context
def command(ctx: click.Context, target: str | None, verbose: bool, durations: bool, as_json: bool) -> None:
    """Check your work, offline, with the checks that you can see.

    TARGET: a week, week/topic, a topic, or a file. Without it: the week of this folder.
    """
    course = open_course(ctx)
    workspace, files = topics_and_files(course, target)
    if as_json:
        results: list[TopicResult] = []
        check_topics(files, lambda _, result: results.append(result), workspace=workspace)
        click.echo(Results.of(course.name, None, files[0][0].week.name, results).to_json(indent=True))
    else:
        from dlcourse.cli import view  # noqa: PLC0415  imports rich, meanwhile torch is imported

        checked = check_with_progress(
            files,
            workspace,
            show=lambda out, topic, result: view.show_topic(out, topic, result, full=len(files) == 1),
        )
        results = checked.results
        say_what_it_adds_up_to(files, results, verbose=verbose)
        if durations:
            say_how_long(checked)
    statuses = {check.status for result in results for check in result.checks}
    ctx.exit(3 if "broken" in statuses else int(statuses != {"passed"}))


def say_what_it_adds_up_to(files: list[tuple[Topic, Path]], results: list[TopicResult], *, verbose: bool) -> None:
    """Print the first problem in full, or all of them, then the points, and the next step where there is one."""
    from dlcourse.cli import panel, view  # noqa: PLC0415
    from dlcourse.cli.terminal import boxes, console  # noqa: PLC0415

    out = console()
    topics = [topic for topic, _ in files]
    steps = list(panel.problems((topic, file, result) for (topic, file), result in zip(files, results, strict=True)))
    for step in steps if verbose else steps[:1]:
        out.print()
        out.print(panel.panel(out, step), soft_wrap=not boxes(out))
    if steps:
        out.print()
    click.echo(view.summary(topics, results))
    more = len(steps) - 1
    if more > 0 and not verbose:
        click.echo(f"{more} more {'check does' if more == 1 else 'checks do'} not pass yet; -v shows all in full.")
    unfinished = [(t, r) for t, r in zip(topics, results, strict=True) if r.status != "passed"]
    if not unfinished:
        click.echo("Everything that you can see passes. Well done!")
    elif len(topics) > 1:
        topic, result = next((pair for pair in unfinished if pair[1].status != "not_started"), unfinished[0])
        verb = "Start with" if result.status == "not_started" else "Go on with"
        click.echo(f"{verb} {topic.week.name}/{topic.file_name}, then: dlcourse check {topic.name}")
    else:
        click.echo(f"One step at a time: dlcourse hint {topics[0].name}")


def say_how_long(checked: Checked) -> None:
    """Print the time of each topic that ran, the longest first, and what came before the first."""
    click.echo(f"{checked.starting:8.2f} s  starting")
    for name, seconds in sorted(checked.seconds.items(), key=lambda item: -item[1]):
        click.echo(f"{seconds:8.2f} s  {name}")
