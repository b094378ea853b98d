"""`dlcourse dev`: the course author's commands. They work on the course whose folder one stands in (see `open_course`)."""

from __future__ import annotations

from typing import Any

import click

from dlcourse.cli.lazy import LazyGroup

COMMANDS = {
    "new": "Make the files of a new topic.",
    "stubs": "Cut the stubs from the solutions.",
    "check": "Prove that every topic grades as it should.",
    "keys": "Make the keys that a student's package carries.",
    "pack": "Write what students may have of a course as one zip.",
}


class _Group(LazyGroup):
    """The group; it says where --course belongs, which authors look for here."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            if error.option_name != "--course":
                raise
            path = error.ctx.info_name if error.ctx else "…"
            raise click.UsageError(
                f"--course stands before the command: dlcourse --course FOLDER dev {path} …", error.ctx
            ) from error


@click.group("dev", cls=_Group, package="dlcourse.cli.commands.dev", commands_by_name=COMMANDS)
def command() -> None:
    """Write and prove a course (authors): the one whose folder you are in, or that of `dlcourse --course FOLDER dev …`."""
