"""What known mistakes leave on a key's inputs: run when a failing check first asks for it, and kept for each mistake.

A mistake's evidence is cached under a digest of its own code. So after a change, only mistakes whose code has changed run again;
their texts are not part of it.
"""

from __future__ import annotations

import ast
import contextlib
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.dependencies import reference_digest
from dlcourse.graders.engine.collect.key import KEY_LIMITS, Key, KnownMistake, comparable
from dlcourse.graders.engine.collect.sandboxes import reference_sandbox
from dlcourse.graders.engine.collect.subject import make_job
from dlcourse.graders.engine.course import reading
from dlcourse.graders.engine.course.course import Topic, file_of_course
from dlcourse.graders.engine.course.edits import edited
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.evidence.evidence import TopicEvidence, same_evidence, topic_from_tree, topic_to_tree
from dlcourse.graders.engine.evidence.wire import Malformed, Tree, pack, unpack
from dlcourse.graders.engine.files import cache_folder, digest, locked, write_atomic

Say = Callable[[str], None]


@dataclass(frozen=True)
class MistakeRun:
    """What a mistake left. steady: whether a second run left the same on the probes of its exercise; None if there was none."""

    evidence: TopicEvidence
    steady: bool | None = None


def as_solution(topic: Topic, example: reading.Example) -> tuple[bytes, Tree]:
    """Return a mistake or variant as a job's `source` and `replace`. Raises BrokenGrader if an edit does not fit."""
    if example.edit:
        return edited(topic.solution, example).encode(), None
    path = example.file
    replaced = {"source": path.read_bytes(), "file": path.name, "of": example.of, "name": example.name}
    return file_of_course(topic.solution), replaced


def with_mistakes(topic: Topic, key: Key, collectors: Collectors | None = None, say: Say = lambda _: None) -> Key:
    """Return the key with the topic's mistakes, which run when they are first asked for. Other arguments: as `run_mistakes`."""
    return replace(key, known=functools.partial(_known_mistakes, topic, key, collectors, say))


def _known_mistakes(topic: Topic, key: Key, collectors: Collectors | None, say: Say) -> tuple[KnownMistake, ...]:
    runs = run_mistakes(topic, key, collectors, say)
    known = []
    for mistake in topic.mistakes.values():
        evidence = comparable(runs[mistake.name].evidence)
        told = topic.mistakes.get(mistake.like or "", mistake)
        known.append(
            KnownMistake(
                told.name, mistake.of, told.text, {name: evidence[name] for name in asked_of(topic, key, mistake)}
            )
        )
    return tuple(known)


def asked_of(topic: Topic, key: Key, mistake: reading.Example) -> list[str]:
    """Return the probes of a mistake's exercise; all probes if none calls it."""
    exercise = mistake.of.split(".")[0]
    return [name for name in key.expected if exercise in topic.probes[name].exercises] or list(key.expected)


def run_mistakes(
    topic: Topic,
    key: Key,
    collectors: Collectors | None = None,
    say: Say = lambda _: None,
    *,
    twice: bool = False,
) -> Mapping[str, MistakeRun]:
    """Return what each mistake of a topic leaves on all probes of a key, by name: from the cache, or from running it now.

    collectors: where they run, if they must; without them, new ones are opened. twice: run those twice of which it is not known
    whether they are steady. Raises BrokenGrader if an edit does not fit.
    """
    cached = cache_folder("keys") / f"{_digest(topic, key)}.mistakes"
    codes = {mistake.name: digest([_code(topic, mistake)]) for mistake in topic.mistakes.values()}
    with locked(cached):  # several processes may grade the same class
        known = _load(cached)
        due = [m for m in topic.mistakes.values() if _is_due(known.get(codes[m.name]), twice=twice)]
        if due:
            say(f"Running the known mistakes of {topic.id} (once) …")
            with contextlib.nullcontext(collectors) if collectors else Collectors(reference_sandbox) as warm:
                for mistake in due:
                    earlier = known.get(codes[mistake.name])
                    known[codes[mistake.name]] = _run(topic, key, mistake, warm, earlier, twice=twice)
            kept = {code: known[code] for code in codes.values()}
            with contextlib.suppress(CourseError):  # a cache that cannot be written only costs time
                write_atomic(cached, pack({code: [topic_to_tree(r.evidence), r.steady] for code, r in kept.items()}))
    return {name: known[code] for name, code in codes.items()}


def _is_due(run: MistakeRun | None, *, twice: bool) -> bool:
    return run is None or (twice and run.steady is None)


def _run(
    topic: Topic,
    key: Key,
    mistake: reading.Example,
    collectors: Collectors,
    earlier: MistakeRun | None,
    *,
    twice: bool,
) -> MistakeRun:
    """Run a mistake once, or twice if its second run is to be compared with the first, or with an earlier one."""
    probes = [topic.probes[name] for name in key.expected]
    job = make_job(topic, key, probes, *as_solution(topic, mistake))
    evidence = collectors.get(key.preload).collect(job)
    if not twice:
        return MistakeRun(evidence)
    other = earlier.evidence if earlier else collectors.get(key.preload).collect(job)
    return MistakeRun(
        evidence, steady=all(same_evidence(other[name], evidence[name]) for name in asked_of(topic, key, mistake))
    )


def _load(path: Path) -> dict[str, MistakeRun]:
    """Return the runs in a cached file; none if it cannot be read."""
    try:
        tree = unpack(path.read_bytes(), KEY_LIMITS)
        return {code: MistakeRun(topic_from_tree(evidence), steady) for code, (evidence, steady) in tree.items()}
    except (OSError, Malformed, ValueError, AttributeError, TypeError):
        return {}


def _digest(topic: Topic, key: Key) -> str:
    """Return the digest of what all mistakes of a topic depend on."""
    inputs = pack({name: dict(values) for name, values in key.inputs.items()})
    expected = pack(topic_to_tree(key.expected))  # with its times, which limit other calls after one that never ends
    return digest([inputs, expected, *key.preload, reference_digest(topic)])


def _code(topic: Topic, mistake: reading.Example) -> str:
    """Return the code of a mistake, without its text and mark, and without the other mistakes of its file."""
    if mistake.edit:
        return edited(topic.solution, mistake)
    kept: Sequence[ast.stmt] = [
        node
        for node in reading.parse(mistake.file).body
        if not isinstance(node, reading.Definition) or node.name not in topic.mistakes or node.name == mistake.name
    ]
    for node in kept:
        if isinstance(node, reading.Definition) and node.name == mistake.name:
            node.decorator_list = []
            node.body = node.body[ast.get_docstring(node) is not None :] or [ast.Pass()]
    return f"{mistake.of}\n{ast.unparse(ast.Module(list(kept), []))}"
