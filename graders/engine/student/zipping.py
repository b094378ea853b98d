"""Zips to give away: the same files at the same time are the same bytes, so that a checksum tells whether anything differs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Final

_EARLIEST: Final = datetime(1980, 1, 1)  # what a zip can store
_LATEST: Final = datetime(2107, 12, 31, 23, 59, 58)
_UNIX: Final = 3
_PLAIN_FILE: Final = 0o100644 << 16


def zipped(files: Mapping[str, bytes], time: datetime = _EARLIEST) -> bytes:
    """Return a zip of these files, given by path, in this order. time: of every file, in any time zone, to two seconds."""
    out = io.BytesIO()
    stamp = min(max(time.replace(tzinfo=None), _EARLIEST), _LATEST).timetuple()[:6]
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE  # whatever system this is
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()
