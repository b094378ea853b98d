"""How to speak to this terminal: colours or not, boxes or not, signs or words, and how wide."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from dlcourse.cli.terminal.options import DISPLAY, WIDE
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
    """Return a console that wraps at the terminal's width, and hardly at all where there is none."""
    seen = _stream(stderr).isatty()
    forced = {"always": True, "never": seen}.get(DISPLAY.color)
    no_color = {"always": False, "never": True}.get(DISPLAY.color)
    made = Console(stderr=stderr, highlight=False, force_terminal=forced, no_color=no_color)
    asked = made.width if seen or "COLUMNS" in os.environ else WIDE
    made.width = asked or shutil.get_terminal_size((WIDE, 24)).columns  # COLUMNS=0 says nothing
    return made


def boxes(out: Console) -> bool:
    """Return whether to draw boxes, and what moves: not into a pipe, a dumb terminal, or a screen reader's ear."""
    return out.is_terminal and out.file.isatty() and not out.is_dumb_terminal and not DISPLAY.plain


def say(out: Console, text: Text | str, indent: int = 0) -> None:
    """Print a line; a terminal gets it wrapped between words, with `indent` before what follows the first row."""
    line = Text(text) if isinstance(text, str) else text
    if boxes(out):
        rows = line.wrap(out, out.width - indent) if line.cell_len > out.width else [line]
        for number, row in enumerate(rows):
            out.print(Text(" " * indent) + row if number else row, soft_wrap=True)
    else:
        out.print(line, soft_wrap=True)


def sign(status: Status | None) -> Text:
    """Return a status (None: not known) as one coloured character, or as a word where plain text is wanted."""
    if status is None:
        return Text("unknown:" if DISPLAY.plain else "?", style="dim")
    character, style = SIGNS[status]
    return Text(f"{status.replace('_', ' ')}:" if DISPLAY.plain else character, style=style)


def _stream(stderr: bool) -> Any:
    return sys.stderr if stderr else sys.stdout
