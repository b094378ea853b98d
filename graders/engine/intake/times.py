"""When files were handed in, in seconds since 1970. A time that is missing, impossible or in the future is UNTIMED."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

UNTIMED: Final = float("-inf")
_WRONG_CLOCK: Final = timedelta(days=1)
_UNSET: Final = (1980, 1, 1, 0, 0, 0)  # what zip tools write if they know no time


class ZipTime(NamedTuple):
    """The times of a student's zip. Of two zips the one with the greater ZipTime is newer: a manifest's time counts first."""

    manifest: float = UNTIMED
    newest_file: float = UNTIMED


NO_TIME: Final = ZipTime()


def of_manifest(time: datetime) -> float:
    """Return the time that `submit` wrote down."""
    return time.timestamp() if time < datetime.now(UTC) + _WRONG_CLOCK else UNTIMED


def of_member(parts: tuple[int, int, int, int, int, int]) -> float:
    """Return the time of a zip's member. A zip does not say the time zone: it is read as local time."""
    if parts == _UNSET:
        return UNTIMED
    try:
        seconds = datetime(*parts).timestamp()
    except (ValueError, OverflowError, OSError):  # there is no 31 February, and some systems know no 2107
        return UNTIMED
    return seconds if seconds < (datetime.now(UTC) + _WRONG_CLOCK).timestamp() else UNTIMED
