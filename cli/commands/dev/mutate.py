"""dlcourse dev mutate"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, with_course
from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.sandboxes import reference_sandbox
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.judge.judge import open_checks
from dlcourse.graders.engine.proving.findings import location
from dlcourse.graders.engine.proving.mutating import GradedMutant, grade_mutants, judges_subject, violations
from dlcourse.graders.engine.text import counted


@click.command("mutate")
@click.argument("target", metavar="WEEK|TOPIC", shell_complete=completing.targets)
@click.option(
    "-v", "--verbose", is_flag=True, help="Show also which mistakes mutants are recognised as: is the sentence true?"
)
@click.pass_context
def command(ctx: click.Context, target: str, verbose: bool) -> None:
    """Change the reference in small ways, and show which changes no check catches.

    A change (mutant) that survives needs a check that it fails; if it is right, the mistakes' file says so with `survives`.
    A mutant that is caught but not recognised is often the next good mistake.
    """
    course = open_course(ctx)
    found = 0
    with Collectors(reference_sandbox) as collectors:
        for topic in course.find(target):
            with open_checks([topic], hidden=True) as checks:
                graded = list(grade_mutants(judges_subject(topic, collectors), collectors, checks, _say))
            _show(topic, graded, verbose=verbose)
            for finding in violations(topic, graded):
                click.echo(with_course(ctx, f"{finding.where}: {finding.says}"))
                found += 1
    if found:
        click.echo(f"{counted(found, 'violation')}.")
        ctx.exit(1)


def _say(what: str) -> None:
    """Show how far it is, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r{what} ", err=True, nl=False)


def _show(topic: Topic, graded: Sequence[GradedMutant], *, verbose: bool) -> None:
    """Show how many mutants are caught and recognised, and those that are told nothing."""
    caught = [item for item in graded if item.caught_by]
    untold = [item for item in caught if not item.told]
    click.echo(
        f"{topic.id}: {counted(len(graded), 'mutant')}, {len(caught)} caught, {len(caught) - len(untold)} of these recognised; "
        f"{len(graded) - len(caught)} survive, {len(topic.survivors)} for a reason."
    )
    _list(topic, "Caught, but not recognised:", [(item, item.caught_by) for item in untold])
    if verbose:
        _list(topic, "Recognised:", [(item, item.told) for item in caught if item.told])


def _list(topic: Topic, title: str, rows: Sequence[tuple[GradedMutant, Sequence[str]]]) -> None:
    if rows:
        click.echo(title)
    for item, names in rows:
        click.echo(f"  {location(topic, topic.solution)}:{item.mutant.line}: {item.mutant.name}  ({', '.join(names)})")
