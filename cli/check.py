"""dlcourse check"""

from __future__ import annotations

import click

from dlcourse.cli.common import open_course, topics_and_files
from dlcourse.cli.progress import check_with_progress
from dlcourse.graders.checking import check_topics
from dlcourse.graders.course import Topic
from dlcourse.graders.records import Results, TopicResult


@click.command("check")
@click.argument("target", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (schema dlcourse/results/v1).")
@click.pass_context
def command(ctx: click.Context, target: str | None, as_json: bool) -> None:
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
        results = check_with_progress(files, workspace)
        say_what_it_adds_up_to([topic for topic, _ in files], results)
    statuses = {check.status for result in results for check in result.checks}
    ctx.exit(3 if "broken" in statuses else int(statuses != {"passed"}))


def say_what_it_adds_up_to(topics: list[Topic], results: list[TopicResult]) -> None:
    """Print the points, and the next step where there is one."""
    from dlcourse.cli import view  # noqa: PLC0415

    click.echo(view.summary(topics, results))
    unfinished = [(t, r) for t, r in zip(topics, results, strict=True) if r.status != "passed"]
    if not unfinished:
        click.echo("Everything that you can see passes. Well done!")
    elif len(topics) > 1:
        topic, result = next((pair for pair in unfinished if pair[1].status != "not_started"), unfinished[0])
        verb = "Start with" if result.status == "not_started" else "Go on with"
        click.echo(f"{verb} {topic.week.name}/{topic.file_name}, then: dlcourse check {topic.name}")
    else:
        click.echo(f"One step at a time: dlcourse hint {topics[0].name}")
