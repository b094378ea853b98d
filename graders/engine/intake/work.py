"""One student's work: out of all that was handed in, the file that counts for each topic, and what does not count."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.intake.candidates import (
    MAX_NAMED,
    Candidate,
    NameMatch,
    Zip,
    choose,
    listed,
    meant,
)
from dlcourse.graders.engine.intake.manifest import MANIFEST
from dlcourse.graders.engine.intake.names import is_archive
from dlcourse.graders.engine.intake.seals import Seals, seal_in
from dlcourse.graders.engine.intake.submissions import SubmittedFile
from dlcourse.graders.engine.intake.times import UNTIMED
from dlcourse.graders.engine.intake.tree import File, Folder, Refused
from dlcourse.graders.engine.intake.zips import Member, ZipFolder, open_zip
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.untrusted import Unreadable

NOT_A_ZIP: Final = "only a .zip is opened; hand in one, or the files themselves"
MAX_DEPTH: Final = 6
MAX_FOLDERS: Final = 1000
MAX_NOTES: Final = 10
MAX_LIKELY: Final = 3
MAX_WHY: Final = 400
_ZIP_IN_ZIP: Final = "a zip in a zip is not opened; hand in one zip with the files themselves"
_NEVER: Final = frozenset({"venv", "env", "node_modules", "site-packages"})
_COMPRESSED: Final = re.compile(r".*\.(gz|bz2|xz|zst)", re.IGNORECASE | re.DOTALL)
_CODE: Final = re.compile(r".*\.(py|ipynb)\b.*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Assignment:
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

    def meant(self, name: str) -> NameMatch | None:
        """Return the topic that a file's name stands for."""
        return meant(name, self.files)

    def at_home(self, folder: Folder) -> bool:
        """Return whether this looks like one student's folder: a topic's file is in it, or in the week's folder in it."""
        inside = folder.list()
        places = [inside, *(home.list() for home in [inside.folders.get(self.week)] if home)]
        return any(self.meant(name) for place in places for name in place.files)


@dataclass(frozen=True)
class Work:
    """What one student handed in, as it will be graded; `student` is the name that the layout gives."""

    student: str
    files: dict[str, SubmittedFile]
    notes: list[tuple[str, str]]


@dataclass
class StudentFiles:
    """Everything of one student on one pile, which `sort` makes the Work of.

    own_name: whether the student's name is one that they are known by, and not a platform's for them.
    strangers: code under a name that is no topic's; others: what cannot be graded at all.
    broken: why something cannot be looked into; explained: whether a note says already why nothing is there.
    """

    asked: Assignment
    student: str
    own_name: bool = False
    candidates: dict[str, list[Candidate]] = field(default_factory=dict)
    zips: list[tuple[str, File, tuple[int, int]]] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    broken: str = ""
    explained: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.seals = Seals(self.asked.week, self.note)

    def note(self, why: str, about: str = "", *, explains: bool = False) -> None:
        self.notes.append((about or self.student, why))
        self.explained = self.explained or explains

    def refuse(self, why: str, how: str = "not read") -> None:
        """Note what cannot be looked into; topics that are not handed in otherwise get this as their reason."""
        why = one_line(why, MAX_WHY)
        self.broken = self.broken or why
        self.note(f"{how}: {why}")

    def add(
        self, file: File, path: str, *, name: str = "", attempt: tuple[int, int] = (0, 0), within: Zip | None = None
    ) -> None:
        """Add a file. name: what the student called it; attempt: where the layout tells, a higher one is later.

        within: the zip that the student made and that it comes from; no other is opened in it.
        """
        name = name or file.name
        if stands_for := self.asked.meant(name):
            in_week = self.asked.week in path.split("/")
            candidate = Candidate(path, file, stands_for, in_week, attempt, within)
            self.candidates.setdefault(stands_for.topic, []).append(candidate)
        elif name.lower().endswith(".zip") and not within:
            self.zips.append((path, file, attempt))
        elif is_archive(name):
            why = _ZIP_IN_ZIP if name.lower().endswith(".zip") else NOT_A_ZIP
            self.refuse(f"{one_line(path)}: {why}.")
        elif _COMPRESSED.fullmatch(name):  # one file, and hardly the exercises
            self.note(f"not read: {one_line(path)}: only a .zip is opened")
            self.others.append(path)
        elif _CODE.fullmatch(name) or any(topic in name.lower() for topic in self.asked.files.values()):
            self.strangers.append(path)
        else:
            if name == MANIFEST:
                self.seals.add(file, path, self.student if self.own_name else "")
            self.others.append(path)

    def add_folder(
        self, folder: Folder, path: str = "", *, attempt: tuple[int, int] = (0, 0), within: Zip | None = None
    ) -> None:
        """Add all files of a folder and of those in it, level by level."""
        level, folders = [(path, folder)], 0
        for _ in range(MAX_DEPTH + 1):
            deeper: list[tuple[str, Folder]] = []
            for where, place in level:
                listing = place.list()
                if listing.unreadable:
                    self.refuse(listing.unreadable)
                for about, why in listing.refused:
                    self.note(f"{one_line(about)}: {why}")
                    self.others.append(about)
                for name, file in listing.files.items():
                    if file.refusal and name == self.asked.week:
                        self.refuse(file.refusal, "not followed")
                    self.add(file, f"{where}{name}", name=name, attempt=attempt, within=within)
                for name, child in listing.folders.items():
                    if name in self.asked.files:
                        why = f"{name} is a folder; the exercise belongs into a file of that name."
                        self.add(Refused(name, why), f"{where}{name}", attempt=attempt, within=within)
                    elif name in self.asked.other_weeks or name in _NEVER:
                        self.others.append(f"{where}{name}/")
                    else:
                        deeper.append((f"{where}{name}/", child))
            folders += len(deeper)
            if not deeper:
                return
            if folders > MAX_FOLDERS:
                break
            level = deeper
        self.note(f"not searched further: more than {MAX_FOLDERS} folders, or more than {MAX_DEPTH} deep")

    def sort(self) -> Work:
        """Choose the files that count, and note what does not."""
        for zipped, inside, attempt in self._opened():
            self.add_folder(inside, f"{zipped.path}/", attempt=attempt, within=zipped)
        chosen = choose(self.candidates, self.asked.week, self.note)
        self.seals.compare(chosen, self.asked.files)
        files = {topic: self._timed(candidate) for topic, candidate in chosen.items()}
        self._say_what_is_left(files)
        if self.broken:
            for topic in self.asked.topics:
                files.setdefault(topic.name, Refused(topic.file_name, self.broken))
        more = len(self.notes) - MAX_NOTES
        notes = self.notes if more <= 0 else [*self.notes[:MAX_NOTES], (self.student, f"and {more} more of that kind")]
        return Work(self.student, {t.name: files[t.name] for t in self.asked.topics if t.name in files}, notes)

    def _opened(self) -> list[tuple[Zip, ZipFolder, tuple[int, int]]]:
        """Open the zips. Of those that `submit` wrote, each of which is a whole submission, only the newest is taken."""
        found: list[tuple[Zip, ZipFolder, tuple[int, int]]] = []
        sealed: dict[str, tuple[tuple[int, int], float]] = {}
        exact = {each.meant.topic for several in self.candidates.values() for each in several if each.meant.exact}
        for path, file, attempt in self.zips:
            if not any(attempt) and len(exact) == len(self.asked.files):
                self.note(f"not opened: {one_line(path)}; every topic's file stands beside it")
                continue
            inside = open_zip(file)
            if isinstance(inside, Unreadable):
                self.refuse(inside.why)
                continue
            when, seal = UNTIMED, seal_in(inside)
            if seal and seal.manifest.week == self.asked.week:
                when = seal.when
                sealed[path] = (attempt, when)
            if not (inside.folders or inside.files or inside.refused):
                self.others.append(f"{path} (empty)")
            made = inside.made() if len(self.zips) > 1 else UNTIMED
            found.append((Zip(path, when, made), inside, attempt))
        newest = max(sorted(sealed), key=sealed.__getitem__, default="")
        for path in sealed:
            if path != newest:
                self.note(f"not read: {one_line(path)}; taken, as the later: {one_line(newest)}")
        return [each for each in found if each[0].path == newest or each[0].path not in sealed]

    def _timed(self, candidate: Candidate) -> SubmittedFile:
        """Return a file; one in a zip with the time that its manifest says, where one does."""
        file, seal = candidate.file, self.seals.over(candidate)
        return replace(file, sealed=seal.when) if seal and isinstance(file, Member) else file

    def _say_what_is_left(self, files: Mapping[str, SubmittedFile]) -> None:
        """Note code under other names, with what to do; and always why there is nothing to grade, before all else."""
        missing = [name for name, topic in self.asked.files.items() if topic not in files]
        names, advice = listed(self.strangers, MAX_NAMED), self._advice(missing) if missing else ""
        if self.strangers and (files or self.broken):
            self.note(f"not read: {names}: not the name of a topic's file{advice}")
        elif self.strangers:
            why = f"graded as not started: none of its files has a topic's name ({names}){advice}"
            self.notes.insert(0, (self.student, why))
        elif not files and not self.broken and (self.others or not self.explained):
            why = f"nothing that can be graded: {listed(self.others)}" if self.others else "handed in nothing"
            self.notes.insert(0, (self.student, why))

    def _advice(self, missing: Sequence[str]) -> str:
        """Say what to do about code under other names: the topics that they hint at are named, or all, if they are few."""
        hints = " ".join(self.strangers[:MAX_NAMED]).lower().replace("-", "_").replace(" ", "_")
        likely = [name for name in missing if self.asked.files[name] in hints][:MAX_LIKELY]
        likely = likely or [name for name in missing if len(missing) <= MAX_LIKELY]
        which = "it" if len(self.strangers) == 1 else "one"
        if likely:
            return f"; if {which} is {' or '.join(likely)}, rename it to that, then run again"
        return f"; if {which} is a topic's, rename it to that topic's name, then run again"
