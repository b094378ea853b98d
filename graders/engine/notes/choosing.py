"""Which values make a note's secret: those that every right solution shares, until no known mistake shares them all."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.evidence.evidence import TopicEvidence, same_value
from dlcourse.graders.engine.evidence.wire import Array, Tree
from dlcourse.graders.engine.judge.altered import asking, passed_with
from dlcourse.graders.engine.judge.judge import Checks
from dlcourse.graders.engine.notes.values import Label, Place, is_exact, numbers, part, parts, with_part

NEEDED_BITS: Final = 40.0
ENOUGH_BITS: Final = 80.0  # values are added until there are so many
MOST_BITS: Final = 10.0  # of one label
MIDDLE: Final = 0.25  # of a width: so far from the middle of its interval a value may be
AGREED: Final = 0.1  # of a width: so much right solutions may differ
STEPS: Final = 64  # a width is about this part of the largest number of its piece
PREFERRED: Final = (4, 1, 0.25)  # widths are divided by the first of these with which a check still sees a change
FINER: Final = (1, 0.25, 16, 256)  # widths are divided by these until a mistake shows
SHIFTS: Final = (1.0, 1.125, 1.25, 1.375, 1.5, 1.75)  # of these widths, the one that has most values in the middle
MOST_CELLS: Final = 256  # of one array
OTHER_TEXTS: Final = ("ValueError", "TypeError", "IndexError", "RuntimeError", None, "another text")


@dataclass
class Choice:
    """The places that were chosen. bits: what a guesser does not know of their labels. sharing: mistakes with the same labels."""

    places: list[Place] = field(default_factory=list)
    bits: float = 0.0
    sharing: list[str] = field(default_factory=list)


def choose(
    subject: Subject,
    right: Sequence[TopicEvidence],
    wrong: Mapping[str, TopicEvidence],
    public: TopicEvidence,
    opened: Checks,
) -> Choice:
    """Choose the places of a note.

    subject: with the notes' key and all checks. right: what the reference and the variants leave. wrong: what each mistake
    leaves, by name. public: the expected evidence that students have.
    """
    chooser = _Chooser(subject, right, public, opened)
    chooser.add_until_enough()
    for name, evidence in wrong.items():
        if chooser.opens(evidence) and not chooser.add_against(evidence):
            chooser.choice.sharing.append(name)
    return chooser.choice


class _Chooser:
    def __init__(self, subject: Subject, right: Sequence[TopicEvidence], public: TopicEvidence, opened: Checks) -> None:
        self._subject = subject
        self._expected = subject.key.expected
        self._right = right
        self._public = public
        self._opened = opened
        self._entropy = _Entropy()
        self.choice = Choice()

    def opens(self, evidence: TopicEvidence) -> bool:
        return all(place.labels(evidence) == place.labels(self._expected) for place in self.choice.places)

    def add_until_enough(self) -> None:
        """Add numbers that a guesser does not know."""
        missing = {name for probe in self._subject.probes for name in probe.exercises}
        for probe in self._subject.probes:
            for path, node in parts(self._expected[probe.name].values) if probe.draw else ():
                if self.choice.bits >= ENOUGH_BITS and missing.isdisjoint(probe.exercises):
                    break
                if (place := self._unknown_number(probe.name, path, node)) is not None:
                    self.choice.places.append(place)
                    self.choice.bits += self._entropy.add(place.labels(self._expected) or ())
                    missing -= set(probe.exercises)

    def _unknown_number(self, probe: str, path: tuple[str | int, ...], node: Tree) -> Place | None:
        """Return the place of a number that adds bits, with the narrowest interval that a check sees; None if it adds none."""
        for finer in PREFERRED if not is_exact(node) else (1,):
            place = self._number(probe, path, finer)
            if place is None or self._is_known(place, node) or not self._entropy.of(place.labels(self._expected) or ()):
                continue
            if self._is_compared(place):
                return place
        return None

    def add_against(self, wrong: TopicEvidence) -> bool:
        """Add a place where wrong evidence has other labels; return whether there is one."""
        for candidate in self._candidates():
            labels, others = candidate.labels(self._expected), candidate.labels(wrong)
            if labels is None or labels == others:
                continue
            place = candidate
            if others is not None and place.what == "number":
                differing = [cell for cell, one, other in zip(place.cells, labels, others, strict=True) if one != other]
                place = dataclasses.replace(place, cells=tuple(differing[:16]))
            if self._is_shared(place) and self._is_compared(place):
                self.choice.places.append(place)
                return True
        return False

    def _candidates(self) -> Iterator[Place]:
        """Yield all places that could be added: numbers with wide intervals first, because they open most easily."""
        everywhere = [(p.name, path, node) for p in self._subject.probes for path, node in self._parts(p.name)]
        for finer in FINER:
            for probe, path, node in everywhere:
                if (finer == 1 or not is_exact(node)) and (place := self._number(probe, path, finer, most=None)):
                    yield place
        for probe, path, node in everywhere:
            if node is None or isinstance(node, str):
                yield Place(probe, path, "text")
        for asked in self._subject.probes:
            yield Place(asked.name, (), "form")  # whether it leaves values at all
        for probe, path, _ in everywhere:
            yield Place(probe, path, "form")

    def _parts(self, probe: str) -> Iterator[tuple[tuple[str | int, ...], Tree]]:
        return parts(self._expected[probe].values)

    def _number(
        self, probe: str, path: tuple[str | int, ...], finer: float, most: int | None = MOST_CELLS
    ) -> Place | None:
        """Return the place of a number or an array, with those of its elements that every right solution shares."""
        node = part(self._expected[probe].values, path)
        want = numbers(node)
        if want is None or not want.size:
            return None
        finite = np.abs(want[np.isfinite(want)])
        largest = float(finite.max(initial=0.0))
        usual = 1.0 if is_exact(node) or largest == 0 else 2.0 ** math.floor(math.log2(largest)) / STEPS / finer
        widths = [usual] if is_exact(node) else [usual * shift for shift in SHIFTS]
        shared = {width: self._shared_cells(probe, path, want, width) for width in widths}
        width, cells = max(shared.items(), key=lambda item: item[1].size)
        if not cells.size:
            return None
        step = math.ceil(cells.size / most) if most else 1
        return Place(probe, path, "number", width, want.shape, tuple(cells[::step].tolist()))

    def _shared_cells(self, probe: str, path: tuple[str | int, ...], want: np.ndarray, width: float) -> np.ndarray:
        """Return the elements that stand in the middle of an interval, and on which right solutions agree."""
        flat = want.ravel() / width
        with np.errstate(all="ignore"):  # inf - inf
            good = np.isfinite(flat) & (np.abs(flat - np.round(flat)) <= MIDDLE)
        for evidence in self._right:
            item = evidence[probe]
            got = numbers(part(item.values, path)) if item.outcome == "ok" else None
            if got is None or got.shape != want.shape:
                return np.array([], dtype=int)
            with np.errstate(all="ignore"):
                good &= np.abs(got.ravel() / width - flat) <= AGREED
        return np.flatnonzero(good)

    def _is_shared(self, place: Place) -> bool:
        labels = place.labels(self._expected)
        return all(place.labels(evidence) == labels for evidence in self._right)

    def _is_known(self, place: Place, node: Tree) -> bool:
        """Return whether a guesser knows this value: it is an input, or also in the public key."""
        given = self._subject.key.inputs[place.probe]
        if any(same_value(node, value) for _, value in parts(given)):
            return True
        public = self._public.get(place.probe)
        return public is not None and same_value(node, part(public.values, place.path))

    def _is_compared(self, place: Place) -> bool:
        """Return whether some check fails if this value changes as little as its label allows."""
        if not place.path:
            return True  # a probe without values fails its checks
        piece = str(place.path[0])
        alone = asking(self._subject, place.probe)
        values = self._expected[place.probe].values
        changed = list(_changed(part(values, place.path), place))
        return bool(changed) and all(
            passed_with(alone, self._opened, place.probe, piece, with_part(values[piece], place.path[1:], other))
            != set(alone.checks)
            for other in changed
        )


def _changed(node: Tree, place: Place) -> Iterator[Tree]:
    """Yield values that a check must tell from this one, so that the label is the same for all that pass."""
    if place.what == "text":
        yield from (other for other in OTHER_TEXTS if other != node)
    elif place.what == "form":
        yield from _other_forms(node)
    elif isinstance(node, Array) and node.values is not None:
        values = node.values
        if values.dtype.kind == "b":
            yield Array.of(~values, node.kind)
        elif values.dtype.kind == "f":
            yield dataclasses.replace(node, values=(values + MIDDLE * place.width).astype(values.dtype))
        else:
            yield dataclasses.replace(node, values=values + values.dtype.type(1))
    elif isinstance(node, list):
        yield [next(_changed(item, place)) for item in node]
    elif isinstance(node, bool):
        yield not node
    else:
        yield node + (1 if isinstance(node, int) else MIDDLE * place.width)


def _other_forms(node: Tree) -> Iterator[Tree]:
    match node:
        case Array(values=np.ndarray() as values):
            for other in ("float32", "float64", "int64"):
                if values.dtype.name != other:
                    yield Array.of(values.astype(other), node.kind)
            yield Array.of(values[None], node.kind)
            if not values.ndim:
                yield values.item()
        case list():
            yield [*node, node[-1] if node else ""]
        case bool():
            yield int(node)
        case float():
            yield Array.of(np.array(node, dtype=np.float32), "tensor")
        case int():
            yield Array.of(np.array(node, dtype=np.int64), "tensor")


class _Entropy:
    """How many bits labels have for a guesser who knows what sort of values they are. See the package's docstring."""

    def __init__(self) -> None:
        self._pieces: set[tuple[Label, ...]] = set()
        self._seen: set[Label] = {0}

    def of(self, labels: tuple[Label, ...]) -> float:
        """Return the bits that these labels add."""
        if labels in self._pieces:
            return 0.0
        counts = Counter(labels)
        arranged = sum(count * math.log2(len(labels) / count) for count in counts.values())
        new = (abs(label) for label in counts.keys() - self._seen if isinstance(label, int))
        return max(arranged, sum(min(math.log2(1 + label), MOST_BITS) for label in new))

    def add(self, labels: tuple[Label, ...]) -> float:
        """Take labels, and return the bits that they add."""
        bits = self.of(labels)
        self._pieces.add(labels)
        self._seen.update(labels)
        return bits
