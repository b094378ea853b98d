"""dlcourse dev show"""

from __future__ import annotations

import click

from dlcourse.cli import completing
from dlcourse.cli.common import one_topic, open_course
from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.sandboxes import reference_sandbox
from dlcourse.graders.engine.proving.overview import MistakeRow, Overview, overview
from dlcourse.graders.engine.text import counted, number


@click.command("show")
@click.argument("topic", shell_complete=completing.topics)
@click.pass_context
def command(ctx: click.Context, topic: str) -> None:
    """Show each mistake of a topic: the points that it loses, the checks that it fails, and what a student is told.

    Below: mistakes that cost far more than the check that they name, evidence that no check compares, and pairs of mistakes
    that hide each other.
    """
    found = one_topic(open_course(ctx), topic, "dev show")
    with Collectors(reference_sandbox) as collectors:
        _show(overview(found, collectors))


def _show(shown: Overview) -> None:
    topic, checks = shown.subject.topic, shown.subject.checks
    total = sum(check.points for check in checks.values())
    click.echo(
        f"{topic.id}: {counted(len(checks), 'check')}, {number(total)} points, {counted(len(shown.mistakes), 'mistake')}"
    )
    width = max(map(len, checks))
    for count, check in enumerate(checks.values(), start=1):
        hidden = "  hidden" if check.hidden else ""
        click.echo(f"  {count:2}  {check.name:{width}}  {number(check.points)}{hidden}")
    numbers = {name: count for count, name in enumerate(checks, start=1)}
    width = max((len(row.name) for row in shown.mistakes), default=0)
    click.echo(f"\n  {'mistake':{width}}  {'lost':>5}  fails")
    for row in shown.mistakes:
        fails = " ".join(str(numbers[name]) for name in row.fails)
        click.echo(f"  {row.name:{width}}  {number(row.lost):>5}  {fails}{_more(row)}")
    dear = [f"{row.name}: {number(row.lost)} of {number(total)} points" for row in shown.mistakes if row.dear]
    _list(
        "Cost far more than the check that they name; if that is too much, let other checks compare only what they leave right",
        dear,
    )
    _list("Compared by no check: compare it, or leave it out", list(shown.uncompared))
    pairs = [f"{one} and {other}: {where}" for one, other, where in shown.silent]
    _list("Leave the same wrong value with different sentences: from this value alone, neither is recognised", pairs)


def _more(row: MistakeRow) -> str:
    """Return the exception of a mistake, and what it is recognised as if that is not only itself."""
    raised = f"  raises {row.raised}" if row.raised else ""
    if row.told == (row.name,):
        return raised
    return f"{raised}  told as {', '.join(row.told)}" if row.told else f"{raised}  told nothing"


def _list(title: str, lines: list[str]) -> None:
    if lines:
        click.echo(f"\n{title}:")
    for line in lines:
        click.echo(f"  {line}")
