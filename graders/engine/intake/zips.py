"""Zips as folders. Nothing is extracted: members are listed by name, and read one by one, each up to a limit.

A zip can lie about its sizes and its number of members, and give two names to the same bytes. So the list of members has a
limit before it is parsed, and a member's limit counts the bytes after decompression. Only the two compression methods that
every zip tool uses are read: Python's decompressors for the others return everything at once, however much it is.
"""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import weakref
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from dlcourse.graders.engine.intake.times import UNTIMED, of_member
from dlcourse.graders.engine.intake.tree import File, Folder, Listing, Refused, is_junk, linked
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.untrusted import MAX_SOURCE, Source, Unreadable, as_source, too_big

MAX_INNER: Final = 32 << 20  # bytes of a zip in a zip: it is held in memory, one at a time
MAX_DEPTH: Final = 16
_CHUNK: Final = 1 << 16
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,  # a seek to an impossible position
    ValueError,  # the same, or a name that is not in the encoding that it claims
    OverflowError,
    RuntimeError,  # encrypted, though it does not say so
    NotImplementedError,
)


@dataclass(frozen=True)
class Limits:
    """How long a zip's list of members may be, in bytes and in members. zipfile reads and parses all of it at once."""

    listing: int
    members: int


OF_A_STUDENT: Final = Limits(2 << 20, 20_000)
OF_A_CLASS: Final = Limits(32 << 20, 500_000)


class _TooLong(ValueError):
    pass


class _Closed(ValueError):
    """The zip's own file cannot be read. The text is a sentence that says why."""


class Archive:
    """A zip that is opened when something in it is read, and then closed again. A whole class's zip stays open."""

    def __init__(self, file: File, *, whole_class: bool) -> None:
        self.name = one_line(file.name)
        self.limits = OF_A_CLASS if whole_class else OF_A_STUDENT
        self._file = file
        self._keep = whole_class
        self._kept: zipfile.ZipFile | None = None
        self._process = 0

    @contextmanager
    def opened(self) -> Iterator[zipfile.ZipFile]:
        """Yield the zip, open for reading. Raises one of `_DAMAGED`, with a sentence, if it cannot be opened."""
        if self._kept is not None and self._process == os.getpid():  # a fork shares its parent's position in the file
            yield self._kept
            return
        file = self._file.open(MAX_INNER)
        if isinstance(file, Unreadable):
            raise _Closed(file.why)
        try:
            archive = zipfile.ZipFile(_Limited(file, self.limits.listing))
            if len(archive.filelist) > self.limits.members:
                raise _TooLong
        except BaseException:
            file.close()
            raise
        self._kept, self._process = archive, os.getpid()
        if self._keep:
            weakref.finalize(self, file.close)
            yield archive
        else:
            try:
                with file, archive:
                    yield archive
            finally:
                self._kept = None


class _Limited:
    """A file of which only so many bytes are read at once, whatever length the zip claims for its list of members."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self.seek, self.tell, self.close, self.seekable = file.seek, file.tell, file.close, file.seekable
        self._read = file.read
        self._limit = limit
        self._end = file.seek(0, os.SEEK_END)

    def read(self, size: int = -1, /) -> bytes:
        rest = self._end - self.tell()
        size = rest if size < 0 else min(size, rest)
        if size > self._limit:
            raise _TooLong
        return self._read(max(size, 0))


def open_zip(file: File, *, whole_class: bool = False) -> ZipFolder | Unreadable:
    """Return a zip as a folder, or why it cannot be read. whole_class: it may have more members, and stays open."""
    archive = Archive(file, whole_class=whole_class)
    try:
        with archive.opened() as opened:
            return _tree(archive, opened.filelist)
    except _Closed as error:
        return Unreadable(str(error))
    except _TooLong:
        return Unreadable(f"{archive.name} has more than {archive.limits.members} members; zip the exercises only.")
    except _DAMAGED as error:
        return Unreadable(f"{archive.name} is not a zip, or it is damaged: {one_line(str(error))}.")


@contextmanager
def kept_open(files: Iterable[File]) -> Iterator[None]:
    """Keep the zips of these files open inside the `with` block. If one cannot be opened, reading from it says why."""
    archives = {id(file.archive): file.archive for file in files if isinstance(file, Member)}
    with ExitStack() as stack:
        for archive in archives.values():
            with suppress(*_DAMAGED):
                stack.enter_context(archive.opened())
        yield


@dataclass
class ZipFolder:
    """A folder in a zip, or the zip itself."""

    name: str
    folders: dict[str, ZipFolder] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def list(self) -> Listing:
        folders: dict[str, Folder] = {name: self.folders[name] for name in sorted(self.folders)}
        return Listing(folders, {name: self.files[name] for name in sorted(self.files)}, self.refused)

    def newest_file(self) -> float:
        """Return the time of the newest file in it or below it."""
        own = (file.modified for file in self.files.values() if isinstance(file, Member))
        return max((*own, *(folder.newest_file() for folder in self.folders.values())), default=UNTIMED)


@dataclass(frozen=True, slots=True)
class Member:
    """A regular file in a zip. submitted: when it was handed in, if a manifest in the zip tells."""

    archive: Archive
    info: zipfile.ZipInfo
    name: str
    refusal: str
    submitted: float = UNTIMED

    @property
    def modified(self) -> float:
        """The time that the zip gives it."""
        return of_member(self.info.date_time)

    @property
    def time(self) -> float:
        """When it was handed in: the manifest's time, else the zip's."""
        return self.modified if self.submitted == UNTIMED else self.submitted

    def read(self) -> Source:
        data = Unreadable(self.refusal) if self.refusal else self.read_bytes(MAX_SOURCE)
        return data if isinstance(data, Unreadable) else as_source(self.name, data)

    def read_bytes(self, limit: int) -> bytes | Unreadable:
        if self.info.compress_size > limit + limit // 64 + 1024:  # compression hardly ever makes data longer
            return Unreadable(too_big(self.name, self.info.file_size, limit))
        parts, size = [], 0
        try:
            with self.archive.opened() as opened, opened.open(self.info) as member:
                while part := member.read(min(_CHUNK, limit + 1 - size)):
                    parts.append(part)
                    size += len(part)
                    if size > limit:
                        return Unreadable(too_big(self.name, max(size, self.info.file_size), limit))
        except _DAMAGED as error:
            return Unreadable(
                f"{self.name} cannot be read from {self.archive.name}: {one_line(str(error)) or 'it is damaged'}."
            )
        return b"".join(parts)

    def open(self, limit: int) -> BinaryIO | Unreadable:
        if why := _unusual(self.name, self.info):
            return Unreadable(why)
        data = self.read_bytes(limit)
        return data if isinstance(data, Unreadable) else io.BytesIO(data)


def _tree(archive: Archive, members: list[zipfile.ZipInfo]) -> ZipFolder:
    """Return the members as a tree. Those that cannot be in it are in its `refused`."""
    root = ZipFolder(archive.name)
    for info in members:
        parts, why = _parts(info.filename)
        if why:
            root.refused.append((info.filename, why))
            continue
        if not parts or any(is_junk(part) for part in parts):
            continue
        kind = _kind(info)
        folder: ZipFolder | None = root
        for part in parts if kind == "folder" else parts[:-1]:
            folder = _enter(folder, part)
            if folder is None:
                root.refused.append((info.filename, "not read: a file of the same zip has its folder's name"))
                break
        if folder is None or kind == "folder":
            continue
        name = parts[-1]
        if name in folder.folders:
            root.refused.append((info.filename, "not read: a folder of the same zip has the same name"))
            continue
        if name in folder.files:
            root.refused.append((info.filename, "several times in the zip; the last one is read"))
        folder.files[name] = kind if isinstance(kind, Refused) else _member(archive, info, name)
    return root


def _enter(folder: ZipFolder | None, name: str) -> ZipFolder | None:
    if folder is None or name in folder.files:
        return None
    if name not in folder.folders:
        folder.folders[name] = ZipFolder(name)
    return folder.folders[name]


def _parts(filename: str) -> tuple[list[str], str]:
    """Return the parts of a member's path, and why it is not valid."""
    if filename[:1] in ("/", "\\") or re.match("[A-Za-z]:", filename):
        return [], "not read: an absolute path in a zip"
    parts = [part for part in re.split(r"[/\\]", filename) if part not in ("", ".")]
    if ".." in parts:
        return [], "not read: its path leads out of the zip"
    if len(parts) > MAX_DEPTH:
        return [], f"not read: more than {MAX_DEPTH} folders deep"
    return parts, ""


def _kind(info: zipfile.ZipInfo) -> Refused | str:
    """Return "folder", a Refused for what is neither folder nor file, or "" for a regular file."""
    name = one_line(re.split(r"[/\\]", info.filename.rstrip("/\\"))[-1])
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return linked(name, folder="." not in name)
    if stat.S_ISDIR(mode) or info.filename.endswith(("/", "\\")):
        return "folder"
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return Refused(name, f"{name} is no regular file.")
    return ""


def _member(archive: Archive, info: zipfile.ZipInfo, name: str) -> Member:
    why = _unusual(name, info) or (too_big(name, info.file_size) if info.file_size > MAX_SOURCE else "")
    return Member(archive, info, name, why)


def _unusual(name: str, info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 0x1:
        return f"{name} is encrypted; make the zip without a password."
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return f"{name} is compressed in an unusual way; make an ordinary zip."
    return ""
