"""What a person asks of the look of things, with --color and --plain, and how to speak before rich is imported."""

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

WIDE: Final = 160  # where there is no terminal that has a width
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass
class DisplayOptions:
    """What was asked for on the command line: colours "auto", "always" or "never"; plain text without boxes and signs."""

    color: str = "auto"
    plain: bool = False


DISPLAY: Final = DisplayOptions()


class Switch(click.types.BoolParamType):
    """A flag. Only its variable can have a value that means nothing, and then the message is about that."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            variable = param.envvar if param is not None else None
            raise CourseError(f"{variable} is {value!r}: it takes 1 or 0.") from error


def look_options(command: Command) -> Command:
    """Give a command the options --color and --plain, which `terminal` obeys."""

    def remember(_: click.Context, option: click.Parameter, value: Any) -> None:
        assert option.name is not None
        setattr(DISPLAY, option.name, value)

    for option in (
        click.option(
            "--plain",
            is_flag=True,
            type=Switch(),
            envvar="DLCOURSE_PLAIN",
            expose_value=False,
            callback=remember,
            help="No boxes, no signs, no animation: for screen readers. Always so with DLCOURSE_PLAIN=1.",
        ),
        click.option(
            "--color",
            type=click.Choice(["auto", "always", "never"]),
            default="auto",
            expose_value=False,
            callback=remember,
            help="Colours; auto: on a terminal, unless NO_COLOR is set.",
        ),
    ):
        command = option(command)
    return command


def say(text: str, indent: int = 0, *, err: bool = False) -> None:
    """Print a line, folded between words at the terminal's width, as `terminal.say` does it with colours."""
    folded = textwrap.fill(
        text,
        max(shutil.get_terminal_size((WIDE, 24)).columns - 1, 20),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent and indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
    click.echo(folded, err=err)


@contextlib.contextmanager
def said_at_once(what: str) -> Iterator[None]:
    """Say on a terminal what is waited for while something is imported (rich) that could say it better."""
    text = f"{what} …"
    seen = sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and not DISPLAY.plain
    if seen:
        sys.stdout.write(f"{text}\r")
        sys.stdout.flush()
    yield
    if seen:
        sys.stdout.write(f"{' ' * len(text)}\r")
