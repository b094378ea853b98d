"""The manifests that `dlcourse submit` writes, read as hostile as all the rest and believed as little.

The platform, the folder or the zip's own name says whose a submission is; a manifest that names somebody else is listed
and changes nothing. What it can do is tell of one student's zips the newest, and that a file is not as it was handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec

from dlcourse.graders.engine.intake.candidates import Candidate, listed
from dlcourse.graders.engine.intake.manifest import MANIFEST, MAX_MANIFEST, FileEntry, Manifest
from dlcourse.graders.engine.intake.names import is_called
from dlcourse.graders.engine.intake.times import UNTIMED, of_manifest
from dlcourse.graders.engine.intake.tree import File, Folder
from dlcourse.graders.engine.intake.zips import kept_open
from dlcourse.graders.engine.results.records import NOT_JSON
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.untrusted import MAX_SOURCE, Unreadable

MAX_SEALS: Final = 10
_BROKEN: Final = {
    "changed": "not as it was handed in, by its manifest; graded as it is",
    "added": "added after it was handed in, by its manifest; graded all the same",
    "missing": "handed in, by its manifest, and not there",
}


@dataclass(frozen=True)
class Seal:
    """A manifest, and the beginning of the paths that it speaks of."""

    manifest: Manifest
    place: str

    @property
    def when(self) -> float:
        """Return its time as a number; UNTIMED where it is still to come: a clock or a hand has set it forward."""
        return of_manifest(self.manifest.time)

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
    except NOT_JSON as error:
        return Unreadable(one_line(str(error)))


def seal_in(folder: Folder) -> Seal | None:
    """Return the manifest that stands in a zip, or in the one folder that a zip holds; of whatever week."""
    listing = folder.list()
    file = listing.files.get(MANIFEST)
    if file is None and len(listing.folders) == 1:
        (only,) = listing.folders.values()
        file = only.list().files.get(MANIFEST)
    seal = read_seal(file) if file else None
    return seal if isinstance(seal, Seal) else None


@dataclass
class Seals:
    """This week's manifests of one student; `note` takes what there is to say of them."""

    week: str
    note: Callable[[str], None]
    seals: list[Seal] = field(default_factory=list)

    def add(self, file: File, path: str, student: str) -> None:
        """Add a manifest. student: the name that they are known by; empty where only a platform's name is known."""
        if len(self.seals) == MAX_SEALS:
            return  # nobody has so many, and each takes memory
        seal = read_seal(file, path[: -len(MANIFEST)])
        if isinstance(seal, Unreadable):
            self.note(f"{one_line(path)} says nothing: {seal.why}")
            return
        said = seal.manifest
        if said.week != self.week:
            self.note(f"{one_line(path)} is of {one_line(said.week, 40)}, not of {self.week}")
            return
        self.seals.append(seal)
        if student and not is_called(said.student, student):
            self.note(f"its manifest names {one_line(said.student, 60)}; graded as {one_line(student)}'s all the same")
        if seal.when == UNTIMED:
            self.note(f"its manifest's time is still to come: {said.time:%Y-%m-%d %H:%M}; it counts as the earliest")

    def over(self, candidate: Candidate) -> Seal | None:
        """Return the manifest that speaks of a file: the nearest above it."""
        above = [seal for seal in self.seals if candidate.path.startswith(seal.place)]
        return max(above, key=lambda seal: len(seal.place), default=None)

    def compare(self, chosen: Mapping[str, Candidate], files: Mapping[str, str]) -> None:
        """Note the files that are not as their manifest says. files: the topics' names by those of their files."""
        broken: dict[str, list[str]] = {how: [] for how in _BROKEN}
        with kept_open(candidate.file for candidate in chosen.values()):
            for candidate in chosen.values():
                name, seal = candidate.meant.file_name, self.over(candidate)
                if seal and (how := seal.breach(candidate.file, f"{self.week}/{name}")):
                    broken[how].append(name)
        for name, topic in files.items():
            if topic not in chosen and any(f"{self.week}/{name}" in seal.manifest.files for seal in self.seals):
                broken["missing"].append(name)
        for how, names in broken.items():
            if names:
                self.note(f"{_BROKEN[how]}: {listed(names)}")
