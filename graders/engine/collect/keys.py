"""Making keys from the solution, in a sandbox.

A student's package contains the keys of the visible probes, made with the public seed. A checkout with solutions makes keys
and caches them, under a digest of all that they depend on.
"""

from __future__ import annotations

import contextlib
import math
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.dependencies import reference_digest
from dlcourse.graders.engine.collect.job import Job
from dlcourse.graders.engine.collect.key import Key, comparable, load_key, save_key
from dlcourse.graders.engine.collect.mistakes import with_mistakes
from dlcourse.graders.engine.collect.sandboxes import reference_sandbox
from dlcourse.graders.engine.collect.subject import make_job
from dlcourse.graders.engine.course import reading
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import BrokenGrader, CourseError
from dlcourse.graders.engine.evidence.evidence import Evidence, Failure, TopicEvidence
from dlcourse.graders.engine.evidence.wire import Array, Opaque, Tree
from dlcourse.graders.engine.files import cache_folder, digest

PUBLIC_SEED: Final = "public"
LONG: Final = 0.05  # seconds; how long the reference takes for a probe is remembered only if it is longer


class NoEvidence(BrokenGrader):
    """The reference solution leaves no evidence for a probe. job: what was asked. evidence: how it ended."""

    def __init__(self, topic: str, job: Job, evidence: Evidence) -> None:
        failure = evidence.failure or Failure()
        why = ": ".join(filter(None, [evidence.outcome, failure.type, failure.text]))
        super().__init__(f"{topic}: the reference solution leaves no evidence for {evidence.probe} ({why}).")
        self.args = (topic, job, evidence)  # with which pickle makes it again
        self.job = job
        self.evidence = evidence


def find_key(
    topic: Topic,
    collectors: Collectors | None = None,
    *,
    seed: str = PUBLIC_SEED,
    hidden: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Key:
    """Return the key for the visible checks, or for all: shipped, cached, or made now from the solution.

    collectors: where the solution runs, if it must, and the mistakes, when they are first asked for. Without them, new ones are
    opened each time.
    Raises BrokenGrader if there is neither a valid key nor a solution to make one from.
    """
    if topic.course.has_solutions:
        cached = cache_folder("keys") / f"{_cache_digest(topic, seed, hidden)}.key"
        if cached.exists():
            with contextlib.suppress(BrokenGrader):  # a cached key that cannot be read is made again
                return with_mistakes(topic, load_key(cached, topic), collectors, say)
        say(f"Making the key of {topic.id} from its solution (once) …")
        with contextlib.nullcontext(collectors) if collectors else Collectors(reference_sandbox) as warm:
            key = build_key(topic, warm, seed=seed, hidden=hidden)
        with contextlib.suppress(CourseError):  # a cache that cannot be written only costs time
            save_key(cached, key, topic, mistakes=False)
        return with_mistakes(topic, key, collectors, say)
    if seed != PUBLIC_SEED or hidden:
        raise BrokenGrader(
            f"Grading {topic.id} needs the course's solutions and hidden checks: install dlcourse-instructor, or use a full checkout."
        )
    return load_key(topic.shipped_key, topic)


def find_keys(
    topics: Sequence[Topic],
    *,
    seed: str = PUBLIC_SEED,
    hidden: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> list[Key]:
    """Return the keys of these topics, as `find_key` does. Those that must be made are made side by side, one on each core.

    say: is called from several threads, with which key is made and how many topics there are.
    """
    own = threading.local()
    opened: list[Collectors] = []

    def open_collectors() -> None:
        own.collectors = Collectors(reference_sandbox)
        opened.append(own.collectors)

    def find(number: int, topic: Topic) -> Key:
        def say_number(what: str) -> None:
            say(f"{what} {number} of {len(topics)}")

        key = find_key(topic, own.collectors, seed=seed, hidden=hidden, say=say_number)
        return with_mistakes(topic, key) if topic.course.has_solutions else key  # these collectors end now

    try:
        with ThreadPoolExecutor(os.cpu_count() or 1, initializer=open_collectors) as pool:
            return list(pool.map(find, range(1, len(topics) + 1), topics))
    finally:
        for collectors in opened:
            collectors.__exit__()


def build_key(
    topic: Topic,
    collectors: Collectors,
    *,
    seed: str,
    hidden: bool,
    preload: tuple[str, ...] = (),
) -> Key:
    """Draw inputs, and run the reference on them, in workers that never see a submission. The key recognises no mistake.

    preload: what the reference imports; if nothing is given, it is found out.
    """
    probes = topic.probes_of(topic.checks(hidden=hidden))
    solution = _read(topic.solution)
    light = topic.week.preload
    inputs = draw_inputs(topic, collectors, probes, seed=seed, preload=preload)
    bare = Key(topic.id, inputs, {}, (), ())
    collector = collectors.get(preload or light, exactly=not preload)
    job = make_job(topic, bare, probes, solution)
    expected = collector.collect(job)
    _reject_odd_reference(topic, job, expected)
    preload = preload or (*light, *sorted(collector.heavy))
    # imports took a part of the time, so that the times of a warm worker count
    warm = collectors.get(preload).collect(job) if collector.heavy else expected
    return Key(topic.id, inputs, _timed(expected, warm), (), preload)


def draw_inputs(
    topic: Topic, collectors: Collectors, probes: Sequence[reading.Probe], *, seed: str, preload: tuple[str, ...] = ()
) -> dict[str, dict[str, Tree]]:
    """Return the inputs of each probe, with those that only checks see, drawn from a seed."""
    draws = {p.draw: list(bytes.fromhex(digest([seed, topic.id, p.draw]))) for p in probes if p.draw}
    collector = collectors.get(preload or topic.week.preload)
    drawn = collector.draw(topic.probes_file, draws, arrays=topic.week.arrays)
    inputs = {p.name: drawn[p.draw] if p.draw else {} for p in probes}
    _reject_odd_inputs(topic, probes, inputs)
    return inputs


def _reject_odd_inputs(topic: Topic, probes: Sequence[reading.Probe], inputs: dict[str, dict[str, Tree]]) -> None:
    for probe in probes:
        if missing := set(probe.arguments) - inputs[probe.name].keys():
            why = f"which {probe.draw} does not draw: draw it there" if probe.draw else "and has no `inputs`: name some"
            says = f"{probe.name} takes {', '.join(sorted(missing))}, {why}, or delete it from the arguments."
            raise _broken_probes(topic, probe.name, says)
        if odd := _not_carried(inputs[probe.name]):
            says = f"{probe.draw} draws {odd}, which cannot be sent to a probe: "
            says += "draw arrays, numbers, texts, and lists and dicts of them."
            raise _broken_probes(topic, str(probe.draw), says)


def _reject_odd_reference(topic: Topic, job: Job, expected: TopicEvidence) -> None:
    for name, evidence in expected.items():
        if evidence.outcome != "ok":
            raise NoEvidence(topic.id, job, evidence)
        if odd := _not_carried(evidence.values):
            says = f"the probe {name} returns {odd}, which cannot be compared: return what it is made of."
            raise _broken_probes(topic, name, says)


def _broken_probes(topic: Topic, function: str, message: str) -> BrokenGrader:
    """Return an error about a function of probes.py."""
    line = reading.line_of(topic.probes_file, function)
    return BrokenGrader(message, file=topic.probes_file, line=line)


def _not_carried(tree: Tree) -> str:
    """Return words for the first part of a tree that is only described, or an empty string."""
    match tree:
        case Opaque():
            return f"a value of type {tree.type}"
        case Array(values=None):
            return f"an array of shape {tree.shape} and dtype {tree.dtype}"
        case list() | dict():
            parts = tree.values() if isinstance(tree, dict) else tree
            return next((words for part in parts if (words := _not_carried(part))), "")
    return ""


def _timed(evidence: TopicEvidence, warm: TopicEvidence) -> TopicEvidence:
    """Return the reference's comparable evidence with the times of `warm`, rounded up, so that a key can be made again."""
    return {n: replace(e, seconds=_rounded(warm[n].seconds)) for n, e in comparable(evidence).items()}


def _rounded(seconds: float) -> float:
    """Return 0 for a short time, else LONG times the next power of 2."""
    return 0.0 if seconds <= LONG else LONG * 2.0 ** math.ceil(math.log2(seconds / LONG))


def _cache_digest(topic: Topic, seed: str, hidden: bool) -> str:
    """Return the digest of all that a key depends on. The checks say which probes are asked."""
    checks = [path.read_bytes() for path in (topic.visible_file, topic.hidden_file) if path.exists()]
    return digest([seed, str(hidden), reference_digest(topic), *checks])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BrokenGrader(f"Cannot read {path}: {error.strerror}.") from error
