"""The errors that a user can see. Each type has its exit code, and each message says what to do next."""

from __future__ import annotations

from collections.abc import Iterable


class CourseError(Exception):
    """Wrong usage or unreadable input: exit code 2."""

    exit_code = 2


class BrokenGrader(CourseError):
    """The course or the engine failed, not the user: exit code 3."""

    exit_code = 3


def nearest(name: str, known: Iterable[str]) -> str:
    """Return `Did you mean …?` for a mistyped name, or the list of valid names."""
    import difflib  # noqa: PLC0415  only an error needs it

    names = list(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return f"Did you mean {close[0]!r}?"
    return f"Choose from: {', '.join(names)}." if names else "There are none yet."
