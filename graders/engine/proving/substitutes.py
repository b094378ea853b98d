"""What a check does with evidence of a wrong form: an empty array, an empty list, NaN, a shape that broadcasts.

NumPy compares these without a complaint: `allclose` of an empty array is true, and `all` of an empty list. So each piece of the
reference's evidence is replaced by each of them. A check that fails if the piece is missing must fail then, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.evidence.wire import Array, Opaque, Tree
from dlcourse.graders.engine.judge.altered import asking, passed_with
from dlcourse.graders.engine.judge.judge import Checks
from dlcourse.graders.engine.proving.findings import Finding, location_of_check

MISSING: Final = Opaque("Missing", "nothing")


def passed_by_wrong_forms(subject: Subject, opened: Checks) -> Iterator[Finding]:
    """Yield each check that compares a piece of evidence, and passes although that has a wrong form."""
    for probe in subject.probes:
        alone = asking(subject, probe.name)
        for piece, want in subject.key.expected[probe.name].values.items():
            compared = compared_by(subject, opened, probe.name, piece)
            for what, wrong in _wrong_forms(want) if compared else ():
                for name in sorted(compared & passed_with(alone, opened, probe.name, piece, wrong)):
                    says = f"{name} passes if {piece!r} of the probe {probe.name} is {what}: compare its shape or length first."
                    yield Finding(location_of_check(subject.topic, name), says)


def compared_by(subject: Subject, opened: Checks, probe: str, piece: str) -> set[str]:
    """Return the checks that do not pass without a piece of a probe's evidence."""
    alone = asking(subject, probe)
    return set(alone.checks) - passed_with(alone, opened, probe, piece, MISSING)


def _wrong_forms(want: Tree) -> Iterator[tuple[str, Tree]]:
    """Yield trees that are unlike `want`, with what they are in words."""
    if want != []:
        yield "an empty list", []
    match want:
        case float() if want == want:
            yield "NaN", float("nan")
        case list() if want:
            yield "cut by its last item", want[:-1]
        case Array(values=np.ndarray() as values):
            empty = np.zeros((0, *values.shape[1:]), values.dtype)
            if empty.shape != values.shape:
                yield "an empty array", Array.of(empty, want.kind)
            yield "an empty array that broadcasts", Array.of(np.zeros((0, *[1] * values.ndim), values.dtype), want.kind)
            yield "an array with one more dimension", Array.of(values[None], want.kind)
            if values.dtype.kind == "f" and values.size and not np.isnan(values).all():
                yield "an array of NaN", Array.of(np.full_like(values, np.nan), want.kind)
            if values.ndim and values.shape[0] > 1:
                yield "only its first row", Array.of(values[:1], want.kind)
