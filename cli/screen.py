"""Two ways to show what changes: a screen that is painted anew, and lines that are read one after the other."""

from __future__ import annotations

import shutil
from typing import TextIO

from rich.console import Console, RenderableType

ENTER, LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"


class Screen:
    """The terminal's alternate screen: a body that can be scrolled, above a footer that is always in sight.

    Use as a context manager: afterwards the terminal shows what it showed before.
    """

    def __init__(self, out: Console) -> None:
        self.out = out
        self._stream: TextIO = out.file  # type: ignore[assignment]  # the judge redirects sys.stdout while it works
        self.offset = 0
        self._hidden = 0
        self._painted = ""

    @property
    def size(self) -> tuple[int, int]:
        """Return columns and rows, as they are now."""
        found = shutil.get_terminal_size()
        return max(found.columns, 20), max(found.lines, 6)

    def paint(self, body: RenderableType, footer: RenderableType, *, busy: bool) -> None:
        """Show this; what is too tall is cut, and `scroll` moves it. `busy` says that more is to come soon."""
        columns, rows = self.size
        self.out.size = (columns, rows)  # rich takes a pair
        below = self._lines(footer)
        room = rows - len(below)
        lines = self._lines(body)
        self._hidden = max(0, len(lines) - room + 1) if len(lines) > room else 0
        if self._hidden:
            self.offset = min(self.offset, self._hidden)
            left = len(lines) - self.offset - (room - 1)
            more = f"… {left} more lines: ↓" if left > 0 else "… the end: ↑"
            lines = [*lines[self.offset : self.offset + room - 1], *self._lines(more)]
        else:
            self.offset = 0
        lines += [""] * (room - len(lines)) + below
        painted = "\x1b[H" + "\r\n".join(f"{line}\x1b[K" for line in lines[:rows])
        if painted != self._painted:
            self._painted = painted
            self._stream.write(painted)
            self._stream.flush()

    def scroll(self, rows: int) -> None:
        self.scroll_to(min(self.offset + rows, self._hidden))

    def scroll_to(self, row: int) -> None:
        self.offset = max(0, row)

    def _lines(self, shown: RenderableType) -> list[str]:
        with self.out.capture() as captured:
            self.out.print(shown)
        return captured.get().rstrip("\n").split("\n")

    def __enter__(self) -> Screen:
        self._stream.write(ENTER)
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.write(LEAVE)
        self._stream.flush()


class Lines:
    """The same as lines, for a pipe, a dumb terminal or a screen reader: each thing is said once."""

    def __init__(self, out: Console) -> None:
        self.out = out
        self._said = ""

    def paint(self, body: RenderableType, footer: RenderableType, *, busy: bool) -> None:
        if busy:
            return
        with self.out.capture() as captured:
            self.out.print(body)
        if captured.get() != self._said:
            self._said = captured.get()
            self.out.file.write(f"{self._said.rstrip()}\n\n")
            self.out.file.flush()

    def scroll(self, rows: int) -> None:
        """Nothing is hidden."""

    scroll_to = scroll

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        pass
