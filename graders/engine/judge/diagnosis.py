"""Diagnosis: does a submission leave the evidence of a known mistake?"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dlcourse.graders.engine.collect.key import Key, KnownMistake, Place
from dlcourse.graders.engine.evidence.evidence import (
    Evidence,
    TopicEvidence,
    difference,
    same_evidence,
    same_value,
)
from dlcourse.graders.engine.evidence.wire import Array, Tree
from dlcourse.graders.engine.lazy import np

UNKNOWN_NAME: Final = ("NameError", "UnboundLocalError", "ImportError", "ModuleNotFoundError")
MAX_COMPARED: Final = 1000  # numbers of one array; a submission decides how many there are
COMMON: Final = 2  # any code can return a whole number up to this one
ENOUGH: Final = 2  # distinguishing values, for a recognition that is certain
MOST_SLIPS: Final = 3  # that are recognised together
MAX_MATCHES: Final = 10  # mistakes that are tried together, for one exercise
ALL: Final = ""  # as the name in a place: all that the probe left


@dataclass(frozen=True)
class Diagnosis:
    """A mistake that explains a piece of evidence. certain: whether the feedback may say "this is" (see `recognise`)."""

    mistake: KnownMistake
    certain: bool


def recognise(key: Key, evidence: TopicEvidence) -> dict[Place, Diagnosis]:
    """Return the mistake that explains a piece of evidence, by probe and name of the piece (or ALL).

    A mistake's *symptoms* are the probes of its exercise on which it differs from the reference. It *matches* if the
    submission leaves the mistake's evidence on all of them, except those that are not started: a diagnosis that is only
    half right would mislead. No mistake explains an unknown name (see `has_unknown_name`).

    Beginners make several mistakes at once. So the fewest matching mistakes that together explain all wrong evidence of an
    exercise are sought. They are certain, each if its symptoms hold ENOUGH distinguishing values: a lone 0, a lone type or a
    lone error fits many slips. If some evidence stays unexplained, a matching mistake is a guess ("perhaps").

    If no mistake matches on a probe, one value is enough for a guess, if it holds wrong numbers that no other code returns by
    chance, and nothing that the mistake breaks is right in this submission. Of several such mistakes, the one that explains
    the most values is meant. If they differ in their feedback, none is.
    """
    found: dict[Place, Diagnosis] = {}
    for matches in _matches_by_exercise(key, evidence).values():
        for probe, diagnosis in _explanation(matches, _wrong_probes(key, evidence, matches)):
            if not has_unknown_name(evidence[probe]):
                found[probe, ALL] = diagnosis
    right, wrong = _right_and_wrong(key, evidence)
    for place in wrong:
        probe, name = place
        got, want = evidence[probe].values[name], key.expected[probe].values[name]
        if (probe, ALL) not in found and is_distinctive(got, want):
            support = [
                (sum(_leaves(mistake, part, evidence) for part in parts), mistake)
                for mistake, parts in key.parts
                if place in parts and not parts & right and _leaves(mistake, place, evidence)
            ]
            best = [mistake for count, mistake in support if count == max(count for count, _ in support)]
            if len({mistake.feedback for mistake in best}) == 1:
                found[place] = Diagnosis(best[0], certain=False)
    return found


@dataclass(frozen=True)
class _Match:
    """A mistake whose evidence a submission leaves. probes: on which. clear: whether they hold ENOUGH distinguishing values."""

    mistake: KnownMistake
    probes: frozenset[str]
    clear: bool


def _matches_by_exercise(key: Key, evidence: TopicEvidence) -> dict[str, list[_Match]]:
    """Return the matching mistakes of each exercise, those with the most symptoms first."""
    found: dict[str, list[_Match]] = {}
    for mistake, symptoms in reversed(key.symptoms):
        shown = [name for name in symptoms if name in evidence and evidence[name].outcome != "not_started"]
        if shown and all(same_evidence(evidence[name], mistake.evidence[name]) for name in shown):
            weight = sum(distinguishing(mistake.evidence[name], key.expected[name]) for name in shown)
            match = _Match(mistake, frozenset(shown), weight >= ENOUGH)
            found.setdefault(mistake.of.split(".")[0], []).append(match)
    return found


def _wrong_probes(key: Key, evidence: TopicEvidence, matches: Sequence[_Match]) -> frozenset[str]:
    """Return the probes of an exercise on which a submission is wrong."""
    asked = {name for match in matches for name in match.mistake.evidence if name in key.expected}
    return frozenset(
        name
        for name in asked
        if name in evidence
        and evidence[name].outcome != "not_started"
        and not same_evidence(evidence[name], key.expected[name])
    )


def _explanation(matches: Sequence[_Match], wrong: frozenset[str]) -> Iterator[tuple[str, Diagnosis]]:
    """Yield for each probe the mistake that explains it, if there is no other explanation with another feedback."""
    for size in range(1, MOST_SLIPS + 1):
        whole = [
            chosen
            for chosen in itertools.combinations(matches[:MAX_MATCHES], size)
            if wrong <= frozenset().union(*(match.probes for match in chosen))
        ]
        if whole:
            fewest = min(_overlap(chosen) for chosen in whole)
            best = [match for chosen in whole if _overlap(chosen) == fewest for match in chosen]
            yield from _agreed(best, wrong, guess=False)
            return
    widest = [one for one in matches if not any(one.probes < other.probes for other in matches)]
    yield from _agreed(widest, wrong, guess=True)


def _overlap(chosen: Sequence[_Match]) -> int:
    """Return how many probes these matches explain, counted for each match."""
    return sum(len(match.probes) for match in chosen)


def _agreed(matches: Sequence[_Match], probes: frozenset[str], *, guess: bool) -> Iterator[tuple[str, Diagnosis]]:
    """Yield for each probe the match that explains it, unless matches with different feedback do."""
    for probe in sorted(probes):
        explaining = [match for match in matches if probe in match.probes]
        if len({match.mistake.feedback for match in explaining}) == 1:
            match = explaining[0]
            if match.clear or not guess:
                yield probe, Diagnosis(match.mistake, certain=match.clear and not guess)


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


def _leaves(mistake: KnownMistake, place: Place, evidence: TopicEvidence) -> bool:
    """Return whether a submission leaves a mistake's value at a place."""
    probe, name = place
    got, known = evidence.get(probe), mistake.evidence[probe]
    return (
        got is not None
        and name in got.values
        and name in known.values
        and same_value(got.values[name], known.values[name])
    )


def distinguishing(got: Evidence, want: Evidence) -> int:
    """Return how many values tell a mistake's evidence on one probe from the reference's; at most ENOUGH are counted.

    A number that is not common counts as ENOUGH, also inside a value of a wrong type, shape or dtype. Any other value counts
    as one: a common number, a truth value, a text, None, a type, a shape, a dtype, an error.
    """
    if got.outcome != "ok" or got.values.keys() != want.values.keys():
        return 1
    return min(ENOUGH, sum(_distinguishing(got.values[name], value) for name, value in want.values.items()))


def _distinguishing(got: Tree, want: Tree) -> int:
    if same_value(got, want):
        return 0
    found, wanted = dict(_single_values(got, "")), dict(_single_values(want, ""))
    wrong = [value for path, value in found.items() if path not in wanted or not same_value(value, wanted[path])]
    return max(1, len(wrong)) if all(map(_is_common, wrong or found.values())) else ENOUGH


def _is_common(value: Tree) -> bool:
    """Return whether any code can leave this value: all but numbers with a fraction and whole numbers above COMMON."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return True
    return value % 1 == 0 and abs(value) <= COMMON


def _single_values(tree: Tree, path: str) -> Iterator[tuple[str, Tree]]:
    """Yield every number, text, truth value and None of a tree with its path. Of a large array, none."""
    match tree:
        case Array() if tree.values is not None and tree.values.size <= MAX_COMPARED:
            yield from ((f"{path}{at}", value.item()) for at, value in np.ndenumerate(tree.values))
        case list():
            for number, item in enumerate(tree):
                yield from _single_values(item, f"{path}[{number}]")
        case dict():
            for name, item in tree.items():
                yield from _single_values(item, f"{path}.{name}")
        case float() | int() | str() | None:
            yield path, tree


def is_distinctive(got: Tree, want: Tree) -> bool:
    """Return whether it holds a wrong number that is not common: one with a fraction, or a single int above COMMON."""
    if type(got) is int:
        return type(want) in (int, float) and got != want and abs(got) > COMMON
    wanted = dict(_floats(want))
    return any(
        path in wanted and math.isfinite(number) and number % 1 != 0 and difference(number, wanted[path], 1e-3, 1e-5)
        for path, number in _floats(got)
    )


def _floats(tree: Tree) -> Iterator[tuple[str, float]]:
    """Yield every float of a tree with its path."""
    return ((path, value) for path, value in _single_values(tree, "") if isinstance(value, float))
