"""Replaces characters that a terminal cannot show: a check must not fail because of an arrow."""

from __future__ import annotations

import codecs
import os
import sys
from typing import Final

HANDLER: Final = "dlcourse"
CODEC: Final = "dlcourse_ascii"  # click writes UTF-8 to a stream whose encoding is called ascii
IN_ASCII: Final = {
    "…": "...", "×": "x", "→": "->", "“": '"', "”": '"', "’": "'", "–": "-", "·": ".", "✔": "+", "✘": "x", "○": "o",
    "▁": "_", "▂": "_", "▃": ".", "▄": ".", "▅": "-", "▆": "-", "▇": "^", "█": "#", "░": ".", "━": "=", "─": "-",
    "⏎": "Enter", "↑": "^", "↓": "v", "●": "*",
}  # fmt: skip


def make_printable() -> None:
    """Let stdout and stderr replace characters that their encoding does not have, and open streams that are missing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the shell: >&-
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  stays open
    codecs.register_error(HANDLER, _replace)
    codecs.register(_ascii)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            ascii_only = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding=CODEC if ascii_only else None, errors=HANDLER)


def _ascii(name: str) -> codecs.CodecInfo | None:
    """Return the ASCII codec under our own name."""
    if name != CODEC:
        return None
    found = codecs.lookup("ascii")
    return codecs.CodecInfo(
        name=CODEC,
        encode=found.encode,
        decode=found.decode,
        incrementalencoder=found.incrementalencoder,
        incrementaldecoder=found.incrementaldecoder,
        streamreader=found.streamreader,
        streamwriter=found.streamwriter,
    )


def _replace(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    replaced = "".join(IN_ASCII.get(c, c.encode("ascii", "backslashreplace").decode()) for c in missing)
    return replaced, error.end
