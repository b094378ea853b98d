"""Terminals that lack a character get another for it: a check must not end because of an arrow."""

from __future__ import annotations

import codecs
import sys
from typing import Final

HANDLER: Final = "dlcourse"
IN_ASCII: Final = {
    "…": "...", "×": "x", "→": "->", "“": '"', "”": '"', "’": "'", "–": "-", "·": ".", "✔": "+", "✘": "x", "○": "o",
    "▁": "_", "▂": "_", "▃": ".", "▄": ".", "▅": "-", "▆": "-", "▇": "^", "█": "#", "░": ".", "━": "=", "─": "-",
    "⏎": "Enter", "↑": "^", "↓": "v", "●": "*",
}  # fmt: skip


def make_printable() -> None:
    """Let standard output and standard error replace what their encoding lacks."""
    codecs.register_error(HANDLER, _replace)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=HANDLER)


def _replace(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    known = "".join(IN_ASCII.get(c, c.encode("ascii", "backslashreplace").decode()) for c in lacking)
    return known, error.end
