"""A check inside GitHub Actions: annotations on the student's lines, and a table in the job's summary.

Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from dlcourse.cli.terminal.panel import IS_PROBLEM, Problem, line_of
from dlcourse.cli.terminal.view import summary
from dlcourse.graders.engine.proving.findings import Proof
from dlcourse.graders.engine.proving.reports import read_line
from dlcourse.graders.engine.student.checking import Checked
from dlcourse.graders.engine.text import one_line, points

MAX_ANNOTATIONS: Final = 10  # GitHub shows no more of one kind in one step


@contextlib.contextmanager
def no_commands() -> Iterator[None]:
    """Make GitHub read everything that is printed inside as text, also commands that student code prints."""
    token = secrets.token_hex(16)
    click.echo(f"::stop-commands::{token}")
    try:
        yield
    finally:
        click.echo(f"::{token}::")


def report(done: Sequence[Checked]) -> None:
    """Annotate each problem, and append a table of topics to the job's summary if GitHub gives a file for it."""
    _annotate(done)
    if summary_file := os.environ.get("GITHUB_STEP_SUMMARY"):
        _summarise(done, Path(summary_file))


def _annotate(done: Sequence[Checked]) -> None:
    problems = [
        Problem(checked.topic, checked.file, check)
        for checked in done
        for check in checked.result.checks
        if check.status in IS_PROBLEM
    ]
    for problem in problems[:MAX_ANNOTATIONS]:
        file = os.path.relpath(problem.file, os.environ.get("GITHUB_WORKSPACE") or None)
        kind = "warning" if problem.check.status == "broken" else "error"
        title = _property(one_line(f"{problem.topic.name}: {problem.check.title}"))
        where = f"file={_property(file)},line={line_of(problem)}"
        click.echo(f"::{kind} {where},title={title}::{_data(problem.check.message)}")


def report_proof(proof: Proof, root: Path, sentence: str) -> None:
    """Annotate each violation of `dev check`, and append them to the job's summary."""
    for line in map(read_line, proof.violations[:MAX_ANNOTATIONS]):
        place = os.path.relpath(root / line.file, os.environ.get("GITHUB_WORKSPACE") or None) if line.file else ""
        where = f" file={_property(place)},line={line.line or 1}" if place else ""
        click.echo(f"::error{where}::{_data(line.says)}")
    if summary_file := os.environ.get("GITHUB_STEP_SUMMARY"):
        lines = "".join(f"- {one_line(line, 1000)}\n" for line in proof.violations)
        with Path(summary_file).open("a", encoding="utf-8") as file:
            file.write(f"### dlcourse dev check\n\n{sentence}\n\n{lines}")


def _summarise(done: Sequence[Checked], summary_file: Path) -> None:
    rows = ["| topic | state | points |", "|---|---|---:|"]
    for checked in done:
        title, result = checked.topic.entry.title, checked.result
        state = result.status.replace("_", " ")
        rows.append(f"| {title} | {state} | {points(result.points)}/{points(result.max_points)} |")
    sentence = summary([checked.topic for checked in done], [checked.result for checked in done])
    with summary_file.open("a", encoding="utf-8") as file:
        file.write("\n".join([f"### {done[0].topic.week.title}", "", *rows, "", sentence, ""]) + "\n")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
