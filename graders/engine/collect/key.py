"""A key: for one topic and one seed, the inputs, and the evidence that the reference and each known mistake left.

A key holds numbers, no code. `keys` makes keys; this module reads and writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.course import reading
from dlcourse.graders.engine.course.course import Topic, installed_course
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import (
    Evidence,
    TopicEvidence,
    same_evidence,
    same_value,
    topic_from_tree,
    topic_to_tree,
)
from dlcourse.graders.engine.evidence.wire import Limits, Malformed, Tree, pack, unpack
from dlcourse.graders.engine.files import digest, write_atomic

SCHEMA: Final = "dlcourse/key/v1"
KEY_LIMITS: Final = Limits(total_bytes=512 << 20, header_bytes=64 << 20, nodes=2_000_000, arrays=100_000, depth=24)

Place = tuple[str, str]  # a probe, and the name of one value that it left


@dataclass(frozen=True)
class KnownMistake:
    """A mistake, with the evidence that it leaves on the probes of its exercise. feedback: its docstring."""

    name: str
    of: str
    feedback: str
    evidence: TopicEvidence


@dataclass(frozen=True)
class Key:
    """What the judge compares with.

    inputs: by probe name, also those that only checks see. preload: the modules that a worker should import first.
    known: the mistakes, or a function that returns them, which is called when they are first asked for.
    """

    topic: str
    inputs: dict[str, dict[str, Tree]]
    expected: TopicEvidence
    known: tuple[KnownMistake, ...] | Callable[[], tuple[KnownMistake, ...]]
    preload: tuple[str, ...]

    def given(self, probe: reading.Probe) -> dict[str, Tree]:
        """Return the inputs that the sandbox may hold: those that the probe takes."""
        return {name: self.inputs[probe.name][name] for name in probe.arguments}

    @cached_property
    def mistakes(self) -> tuple[KnownMistake, ...]:
        return self.known() if callable(self.known) else self.known

    @cached_property
    def symptoms(self) -> list[tuple[KnownMistake, list[str]]]:
        """Each mistake with the probes of its exercise on which it differs from the reference; fewest first."""
        known = (
            (m, [n for n, e in m.evidence.items() if n in self.expected and not same_evidence(e, self.expected[n])])
            for m in self.mistakes
        )
        return sorted(known, key=lambda pair: len(pair[1]))

    @cached_property
    def parts(self) -> list[tuple[KnownMistake, frozenset[Place]]]:
        """Each mistake with the places where it differs from the reference. A probe without values differs in all of them."""
        return [(m, frozenset(p for n in names for p in self._parts(n, m.evidence[n]))) for m, names in self.symptoms]

    def _parts(self, probe: str, known: Evidence) -> Iterator[Place]:
        for name, want in self.expected[probe].values.items():
            if known.outcome != "ok" or name not in known.values or not same_value(known.values[name], want):
                yield probe, name


def comparable(evidence: TopicEvidence) -> TopicEvidence:
    """Return evidence without lines of code, output and times: no judge needs them, no student's package may have the lines."""
    return {n: Evidence(n, e.outcome, e.values, e.failure and e.failure.kind()) for n, e in evidence.items()}


def save_key(path: Path, key: Key, topic: Topic, *, mistakes: bool = True) -> None:
    """Write a key for this version of the topic's probes. mistakes: without them, a course with solutions runs them again."""
    tree = {
        "schema": SCHEMA,
        "topic": key.topic,
        "probes": probes_digest(topic),
        "inputs": key.inputs,
        "expected": topic_to_tree(key.expected),
        "mistakes": [
            {"name": m.name, "of": m.of, "feedback": m.feedback, "evidence": topic_to_tree(m.evidence)}
            for m in (key.mistakes if mistakes else ())
        ],
        "preload": list(key.preload),
    }
    write_atomic(path, pack(tree))


def load_key(path: Path, topic: Topic, again: str = "") -> Key:
    """Read a key. Raises BrokenGrader if it is missing, damaged, or made for other probes than this topic's.

    again: how to get a valid one, if the key did not come with a course.
    """
    again = again or _again(topic)
    try:
        tree = unpack(path.read_bytes(), KEY_LIMITS)
        if tree["schema"] != SCHEMA or tree["topic"] != topic.id or tree["probes"] != probes_digest(topic):
            raise BrokenGrader(f"The key of {topic.id} was made for another version of its checks. {again}")
        mistakes = tuple(
            KnownMistake(m["name"], m["of"], m["feedback"], topic_from_tree(m["evidence"])) for m in tree["mistakes"]
        )
        return Key(tree["topic"], tree["inputs"], topic_from_tree(tree["expected"]), mistakes, tuple(tree["preload"]))
    except FileNotFoundError as error:
        raise BrokenGrader(f"There is no key for {topic.id} in this course ({path}). {again}") from error
    except (OSError, Malformed, KeyError, TypeError) as error:
        raise BrokenGrader(f"The key {path} cannot be read ({error}). {again}") from error


def _again(topic: Topic) -> str:
    """Return how to get a course with valid keys."""
    if topic.course.root == installed_course():
        return "Install the course again (pip install --upgrade --force-reinstall dlcourse)."
    return f"Install the course again, or, if it came with --from, fetch it again: dlcourse fetch {topic.week.name}"


def probes_digest(topic: Topic) -> str:
    """Return the digest of the probes that a key is made with."""
    return digest([SCHEMA, topic.probes_file.read_bytes()])
