"""Writing files so that a reader, or a power cut, never sees half of one."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from dlcourse.graders.errors import CourseError


def write_atomic(path: Path, data: bytes | str) -> None:
    """Replace `path` by `data` in one step, making its folder; text is UTF-8 with the newlines as given.

    Raises CourseError where the folder cannot be written or the disk is full; what stood there stays whole.
    """
    content = data.encode() if isinstance(data, str) else data
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        if os.name == "posix":
            Path(temporary).chmod(0o644)  # mkstemp gives 600, which hides results from a colleague
        Path(temporary).replace(path)
    except OSError as error:
        raise CourseError(
            f"Cannot write {path}: {error.strerror or error}. Check the folder's rights and the free space."
        ) from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def digest(parts: Iterable[bytes | str]) -> str:
    """Return the hex SHA-256 of the parts, each with its length, so that no two lists of parts collide."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "little"))
        total.update(data)
    return total.hexdigest()
