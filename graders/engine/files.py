"""Writing files so that a reader never sees half of one, even after a power cut."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from dlcourse.graders.engine.errors import CourseError


def write_atomic(path: Path, data: bytes | str, *, sync: bool = False) -> None:
    """Replace `path` by `data` in one step, and make its folder. Text is written as UTF-8, its newlines unchanged.

    sync: return only when the file is on the disk, so that a power cut cannot empty it.
    Raises CourseError if the folder cannot be written or the disk is full; the old file then stays.
    """
    with writer(path, sync=sync) as file:
        file.write(data.encode() if isinstance(data, str) else data)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait until no other process is inside for the same path. A file of that name with .lock behind it stays.

    Where that is not possible (Windows, a folder that cannot be written), nothing is locked.
    """
    with contextlib.ExitStack() as opened:
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415

            with contextlib.suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                file = opened.enter_context(path.with_name(f"{path.name}.lock").open("w"))
                fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def writer(path: Path, *, sync: bool = False) -> Iterator[IO[bytes]]:
    """Write a file piece by piece. It replaces `path` in one step at the end; on any error the old file stays.

    sync: as for `write_atomic`. Raises CourseError if the folder cannot be written or the disk is full.
    """
    with _unnamed(path) as (temporary, file):
        yield file
        if sync:
            file.flush()
            os.fsync(file.fileno())
        file.close()
        temporary.replace(path)
        if sync:
            _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk: a file's own data does not include its name."""
    if os.name == "posix":  # Windows cannot open a folder
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_new(names: Iterator[Path], data: bytes, *, secret: bool = False) -> Path:
    """Write a file in one step under the first of these names that is free, and return that name. They are in one folder.

    secret: whether only the owner may read it, from the first moment on.
    Raises CourseError if the folder cannot be written, the disk is full, or no name is free.
    """
    first = next(names)
    with _unnamed(first, secret=secret) as (temporary, file):
        file.write(data)
        file.close()
        return rename_new(temporary, itertools.chain([first], names))


def rename_new(source: Path, names: Iterator[Path]) -> Path:
    """Rename to the first of these names that is free, and return it. Never replaces a file that another process writes."""
    for name in names:
        with contextlib.suppress(FileExistsError):
            _rename(source, name)
            return name
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(source))


def _rename(source: Path, name: Path) -> None:
    """Rename. Raises FileExistsError if the name is taken."""
    if os.name == "posix":
        try:
            os.link(source, name, follow_symlinks=False)  # unlike a rename, a link replaces nothing
        except FileExistsError:
            raise
        except OSError:  # folders, and files on a memory stick, cannot have hard links
            if name.exists() or name.is_symlink():
                raise FileExistsError from None
            source.rename(name)
        else:
            source.unlink()
    else:
        source.rename(name)  # on Windows a rename replaces nothing


@contextlib.contextmanager
def _unnamed(path: Path, *, secret: bool = False) -> Iterator[tuple[Path, IO[bytes]]]:
    """Open a new file in a path's folder, and make the folder. At the end the file is deleted, unless it was renamed."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        with os.fdopen(descriptor, "wb") as file:
            if os.name == "posix" and not secret:
                Path(temporary).chmod(0o644)  # mkstemp gives 600, and a colleague could not read the results
            yield Path(temporary), file
    except OSError as error:
        raise CourseError(
            f"Cannot write {path}: {error.strerror or error}. Check the folder's rights and the free space."
        ) from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def resolved(path: Path) -> Path:
    """Return an absolute path without links. A link to itself stays (`Path.resolve` raises before Python 3.13)."""
    return Path(os.path.realpath(path))


def cache_folder(kind: str) -> Path:
    """Return the folder for data that can be made again: in DLCOURSE_CACHE, or in the user's cache folder."""
    from platformdirs import user_cache_path  # noqa: PLC0415

    folder = os.environ.get("DLCOURSE_CACHE")
    return (Path(folder) if folder else user_cache_path("dlcourse", appauthor=False)) / kind


def digest(parts: Iterable[bytes | str]) -> str:
    """Return the hex SHA-256 of the parts. Each is hashed with its length, so different lists have different digests."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "little"))
        total.update(data)
    return total.hexdigest()
