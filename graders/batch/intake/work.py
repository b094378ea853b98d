"""One student's work: out of all that was handed in, the file that counts for each topic, and what does not count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from dlcourse.graders.batch.intake.names import is_called
from dlcourse.graders.batch.intake.seals import UNTIMED, Seal, read_seal, seal_in
from dlcourse.graders.batch.intake.tree import File, Folder, Refused
from dlcourse.graders.batch.intake.zips import ZipFolder, kept_open, open_zip
from dlcourse.graders.course import Topic
from dlcourse.graders.manifest import MANIFEST
from dlcourse.graders.submissions import Handed, Unreadable
from dlcourse.graders.text import one_line

MAX_DEPTH: Final = 6
MAX_FOLDERS: Final = 1000
MAX_NOTES: Final = 10
MAX_SEALS: Final = 10
_NEVER: Final = frozenset({"venv", "env", "node_modules", "site-packages"})
_ARCHIVE: Final = re.compile(r".*\.(zip|tar|tgz|gz|bz2|xz|zst|rar|7z)", re.IGNORECASE | re.DOTALL)
_BROKEN: Final = {
    "changed": "not as it was handed in, by its manifest; graded as it is",
    "added": "added after it was handed in, by its manifest; graded all the same",
    "missing": "handed in, by its manifest, and not there",
}
_CODE: Final = re.compile(r".*\.(py|ipynb)\b.*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """The week that is graded."""

    week: str
    topics: Sequence[Topic]

    @cached_property
    def files(self) -> dict[str, str]:
        """The topics' names by those of their files."""
        return {topic.file_name: topic.name for topic in self.topics}

    @cached_property
    def other_weeks(self) -> frozenset[str]:
        return frozenset(name for topic in self.topics for name in topic.course.weeks) - {self.week}

    def at_home(self, folder: Folder) -> bool:
        """Return whether this looks like one student's folder: a topic's file is in it, or in the week's folder in it."""
        inside = folder.list()
        places = [inside, *(home.list() for home in [inside.folders.get(self.week)] if home)]
        return any(name in place.files for place in places for name in self.files)


@dataclass(frozen=True)
class Work:
    """What one student handed in, as it will be graded; `student` is the name that the layout gives."""

    student: str
    files: dict[str, Handed]
    notes: list[tuple[str, str]]


@dataclass(frozen=True)
class _Candidate:
    path: str
    file_name: str
    file: File
    in_week: bool
    order: tuple[int, int, bool, bool, bool, int, str]


@dataclass
class Pile:
    """Everything of one student on one pile, which `sort` makes the Work of.

    own_name: whether the student's name is one that they are known by, and not a platform's for them.
    """

    asked: Asked
    student: str
    own_name: bool = False
    candidates: dict[str, list[_Candidate]] = field(default_factory=dict)
    zips: list[tuple[str, File, tuple[int, int]]] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def note(self, why: str, about: str = "") -> None:
        self.notes.append((about or self.student, why))

    def add(
        self, file: File, path: str, *, name: str = "", attempt: tuple[int, int] = (0, 0), zipped: bool = False
    ) -> None:
        """Add a file. name: what the student called it; attempt: where the layout tells, a higher one is later.

        zipped: it comes from a zip that the student made, in which no other is opened.
        """
        name = name or file.name
        if name == MANIFEST:
            self._add_seal(file, path)
        elif name in self.asked.files:
            in_week = self.asked.week in path.split("/")
            order = (-attempt[0], -attempt[1], bool(file.refusal), zipped, not in_week, path.count("/"), path)
            self.candidates.setdefault(self.asked.files[name], []).append(_Candidate(path, name, file, in_week, order))
        elif name.lower().endswith(".zip") and not zipped:
            self.zips.append((path, file, attempt))
        elif _ARCHIVE.fullmatch(name):
            why = "a zip in a zip is not opened" if name.lower().endswith(".zip") else "only a .zip is opened"
            self.note(f"not read: {one_line(path)}: {why}")
        elif _CODE.fullmatch(name) or any(topic in name.lower() for topic in self.asked.files.values()):
            self.strangers.append(path)

    def add_folder(
        self, folder: Folder, path: str = "", *, attempt: tuple[int, int] = (0, 0), zipped: bool = False
    ) -> None:
        """Add all files of a folder and of those in it, level by level."""
        level, folders = [(path, folder)], 0
        for _ in range(MAX_DEPTH + 1):
            deeper: list[tuple[str, Folder]] = []
            for where, place in level:
                listing = place.list()
                if listing.unreadable:
                    self.broken.append(listing.unreadable)
                    self.note(listing.unreadable)
                for about, why in listing.trouble:
                    self.note(f"{one_line(about)}: {why}")
                for name, file in listing.files.items():
                    if file.refusal and name == self.asked.week:
                        self.note(f"not followed: {file.refusal}")
                    self.add(file, f"{where}{name}", name=name, attempt=attempt, zipped=zipped)
                for name, child in listing.folders.items():
                    if name in self.asked.files:
                        why = f"{name} is a folder; the exercise belongs into a file of that name."
                        self.add(Refused(name, why), f"{where}{name}", attempt=attempt, zipped=zipped)
                    elif name not in self.asked.other_weeks and name not in _NEVER:
                        deeper.append((f"{where}{name}/", child))
            folders += len(deeper)
            if not deeper:
                return
            if folders > MAX_FOLDERS:
                break
            level = deeper
        self.note(f"not searched further: more than {MAX_FOLDERS} folders, or more than {MAX_DEPTH} deep")

    def sort(self) -> Work:
        """Choose: by the layout's order of attempts, then what can be read, not zipped, in the week's folder, nearest."""
        for path, inside, attempt in self._opened():
            self.add_folder(inside, f"{path}/", attempt=attempt, zipped=True)
        chosen = dict(self._choose())
        self._compare(chosen)
        files: dict[str, Handed] = {topic: candidate.file for topic, candidate in chosen.items()}
        if self.strangers:
            names = one_line(", ".join(self.strangers[:3])) + (", …" if len(self.strangers) > 3 else "")
            if files:
                self.note(f"not read: {names}: not the name of a topic's file")
            elif not self.broken:
                self.note(f"graded as not started: none of its files has a topic's name ({names})")
        if self.broken:
            for topic in self.asked.topics:
                files.setdefault(topic.name, Refused(topic.file_name, self.broken[0]))
        more = len(self.notes) - MAX_NOTES
        notes = self.notes if more <= 0 else [*self.notes[:MAX_NOTES], (self.student, f"and {more} more of that kind")]
        return Work(self.student, {t.name: files[t.name] for t in self.asked.topics if t.name in files}, notes)

    def _opened(self) -> list[tuple[str, ZipFolder, tuple[int, int]]]:
        """Open the zips. Of those that `submit` wrote, each of which is a whole submission, only the newest is taken."""
        found: list[tuple[str, ZipFolder, tuple[int, int]]] = []
        sealed: dict[str, tuple[tuple[int, int], float]] = {}
        for path, file, attempt in self.zips:
            if not any(attempt) and len(self.candidates) == len(self.asked.files):
                self.note(f"not opened: {one_line(path)}; every topic's file stands beside it")
                continue
            inside = open_zip(file)
            if isinstance(inside, Unreadable):
                self.broken.append(inside.why)
                self.note(f"not read: {inside.why}")
                continue
            found.append((path, inside, attempt))
            if seal := seal_in(inside, self.asked.week):
                sealed[path] = (attempt, seal.when)
        newest = max(sorted(sealed), key=sealed.__getitem__, default="")
        for path in sealed:
            if path != newest:
                self.note(f"not read: {one_line(path)}; taken, as the later: {one_line(newest)}")
        return [each for each in found if each[0] == newest or each[0] not in sealed]

    def _add_seal(self, file: File, path: str) -> None:
        if len(self.seals) == MAX_SEALS:
            return  # nobody has so many, and each takes memory
        seal = read_seal(file, path[: -len(MANIFEST)])
        if isinstance(seal, Unreadable):
            self.note(f"{one_line(path)} says nothing: {seal.why}")
            return
        said = seal.manifest
        if said.week != self.asked.week:
            self.note(f"{one_line(path)} is of {one_line(said.week, 40)}, not of {self.asked.week}")
            return
        self.seals.append(seal)
        if self.own_name and not is_called(said.student, self.student):
            self.note(
                f"its manifest names {one_line(said.student, 60)}; graded as {one_line(self.student)}'s all the same"
            )
        if seal.when == UNTIMED:
            self.note(f"its manifest's time is still to come: {said.time:%Y-%m-%d %H:%M}; it counts as the earliest")

    def _compare(self, chosen: Mapping[str, _Candidate]) -> None:
        """Note the files that are not as their manifest says; they are graded as they are."""
        broken: dict[str, list[str]] = {how: [] for how in _BROKEN}
        with kept_open(candidate.file for candidate in chosen.values()):
            for candidate in chosen.values():
                over = [seal for seal in self.seals if candidate.path.startswith(seal.place)]
                nearest = max(over, key=lambda seal: len(seal.place), default=None)
                if nearest and (how := nearest.breach(candidate.file, f"{self.asked.week}/{candidate.file_name}")):
                    broken[how].append(candidate.file_name)
        for name, topic in self.asked.files.items():
            if topic not in chosen and any(f"{self.asked.week}/{name}" in seal.manifest.files for seal in self.seals):
                broken["missing"].append(name)
        for how, names in broken.items():
            if names:
                more = f" and {len(names) - 3} more" if len(names) > 3 else ""
                self.note(f"{_BROKEN[how]}: {', '.join(names[:3])}{more}")

    def _choose(self) -> Iterator[tuple[str, _Candidate]]:
        has_week = any(candidate.in_week for candidates in self.candidates.values() for candidate in candidates)
        for topic, candidates in self.candidates.items():
            best, *others = sorted(candidates, key=lambda candidate: candidate.order)
            taken = one_line(best.path)
            for other in others:
                earlier = "an earlier attempt, " if other.order[:2] > best.order[:2] else ""
                self.note(f"not read: {earlier}{one_line(other.path)}; taken: {taken}")
            if best.file.refusal:
                self.note(f"{taken}: {best.file.refusal}")
            elif has_week and not best.in_week and not any(best.order[:2]):
                self.note(f"taken from outside {self.asked.week}/: {taken}")
            yield topic, best
