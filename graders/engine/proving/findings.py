"""What a proof has found: violations, warnings and a table; and the lines in which findings are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.course import reading
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.text import counted, one_line

MAX_QUOTED = 300  # characters
MAX_SEEDS = 8  # that are named


@dataclass(frozen=True)
class Condition:
    """How a known solution was run: with the judge's key, a student's, or that of another seed."""

    student: bool = False
    seed: int | None = None
    threads: int = 1


JUDGES_KEY: Final = Condition()
SEED: Final = "dev check"  # of the judge's key


@dataclass(frozen=True)
class Finding:
    """One violation: where it is, what it is and what to do.

    about: what it shares with the same violation under other conditions; by default `where` and `says`.
    """

    where: str
    says: str
    condition: Condition = JUDGES_KEY
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A check: how many mistakes it catches, the seconds of its slowest probe, and their limit."""

    check: str
    mistakes: int
    seconds: float
    limit: float


@dataclass
class Proof:
    """What the proof of topics has found. `table`: the checks of each topic that could be run."""

    violations: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    table: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, other: Proof) -> None:
        self.violations += other.violations
        self.warnings += other.warnings
        self.table |= other.table


def location(topic: Topic, path: Path, name: str = "") -> str:
    """Return `folder/file.py:28`, the line where a function, class or method of that name begins; without one, the file."""
    file = path.relative_to(topic.course.root).as_posix()
    line = reading.line_of(path, name) if name else 0
    return f"{file}:{line}" if line else file


def location_of_check(topic: Topic, name: str) -> str:
    """Return the file and line of a check, visible or hidden."""
    return location(topic, topic.visible_file if name in topic.visible_checks else topic.hidden_file, name)


def without_root(topic: Topic, text: str) -> str:
    """Return a text in one line, with paths relative to the course's root."""
    root = topic.course.root
    return " ".join(text.replace(f"{root}/", "").replace(f"{root}\\", "").split())


def quoted(text: str) -> str:
    """Return text from somebody's code as a part of a line."""
    return one_line(text, MAX_QUOTED).rstrip(".")


def folded(findings: Sequence[Finding], tried: int) -> Iterator[str]:
    """Yield one line for all findings that are about the same.

    The line names the condition only if the finding does not show with the judge's key.
    tried: with how many other seeds the solutions were run.
    """
    same: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        same.setdefault(finding.about or (finding.where, finding.says), []).append(finding)
    for equal in same.values():
        first = equal[0]
        condition = "with a student's key: " if first.condition.student else ""
        if first.condition.seed is not None:
            condition = f"{_seeds(list(dict.fromkeys(finding.condition for finding in equal)), tried)}: "
        yield f"{first.where}: {condition}{first.says}"


def _seeds(conditions: Sequence[Condition], tried: int) -> str:
    """Return such as `3 of 40 seeds (5, 7, 21, all with 2 threads)`."""
    named = [str(condition.seed) for condition in conditions[:MAX_SEEDS]] + ["…"] * (len(conditions) > MAX_SEEDS)
    threads = {condition.threads for condition in conditions}
    if len(threads) == 1 and tried > 1:
        all_ = "all " if len(conditions) > 1 else ""
        named.append(f"{all_}with {counted(max(threads), 'thread')}")
    return f"{len(conditions)} of {counted(tried, 'seed')} ({', '.join(named)})"
