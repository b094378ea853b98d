"""The options --color and --plain, and how to print before rich is imported."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import click

from dlcourse.graders.engine.errors import CourseError

DEFAULT_WIDTH: Final = 160  # columns, if there is no terminal
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass
class DisplayOptions:
    """The user's choice. color: "auto", "always" or "never". plain: text without boxes and signs."""

    color: str = "auto"
    plain: bool = False


DISPLAY: Final = DisplayOptions()


class Flag(click.types.BoolParamType):
    """A flag that an environment variable can set. Only the variable can have an invalid value, so the error names it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            variable = param.envvar if param is not None else None
            raise CourseError(f"{variable} is {value!r}. Set it to 1 or 0.") from error


def display_options(command: Command) -> Command:
    """Give a command the options --color and --plain. They set DISPLAY."""

    def remember(_: click.Context, option: click.Parameter, value: Any) -> None:
        assert option.name is not None
        setattr(DISPLAY, option.name, value)

    for option in (
        click.option(
            "--plain",
            is_flag=True,
            type=Flag(),
            envvar="DLCOURSE_PLAIN",
            expose_value=False,
            callback=remember,
            help="No boxes, no signs, no animation: for screen readers. DLCOURSE_PLAIN=1 does the same.",
        ),
        click.option(
            "--color",
            type=click.Choice(["auto", "always", "never"]),
            default="auto",
            expose_value=False,
            callback=remember,
            help="Colours. auto: on a terminal, unless NO_COLOR is set.",
        ),
    ):
        command = option(command)
    return command


def say(text: str, indent: int = 0, *, err: bool = False) -> None:
    """Print a line, wrapped between words at the terminal's width. `console.say` does the same with colours."""
    folded = textwrap.fill(
        text,
        max(shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns - 1, 20),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent and indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
    click.echo(folded, err=err)


@contextlib.contextmanager
def waiting_line(what: str) -> Iterator[None]:
    """Show on a terminal what the user waits for, while rich is imported, which shows the rest."""
    text = f"{what} …"
    shown = sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and not DISPLAY.plain
    if shown:
        sys.stdout.write(f"{text}\r")
        sys.stdout.flush()
    yield
    if shown:
        sys.stdout.write(f"{' ' * len(text)}\r")
