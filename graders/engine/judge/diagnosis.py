"""Diagnosis: does a submission leave the evidence of a known mistake?"""

from __future__ import annotations

from collections.abc import Iterator
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

NAMES_NOTHING: Final = ("NameError", "UnboundLocalError", "ImportError", "ModuleNotFoundError")
LOOKED_AT: Final = 1000  # numbers of one array; a submission chooses how many there are
COMMON: Final = 2  # whole numbers up to here are left by all sorts of code
ALL: Final = ""  # for a name in a place: all that the probe left


def recognise(key: Key, evidence: TopicEvidence) -> dict[Place, KnownMistake]:
    """Return, by probe and name of what it left (or ALL), the mistake that explains it.

    A mistake's *symptoms* are the probes of its exercise on which it parts from the reference. It is recognised where
    the submission leaves the mistake's evidence on all of them that it got to (not those that are not started); a
    half-fitting story would mislead. Of several that fit, the one with the most symptoms explains a probe.

    An error that says that a name or an import is nothing is explained by no mistake (see `names_nothing`).

    Two slips at once fit no mistake as a whole, and beginners make two. Then one value alone can tell, if it holds wrong
    numbers such as nothing else leaves by chance, if all mistakes that leave it say the same, and if nothing that they
    break is right here.
    """
    found: dict[Place, KnownMistake] = {}
    for mistake, symptoms in key.symptoms:
        shown = [name for name in symptoms if name in evidence and evidence[name].outcome != "not_started"]
        if all(same_evidence(evidence[name], mistake.evidence[name]) for name in shown):
            found |= {(name, ALL): mistake for name in shown if not names_nothing(evidence[name])}
    right, wrong = _sorted(key, evidence)
    for place in wrong:
        probe, name = place
        got, want = evidence[probe].values[name], key.expected[probe].values[name]
        if (probe, ALL) not in found and _telling(got, want):
            fitting = [
                mistake
                for mistake, parts in key.parts
                if place in parts and not parts & right and _leaves(mistake, place, got)
            ]
            if len({mistake.feedback for mistake in fitting}) == 1:
                found[place] = fitting[0]
    return found


def names_nothing(evidence: Evidence) -> bool:
    """Return whether it is an error that says that a name or an import is nothing: any typo leaves the same."""
    return evidence.failure is not None and evidence.failure.type in NAMES_NOTHING


def _sorted(key: Key, evidence: TopicEvidence) -> tuple[set[Place], list[Place]]:
    """Return the places where a submission is right, and those where it is wrong; where it left nothing it is neither."""
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


def _telling(got: Tree, want: Tree) -> bool:
    """Return whether there is a wrong number in it that is no common one: with a fraction, or by itself and not small."""
    if type(got) is int:
        return type(want) in (int, float) and got != want and abs(got) > COMMON
    wanted = dict(_floats(want, ""))
    return any(
        path in wanted and number % 1 != 0 and np.isfinite(number) and difference(number, wanted[path], 1e-3, 1e-5)
        for path, number in _floats(got, "")
    )


def _floats(tree: Tree, path: str) -> Iterator[tuple[str, float]]:
    """Yield every float of a tree with the place where it stands."""
    match tree:
        case float():
            yield path, tree
        case Array() if tree.values is not None and tree.values.dtype.kind == "f" and tree.values.size <= LOOKED_AT:
            yield from ((f"{path}{at}", float(number)) for at, number in np.ndenumerate(tree.values))
        case list():
            for number, item in enumerate(tree):
                yield from _floats(item, f"{path}[{number}]")
        case dict():
            for name, item in tree.items():
                yield from _floats(item, f"{path}.{name}")
