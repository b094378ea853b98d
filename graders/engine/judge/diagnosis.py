"""Diagnosis: does a submission leave the evidence of a known mistake?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from dlcourse.graders.engine.collect.key import Key, KnownMistake, Place
from dlcourse.graders.engine.evidence.evidence import (
    Evidence,
    TopicEvidence,
    difference,
    same_evidence,
    same_value,
)
from dlcourse.graders.engine.evidence.wire import Array, Tree

UNKNOWN_NAME: Final = ("NameError", "UnboundLocalError", "ImportError", "ModuleNotFoundError")
MAX_COMPARED: Final = 1000  # numbers of one array; a submission decides how many there are
COMMON: Final = 2  # any code can return a whole number up to this one
ALL: Final = ""  # as the name in a place: all that the probe left


@dataclass(frozen=True)
class Diagnosis:
    """A mistake that explains a piece of evidence. certain: whether it explains all evidence of its exercise."""

    mistake: KnownMistake
    certain: bool


def recognise(key: Key, evidence: TopicEvidence) -> dict[Place, Diagnosis]:
    """Return the mistake that explains a piece of evidence, by probe and name of the piece (or ALL).

    A mistake's *symptoms* are the probes of its exercise on which it differs from the reference. It is recognised if the
    submission leaves the mistake's evidence on all of them, except those that are not started: a diagnosis that is only
    half right would mislead. If several mistakes match, the one with the most symptoms explains a probe.

    No mistake explains an unknown name (see `has_unknown_name`).

    Beginners make two mistakes at once, and then neither matches as a whole. One value is then enough, if it holds wrong
    numbers that no other code returns by chance, if all mistakes that leave it have the same feedback, and if nothing that
    they break is right in this submission.

    A diagnosis is certain if the submission leaves the mistake's evidence on every probe of its exercise, also where that is
    right: then no other slip is needed to explain it.
    """
    found: dict[Place, Diagnosis] = {}
    for mistake, symptoms in key.symptoms:
        shown = [name for name in symptoms if name in evidence and evidence[name].outcome != "not_started"]
        if all(same_evidence(evidence[name], mistake.evidence[name]) for name in shown):
            diagnosis = Diagnosis(mistake, _explains_all(mistake, evidence))
            found |= {(name, ALL): diagnosis for name in shown if not has_unknown_name(evidence[name])}
    right, wrong = _right_and_wrong(key, evidence)
    for place in wrong:
        probe, name = place
        got, want = evidence[probe].values[name], key.expected[probe].values[name]
        if (probe, ALL) not in found and is_distinctive(got, want):
            matching = [
                mistake
                for mistake, parts in key.parts
                if place in parts and not parts & right and _leaves(mistake, place, got)
            ]
            if len({mistake.feedback for mistake in matching}) == 1:
                found[place] = Diagnosis(matching[0], certain=False)
    return found


def _explains_all(mistake: KnownMistake, evidence: TopicEvidence) -> bool:
    """Return whether a submission leaves this mistake's evidence wherever it leaves any."""
    started = ((evidence[name], known) for name, known in mistake.evidence.items() if name in evidence)
    return all(got.outcome == "not_started" or same_evidence(got, known) for got, known in started)


def has_unknown_name(evidence: Evidence) -> bool:
    """Return whether it failed because a name or an import does not exist. Every typo leaves that error."""
    return evidence.failure is not None and evidence.failure.type in UNKNOWN_NAME


def _right_and_wrong(key: Key, evidence: TopicEvidence) -> tuple[set[Place], list[Place]]:
    """Return the places where a submission is right, and those where it is wrong. A place without values is neither."""
    right: set[Place] = set()
    wrong: list[Place] = []
    for probe, expected in key.expected.items():
        got = evidence.get(probe)
        if got is None or got.outcome != "ok" or got.values.keys() != expected.values.keys():
            continue
        for name, want in expected.values.items():
            if same_value(got.values[name], want):
                right.add((probe, name))
            else:
                wrong.append((probe, name))
    return right, wrong


def _leaves(mistake: KnownMistake, place: Place, got: Tree) -> bool:
    probe, name = place
    known = mistake.evidence[probe]
    return known.outcome == "ok" and name in known.values and same_value(got, known.values[name])


def is_distinctive(got: Tree, want: Tree) -> bool:
    """Return whether it holds a wrong number that is not common: one with a fraction, or a single int above COMMON."""
    if type(got) is int:
        return type(want) in (int, float) and got != want and abs(got) > COMMON
    wanted = dict(_floats(want, ""))
    return any(
        path in wanted and number % 1 != 0 and np.isfinite(number) and difference(number, wanted[path], 1e-3, 1e-5)
        for path, number in _floats(got, "")
    )


def _floats(tree: Tree, path: str) -> Iterator[tuple[str, float]]:
    """Yield every float of a tree with its path."""
    match tree:
        case float():
            yield path, tree
        case Array() if tree.values is not None and tree.values.dtype.kind == "f" and tree.values.size <= MAX_COMPARED:
            yield from ((f"{path}{at}", float(number)) for at, number in np.ndenumerate(tree.values))
        case list():
            for number, item in enumerate(tree):
                yield from _floats(item, f"{path}[{number}]")
        case dict():
            for name, item in tree.items():
                yield from _floats(item, f"{path}.{name}")
