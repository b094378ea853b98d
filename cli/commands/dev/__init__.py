"""`dlcourse dev`: the course author's commands. They work on the course of the current folder (see `open_course`)."""

from __future__ import annotations

from typing import Any

import click

from dlcourse.cli.lazy import LazyGroup

COMMANDS = {
    "new": "Make the files of a new topic.",
    "stubs": "Cut the stubs from the solutions.",
    "check": "Prove that every topic is graded right.",
    "show": "Show what each mistake costs and is told.",
    "try": "Run one solution of a topic, and show all that it leaves.",
    "mutate": "Show which small changes of a reference no check catches.",
    "syllabus": "Print what each week and topic teaches.",
    "keys": "Make the keys that a student's package carries.",
    "pack": "Write the students' part of a course as one zip.",
}


class _Group(LazyGroup):
    """The group. If --course comes after `dev`, it says where it belongs."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            if error.option_name != "--course":
                raise
            path = error.ctx.info_name if error.ctx else "…"
            raise click.UsageError(
                f"--course comes before the command: dlcourse --course FOLDER dev {path} …", error.ctx
            ) from error


@click.group("dev", cls=_Group, package="dlcourse.cli.commands.dev", commands_by_name=COMMANDS)
def command() -> None:
    """Write and prove a course (authors): the one whose folder you are in, or that of `dlcourse --course FOLDER dev …`."""
