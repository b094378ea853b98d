"""Folders and files as intake sees them: alike on disk and inside a zip, looked at only when asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from dlcourse.graders.engine.untrusted import Source, Unreadable


class File(Protocol):
    """A file, or something that stands in a file's place; nothing of it is held in memory."""

    @property
    def name(self) -> str: ...

    @property
    def refusal(self) -> str:
        """Return why it will not be read, as far as that is known without reading; empty where nothing speaks against."""

    def read(self) -> Source:
        """Return a topic's file as it is to be run. Never raises."""

    def read_bytes(self, limit: int) -> bytes | Unreadable:
        """Return all bytes of a file of at most `limit` bytes. Never raises."""

    def open(self, limit: int) -> BinaryIO | Unreadable:
        """Open it to look into it as an archive; `limit` is for what has to be held in memory. Never raises."""


class Folder(Protocol):
    """A folder: what stands in it is listed anew by each call."""

    @property
    def name(self) -> str: ...

    def list(self) -> Listing: ...


@dataclass
class Listing:
    """What stands in a folder, each sorted by name.

    A link, a pipe or the like is among the files, with a refusal. Hidden entries and a system's own are left out.
    refused: entries that cannot be used, and why; unreadable: why the folder itself cannot be read.
    """

    folders: Mapping[str, Folder] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)
    refused: Sequence[tuple[str, str]] = ()
    unreadable: str = ""


@dataclass(frozen=True)
class Refused:
    """Something in a file's place that is not read, whatever is in it. folder: whether it may well stand for a folder."""

    name: str
    refusal: str
    folder: bool = False

    def read(self) -> Source:
        return Unreadable(self.refusal)

    def read_bytes(self, limit: int) -> Unreadable:
        return Unreadable(self.refusal)

    def open(self, limit: int) -> Unreadable:
        return Unreadable(self.refusal)


def linked(name: str, *, folder: bool) -> Refused:
    """Return what stands for a link, which nobody follows."""
    return Refused(name, f"{name} is a link; hand in the {'folder' if folder else 'file'} itself.", folder)


def is_link_to_folder(file: File) -> bool:
    """Return whether this is a link that stands for a folder, as far as that can be known without following it."""
    return isinstance(file, Refused) and file.folder


_JUNK = frozenset(
    {
        *(
            ".DS_Store",
            ".git",
            ".gitignore",
            ".gitkeep",
            ".idea",
            ".vscode",
            ".ipynb_checkpoints",
            ".venv",
            ".dlcourse",
        ),
        *(
            ".mypy_cache",
            ".pytest_cache",
            ".ruff_cache",
            "__MACOSX",
            "__pycache__",
            "Thumbs.db",
            "desktop.ini",
            "Icon\r",
        ),
    }
)


def is_junk(name: str) -> bool:
    """Return whether systems and tools leave an entry of this name behind; a hidden one of another name is somebody's."""
    return name in _JUNK or name.startswith("._")
