"""The table of a class: each student's points by topic, and what an instructor should look at."""

from __future__ import annotations

import click

from dlcourse.graders.engine.batch.grading import Graded
from dlcourse.graders.engine.batch.messages import Summary
from dlcourse.graders.engine.text import counted, one_line, points

MAX_ROWS = 60
MAX_COLUMNS = 6  # of topics; more topics are only counted


def show_class(week: str, graded: Graded) -> None:
    """Print one row per student, in order; of a large class only the rows with remarks.

    Each topic has a column. If there are many topics, two columns count those that are passed and started.
    """
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from dlcourse.cli.terminal.console import console  # noqa: PLC0415

    subjects, rows = graded.subjects, graded.summaries
    maxima = [sum(check.points for check in subject.checks.values()) for subject in subjects]
    few = len(subjects) <= MAX_COLUMNS
    title = f"{week}: {counted(len(rows), 'submission')}"
    table = Table(title=title, caption="– not started" if few else "", caption_justify="left")
    table.add_column("student")
    if few:
        for subject, maximum in zip(subjects, maxima, strict=True):
            table.add_column(f"{subject.topic.name}\n/{points(maximum)}", justify="right")
    else:
        for what in ("passed", "started"):
            table.add_column(f"{what}\n/{len(subjects)}", justify="right")
    table.add_column(f"points\n/{points(sum(maxima))}", justify="right", style="bold")
    table.add_column("what happened")
    with_remarks = [row for row in rows if remarks(row)]
    shown = rows if len(rows) <= MAX_ROWS else with_remarks[:MAX_ROWS]
    for row in shown:
        broken = row.error or any("broken" in topic.remarks for topic in row.topics)
        cells = _points_by_topic(row, len(subjects)) if few else _counts(row)
        last = Text(remarks(row), style="yellow" if broken else "")
        table.add_row(Text(one_line(row.student)), *cells, points(row.points), last)
    console().print(table)
    if len(shown) < len(rows):
        which = "those" if len(shown) == len(with_remarks) else f"{len(shown)} of the {len(with_remarks)}"
        click.echo(f"{len(shown)} of {len(rows)} rows: {which} with something to look at. All are in grades.csv.")


def _points_by_topic(row: Summary, topics: int) -> list[str]:
    cells = ["–" if topic.status == "not_started" else points(topic.points) for topic in row.topics]
    return cells + [""] * (topics - len(cells))


def _counts(row: Summary) -> list[str]:
    """Return how many topics are passed and started; nothing for a student who could not be graded."""
    if not row.topics:
        return ["", ""]
    passed = sum(topic.status == "passed" for topic in row.topics)
    started = sum(topic.status != "not_started" for topic in row.topics)
    return [str(passed), str(started)]


def remarks(summary: Summary) -> str:
    """Return what an instructor should look at in a submission, in a few words; empty if there is nothing."""
    if summary.error:
        return f"broken: {one_line(summary.error)}"
    if not_started(summary):
        return "not started"
    by_topic = {topic.topic: one_line(", ".join(topic.remarks)) for topic in summary.topics}
    different = set(by_topic.values())
    if len(by_topic) > 1 and len(different) == 1 and "" not in different:
        return f"every topic: {different.pop()}"
    return "; ".join(f"{topic}: {remark}" for topic, remark in by_topic.items() if remark)


def not_started(summary: Summary) -> bool:
    """Return whether no topic of a submission is started."""
    return bool(summary.topics) and all(topic.status == "not_started" for topic in summary.topics)
