"""Evidence on the trusted side: for each probe, how it ended and what it returned."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from dlcourse.graders.engine.evidence.wire import Array, Malformed, Tree
from dlcourse.graders.engine.files import digest
from dlcourse.graders.engine.lazy import np
from dlcourse.graders.engine.text import DID_YOU_MEAN

KIND: Final = "kind "
Outcome = Literal["ok", "not_started", "error", "timeout", "malformed"]
SAME_RTOL: Final = 1e-4
SAME_ATOL: Final = 1e-6
MAX_CALLERS: Final = 10
MAX_CAUGHT: Final = 8
MAX_COUNT: Final = 10**7  # lines of a file, calls of a probe
GROWTH: Final = 10  # times that cleaning can make a text longer
LONGEST: Final = {  # characters of each text in an error report, as a worker sends it
    "type": 100,
    "text": 1000,
    "place": 10,
    "code": 200,
    "function": 100,
    "first": 400,
    "call": 200,
    "returned": 600,
}
REPORTABLE: Final = (
    "ok",
    "not_started",
    "error",
)  # the outcomes that a worker may report; the collector decides the others


@dataclass(frozen=True)
class Frame:
    """A line of the student's file that was running, `times` in a row. If line is 0: so many frames were left out."""

    function: str
    line: int
    code: str
    times: int = 1


@dataclass(frozen=True)
class Failure:
    """Why a probe has no values.

    type, text: the student's exception; without a type, `text` is the collector's own sentence.
    place: "student", "call", "probe", "missing" (see `explaining.explain`), "import", "file" (never run), or "outside" (the
        collector reports it).
    line, code, function: the student's own line that raised it. column: where in it Python stopped reading, from 1.
    callers: the student's own lines that led there, the nearest first. After a timeout: the loops around the line that was
        running. first: an earlier exception.
    call: the last of the probe's `calls` of the student's code. returned: what it returned, if it did.
    """

    type: str = ""
    text: str = ""
    place: str = "outside"
    line: int = 0
    code: str = ""
    function: str = ""
    column: int = 0
    callers: tuple[Frame, ...] = ()
    first: str = ""
    call: str = ""
    calls: int = 0
    returned: str = ""

    def kind(self) -> Failure:
        """Return what two errors with the same cause share: no lines, no numbers, no words or names that a student chose.

        Instead of the text it holds a digest: a key must not show how a mistake is made.
        """
        if self.text.startswith(KIND):
            return self
        text = re.sub(r"0x[0-9a-f]+|\d+|#", "#", self.text.partition(DID_YOU_MEAN)[0])
        if self.code.lstrip().startswith("raise"):
            text = ""
        elif self.type in ("NameError", "UnboundLocalError"):
            text = re.sub(r"'[^']*'", "'…'", text)
        return Failure(type=self.type, text=f"{KIND}{digest([text])[:16]}", place=self.place)

    def to_tree(self) -> Tree:
        """Return the tree that `read_failure` reads."""
        return vars(self) | {"callers": [list(vars(frame).values()) for frame in self.callers]}


@dataclass(frozen=True)
class Evidence:
    """What one probe left. caught: the exceptions that `error_of` met, only for messages: they are not compared."""

    probe: str
    outcome: Outcome
    values: dict[str, Tree] = field(default_factory=dict)
    failure: Failure | None = None
    seconds: float = 0.0
    output: str = ""
    caught: tuple[Failure, ...] = ()

    def to_tree(self) -> Tree:
        """Return the tree that `from_tree` reads."""
        return {
            "probe": self.probe,
            "status": self.outcome,
            "values": self.values,
            "error": self.failure.to_tree() if self.failure else None,
            "seconds": self.seconds,
            "output": self.output,
            "caught": [failure.to_tree() for failure in self.caught],
        }

    @classmethod
    def from_tree(cls, tree: Tree, allowed: tuple[str, ...] = get_args(Outcome)) -> Evidence:
        """Check every part of a (hostile) tree. Raises Malformed if it is not evidence."""
        if not isinstance(tree, dict):
            raise Malformed("evidence that is not a map")
        probe, status, values = tree.get("probe"), tree.get("status"), tree.get("values")
        seconds, output = tree.get("seconds"), tree.get("output")
        if not isinstance(probe, str) or status not in allowed or not isinstance(values, dict):
            raise Malformed("evidence without a probe, a status or values")
        if not isinstance(seconds, float) or not 0 <= seconds < 1e9 or not isinstance(output, str):
            raise Malformed("evidence with an invalid time or output")
        if (status == "ok") != (tree.get("error") is None):
            raise Malformed("evidence with both values and an error, or neither")
        caught = tree.get("caught", [])
        if not isinstance(caught, list) or len(caught) > MAX_CAUGHT:
            raise Malformed("evidence with invalid exceptions")
        failures = tuple(failure for item in caught if (failure := read_failure(item)) is not None)
        return cls(probe, status, values, read_failure(tree.get("error")), seconds, output, failures)


def read_failure(tree: Tree) -> Failure | None:
    """Return the Failure of a (hostile) tree. Raises Malformed if it is not one."""
    if tree is None:
        return None
    if not isinstance(tree, dict) or tree.keys() != Failure.__dataclass_fields__.keys():
        raise Malformed("an invalid error report")
    texts = all(_is_short(tree[name], name) for name in LONGEST)
    counts = all(_is_count(tree[name]) for name in ("line", "column", "calls"))
    if not texts or not counts or tree["column"] > len(tree["code"]) + 1:
        raise Malformed("an invalid error report")
    callers = tree["callers"]
    if not isinstance(callers, list) or len(callers) > MAX_CALLERS:
        raise Malformed("an error report with invalid callers")
    return Failure(**tree | {"callers": tuple(map(_read_frame, callers))})


def _read_frame(tree: Tree) -> Frame:
    match tree:
        case [function, line, code, times] if _is_short(function, "function") and _is_short(code, "code"):
            if _is_count(line) and _is_count(times):
                return Frame(function, line, code, times)
    raise Malformed("an error report with invalid callers")


def _is_count(value: Tree) -> bool:
    return type(value) is int and 0 <= value <= MAX_COUNT


def _is_short(value: Tree, name: str) -> bool:
    return type(value) is str and len(value) <= GROWTH * LONGEST[name]


TopicEvidence = dict[str, Evidence]  # by probe name


def topic_to_tree(evidence: TopicEvidence) -> Tree:
    return [item.to_tree() for item in evidence.values()]


def topic_from_tree(tree: Tree) -> TopicEvidence:
    """Return a topic's evidence from a stored tree; raises Malformed."""
    if not isinstance(tree, list):
        raise Malformed("stored evidence that is not a list")
    items = [Evidence.from_tree(item) for item in tree]
    found = {item.probe: item for item in items}
    if len(found) != len(items):
        raise Malformed("stored evidence that has a probe twice")
    return found


def difference(got: Tree, want: Tree, rtol: float, atol: float, path: str = "") -> Difference | None:
    """Return the first difference between two trees, or None. NaN equals NaN; a tuple equals a list.

    Numbers and arrays of floats may differ by `atol + rtol * |want|`; all else is exact, shapes and dtypes included.
    """
    if isinstance(want, Array):
        return _array_difference(got, want, rtol, atol, path)
    if isinstance(want, float):
        if isinstance(got, bool) or not isinstance(got, float | int):
            return Difference(path, "kind", got, want)
        return None if _near(got, want, rtol, atol) else Difference(path, "value", got, want)
    if type(got) is not type(want):
        return Difference(path, "kind", got, want)
    if isinstance(want, list):
        if len(got) != len(want):
            return Difference(path, "length", got, want)
        pairs: list[tuple[str, Any, Any]] = [
            (f"{path}[{i}]", g, w) for i, (g, w) in enumerate(zip(got, want, strict=True))
        ]
    elif isinstance(want, dict):
        if got.keys() != want.keys():
            return Difference(path, "names", got, want)
        pairs = [(f"{path}[{key!r}]", got[key], want[key]) for key in want]
    else:
        return None if got == want else Difference(path, "value", got, want)
    return next((found for item, g, w in pairs if (found := difference(g, w, rtol, atol, item))), None)


@dataclass(frozen=True)
class Difference:
    """The first difference of two trees. what: kind, length, names, shape, dtype, size or value. at: an array's index.

    count: of an array, how many values differ.
    """

    path: str
    what: str
    got: Tree
    want: Tree
    at: tuple[int, ...] = ()
    count: int = 0


def _array_difference(got: Tree, want: Array, rtol: float, atol: float, path: str) -> Difference | None:
    if not isinstance(got, Array) or got.kind != want.kind:
        return Difference(path, "kind", got, want)
    if got.shape != want.shape:
        return Difference(path, "shape", got, want)
    if got.dtype != want.dtype:
        return Difference(path, "dtype", got, want)
    if got.values is None or want.values is None:
        return None if got.values is want.values else Difference(path, "size", got, want)
    floats = got.values.dtype.kind == "f"
    same = _close(got.values, want.values, rtol, atol) if floats else got.values == want.values
    if same.all():
        return None
    wrong = np.argwhere(~same)
    return Difference(path, "value", got, want, tuple(int(i) for i in wrong[0]), len(wrong))


def _close(got: Any, want: Any, rtol: float, atol: float) -> Any:
    with np.errstate(all="ignore"):  # a value that overflows is not close, and needs no warning
        return np.isclose(got, want, rtol=rtol, atol=atol, equal_nan=True)


def _near(got: float, want: float, rtol: float, atol: float) -> bool:
    """Return the same as `_close` for two numbers, 50 times as fast: loss histories are long."""
    if math.isnan(want):
        return math.isnan(got)
    return got == want or (math.isfinite(want) and abs(got - want) <= atol + rtol * abs(want))


def same_value(got: Tree, want: Tree) -> bool:
    """Return whether two pieces of evidence are the same, except for rounding."""
    return difference(got, want, SAME_RTOL, SAME_ATOL) is None


def same_evidence(one: Evidence, other: Evidence) -> bool:
    """Return whether two probes ended in the same way: the same values, or the same error in the same kind of place."""
    if one.outcome != other.outcome:
        return False
    if one.outcome == "error" and one.failure and other.failure:
        return one.failure.kind() == other.failure.kind()
    return same_value(one.values, other.values)
