"""Text that came out of student code, made harmless; numbers and lists in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

MORE_LINES: Final = "… {} more lines …"

MAX_TEXT = 4000
BELONGS_TO: Final = (
    ". It belongs to '"  # what the judge adds to the text of an unknown name that another of the course's files has
)
DID_YOU_MEAN: Final = ". Did you mean: '"  # what stands behind the text of a misspelt name, as Python says it


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """Return `text` without anything a terminal or an editor would act on, at most `limit` characters.

    Newlines and tabs stay. Control and format characters (escape sequences, right-to-left marks, zero-width
    joiners, lone surrogates) become visible escapes such as `\\x1b`.
    """
    cut = text[:limit]
    if cut.isprintable():
        safe = cut  # nearly always, and cheaper to see at once
    else:
        safe = "".join(
            character
            if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
            else character.encode("unicode_escape").decode()
            for character in cut
        )
    return safe if len(text) <= limit else f"{safe}… ({len(text)} characters)"


def one_line(text: str, limit: int = 200) -> str:
    """Return `text` cleaned and folded into one line."""
    return clean(" ".join(text.split()), limit)


def counted(count: int, noun: str) -> str:
    """Return a count with its noun, for example `1 student` or `3 students`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def listed(names: Sequence[str], most: int) -> str:
    """Return names on one line: the first `most`, and how many more there are, for example `a, b and 3 more`."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def still_raises(line: int) -> str:
    """Return the sentence on a stub's own line that is still there although the student has written code beside it."""
    return f"You have written code, but line {line} still raises NotImplementedError: delete that line."


def number(value: float) -> str:
    """Return a number as a student would write it: six significant digits, no trailing noise."""
    return format(value, ".6g")


def points(value: float) -> str:
    """Return points without a needless `.0`."""
    return format(round(value, 4), "g")
