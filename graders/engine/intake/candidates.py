"""Files that could count for a topic: which names stand for which topic, and which of several counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dlcourse.graders.engine.intake.names import without_copy
from dlcourse.graders.engine.intake.times import UNTIMED
from dlcourse.graders.engine.intake.tree import File
from dlcourse.graders.engine.text import one_line

_EXACT, _CASE, _COPY = range(3)
MAX_NAMED: Final = 10
_MAX_NAME: Final = 120


@dataclass(frozen=True)
class NameMatch:
    """The topic that a file's name stands for, and how: its own, one that differs in case, or a browser's `name (2).py`."""

    topic: str
    file_name: str
    how: int = _EXACT
    copy: int = 0

    @property
    def exact(self) -> bool:
        return self.how == _EXACT


def meant(name: str, files: Mapping[str, str]) -> NameMatch | None:
    """Return what a name stands for. files: the topics' names by those of their files."""
    if name in files:
        return NameMatch(files[name], name)
    stem, dot, suffix = name.rpartition(".")
    plain, copy = without_copy(stem)
    wanted = f"{plain}{dot}{suffix}".lower()
    for file_name, topic in files.items():
        if wanted == file_name.lower():
            return NameMatch(topic, file_name, _COPY if copy else _CASE, copy)
    return None


@dataclass(frozen=True)
class Zip:
    """A zip that a student made: by its manifest's time the newer of two counts, else by that of its newest member."""

    path: str
    sealed: float = UNTIMED
    made: float = UNTIMED


@dataclass(frozen=True)
class Candidate:
    """A file that could count. attempt: where the layout tells, a higher one is later; within: the zip that it is in."""

    path: str
    file: File
    meant: NameMatch
    in_week: bool
    attempt: tuple[int, int] = (0, 0)
    within: Zip | None = None

    @property
    def standing(self) -> tuple[int, int, int, bool, int, bool]:
        """Return what counts before age and place; the lowest is taken."""
        first, second = self.attempt
        return self.meant.how, -first, -second, bool(self.file.refusal), -self.meant.copy, self.within is not None

    @property
    def age(self) -> tuple[float, float]:
        return (-self.within.sealed, -self.within.made) if self.within else (UNTIMED, UNTIMED)

    @property
    def place(self) -> tuple[bool, int, str]:
        return not self.in_week, self.path.count("/"), self.path


def choose(
    candidates: Mapping[str, Sequence[Candidate]], week: str, note: Callable[[str], None]
) -> dict[str, Candidate]:
    """Return the file that counts for each topic, and note the others.

    A topic's own name counts before one like it, then the layout's latest attempt, what can be read, the last download,
    what is in no zip, the newest zip, the week's folder, and what is nearest to the top.
    """
    has_week = any(candidate.in_week for several in candidates.values() for candidate in several)
    chosen: dict[str, Candidate] = {}
    older: dict[tuple[str, str], list[str]] = {}
    nearly: list[str] = []
    for topic, several in candidates.items():
        best, *others = sorted(several, key=lambda candidate: (candidate.standing, candidate.age, candidate.place))
        taken = one_line(best.path)
        for other in others:
            if best.within and other.within and best.standing == other.standing and best.age < other.age:
                older.setdefault((other.within.path, best.within.path), []).append(best.meant.file_name)
            else:
                earlier = "an earlier attempt, " if other.attempt < best.attempt else ""
                note(f"not read: {earlier}{one_line(other.path)}; taken: {taken}")
        if best.file.refusal:
            note(f"{taken}: {best.file.refusal}")
        if not best.meant.exact:
            nearly.append(f"{best.meant.file_name}: {best.path}")
        elif has_week and not best.file.refusal and not best.in_week and not any(best.attempt):
            note(f"taken from outside {week}/: {taken}")
        chosen[topic] = best
    if nearly:
        note(f"taken for {listed(nearly, MAX_NAMED)}")
    for (other_zip, zip_taken), names in older.items():
        note(f"not read: {one_line(other_zip)} ({listed(names)}): {newer(zip_taken)}")
    return chosen


def newer(taken: str) -> str:
    """Say which of two zips was taken, where only the times of their members tell."""
    return f"two that could count; taken, as the newer: {one_line(taken)}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Return names on one line, `most` of them."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(one_line(name, _MAX_NAME) for name in names[:most]) + more
