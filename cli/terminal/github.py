"""A check inside of GitHub Actions: annotations on the student's lines, and a table in the job's summary.

Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from dlcourse.cli.terminal.panel import HELPFUL, Step, line_of
from dlcourse.cli.terminal.view import summary
from dlcourse.graders.engine.student.checking import Checked
from dlcourse.graders.engine.text import one_line, points

MAX_ANNOTATIONS = 10  # of one kind in one step: GitHub shows no more


@contextlib.contextmanager
def no_commands() -> Iterator[None]:
    """Let what is printed inside be text to GitHub, whatever a student's code says."""
    token = secrets.token_hex(16)
    click.echo(f"::stop-commands::{token}")
    try:
        yield
    finally:
        click.echo(f"::{token}::")


def report(done: Sequence[Checked]) -> None:
    """Annotate what went wrong, and append a table of topics to the job's summary, where GitHub gave a file for it."""
    _annotate(done)
    if place := os.environ.get("GITHUB_STEP_SUMMARY"):
        _summarise(done, Path(place))


def _annotate(done: Sequence[Checked]) -> None:
    wrong = [
        Step(checked.topic, checked.file, check)
        for checked in done
        for check in checked.result.checks
        if check.status in (*HELPFUL, "broken")
    ]
    for step in wrong[:MAX_ANNOTATIONS]:
        line = step.check.source_line or line_of(step.file, step.check.exercise)
        file = os.path.relpath(step.file, os.environ.get("GITHUB_WORKSPACE") or None)
        kind = "warning" if step.check.status == "broken" else "error"
        title = _property(one_line(f"{step.topic.name}: {step.check.title}"))
        click.echo(f"::{kind} file={_property(file)},line={line},title={title}::{_data(step.check.message)}")


def _summarise(done: Sequence[Checked], place: Path) -> None:
    rows = ["| topic | state | points |", "|---|---|---:|"]
    for checked in done:
        title, result = checked.topic.entry.title, checked.result
        state = result.status.replace("_", " ")
        rows.append(f"| {title} | {state} | {points(result.points)}/{points(result.max_points)} |")
    sentence = summary([checked.topic for checked in done], [checked.result for checked in done])
    with place.open("a", encoding="utf-8") as file:
        file.write("\n".join([f"### {done[0].topic.week.title}", "", *rows, "", sentence, ""]) + "\n")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
