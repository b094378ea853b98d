"""The errors that a user can see. Each type has its exit code, and each message says what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path  # --help needs these errors, and nothing else of pathlib


class CourseError(Exception):
    """Wrong usage or unreadable input: exit code 2."""

    exit_code = 2


class BrokenGrader(CourseError):
    """The course or the engine failed, not the user: exit code 3.

    file, line: the author's file and line that the error is about; "" and 0 if there is none.
    raised: the exception that this line raised, as `Type: text`.
    details: more lines below the message, such as a traceback.
    """

    exit_code = 3

    def __init__(
        self, message: str = "", *, file: Path | str = "", line: int = 0, raised: str = "", details: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = str(file)
        self.line = line
        self.raised = raised
        self.details = details

    def __str__(self) -> str:
        message = f"{self.where}: {self.message}" if self.where else self.message
        return f"{message}\n{self.details}" if self.details else message

    @property
    def where(self) -> str:
        """Return `file:line`, or what is known of it."""
        return f"{self.file}:{self.line}" if self.line else self.file


def nearest(name: str, known: Iterable[str]) -> str:
    """Return `Did you mean …?` for a mistyped name, or the list of valid names."""
    import difflib  # noqa: PLC0415  only an error needs it

    names = list(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return f"Did you mean {close[0]!r}?"
    return f"Choose from: {', '.join(names)}." if names else "There are none yet."
