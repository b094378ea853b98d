"""What a proof says: violations, each in a line of where, what and what to do, and equal ones folded; warnings; a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from dlcourse.graders.engine.course import reading
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.text import counted, one_line

MAX_SAID = 300
MAX_SEEDS = 8  # that are named


@dataclass(frozen=True)
class Condition:
    """How a known solution was run: with the judge's key, a student's, or that of another seed."""

    student: bool = False
    seed: int | None = None
    threads: int = 1


JUDGES_KEY: Final = Condition()


@dataclass(frozen=True)
class Finding:
    """One violation: where, what and what to do. `about`: what it shares with the same one under other conditions."""

    where: str
    says: str
    under: Condition = JUDGES_KEY
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A check: how many mistakes it catches, and the slowest of its probes, of its limit."""

    check: str
    mistakes: int
    seconds: float
    limit: float


@dataclass
class Proof:
    """What the proof of topics has found. `table`: a topic's checks, where they could be run."""

    violations: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    table: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, other: Proof) -> None:
        self.violations += other.violations
        self.warnings += other.warnings
        self.table |= other.table


def place(topic: Topic, file: str, name: str = "") -> str:
    """Return `folder/file.py:28`, the line where a function, class or method of that name begins; without one, the file.

    file: what `topic` calls it: "solution", "mistakes_file" and so on.
    """
    path = getattr(topic, file)
    short = str(path.relative_to(topic.course.root).as_posix())
    nodes: list[reading.Definition] = []
    body = reading.parse(path).body if name else []
    for part in name.split("."):
        nodes = [node for node in body if isinstance(node, reading.Definition) and node.name == part]
        body = nodes[0].body if nodes else []
    return f"{short}:{nodes[0].lineno}" if nodes else short


def place_of_check(topic: Topic, name: str) -> str:
    """Return the place of a check, visible or hidden."""
    return place(topic, "visible_file" if name in topic.visible_checks else "hidden_file", name)


def short(topic: Topic, message: str) -> str:
    """Return an error's message in one line, with paths below the course's root."""
    for separator in ("/", "\\"):
        message = message.replace(str(topic.course.root) + separator, "")
    return " ".join(message.split())


def said(text: str) -> str:
    """Return what somebody's code said as a part of a line."""
    return one_line(text, MAX_SAID).rstrip(".")


def folded(findings: Sequence[Finding], tried: int) -> Iterator[str]:
    """Yield a line for each violation. One of the judge's own key is not told again for a student's or another seed.

    tried: with how many other seeds the solutions were run.
    """
    same: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        same.setdefault(finding.about or (finding.where, finding.says), []).append(finding)
    for equal in same.values():
        first = equal[0]
        condition = "with a student's key: " if first.under.student else ""
        if first.under.seed is not None:
            condition = f"{_seeds(list(dict.fromkeys(finding.under for finding in equal)), tried)}: "
        yield f"{first.where}: {condition}{first.says}"


def _seeds(unders: Sequence[Condition], tried: int) -> str:
    """Return such as `3 of 40 seeds (5, 7, 21, all with 2 threads)`."""
    named = [str(under.seed) for under in unders[:MAX_SEEDS]] + ["…"] * (len(unders) > MAX_SEEDS)
    threads = {under.threads for under in unders}
    if len(threads) == 1 and tried > 1:
        all_ = "all " if len(unders) > 1 else ""
        named.append(f"{all_}with {counted(max(threads), 'thread')}")
    return f"{len(unders)} of {counted(tried, 'seed')} ({', '.join(named)})"
