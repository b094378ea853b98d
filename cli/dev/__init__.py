"""`dlcourse dev`: the course author's commands."""

from __future__ import annotations

import click

from dlcourse.cli.lazy import LazyGroup

COMMANDS = {
    "new": "Make the files of a new topic.",
    "stubs": "Cut the stubs from the solutions.",
    "check": "Prove that every topic grades as it should.",
    "keys": "Make the keys that a student's package carries.",
    "pack": "Write what students may have of a course as one zip.",
}


@click.group("dev", cls=LazyGroup, package="dlcourse.cli.dev", commands_by_name=COMMANDS)
def command() -> None:
    """Write and prove a course (authors)."""
