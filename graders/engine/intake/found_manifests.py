"""The manifests among a student's files. They come from `dlcourse submit`, or from anybody: little of them is believed.

The platform, the folder or the zip's own name says whose a submission is. If a manifest names somebody else, a note says so
and nothing changes. A manifest can only tell which of one student's zips is the newest, and that a file has changed since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec

from dlcourse.graders.engine.intake.assignment import Assignment
from dlcourse.graders.engine.intake.candidates import Candidate
from dlcourse.graders.engine.intake.manifest import MANIFEST, MAX_MANIFEST, FileEntry, SubmissionManifest
from dlcourse.graders.engine.intake.names import is_called
from dlcourse.graders.engine.intake.notes import StudentNotes, named
from dlcourse.graders.engine.intake.times import UNTIMED, of_manifest
from dlcourse.graders.engine.intake.tree import File, Folder
from dlcourse.graders.engine.intake.zips import kept_open
from dlcourse.graders.engine.results.records import NOT_JSON
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.untrusted import MAX_SOURCE, Unreadable

MAX_MANIFESTS: Final = 10
CHANGED: Final = "changed since its manifest was written; graded as it is"
ADDED: Final = "not in its manifest; graded all the same"
MISSING: Final = "in its manifest, but missing"


@dataclass(frozen=True)
class FoundManifest:
    """A manifest, and the path of the folder that it describes: empty, or ending with `/`."""

    manifest: SubmissionManifest
    folder: str

    @property
    def time(self) -> float:
        """Its time as a number; UNTIMED if it is in the future, because of a wrong clock or a forgery."""
        return of_manifest(self.manifest.time)

    def difference(self, file: File, name: str) -> str:
        """Return how a file differs from what the manifest says of `name` (ADDED or CHANGED); empty if it does not."""
        entry = self.manifest.files.get(name)
        if entry is None:
            return ADDED
        data = file.read_bytes(MAX_SOURCE)
        return "" if not isinstance(data, Unreadable) and FileEntry.of(data) == entry else CHANGED


def read_manifest(file: File, folder: str = "") -> FoundManifest | Unreadable:
    """Return a manifest, or why it is not one."""
    data = Unreadable(file.refusal) if file.refusal else file.read_bytes(MAX_MANIFEST)
    if isinstance(data, Unreadable):
        return data
    try:
        return FoundManifest(msgspec.json.decode(data, type=SubmissionManifest), folder)
    except NOT_JSON as error:
        return Unreadable(one_line(str(error)))


def manifest_in(folder: Folder) -> FoundManifest | None:
    """Return the manifest in a zip, or in the only folder of a zip, whatever week it is of; None if there is none."""
    listing = folder.list()
    file = listing.files.get(MANIFEST)
    if file is None and len(listing.folders) == 1:
        (only,) = listing.folders.values()
        file = only.list().files.get(MANIFEST)
    found = read_manifest(file) if file else None
    return found if isinstance(found, FoundManifest) else None


@dataclass
class FoundManifests:
    """This week's manifests of one student, and the notes that they give rise to."""

    assignment: Assignment
    notes: StudentNotes
    found: list[FoundManifest] = field(default_factory=list)

    def add(self, file: File, path: str, student: str) -> None:
        """Add a manifest. student: their own name; empty if only a platform's name for them is known."""
        if len(self.found) == MAX_MANIFESTS:
            return  # nobody has so many, and each takes memory
        found = read_manifest(file, path.removesuffix(MANIFEST))
        if isinstance(found, Unreadable):
            self.notes.add(f"{one_line(path)} is not a valid manifest: {found.why}")
            return
        manifest = found.manifest
        if manifest.week != self.assignment.week:
            self.notes.add(f"{one_line(path)} is of {one_line(manifest.week, 40)}, not of {self.assignment.week}")
            return
        self.found.append(found)
        if student and not is_called(manifest.student, student):
            self.notes.add(
                f"its manifest names {one_line(manifest.student, 60)}; graded as {one_line(student)}'s all the same"
            )
        if found.time == UNTIMED:
            self.notes.add(
                f"its manifest's time is in the future: {manifest.time:%Y-%m-%d %H:%M}; it counts as the earliest"
            )

    def describing(self, candidate: Candidate) -> FoundManifest | None:
        """Return the manifest that describes a file: the nearest above it; None if there is none."""
        above = [found for found in self.found if candidate.path.startswith(found.folder)]
        return max(above, key=lambda found: len(found.folder), default=None)

    def compare(self, chosen: Mapping[str, Candidate]) -> None:
        """Note the files that differ from their manifest. chosen: the files that are graded, by topic."""
        week = self.assignment.week
        different: dict[str, list[str]] = {CHANGED: [], ADDED: [], MISSING: []}
        with kept_open(candidate.file for candidate in chosen.values()):
            for candidate in chosen.values():
                name, found = candidate.match.file_name, self.describing(candidate)
                if found and (difference := found.difference(candidate.file, f"{week}/{name}")):
                    different[difference].append(name)
        for name, topic in self.assignment.topic_of.items():
            if topic not in chosen and any(f"{week}/{name}" in found.manifest.files for found in self.found):
                different[MISSING].append(name)
        for difference, names in different.items():
            if names:
                self.notes.add(f"{difference}: {named(names)}")
