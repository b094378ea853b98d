"""The manifests that `dlcourse submit` writes, read as hostile as all the rest and believed as little.

The platform, the folder or the zip's own name says whose a submission is; a manifest that names somebody else is listed
and changes nothing. What it can do is tell of one student's zips the newest, and that a file is not as it was handed in.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

import msgspec

from dlcourse.graders.batch.intake.tree import File, Folder
from dlcourse.graders.batch.intake.zips import open_zip
from dlcourse.graders.manifest import MANIFEST, MAX_MANIFEST, FileEntry, Manifest
from dlcourse.graders.submissions import MAX_SOURCE, Unreadable
from dlcourse.graders.text import one_line

UNTIMED: Final = float("-inf")
_WRONG_CLOCK: Final = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Seal:
    """A manifest, and the beginning of the paths that it speaks of."""

    manifest: Manifest
    place: str

    @property
    def when(self) -> float:
        """Return its time as a number; UNTIMED where it is still to come: a clock or a hand has set it forward."""
        latest = datetime.datetime.now(datetime.UTC) + _WRONG_CLOCK
        return self.manifest.time.timestamp() if self.manifest.time < latest else UNTIMED

    def breach(self, file: File, name: str) -> str:
        """Return "added" or "changed" for a file that is not as the manifest says of `name`; empty where it is."""
        entry = self.manifest.files.get(name)
        if entry is None:
            return "added"
        data = file.read_bytes(MAX_SOURCE)
        return "" if not isinstance(data, Unreadable) and FileEntry.of(data) == entry else "changed"


def read_seal(file: File, place: str = "") -> Seal | Unreadable:
    """Return a manifest, or why it does not count."""
    data = Unreadable(file.refusal) if file.refusal else file.read_bytes(MAX_MANIFEST)
    if isinstance(data, Unreadable):
        return data
    try:
        return Seal(msgspec.json.decode(data, type=Manifest), place)
    except (msgspec.DecodeError, RecursionError) as error:
        return Unreadable(one_line(str(error)))


def seal_in(folder: Folder, week: str) -> Seal | None:
    """Return the manifest that stands in a zip, or in the one folder that a zip holds, if it is this week's."""
    listing = folder.list()
    file = listing.files.get(MANIFEST)
    if file is None and len(listing.folders) == 1:
        (only,) = listing.folders.values()
        file = only.list().files.get(MANIFEST)
    seal = read_seal(file) if file else None
    return seal if isinstance(seal, Seal) and seal.manifest.week == week else None


def seal_of_zip(file: File, week: str) -> Seal | None:
    """Return the manifest of a zip that was not looked into yet."""
    inside = open_zip(file)
    return None if isinstance(inside, Unreadable) else seal_in(inside, week)
