"""Everything that one student handed in: files, folders and zips, looked through for the topics of the week."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from dlcourse.graders.engine.intake.assignment import Assignment, Spelling
from dlcourse.graders.engine.intake.candidates import NO_ATTEMPT, Attempt, Candidate, OpenedZip
from dlcourse.graders.engine.intake.found_manifests import FoundManifests, manifest_in
from dlcourse.graders.engine.intake.manifest import MANIFEST
from dlcourse.graders.engine.intake.names import Identifier, is_archive
from dlcourse.graders.engine.intake.notes import StudentNotes
from dlcourse.graders.engine.intake.times import UNTIMED, ZipTime
from dlcourse.graders.engine.intake.tree import File, Folder, Refused
from dlcourse.graders.engine.intake.zips import ZipFolder, open_zip
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.untrusted import Unreadable

NOT_A_ZIP: Final = "only a .zip is opened; hand in one, or the files themselves"
MAX_DEPTH: Final = 6
MAX_FOLDERS: Final = 1000
_ZIP_IN_ZIP: Final = "a zip in a zip is not opened; hand in one zip with the files themselves"
NEVER_SEARCHED: Final = frozenset({"venv", "env", "node_modules", "site-packages"})
_COMPRESSED: Final = re.compile(r".*\.(gz|bz2|xz|zst)", re.IGNORECASE | re.DOTALL)
_CODE: Final = re.compile(r".*\.(py|ipynb)\b.*", re.IGNORECASE | re.DOTALL)


class ClosedZip(NamedTuple):
    """A zip that is not opened yet."""

    path: str
    file: File
    attempt: Attempt


@dataclass
class StudentFiles:
    """What one student handed in. student: the name that the layout gives.

    own_name: whether that is the student's own name, and not a platform's for them.
    identifiers: what else the layout says of who it is, strongest first.
    candidates: by topic. other_code: paths of code under a name that is no topic's. other_files: what is no code at all.
    other_weeks: folders and zips that are called like another week.
    """

    assignment: Assignment
    student: str
    own_name: bool = False
    identifiers: Sequence[Identifier] = ()
    candidates: dict[str, list[Candidate]] = field(default_factory=dict)
    zips: list[ClosedZip] = field(default_factory=list)
    other_code: list[str] = field(default_factory=list)
    other_files: list[str] = field(default_factory=list)
    other_weeks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.notes = StudentNotes(self.student)
        self.manifests = FoundManifests(self.assignment, self.notes)

    def rename(self, student: str) -> None:
        """Give the student another name than the layout's."""
        self.student = student
        self.notes.rename(student)

    def add(
        self, file: File, path: str, *, name: str = "", attempt: Attempt = NO_ATTEMPT, in_zip: OpenedZip | None = None
    ) -> None:
        """Add a file. name: what the student called it. in_zip: the zip that it is in; a zip in a zip is not opened."""
        name = name or file.name
        is_zip = name.lower().endswith(".zip")
        if match := self.assignment.match(name):
            in_week = self.assignment.week in path.split("/")
            candidate = Candidate(path, file, match, in_week, in_zip.attempt if in_zip else attempt, in_zip)
            self.candidates.setdefault(match.topic, []).append(candidate)
        elif is_archive(name) and self.assignment.holds_other_week(name):
            self.other_weeks.append(path)
        elif is_zip and in_zip is None:
            self.zips.append(ClosedZip(path, file, attempt))
        elif is_archive(name):
            self.notes.add_unreadable(f"{one_line(path)}: {_ZIP_IN_ZIP if is_zip else NOT_A_ZIP}.")
        elif _COMPRESSED.fullmatch(name):  # one file, and hardly the exercises
            self.notes.add(f"not read: {one_line(path)}: only a .zip is opened")
            self.other_files.append(path)
        elif _CODE.fullmatch(name) or any(topic in name.lower() for topic in self.assignment.topic_of.values()):
            self.other_code.append(path)
        else:
            if name == MANIFEST:
                self.manifests.add(file, path, self.student if self.own_name else "")
            self.other_files.append(path)

    def add_whole(self, file: File, path: str) -> None:
        """Add the archive that holds all of a student's files. Its name says who the student is, not which week it is of."""
        if path.lower().endswith(".zip"):
            self.zips.append(ClosedZip(path, file, NO_ATTEMPT))
        else:
            self.notes.add_unreadable(f"{one_line(path)}: {NOT_A_ZIP}.")

    def add_folder(self, folder: Folder, path: str = "", in_zip: OpenedZip | None = None) -> None:
        """Add all files in a folder and below it, level by level. path: the folder's, empty or ending with `/`."""
        level, count = [(path, folder)], 0
        for _ in range(MAX_DEPTH + 1):
            level = [child for path, folder in level for child in self._add_entries(folder, path, in_zip)]
            count += len(level)
            if not level:
                return
            if count > MAX_FOLDERS:
                break
        self.notes.add(f"not searched further: more than {MAX_FOLDERS} folders, or more than {MAX_DEPTH} deep")

    def _add_entries(self, folder: Folder, path: str, in_zip: OpenedZip | None) -> list[tuple[str, Folder]]:
        """Add the files in a folder; return the folders in it that are to be searched, with their paths."""
        listing = folder.list()
        if listing.unreadable:
            self.notes.add_unreadable(listing.unreadable)
        for entry, why in listing.refused:
            self.notes.add(f"{one_line(entry)}: {why}")
            self.other_files.append(entry)
        for name, file in listing.files.items():
            if file.refusal and name == self.assignment.week:
                self.notes.add_unreadable(file.refusal, "not followed")
            self.add(file, f"{path}{name}", name=name, in_zip=in_zip)
        to_search: list[tuple[str, Folder]] = []
        for name, child in listing.folders.items():
            if name in self.assignment.topic_of:
                why = f"{name} is a folder; the exercise belongs into a file of that name."
                self.add(Refused(name, why), f"{path}{name}", in_zip=in_zip)
            elif self.assignment.holds_other_week(name):
                self.other_weeks.append(f"{path}{name}/")
            elif name in NEVER_SEARCHED:
                self.other_files.append(f"{path}{name}/")
            else:
                to_search.append((f"{path}{name}/", child))
        return to_search

    def open_zips(self) -> None:
        """Add what is in the zips. `submit` puts a whole submission into a zip: of its zips only the newest is added."""
        complete = self._has_every_topic()
        opened = [pair for closed in self.zips if (pair := self._open(closed, complete=complete))]
        earlier = self._earlier_submissions([zipped for zipped, _ in opened if zipped.by_submit])
        for zipped, inside in opened:
            if zipped not in earlier:
                self.add_folder(inside, f"{zipped.path}/", zipped)

    def _open(self, closed: ClosedZip, *, complete: bool) -> tuple[OpenedZip, ZipFolder] | None:
        """Open a zip; None, with a note, if it cannot be opened or is not needed. complete: no topic's file is missing."""
        path, file, attempt = closed
        if complete and attempt == NO_ATTEMPT:
            self.notes.add(f"not opened: {one_line(path)}; every topic's file is beside it")
            return None
        inside = open_zip(file)
        if isinstance(inside, Unreadable):
            self.notes.add_unreadable(inside.why)
            return None
        if not (inside.folders or inside.files or inside.refused):
            self.other_files.append(f"{path} (empty)")
        found = manifest_in(inside)
        by_submit = found is not None and found.manifest.week == self.assignment.week
        time = ZipTime(found.time if found and by_submit else UNTIMED, inside.newest_file())
        return OpenedZip(path, attempt, time, by_submit), inside

    def _earlier_submissions(self, by_submit: Sequence[OpenedZip]) -> list[OpenedZip]:
        """Return all but the newest of the zips that `submit` wrote, and note them."""
        if not by_submit:
            return []
        in_order = sorted(by_submit, key=lambda zipped: zipped.path)  # so that of equal times always the same is newest
        newest = max(in_order, key=lambda zipped: (zipped.attempt, zipped.time.manifest))
        earlier = [zipped for zipped in by_submit if zipped is not newest]
        for zipped in earlier:
            self.notes.add(f"not read: {one_line(zipped.path)}; {one_line(newest.path)} is later")
        return earlier

    def _has_every_topic(self) -> bool:
        """Return whether there is a file of each topic's own name."""
        exact = {
            candidate.match.topic
            for candidates in self.candidates.values()
            for candidate in candidates
            if candidate.match.spelling is Spelling.EXACT
        }
        return len(exact) == len(self.assignment.topic_of)
