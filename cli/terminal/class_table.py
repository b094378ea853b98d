"""The table of a class: points by topic, and what happened where something did."""

from __future__ import annotations

import click

from dlcourse.graders.engine.batch.grading import Graded
from dlcourse.graders.engine.batch.messages import Summary
from dlcourse.graders.engine.text import one_line, points

MAX_ROWS = 60
MAX_COLUMNS = 6  # of topics, beyond which they are only counted


def show_class(week: str, graded: Graded) -> None:
    """Print one row per student, in order; of a large class only the rows with something to look at.

    Each topic has a column, where they are few; of many it is said how many are passed and begun.
    """
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from dlcourse.cli.terminal.console import console  # noqa: PLC0415

    subjects, rows = graded.subjects, graded.summaries
    most = [sum(check.points for check in subject.checks.values()) for subject in subjects]
    few = len(subjects) <= MAX_COLUMNS
    table = Table(
        title=f"{week}: {len(rows)} submissions", caption="– not started" if few else "", caption_justify="left"
    )
    table.add_column("student")
    if few:
        for subject, maximum in zip(subjects, most, strict=True):
            table.add_column(f"{subject.topic.name}\n/{points(maximum)}", justify="right")
    else:
        for what in ("passed", "begun"):
            table.add_column(f"{what}\n/{len(subjects)}", justify="right")
    table.add_column(f"points\n/{points(sum(most))}", justify="right", style="bold")
    table.add_column("what happened")
    odd = [row for row in rows if remarks(row)]
    shown = rows if len(rows) <= MAX_ROWS else odd[:MAX_ROWS]
    for row in shown:
        if few:
            shares = ["–" if topic.status == "not_started" else points(topic.points) for topic in row.topics]
            shares += [""] * (len(subjects) - len(shares))
        else:
            passed = sum(topic.status == "passed" for topic in row.topics)
            begun = sum(topic.status != "not_started" for topic in row.topics)
            shares = [str(passed), str(begun)] if row.topics else ["", ""]
        broken = row.error or any("broken" in topic.remarks for topic in row.topics)
        table.add_row(
            Text(one_line(row.student)),
            *shares,
            points(row.points),
            Text(remarks(row), style="yellow" if broken else ""),
        )
    console().print(table)
    if len(shown) < len(rows):
        which = "those" if len(shown) == len(odd) else f"{len(shown)} of the {len(odd)}"
        click.echo(f"{len(shown)} of {len(rows)} rows: {which} with something to look at. All are in grades.csv.")


def remarks(said: Summary) -> str:
    """Return what an instructor would want to know of a submission, in a few words."""
    if said.error:
        return f"broken: {one_line(said.error)}"
    if said.topics and all(topic.status == "not_started" for topic in said.topics):
        return "nothing begun"
    told = [", ".join(topic.remarks) for topic in said.topics]
    if len(told) > 1 and told[0] and len(set(told)) == 1:
        return f"every topic: {one_line(told[0])}"
    return "; ".join(f"{topic.topic}: {one_line(what)}" for topic, what in zip(said.topics, told, strict=True) if what)
