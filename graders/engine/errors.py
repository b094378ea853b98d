"""The errors that a user can see. Each type has its exit code, and each message says what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path  # --help needs these errors, and nothing else of pathlib

SHORTEST_NAME = 2  # letters; of fewer, everything is one typo away
LONG_NAME = 7
MAX_GUESSES = 3
WORD = re.compile(r"[^\W_]+")


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
    """Return `Did you mean …?` for a mistyped name, or the list of valid names if none is close.

    A name is close if one typo leads to it (two, if it is long) and no number differs; else if all words of the one are words of
    the other, or if it begins with what was typed.
    """
    names = list(known)
    typos = {each: _typos(_letters(name), _letters(each)) for each in names if _same_numbers(name, each)}
    fewest = min(typos.values(), default=0)
    close = [each for each, count in typos.items() if count == fewest <= 1 + (len(_letters(name)) >= LONG_NAME)]
    if not close or len(_letters(name)) < SHORTEST_NAME:
        words = set(_words(name))
        close = [each for each in names if words and (words <= set(_words(each)) or words >= set(_words(each)))]
    if not close and len(_letters(name)) > SHORTEST_NAME:
        close = [each for each in names if _letters(each).startswith(_letters(name))]
    if 0 < len(close) <= MAX_GUESSES:
        return f"Did you mean {' or '.join(map(repr, close))}?"
    return f"Choose from: {', '.join(names)}." if names else "There are none yet."


def _words(name: str) -> list[str]:
    return WORD.findall(name.casefold().removesuffix(".py"))


def _letters(name: str) -> str:
    return "".join(_words(name))


def _same_numbers(one: str, other: str) -> bool:
    """Return whether two names have the same numbers, or one of them has none. Week 4 is no typo of week 3."""
    numbers = [[int(digits) for digits in re.findall(r"[0-9]{1,9}", name)] for name in (one, other)]
    return not all(numbers) or numbers[0] == numbers[1]


def _typos(one: str, other: str) -> int:
    """Return how many letters were left out, added, replaced or swapped with the next one (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        above, row = row, [i]
        for j, wanted in enumerate(other, start=1):
            least = min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before = above
    return row[-1]
