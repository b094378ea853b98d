"""dlcourse dev try"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from dlcourse.cli import completing
from dlcourse.cli.common import one_topic, open_course
from dlcourse.cli.terminal.options import display_options
from dlcourse.graders.assertions import show
from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.sandboxes import reference_sandbox
from dlcourse.graders.engine.errors import CourseError, nearest
from dlcourse.graders.engine.evidence.evidence import Evidence, same_evidence, same_value
from dlcourse.graders.engine.evidence.wire import Tree
from dlcourse.graders.engine.proving import trying
from dlcourse.graders.engine.proving.trial import Ran


@click.command("try")
@click.argument("topic", shell_complete=completing.topics)
@click.argument("solution", metavar="[NAME|FILE]", default="reference")
@click.option(
    "--probe", "probes", multiple=True, metavar="PROBE", help="Only this probe (may be given more than once)."
)
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="The inputs of `dev check`'s seed N.")
@click.option(
    "--pdb",
    "debugger",
    is_flag=True,
    help="Run with this terminal: breakpoint() works, and pdb stops at an exception. It has no sandbox: never for a submission.",
)
@display_options
@click.pass_context
def command(
    ctx: click.Context, topic: str, solution: str, probes: tuple[str, ...], seed: int | None, debugger: bool
) -> None:
    """Run one solution of a topic: its inputs, what comes back beside what is expected, and what a student reads.

    NAME: a mistake, a variant, `reference` (the default) or `stub`. FILE: your own code. For a submission, use
    `dlcourse grade`.
    """
    found = one_topic(open_course(ctx), topic, "dev try")
    if unknown := [name for name in probes if name not in found.probes]:
        raise CourseError(f"{found.id} has no probe {unknown[0]!r}. {nearest(unknown[0], found.probes)}")
    trial = trying.find_solution(found, solution)
    with Collectors(reference_sandbox) as collectors:
        subject = trying.find_subject(found, collectors, seed, probes)
        if debugger:
            trying.debug(trial, subject, probes)
            return
        ran = trying.run(trial, subject, collectors)
    for probe in subject.probes:
        if not probes or probe.name in probes:
            _show_probe(subject.key.inputs[probe.name], ran.evidence[probe.name], subject.key.expected[probe.name])
    _show_panels(ran, Path(solution) if trial.example is None else found.stub)


def _show_probe(inputs: Mapping[str, Tree], got: Evidence, expected: Evidence) -> None:
    ended = got.outcome if got.outcome != "ok" else "as expected" if same_evidence(got, expected) else "differs"
    click.echo(f"{got.probe}  {ended}, {got.seconds:.3f} s")
    for name, value in inputs.items():
        _show_value(f"{name} (input)", value)
    for name, want in expected.values.items():
        if name not in got.values:
            _show_value(f"{name} (expected)", want)
        elif same_value(got.values[name], want):
            _show_value(f"{name} (as expected)", want)
        else:
            _show_value(f"{name} (returned)", got.values[name])
            _show_value(f"{name} (expected)", want)
    for failure in [got.failure] if got.failure else got.caught:
        where = f" in line {failure.line}: {failure.code}" if failure.line else ""
        _show_text("raised", f"{failure.type}: {failure.text}{where}")
    if got.output:
        _show_text("printed", got.output.rstrip())
    click.echo()


def _show_value(label: str, value: Tree) -> None:
    _show_text(label, show(value))


def _show_text(label: str, text: str) -> None:
    first, *more = text.splitlines() or [""]
    click.echo(f"  {label:24}  {first}")
    for line in more:
        click.echo(f"{'':28}{line}")


def _show_panels(ran: Ran, file: Path) -> None:
    """Show what a student reads, as `dlcourse check -v` does."""
    from dlcourse.cli.terminal import panel, view  # noqa: PLC0415
    from dlcourse.cli.terminal.console import boxes, console  # noqa: PLC0415

    out = console()
    view.show_topic(out, ran.topic, ran.result, full=True)
    for step in panel.problems(ran.topic, file, ran.result.checks):
        out.print()
        out.print(panel.panel(out, step), soft_wrap=not boxes(out))
