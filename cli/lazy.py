"""A click group that knows its commands by name. It imports a command only to run it or to show its help."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from dlcourse.graders.engine.errors import nearest

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class LazyGroup(click.Group):
    """`commands_by_name`: command name → its line in --help; the command is `command` in `<package>.<name>`."""

    def __init__(self, *args: Any, package: str, commands_by_name: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.package = package
        self.commands_by_name = commands_by_name

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands_by_name)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.commands_by_name:
            return None
        command: click.Command = importlib.import_module(f"{self.package}.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        wrong = args and not args[0].startswith("-") and args[0] not in self.commands_by_name
        if wrong and not ctx.resilient_parsing:
            raise click.UsageError(f"There is no command {args[0]!r}. {nearest(args[0], self.commands_by_name)}", ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem  # noqa: PLC0415

        named = [(name, line) for name, line in self.commands_by_name.items() if name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)  # Group's own method imports every command
        return [*(CompletionItem(name, help=line) for name, line in named), *options]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self.commands_by_name.items()))
