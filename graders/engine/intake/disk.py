"""Folders and files on disk. Links are never followed, devices and pipes never opened."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dlcourse.graders.engine.intake.tree import File, Folder, Listing, is_junk, linked
from dlcourse.graders.engine.untrusted import (
    MAX_SOURCE,
    Source,
    Unreadable,
    open_regular,
    read_bytes,
    read_source,
    too_big,
    why_not_regular,
)


@dataclass(frozen=True)
class DiskFile:
    """A file on disk. follow: whether it may be a symbolic link, as an instructor's own file may be, but not a student's."""

    path: Path
    follow: bool = False

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def refusal(self) -> str:
        try:
            about = self.path.lstat()
        except OSError as error:
            return f"{self.name} cannot be read: {error.strerror or error}."
        if why := why_not_regular(self.name, about):
            return why
        return too_big(self.name, about.st_size) if about.st_size > MAX_SOURCE else ""

    def read(self) -> Source:
        return read_source(self.path, follow=self.follow)

    def read_bytes(self, limit: int) -> bytes | Unreadable:
        return read_bytes(self.path, follow=self.follow, limit=limit)

    def open(self, limit: int) -> BinaryIO | Unreadable:
        return open_regular(self.path, follow=self.follow)


@dataclass(frozen=True)
class DiskFolder:
    """A folder on disk."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def list(self) -> Listing:
        folders: dict[str, Folder] = {}
        files: dict[str, File] = {}
        unreadable = ""
        try:
            with os.scandir(self.path) as entries:
                inside = sorted((entry for entry in entries if not is_junk(entry.name)), key=lambda entry: entry.name)
            for entry in inside:
                path = self.path / entry.name
                if entry.is_symlink() or _is_junction(path):
                    files[entry.name] = linked(entry.name, folder=not os.path.isfile(path))  # noqa: PTH113  never raises
                elif entry.is_dir(follow_symlinks=False):
                    folders[entry.name] = DiskFolder(path)
                else:
                    files[entry.name] = DiskFile(path)
        except OSError as error:
            unreadable = f"{self.name} cannot be read: {error.strerror or error}."
        return Listing(folders, files, unreadable=unreadable)


def _is_junction(path: Path) -> bool:
    """Return whether this is a junction: a link to a folder on Windows, which os.scandir reports as a folder."""
    if os.name != "nt":
        return False
    tag = getattr(path.lstat(), "st_reparse_tag", 0)
    return bool(tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1))
