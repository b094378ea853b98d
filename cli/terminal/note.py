"""A note for a terminal: Markdown with headings and code in colours, or as it is written where nothing is drawn."""

from __future__ import annotations

from rich.console import Console, RenderableType
from rich.markdown import Markdown
from rich.text import Text

from dlcourse.cli.terminal.console import boxes


def note_text(out: Console, note: str) -> RenderableType:
    """Return an opened note for this console."""
    return Markdown(note.strip(), code_theme="ansi_dark") if boxes(out) else Text(note.strip())
