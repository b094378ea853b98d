"""Write commands.md beside this file: what each command's --help says. Run it with `make docs`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from dlcourse.cli.group import cli

PLACE: Final = Path(__file__).with_name("commands.md")
COLUMNS: Final = 78  # what click uses in a terminal of 80 columns or more
START: Final = """\
# The commands

What each command's `--help` says; `make docs` writes this page. `dlcourse completion` lets your shell complete all of it.
"""


def contexts(context: click.Context) -> Iterator[click.Context]:
    """Yield the context of a command, then those of its subcommands."""
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            assert command is not None
            yield from contexts(click.Context(command, context, name, terminal_width=COLUMNS))


def page() -> str:
    """Return commands.md: a table of contents with a line on each command, then its help."""
    root = click.Context(cli, info_name="dlcourse", terminal_width=COLUMNS, **cli.context_settings)
    contents, sections = [], []
    for context in contexts(root):
        path = context.command_path
        line = _line(context)
        contents.append(f"| [{path}](#{path.replace(' ', '-')}) | {line} |")
        sections.append(f"## {path}\n\n```text\n{context.get_help().rstrip()}\n```\n")
    return "\n".join([START, "| command | |\n|---|---|", *contents, "", *sections])


def _line(context: click.Context) -> str:
    parent = context.parent.command if context.parent else None
    lines = getattr(parent, "commands_by_name", {})
    return str(lines.get(context.info_name, (context.command.help or "").partition("\n")[0]))


if __name__ == "__main__":
    PLACE.write_text(page(), encoding="utf-8", newline="\n")
