"""Diagnosis: does a submission leave the evidence of a known mistake?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from dlcourse.graders.evidence import TopicEvidence, difference, same_evidence
from dlcourse.graders.keys import Key, KnownMistake
from dlcourse.graders.wire import Array, Tree

LOOKED_AT: Final = 1000  # numbers of one array; a submission chooses how many there are


def recognise(key: Key, evidence: TopicEvidence) -> dict[str, KnownMistake]:
    """Return, by probe, the mistake that explains its evidence.

    A mistake's *symptoms* are the probes of its exercise on which it parts from the reference. It is recognised where
    the submission leaves the mistake's evidence on all of them that it got to (not those that are not started); a
    half-fitting story would mislead. Of several that fit, the one with the most symptoms explains a probe.

    Two slips at once fit no mistake as a whole. Then a probe alone can tell, if it left wrong numbers that one mistake
    leaves and no other: numbers with a fraction, which nothing else gives by chance.
    """
    found: dict[str, KnownMistake] = {}
    for mistake, symptoms in key.symptoms:
        shown = [name for name in symptoms if name in evidence and evidence[name].outcome != "not_started"]
        if all(same_evidence(evidence[name], mistake.evidence[name]) for name in shown):
            found |= dict.fromkeys(shown, mistake)
    for name in evidence.keys() & key.expected.keys() - found.keys():
        got, want = evidence[name], key.expected[name]
        if got.outcome == "ok" and not same_evidence(got, want) and _telling(got.values, want.values):
            fitting = [m for m, symptoms in key.symptoms if name in symptoms]
            fitting = [m for m in fitting if same_evidence(evidence[name], m.evidence[name])]
            if len(fitting) == 1:
                found[name] = fitting[0]
    return found


def _telling(got: Tree, want: Tree) -> bool:
    """Return whether there is a wrong number with a fraction in it."""
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
