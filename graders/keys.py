"""Keys: for one topic and one seed, the inputs with the evidence that the reference and each known mistake left.

A key is numbers, not code, and a build product. A student's package carries the keys of the visible probes, made
with the public seed. A checkout with solutions computes keys and caches them under a digest of all that they depend on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from dlcourse.graders import reading
from dlcourse.graders.collect.collector import Job, as_array
from dlcourse.graders.collect.collectors import Collectors
from dlcourse.graders.collect.sandboxes import reference_sandbox
from dlcourse.graders.course import Topic, installed_course
from dlcourse.graders.errors import BrokenGrader, CourseError
from dlcourse.graders.evidence import (
    Evidence,
    TopicEvidence,
    Trouble,
    same_evidence,
    same_value,
    topic_from_tree,
    topic_to_tree,
)
from dlcourse.graders.files import cache_folder, digest, write_atomic
from dlcourse.graders.wire import Array, Limits, Malformed, Opaque, Tree, pack, unpack

SCHEMA: Final = "dlcourse/key/v1"
PUBLIC_SEED: Final = "public"
KEY_LIMITS: Final = Limits(total_bytes=512 << 20, header_bytes=64 << 20, nodes=2_000_000, arrays=100_000, depth=24)


class NoEvidence(BrokenGrader):
    """The reference solution leaves no evidence for a probe: what was asked, and how it ended."""

    def __init__(self, topic: str, job: Job, evidence: Evidence) -> None:
        super().__init__(topic, job, evidence)
        self.topic = topic
        self.job = job
        self.evidence = evidence

    def __str__(self) -> str:
        trouble = self.evidence.trouble or Trouble()
        why = ": ".join(filter(None, [self.evidence.outcome, trouble.type, trouble.text]))
        return f"{self.topic}: the reference solution leaves no evidence for {self.evidence.probe} ({why})."


Place = tuple[str, str]  # a probe, and the name of one piece of what it left


@dataclass(frozen=True)
class KnownMistake:
    """A mistake with the evidence it leaves on the probes of its exercise; `feedback` is what its docstring says."""

    name: str
    of: str
    feedback: str
    evidence: TopicEvidence


@dataclass(frozen=True)
class Key:
    """What the judge compares with. `inputs` are by probe name, with those that only checks see; `preload` is worth warming."""

    topic: str
    inputs: dict[str, dict[str, Tree]]
    expected: TopicEvidence
    mistakes: tuple[KnownMistake, ...]
    preload: tuple[str, ...]

    def given(self, probe: reading.Probe) -> dict[str, Tree]:
        """Return the inputs that the sandbox may hold: those that the probe takes."""
        return {name: self.inputs[probe.name][name] for name in probe.arguments}

    @cached_property
    def symptoms(self) -> list[tuple[KnownMistake, list[str]]]:
        """Each mistake with the probes of its exercise on which it parts from the reference; fewest first."""
        known = (
            (m, [n for n, e in m.evidence.items() if n in self.expected and not same_evidence(e, self.expected[n])])
            for m in self.mistakes
        )
        return sorted(known, key=lambda pair: len(pair[1]))

    @cached_property
    def parts(self) -> list[tuple[KnownMistake, frozenset[Place]]]:
        """Each mistake with the places where it parts from the reference: all of a probe on which it leaves no values."""
        return [(m, frozenset(p for n in names for p in self._parts(n, m.evidence[n]))) for m, names in self.symptoms]

    def _parts(self, probe: str, known: Evidence) -> Iterator[Place]:
        for name, want in self.expected[probe].values.items():
            if known.outcome != "ok" or name not in known.values or not same_value(known.values[name], want):
                yield probe, name


def make_job(topic: Topic, key: Key, probes: Sequence[reading.Probe], source: bytes, replace: Tree = None) -> Job:
    """Return the job that asks `source` for the evidence of `probes` on the key's inputs."""
    requests = [(probe.name, key.given(probe)) for probe in probes]
    probes_source, limits = topic.probes_file.read_bytes(), topic.entry
    return Job(source, topic.file_name, probes_source, requests, limits.seconds, replace, limits.memory)


def replacement(path: Path, example: reading.Example) -> Tree:
    """Return the part of a job that puts a mistake or variant in its exercise's place."""
    return {"source": as_array(path.read_bytes()), "file": path.name, "of": example.of, "name": example.name}


def find_key(
    topic: Topic,
    collectors: Collectors | None = None,
    *,
    seed: str = PUBLIC_SEED,
    hidden: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Key:
    """Return the key for the visible checks, or for all: shipped, cached, or computed now from the solution.

    collectors: where to run it, if it must; without them, in some that are opened for it.
    Raises BrokenGrader where there is neither a fitting key nor a solution to make one from.
    """
    if topic.course.has_solutions:
        cached = cache_folder("keys") / f"{_cache_digest(topic, seed, hidden)}.key"
        if cached.exists():
            try:
                return load_key(cached, topic)
            except BrokenGrader:
                pass  # a cache that cannot be read is only old
        say(f"Making the key of {topic.id} from its solution (once) …")
        with contextlib.nullcontext(collectors) if collectors else Collectors(reference_sandbox) as warm:
            key = build_key(topic, warm, seed=seed, hidden=hidden)
        with contextlib.suppress(CourseError):  # and one that cannot be written only slow
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
    """Draw inputs, run the reference and every mistake on them, in workers that never see a submission.

    mistakes: without them, the key can judge but recognise nothing.
    preload: what the reference is known to import; found out where nothing is given.
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
    known = []
    for mistake in topic.mistakes.values() if mistakes else ():
        if not mistake.like:
            asked = [p for p in probes if mistake.of.split(".")[0] in p.exercises] or probes
            job = make_job(topic, bare, asked, solution, replacement(topic.mistakes_file, mistake))
            evidence = _essence(collectors.get(preload).collect(job))
            known.append(KnownMistake(mistake.name, mistake.of, mistake.text, evidence))
    return Key(topic.id, inputs, _essence(expected), tuple(known), preload)


def draw_inputs(
    topic: Topic, collectors: Collectors, probes: Sequence[reading.Probe], *, seed: str, preload: tuple[str, ...] = ()
) -> dict[str, dict[str, Tree]]:
    """Return the inputs of each probe, with those that only checks see, drawn from a seed."""
    tensors = topic.week.arrays == "torch"
    draws = {p.draw: list(bytes.fromhex(digest([seed, topic.id, p.draw]))) for p in probes if p.draw}
    collector = collectors.get(preload or (("torch",) if tensors else ()))
    drawn = collector.draw(topic.probes_file.read_bytes(), draws, tensors=tensors)
    inputs = {p.name: drawn[p.draw] if p.draw else {} for p in probes}
    _reject_odd_inputs(topic, probes, inputs)
    return inputs


def _reject_odd_inputs(topic: Topic, probes: Sequence[reading.Probe], inputs: dict[str, dict[str, Tree]]) -> None:
    for probe in probes:
        if missing := set(probe.arguments) - inputs[probe.name].keys():
            why = f"which {probe.draw} does not draw: draw it there" if probe.draw else "and has no `inputs`: name some"
            raise BrokenGrader(
                f"{topic.id}: {probe.name} takes {', '.join(sorted(missing))}, {why}, or take it out of the arguments."
            )
        if odd := _not_carried(inputs[probe.name]):
            raise BrokenGrader(
                f"{topic.id}: {probe.draw} draws {odd}, which cannot be sent to a probe: "
                "draw arrays, numbers, texts, and lists and dicts of them."
            )


def _reject_odd_reference(topic: Topic, job: Job, expected: TopicEvidence) -> None:
    for name, evidence in expected.items():
        if evidence.outcome != "ok":
            raise NoEvidence(topic.id, job, evidence)
        if odd := _not_carried(evidence.values):
            raise BrokenGrader(
                f"{topic.id}: the probe {name} returns {odd}, which cannot be compared: return what it is made of."
            )


def _not_carried(tree: Tree) -> str:
    """Return words for the first part of a tree that travelled only as a description, or an empty string."""
    match tree:
        case Opaque():
            return f"a value of type {tree.type}"
        case Array(values=None):
            return f"an array of shape {tree.shape} and dtype {tree.dtype}"
        case list() | dict():
            parts = tree.values() if isinstance(tree, dict) else tree
            return next((words for part in parts if (words := _not_carried(part))), "")
    return ""


def _essence(evidence: TopicEvidence) -> TopicEvidence:
    """Return evidence without what no judge needs and no student's package should hold: lines of code, output, times."""
    return {n: Evidence(n, e.outcome, e.values, e.trouble and e.trouble.kind()) for n, e in evidence.items()}


def save_key(path: Path, key: Key, topic: Topic) -> None:
    """Write a key for this version of the topic's probes."""
    tree = {
        "schema": SCHEMA,
        "topic": key.topic,
        "fits": fits(topic),
        "inputs": key.inputs,
        "expected": topic_to_tree(key.expected),
        "mistakes": [
            {"name": m.name, "of": m.of, "feedback": m.feedback, "evidence": topic_to_tree(m.evidence)}
            for m in key.mistakes
        ],
        "preload": list(key.preload),
    }
    write_atomic(path, pack(tree))


def load_key(path: Path, topic: Topic, again: str = "") -> Key:
    """Read a key; BrokenGrader where it is missing, damaged, or made for other probes than this topic's.

    again: how to get one that fits, where it did not come with a course.
    """
    again = again or _again(topic)
    try:
        tree = unpack(path.read_bytes(), KEY_LIMITS)
        if tree["schema"] != SCHEMA or tree["topic"] != topic.id or tree["fits"] != fits(topic):
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
    """Return how to get a course whose keys fit."""
    if topic.course.root == installed_course():
        return "Install the course again (pip install --upgrade --force-reinstall dlcourse)."
    return f"Install the course again, or, where it came with --from, fetch it again: dlcourse fetch {topic.week.name}"


def fits(topic: Topic) -> str:
    """Return the digest that ties a key to the probes that it was made with."""
    return digest([SCHEMA, topic.probes_file.read_bytes()])


def _cache_digest(topic: Topic, seed: str, hidden: bool) -> str:
    """Everything that a key depends on: the seed, the topic's files, the data, and the engine that runs them."""
    engine = Path(__file__).parent
    files = [topic.probes_file, topic.visible_file, topic.hidden_file, topic.solution, topic.mistakes_file]
    files += sorted(p for p in (topic.course.root / "datasets").rglob("*") if p.is_file() and p.suffix != ".pyc")
    names = ("authoring", "evidence", "keys", "text", "wire")
    files += sorted([*(engine / "collect").glob("*.py"), *(engine / f"{name}.py" for name in names)])
    from importlib import metadata  # noqa: PLC0415

    versions = [f"{name} {metadata.version(name)}" for name in ("torch", "numpy")]
    settings = [SCHEMA, seed, str(hidden), topic.id, topic.week.arrays, str(topic.entry), *versions]
    return digest([*settings, *(part for path in files if path.exists() for part in (path.name, path.read_bytes()))])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BrokenGrader(f"Cannot read {path}: {error.strerror}.") from error
