"""What this terminal can show and what the user wants: colours, boxes, signs, and how many columns."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from dlcourse.cli.terminal.options import DEFAULT_WIDTH, DISPLAY
from dlcourse.graders.engine.results.records import Status

SIGNS: Final[dict[Status, tuple[str, str]]] = {  # sign, style
    "passed": ("✔", "green"),
    "failed": ("✘", "red"),
    "error": ("✘", "red"),
    "timeout": ("✘", "red"),
    "not_started": ("○", "dim"),
    "blocked": ("·", "dim"),
    "broken": ("!", "yellow"),
}


def console(*, stderr: bool = False) -> Console:
    """Return a console that wraps at the terminal's width, or at DEFAULT_WIDTH if there is no terminal."""
    at_terminal = _stream(stderr).isatty()
    forced = {"always": True, "never": at_terminal}.get(DISPLAY.color)
    no_color = {"always": False, "never": True}.get(DISPLAY.color)
    made = Console(stderr=stderr, highlight=False, force_terminal=forced, no_color=no_color)
    width = made.width if at_terminal or "COLUMNS" in os.environ else DEFAULT_WIDTH
    made.width = width or shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns  # COLUMNS=0 means nothing
    return made


def boxes(out: Console) -> bool:
    """Return whether to draw boxes and animations: not for a pipe, a dumb terminal or a screen reader."""
    return out.is_terminal and out.file.isatty() and not out.is_dumb_terminal and not DISPLAY.plain


def say(out: Console, text: Text | str, indent: int = 0) -> None:
    """Print a line. For a terminal it is wrapped between words, and all rows but the first are indented."""
    for number, row in enumerate(rows_of(out, text, indent)):
        out.print(Text(" " * indent) + row if number else row, soft_wrap=True)


def rows_of(out: Console, text: Text | str, indent: int = 0) -> list[Text]:
    """Return a line as the rows that `say` prints."""
    line = Text(text) if isinstance(text, str) else text
    return [*line.wrap(out, out.width - indent)] if boxes(out) and line.cell_len > out.width else [line]


def sign(status: Status | None) -> Text:
    """Return a status (None: not known) as one coloured character, or as a word for plain text."""
    if status is None:
        return Text("unknown:" if DISPLAY.plain else "?", style="dim")
    character, style = SIGNS[status]
    return Text(f"{status.replace('_', ' ')}:" if DISPLAY.plain else character, style=style)


def _stream(stderr: bool) -> Any:
    return sys.stderr if stderr else sys.stdout
