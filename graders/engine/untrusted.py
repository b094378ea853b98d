"""Reading a file that a student wrote. Its name, size, kind and content may all be hostile."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

MAX_SOURCE: Final = 1 << 20

# Not every OS has all of them. O_NONBLOCK: if a pipe has replaced the file, opening it does not wait for a writer.
_READ: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True)
class Unreadable:
    """A file that cannot be run. why: a sentence for the student. started: False for a missing file and for a stub."""

    why: str = ""
    started: bool = True


Source = bytes | Unreadable


def read_source(path: Path, *, follow: bool) -> Source:
    """Return a topic file's bytes, or why it cannot be read. Only a regular file of UTF-8 text is read.

    follow: whether it may be a symbolic link. On a student's own machine it may be one. In a class's folder it could point
    to anything that the instructor can read. A hard link is a file like any other: see docs/threat-model.md.
    """
    data = read_bytes(path, follow=follow)
    return data if isinstance(data, Unreadable) else as_source(path.name, data)


def read_bytes(path: Path, *, follow: bool, limit: int = MAX_SOURCE) -> bytes | Unreadable:
    """Return all bytes of a regular file of at most `limit` bytes, or why it cannot be read."""
    file = open_regular(path, follow=follow)
    if isinstance(file, Unreadable):
        return file
    try:
        with file:
            size = os.fstat(file.fileno()).st_size
            if size <= limit:
                data = file.read(limit + 1)  # it may grow while it is read
                size = max(size, len(data))
    except OSError as error:
        return Unreadable(f"{path.name} cannot be read: {error.strerror or error}.")
    return data if size <= limit else Unreadable(too_big(path.name, size, limit))


def open_regular(path: Path, *, follow: bool) -> BinaryIO | Unreadable:
    """Open a regular file for reading, or return why not.

    The opened descriptor is checked too, so that a file that becomes a link or a pipe after the first look is not read. What
    is read is what was opened, whatever its name stands for later.
    """
    descriptor = None
    try:
        before = path.stat() if follow else path.lstat()  # so that devices and pipes are not opened
        if why := why_not_regular(path.name, before):
            return Unreadable(why)
        descriptor = os.open(path, _READ if follow else _READ | _NO_FOLLOW)
        if why := why_not_regular(path.name, os.fstat(descriptor)):
            return Unreadable(why)
        file, descriptor = os.fdopen(descriptor, "rb"), None
        return file
    except FileNotFoundError:
        return Unreadable(f"{path.name} is missing.", started=False)
    except OSError as error:
        if error.errno == errno.ELOOP and not follow:
            return Unreadable(f"{path.name} is a link; hand in the file itself.")
        return Unreadable(f"{path.name} cannot be read: {error.strerror or error}.")
    except ValueError as error:  # a name that no file can have
        return Unreadable(f"{path.name!r} cannot be read: {error}.")
    finally:
        if descriptor is not None:
            os.close(descriptor)


def why_not_regular(name: str, about: os.stat_result) -> str:
    """Return why this is not a regular file, as a sentence for the student; empty if it is one."""
    if stat.S_ISLNK(about.st_mode):
        return f"{name} is a link; hand in the file itself."
    if stat.S_ISDIR(about.st_mode):
        return f"{name} is a folder; the exercise belongs into a file of that name."
    if not stat.S_ISREG(about.st_mode):
        return f"{name} is no regular file."
    return ""


def too_big(name: str, size: int, limit: int = MAX_SOURCE) -> str:
    """Return a sentence that says that a file has more bytes than are read."""
    return f"{name} has {size} bytes; at most {limit} are read. Keep data out of it."


def as_source(name: str, data: bytes) -> Source:
    """Return the bytes of a topic's file, or why they are not UTF-8 text."""
    if not data.strip():
        return Unreadable(f"{name} is empty. `dlcourse reset {name.removesuffix('.py')}` brings the exercise back.")
    if b"\0" in data:
        return Unreadable(f"{name} is not a text file. Save it as plain text, in UTF-8.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Unreadable(f"{name} is not UTF-8: line {line} has the byte 0x{data[error.start]:02x}. Save it in UTF-8.")
    return data
