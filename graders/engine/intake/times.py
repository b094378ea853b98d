"""The times that what was handed in claims to be from, as seconds: UNTIMED for one that cannot be, or is still to come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

UNTIMED: Final = float("-inf")
_WRONG_CLOCK: Final = timedelta(days=1)
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)  # what zip tools write that know of none


def of_manifest(time: datetime) -> float:
    """Return the time that `submit` wrote down."""
    return time.timestamp() if time < datetime.now(UTC) + _WRONG_CLOCK else UNTIMED


def of_member(parts: tuple[int, int, int, int, int, int]) -> float:
    """Return the time of a zip's member: one of a clock on a wall, which is taken for one of here."""
    if parts == _NO_TIME:
        return UNTIMED
    try:
        seconds = datetime(*parts).timestamp()
    except (ValueError, OverflowError, OSError):  # there is no 31 February, and some systems know no 2107
        return UNTIMED
    return seconds if seconds < (datetime.now(UTC) + _WRONG_CLOCK).timestamp() else UNTIMED
