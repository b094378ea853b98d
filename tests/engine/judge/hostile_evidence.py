"""A program: judge hostile evidence in the place of each piece that a course's reference leaves.

    python hostile_evidence.py COURSE

Everything is packed and read as what comes out of a sandbox is; what the reader refuses cannot reach the judge. It prints a
line of JSON: how many messages were read, the most bytes of memory that reading and judging one needed, and the most CPU
seconds of a check, each with its place.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dlcourse.graders.engine.collect.job import EVIDENCE_LIMITS
from dlcourse.graders.engine.collect.keys import find_key
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.evidence.evidence import LONGEST, MAX_COUNT, REPORTABLE, Evidence, Failure, Frame
from dlcourse.graders.engine.evidence.wire import Array, Malformed, Opaque, Tree, pack, unpack
from dlcourse.graders.engine.judge.judge import open_checks

LARGE = 1_900_000  # float32 numbers: as many as one message holds


def hostile_trees(want: Tree) -> Iterator[tuple[str, Tree]]:
    """Yield trees that are as large, deep, long or odd as a message can hold."""
    for name, number in (("huge", 2**62), ("negative", -(2**63)), ("2**31", 2**31), ("true", True)):
        yield f"{name} int", number
    for number in (float("nan"), float("inf"), 1e308, -0.0, 5e-324):
        yield f"float {number}", number
    yield "long text", "\U0010ffff" * 9_000
    yield "lines", "\n" * 90_000
    yield "escapes", "\x1b[31m" * 15_000
    yield "long object", Opaque("x" * 9_000, "y" * 90_000)
    yield "long list", [0.5] * 15_000
    yield "lists", [[0.5] * 100] * 150
    yield "dict", {str(number): number for number in range(15_000)}
    deep: Tree = 1.0
    for _ in range(9):
        deep = [deep, deep, {"a": deep}] if len(str(deep)) < 5_000 else [deep]
    yield "deep", deep
    for shape in ((LARGE,), (1, LARGE), (LARGE, 1), (1000, LARGE // 1000), (0, 10**12), (10**12, 0), (0,), ()):
        for kind in ("tensor", "ndarray"):
            yield f"{kind} of {shape}", Array.of(np.full(shape, np.nan, np.float32), kind)
    yield "12 dimensions", Array.of(np.ones((1,) * 11 + (LARGE,), np.float32), "tensor")
    yield "described", Array(None, (2**62,) * 12, "float32", "tensor")
    yield "odd dtype", Array(None, (3,), "\x1b" * 40, "tensor")
    yield "200 arrays", [Array.of(np.ones(9_000, np.float32), "tensor") for _ in range(200)]
    if isinstance(want, Array) and want.values is not None:
        times = max(1, LARGE // max(want.values.size, 1))
        yield "stretched", Array.of(np.repeat(want.values.reshape(-1), times), want.kind)
        yield "wrong values", Array.of(np.full_like(want.values, 3), want.kind)


def failures() -> Iterator[tuple[str, Failure]]:
    """Yield failures as long and odd as an error report can be."""
    for fill in ("x", "\U0010ffff", "\n", "\x1b", "(", "a b"):
        texts = {name: (fill * size)[:size] for name, size in LONGEST.items()}
        frames = tuple(Frame(texts["function"], MAX_COUNT, texts["code"], MAX_COUNT) for _ in range(10))
        for place in ("student", "call", "probe", "import", "missing"):
            column = len(texts["code"]) + 1
            yield (
                f"failure of {fill!r}, {place}",
                Failure(**texts | {"place": place}, line=MAX_COUNT, column=column, callers=frames, calls=MAX_COUNT),
            )
    for kind in ("TypeError", "RuntimeError", "SyntaxError", "NameError", "AttributeError", "ValueError", "KeyError"):
        yield kind, Failure(type=kind, text="'" * 1000, place="student", line=1, code="x = (", column=6)


def hostile(subject: Subject) -> Iterator[tuple[str, str, bytes]]:
    """Yield (probe, what it is, the message that a worker sends)."""
    for probe in subject.probes:
        right = subject.key.expected[probe.name]
        for piece, want in right.values.items():
            for what, tree in hostile_trees(want):
                item = dataclasses.replace(right, values=right.values | {piece: tree}, output="\x1b\n" * 2000)
                yield probe.name, f"{piece}: {what}", pack(item.to_tree())
        for what, failure in failures():
            item = Evidence(probe.name, "error", failure=failure, output="o" * 4000, caught=(failure,) * 8)
            yield probe.name, what, pack(item.to_tree())


def main() -> None:
    course = Course(Path(sys.argv[1]))
    chosen = sys.argv[2:]
    subjects = [
        Subject(topic, find_key(topic, seed="dev check", hidden=True), topic.checks(hidden=True))
        for topic in course.topics
        if not chosen or topic.name in chosen
    ]
    read, slowest, largest = 0, (0.0, ""), (0, "")
    with open_checks([subject.topic for subject in subjects], hidden=True) as checks:
        for subject in subjects:
            checks.judge(subject, subject.key.expected)
            _ = subject.key.parts  # the known mistakes run once
            for probe, what, message in hostile(subject):
                alone = {name: check for name, check in subject.checks.items() if probe in check.probes}
                tracemalloc.start()
                try:
                    item = Evidence.from_tree(unpack(message, EVIDENCE_LIMITS), REPORTABLE)
                except Malformed:
                    continue
                begun = time.process_time()
                result = checks.judge(dataclasses.replace(subject, checks=alone), subject.key.expected | {probe: item})
                seconds = (time.process_time() - begun) / max(len(alone), 1)
                _, peak = tracemalloc.get_traced_memory()
                tracemalloc.stop()
                where = f"{subject.topic.id} {probe} {what}"
                read, slowest, largest = read + 1, max(slowest, (seconds, where)), max(largest, (peak, where))
                assert all(len(check.message) < 20_000 for check in result.checks), where
    print(json.dumps({"read": read, "memory": largest, "seconds": slowest}))


if __name__ == "__main__":
    main()
