"""dlcourse dev check"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, with_course
from dlcourse.graders.engine.course import stubs
from dlcourse.graders.engine.course.course import Course, Topic
from dlcourse.graders.engine.files import write_atomic
from dlcourse.graders.engine.proving.changed import changed_files
from dlcourse.graders.engine.proving.filling import fill_caught_by
from dlcourse.graders.engine.proving.findings import Proof, Row, location
from dlcourse.graders.engine.proving.prove import prove
from dlcourse.graders.engine.proving.reports import as_json as to_json
from dlcourse.graders.engine.proving.reports import as_junit
from dlcourse.graders.engine.proving.running import Proving
from dlcourse.graders.engine.text import counted


@click.command("check")
@click.argument("target", metavar="[WEEK|TOPIC]", required=False, shell_complete=completing.targets)
@click.option(
    "--seeds",
    type=click.IntRange(min=0),
    metavar="N",
    default=0,
    help="Prove with this many other seeds, on one and on two threads, that no check fails a right solution.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="How many topics to prove at once. Default: all cores."
)
@click.option("--mutate", is_flag=True, help="Also show that no small change of a reference passes (see `dev mutate`).")
@click.option(
    "--fill",
    is_flag=True,
    help="First write `caught_by` of mistakes that do not say it: the first check that catches it.",
)
@click.option(
    "--since", metavar="COMMIT", help="Only topics with files that have changed since this commit (needs git)."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (schema dlcourse/proof/v1).")
@click.option("--junit", type=click.Path(path_type=Path, dir_okay=False), help="Also write JUnit XML to this file.")
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Show each check with the mistakes that it catches and its slowest probe, and what stays in stubs.",
)
@click.pass_context
def command(
    ctx: click.Context,
    target: str | None,
    seeds: int,
    jobs: int | None,
    mutate: bool,
    fill: bool,
    since: str | None,
    as_json: bool,
    junit: Path | None,
    verbose: bool,
) -> None:
    """Prove the course, or one topic of it.

    The reference gets full marks, twice with the same evidence. The untouched stub gets none. Every mistake is caught
    by the check that it names, and recognised. Every check catches a mistake. Every variant gets full marks. Points
    add up. Hints and docstrings are there, and their examples are true. Stubs are in step. Every file belongs to a topic.
    """
    course = open_course(ctx)
    topics = _topics(course, target, since)
    if fill:
        for line in fill_caught_by(topics):
            click.echo(line, err=as_json)
        course = open_course(ctx)
        topics = _topics(course, target, since)
    how = Proving(seeds=seeds, mutate=mutate)
    proof = prove(course, topics, how, jobs=jobs or os.cpu_count() or 1, say=_say)
    sentence = _in_a_sentence(topics, proof, seeds)
    if junit is not None:
        write_atomic(junit, as_junit(proof, topics))
    if as_json:
        click.echo(to_json(proof, topics))
    else:
        _show_all(ctx, topics if verbose else [], proof, sentence)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        from dlcourse.cli.terminal import github  # noqa: PLC0415

        github.report_proof(proof, course.root, sentence)
    ctx.exit(int(bool(proof.violations)))


def _topics(course: Course, target: str | None, since: str | None) -> Sequence[Topic]:
    """Return the topics to prove."""
    topics = course.find(target) if target else course.topics
    if since is None:
        return topics
    changed = changed_files(course.root, since)
    return [topic for topic in topics if not changed.isdisjoint(topic.files)]


def _show_all(ctx: click.Context, in_full: Sequence[Topic], proof: Proof, sentence: str) -> None:
    """Print the proof. in_full: the topics whose table is shown."""
    for topic in in_full:
        if rows := proof.table.get(topic.id):
            _show(topic, rows)
    for line in proof.warnings:
        click.echo(with_course(ctx, f"warning: {line}"), err=True)
    for line in proof.violations:
        click.echo(with_course(ctx, line))
    click.echo(sentence)


def _in_a_sentence(topics: Sequence[Topic], proof: Proof, seeds: int) -> str:
    """Return the number of violations, or what was proved."""
    if proof.violations:
        return f"{counted(len(proof.violations), 'violation')}."
    checks = sum(len(topic.checks(hidden=True)) for topic in topics)
    mistakes = sum(len(topic.mistakes) for topic in topics)
    variants = sum(len(topic.variants) for topic in topics)
    more = f", and with {counted(seeds, 'other seed')}" if seeds else ""
    return (
        f"{counted(len(topics), 'topic')}, {counted(checks, 'check')}: {counted(mistakes, 'mistake')} caught and recognised, "
        f"{counted(variants, 'variant')} with full marks{more}."
    )


def _say(what: str) -> None:
    """Show how far it is, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"proving {what} …", err=True)


def _show(topic: Topic, rows: Sequence[Row]) -> None:
    """Show for each check how many mistakes it catches and the seconds of its slowest probe; and what stays in the stub."""
    click.echo(topic.id)
    width = max(len(row.check) for row in rows)
    for row in rows:
        caught = f"{row.mistakes:3} mistake{' ' if row.mistakes == 1 else 's'}"
        click.echo(f"  {row.check:{width}}  {caught}  {row.seconds:5.2f} of {row.limit:g} s")
    for line in stubs.staying(topic.solution.read_text(encoding="utf-8"), location(topic, topic.solution)):
        click.echo(f"  {line}")
