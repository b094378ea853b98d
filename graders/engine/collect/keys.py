"""Making keys from the solution, in a sandbox.

A student's package contains the keys of the visible probes, made with the public seed. A checkout with solutions makes keys
and caches them, under a digest of all that they depend on.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.collect.collector import Job, as_array
from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.dependencies import AUTHORS, files_digest
from dlcourse.graders.engine.collect.key import Key, KnownMistake, load_key, save_key
from dlcourse.graders.engine.collect.sandboxes import reference_sandbox
from dlcourse.graders.engine.collect.subject import make_job
from dlcourse.graders.engine.course import reading
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.course.edits import edited
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


def as_solution(topic: Topic, example: reading.Example) -> tuple[bytes, Tree]:
    """Return a mistake or variant as a job's `source` and `replace`. Raises BrokenGrader if an edit does not fit."""
    if example.edit:
        return edited(topic.solution, example).encode(), None
    path = example.file
    replace = {"source": as_array(path.read_bytes()), "file": path.name, "of": example.of, "name": example.name}
    return _read(topic.solution), replace


def find_key(
    topic: Topic,
    collectors: Collectors | None = None,
    *,
    seed: str = PUBLIC_SEED,
    hidden: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Key:
    """Return the key for the visible checks, or for all: shipped, cached, or made now from the solution.

    collectors: where the solution runs, if it must; without them, new ones are opened.
    Raises BrokenGrader if there is neither a valid key nor a solution to make one from.
    """
    if topic.course.has_solutions:
        cached = cache_folder("keys") / f"{_cache_digest(topic, seed, hidden)}.key"
        if cached.exists():
            try:
                return load_key(cached, topic)
            except BrokenGrader:
                pass  # a cached key that cannot be read is made again
        say(f"Making the key of {topic.id} from its solution (once) …")
        with contextlib.nullcontext(collectors) if collectors else Collectors(reference_sandbox) as warm:
            key = build_key(topic, warm, seed=seed, hidden=hidden)
        with contextlib.suppress(CourseError):  # a cache that cannot be written only costs time
            save_key(cached, key, topic)
        return key
    if seed != PUBLIC_SEED or hidden:
        raise BrokenGrader(
            f"Grading {topic.id} needs the course's solutions and hidden checks: install dlcourse-instructor, or use a full checkout."
        )
    return load_key(topic.shipped_key, topic)


def build_key(
    topic: Topic,
    collectors: Collectors,
    *,
    seed: str,
    hidden: bool,
    mistakes: bool = True,
    preload: tuple[str, ...] = (),
) -> Key:
    """Draw inputs, and run the reference and every mistake on them, in workers that never see a submission.

    mistakes: without them, the key can judge but recognises no mistake.
    preload: what the reference imports; if nothing is given, it is found out.
    """
    probes = topic.probes_of(topic.checks(hidden=hidden))
    solution = _read(topic.solution)
    light = ("torch",) if topic.week.arrays == "torch" else ()
    inputs = draw_inputs(topic, collectors, probes, seed=seed, preload=preload)
    bare = Key(topic.id, inputs, {}, (), ())
    collector = collectors.get(preload or light, exactly=not preload)
    job = make_job(topic, bare, probes, solution)
    expected = collector.collect(job)
    _reject_odd_reference(topic, job, expected)
    preload = preload or (*light, *sorted(collector.heavy))
    # imports took a part of the time, so that the times of a warm worker count
    warm = collectors.get(preload).collect(job) if collector.heavy else expected
    timed = Key(topic.id, inputs, _timed(expected, warm), (), ())
    known = []
    for mistake in topic.mistakes.values() if mistakes else ():
        asked = [p for p in probes if mistake.of.split(".")[0] in p.exercises] or probes
        job = make_job(topic, timed, asked, *as_solution(topic, mistake))
        evidence = _comparable(collectors.get(preload).collect(job))
        told = topic.mistakes.get(mistake.like or "", mistake)
        known.append(KnownMistake(told.name, mistake.of, told.text, evidence))
    return replace(timed, mistakes=tuple(known), preload=preload)


def draw_inputs(
    topic: Topic, collectors: Collectors, probes: Sequence[reading.Probe], *, seed: str, preload: tuple[str, ...] = ()
) -> dict[str, dict[str, Tree]]:
    """Return the inputs of each probe, with those that only checks see, drawn from a seed."""
    tensors = topic.week.arrays == "torch"
    draws = {p.draw: list(bytes.fromhex(digest([seed, topic.id, p.draw]))) for p in probes if p.draw}
    collector = collectors.get(preload or (("torch",) if tensors else ()))
    drawn = collector.draw(topic.probes_file, draws, tensors=tensors)
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


def _comparable(evidence: TopicEvidence) -> TopicEvidence:
    """Return evidence without lines of code, output and times: no judge needs them, no student's package may have the lines."""
    return {n: Evidence(n, e.outcome, e.values, e.failure and e.failure.kind()) for n, e in evidence.items()}


def _timed(evidence: TopicEvidence, warm: TopicEvidence) -> TopicEvidence:
    """Return the reference's comparable evidence with the times of `warm`, rounded up, so that a key can be made again."""
    return {n: replace(e, seconds=_rounded(warm[n].seconds)) for n, e in _comparable(evidence).items()}


def _rounded(seconds: float) -> float:
    """Return 0 for a short time, else LONG times the next power of 2."""
    return 0.0 if seconds <= LONG else LONG * 2.0 ** math.ceil(math.log2(seconds / LONG))


def _cache_digest(topic: Topic, seed: str, hidden: bool) -> str:
    """Return the digest of all that a key depends on: the seed, the topic's files, the data, and the engine."""
    files = [topic.probes_file, topic.visible_file, topic.hidden_file, topic.solution, topic.mistakes_file]
    files += sorted(p for p in (topic.course.root / "datasets").rglob("*") if p.is_file() and p.suffix != ".pyc")
    versions = [f"{name} {metadata.version(name)}" for name in ("torch", "numpy")]
    settings = [
        seed,
        str(hidden),
        topic.id,
        topic.week.arrays,
        str(topic.entry),
        *versions,
        files_digest(__name__, AUTHORS),
    ]
    return digest([*settings, *(part for path in files if path.exists() for part in (path.name, path.read_bytes()))])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BrokenGrader(f"Cannot read {path}: {error.strerror}.") from error
