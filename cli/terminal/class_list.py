"""The list of a class before anything runs: every student's id, files, and name on the roster."""

from __future__ import annotations

from collections.abc import Collection

import click

from dlcourse.graders.engine.intake.enrolment import Enrolment
from dlcourse.graders.engine.intake.submissions import Intake, Submission
from dlcourse.graders.engine.text import counted, listed, one_line

MAX_ID = 60  # characters of an id
FEW = 3  # topics that are named
MAX_ABSENT = 10


def said_of(enrolment: Enrolment, absent: str) -> str:
    """Return one line on who is on the roster and who handed in nothing. absent: what is done with those."""
    total = enrolment.matched + enrolment.earlier + len(enrolment.absent)
    text = f"Roster: {enrolment.matched} of {total} handed in"
    if enrolment.earlier:
        text += f", {enrolment.earlier} more {'is' if enrolment.earlier == 1 else 'are'} in the results already"
    if not enrolment.absent:
        return f"{text}."
    names = listed([str(person) for person in enrolment.absent], MAX_ABSENT)
    return f"{text}. Nothing from: {names} ({'0 points' if absent == 'zero' else 'not graded'})."


def show_list(intake: Intake, topics: int, enrolment: Enrolment, earlier: Collection[str] | None) -> None:
    """Print a line per student, then the notes. topics: how many the week has.

    earlier: the students of the results to which these are added; None if they are not added to any.
    """
    unknown = {each.student: str(each).partition(": ")[2] for each in enrolment.unknown}
    rows = []
    for submission in intake.submissions:
        about = [_files(submission, topics)]
        if submission.name or submission.person:
            about.append(one_line(submission.name or submission.person.partition(":")[2]))
        elif submission.student in unknown:
            about.append(f"not on the roster; {unknown[submission.student]}")
        if earlier is not None:
            about.append("graded before" if submission.student in earlier else "new")
        rows.append([one_line(submission.student, MAX_ID), *about])
    widths = [max(map(len, column)) for column in zip(*([*row, "", "", ""][:4] for row in rows), strict=True)]
    for row in rows:
        click.echo("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)).rstrip())
    for note in intake.notes:
        click.echo(f"Note: {one_line(note.about)}: {note.text}")
    click.echo("Nothing was run: this is only the list.")


def _files(submission: Submission, topics: int) -> str:
    """Return how many of the week's files a student handed in, and which if they are few."""
    if submission.absent:
        return "absent"
    names = sorted(submission.files)
    count = f"{len(names)} of {counted(topics, 'file')}"
    return f"{count}: {', '.join(names)}" if 0 < len(names) < min(topics, FEW + 1) else count
