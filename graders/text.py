"""Text that came out of student code, made harmless; and arrays, made readable."""

from __future__ import annotations

import unicodedata

import numpy as np

MAX_TEXT = 4000


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


def number(value: float) -> str:
    """Return a number as a student would write it: six significant digits, no trailing noise."""
    return format(value, ".6g")


def array(values: np.ndarray, indent: int = 0) -> str:
    """Return an array in a few lines, long ones with `…` in the middle."""
    with np.printoptions(precision=5, suppress=True, threshold=24, edgeitems=3, linewidth=88, floatmode="maxprec"):
        text = np.array2string(values, separator=", ", prefix=" " * indent)
    return text


def points(value: float) -> str:
    """Return points without a needless `.0`."""
    return format(round(value, 4), "g")
