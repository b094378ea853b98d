"""Folders and files as intake sees them, with one interface on disk and inside a zip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final, Protocol

from dlcourse.graders.engine.untrusted import Source, Unreadable


class File(Protocol):
    """A file, or something else with a file's name, such as a link. It is not in memory until it is read."""

    @property
    def name(self) -> str: ...

    @property
    def refusal(self) -> str:
        """Return why it will not be read, as far as that is known without reading it; empty if there is no reason."""

    def read(self) -> Source:
        """Return the source of a topic's file, or why it cannot be read. Never raises."""

    def read_bytes(self, limit: int) -> bytes | Unreadable:
        """Return all bytes of a file of at most `limit` bytes, or why it cannot be read. Never raises."""

    def open(self, limit: int) -> BinaryIO | Unreadable:
        """Open it to read it as an archive. limit: in bytes, for a file that must be held in memory. Never raises."""


class Folder(Protocol):
    """A folder. Each call of `list` looks again."""

    @property
    def name(self) -> str: ...

    def list(self) -> Listing: ...


@dataclass
class Listing:
    """What is in a folder, each sorted by name. What systems and tools leave behind is not listed.

    A link, a pipe and the like are among the files, with a refusal. refused: entries that cannot be used, and why.
    unreadable: why the folder itself cannot be read, empty if it can.
    """

    folders: Mapping[str, Folder] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)
    refused: Sequence[tuple[str, str]] = ()
    unreadable: str = ""


@dataclass(frozen=True)
class Refused:
    """Something that is not read. folder: whether it may be a student's folder, such as a link to one."""

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
    """Return a link, which is not followed. folder: whether it may point to a folder."""
    return Refused(name, f"{name} is a link; hand in the {'folder' if folder else 'file'} itself.", folder)


def is_link_to_folder(file: File) -> bool:
    """Return whether this is a link that may point to a folder."""
    return isinstance(file, Refused) and file.folder


_OF_SYSTEMS: Final = frozenset({".DS_Store", "Icon\r", "Thumbs.db", "__MACOSX", "desktop.ini"})
_OF_TOOLS: Final = frozenset({".dlcourse", ".git", ".gitignore", ".gitkeep", ".idea", ".venv", ".vscode"})
_CACHES: Final = frozenset({".ipynb_checkpoints", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__"})
_JUNK: Final = _OF_SYSTEMS | _OF_TOOLS | _CACHES


def is_junk(name: str) -> bool:
    """Return whether systems and tools leave entries of this name behind. Other hidden entries are a student's own."""
    return name in _JUNK or name.startswith("._")
