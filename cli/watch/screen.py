"""Two ways to show what changes: a screen that is painted again, and lines that are read one after the other."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TextIO

from rich.console import Console, Group, RenderableType

from dlcourse.graders.engine.text import counted

ENTER, LEAVE, CLEAR = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l", "\x1b[2J"
LINK_ID: Final = re.compile(r"(\x1b\]8;)id=\d+(?=;)")  # rich gives the same link a new one each time


@dataclass(frozen=True)
class Picture:
    """What to show.

    notice: the answer to the last key, or a question. busy: more comes soon. results: how many have come so far.
    """

    body: RenderableType
    notice: RenderableType | None
    progress: RenderableType
    keys: RenderableType
    busy: bool
    results: int


class Screen:
    """The terminal's alternate screen: a body that can be scrolled, above a footer that always stays visible.

    Use as a context manager: afterwards the terminal shows what it showed before.
    """

    whole = True  # always shows the whole picture

    def __init__(self, out: Console) -> None:
        self.out = out
        self._stream: TextIO = out.file  # type: ignore[assignment]  # the judge redirects sys.stdout while it works
        self.offset = 0
        self._hidden = 0
        self._size = (0, 0)
        self._painted: list[str] = []

    @property
    def size(self) -> tuple[int, int]:
        """Return the terminal's columns and rows now."""
        found = shutil.get_terminal_size()
        return max(found.columns, 20), max(found.lines, 6)

    def room(self, *below: RenderableType | None) -> int:
        """Return how many rows the body has, above these parts."""
        self.out.size = self.size  # rich accepts a pair
        return max(self.out.height - len(self._below(below)), 2)

    def _below(self, parts: Iterable[RenderableType | None]) -> list[str]:
        return [line for part in parts if part is not None for line in self._lines(part)]

    def paint(self, shown: Picture) -> None:
        """Show this. A body that is too tall is cut, and `scroll` moves it."""
        size = columns, rows = self.size
        self.out.size = (columns, rows)
        below = self._below((shown.notice, shown.progress, shown.keys))
        room = max(rows - len(below), 2)
        lines = self._lines(shown.body)
        self._hidden = max(0, len(lines) - room + 1) if len(lines) > room else 0
        if self._hidden:
            self.offset = min(self.offset, self._hidden)
            left = len(lines) - self.offset - (room - 1)
            more = f"… {counted(left, 'more line')}: ↓" if left > 0 else "… the end: ↑"
            lines = [*lines[self.offset : self.offset + room - 1], *self._lines(more)]
        else:
            self.offset = 0
        lines = (lines + [""] * (room - len(lines)) + below)[:rows]
        resized = size != self._size
        repaint = resized or lines[:room] != self._painted[:room]  # also removes what another program has written
        # a line is cleared before it is written: after its last column, a terminal may clear that column too
        changed = [
            f"\x1b[{number};1H\x1b[2K{line}"
            for number, line in enumerate(lines, start=1)
            if repaint or line != self._painted[number - 1]
        ]
        if changed or resized:
            self._stream.write((CLEAR if resized else "") + "".join(changed))
            self._stream.flush()
        self._size, self._painted = size, lines

    def scroll(self, rows: int) -> None:
        self.scroll_to(min(self.offset + rows, self._hidden))

    def scroll_to(self, row: int) -> None:
        self.offset = max(0, row)

    def _lines(self, shown: RenderableType) -> list[str]:
        with self.out.capture() as captured:
            self.out.print(Group(shown))  # a Text alone would lose its own no_wrap
        return LINK_ID.sub(r"\1", captured.get()).rstrip("\n").split("\n")

    def __enter__(self) -> Screen:
        self._stream.write(ENTER)
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.write(LEAVE)
        self._stream.flush()


class Lines:
    """The same as lines, for a pipe, a dumb terminal or a screen reader: each thing is printed once."""

    whole = False

    def __init__(self, out: Console, *, keys: bool) -> None:
        self.out = out
        self._keys = keys
        self._body = ""
        self._notice = ""
        self._results = 0

    def paint(self, shown: Picture) -> None:
        """Print what is new, as soon as no more results are about to come. A notice is printed at once."""
        parts = []
        if not shown.busy:
            if (body := self._text(shown.body)) != self._body:
                self._body = body
                parts.append(body + self._text(shown.progress))
                if self._keys:
                    self._keys = False
                    parts[-1] += self._text(shown.keys)
            elif shown.results > self._results:
                parts.append("No change.\n" + self._text(shown.progress))
            self._results = shown.results
        notice = self._text(shown.notice) if shown.notice is not None else ""
        if notice and notice != self._notice:
            parts.append(notice)
        self._notice = notice
        if parts:
            self.out.file.write("\n".join([*parts, ""]))
            self.out.file.flush()

    def room(self, *_: RenderableType | None) -> None:
        """Return None: there are as many rows as it takes."""

    def scroll(self, rows: int) -> None:
        """Do nothing: all lines were printed."""

    scroll_to = scroll

    def _text(self, shown: RenderableType) -> str:
        with self.out.capture() as captured:
            self.out.print(shown)
        return captured.get().rstrip() + "\n"

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        pass
