"""What a person asks of the look of things, with --color and --plain."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass
class Wishes:
    """What was asked for on the command line: colours "auto", "always" or "never"; plain text without boxes and signs."""

    color: str = "auto"
    plain: bool = False


WISHES: Final = Wishes()


def look_options(command: Command) -> Command:
    """Give a command the options --color and --plain, which `terminal` obeys."""

    def remember(_: click.Context, option: click.Parameter, value: Any) -> None:
        assert option.name is not None
        setattr(WISHES, option.name, value)

    for option in (
        click.option(
            "--plain",
            is_flag=True,
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


@contextlib.contextmanager
def said_at_once(what: str) -> Iterator[None]:
    """Say on a terminal what is waited for while something is imported (rich) that could say it better."""
    text = f"{what} …"
    seen = sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and not WISHES.plain
    if seen:
        sys.stdout.write(f"{text}\r")
        sys.stdout.flush()
    yield
    if seen:
        sys.stdout.write(f"{' ' * len(text)}\r")
