"""What a check sees and says: `Run`, `assert_matches`, and the words of a failure. NumPy only, never torch."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dlcourse.graders import text
from dlcourse.graders.evidence import Difference, Evidence, difference
from dlcourse.graders.reading import Probe
from dlcourse.graders.wire import Array, Opaque, Tree, plain

NOTHING_RAISED = "no error was raised"
FORGOTTEN_RETURN = "None is what a function gives back that ends without `return`"
RTOL = 1e-4
ATOL = 1e-5


@dataclass(frozen=True, eq=False)
class Run:
    """One probe's evidence on one submission, beside what the reference gave on the same inputs.

    `run["y"]` is the student's value, `run.expected["y"]` the reference's, `run.inputs["x"]` what was drawn,
    whether the probe took it or not: ndarrays for tensors, plain Python for the rest.
    """

    probe: Probe
    evidence: Evidence
    reference: Evidence
    drawn: Mapping[str, Tree]

    def __getitem__(self, name: str) -> Any:
        return plain(self.evidence.values[name])

    @property
    def expected(self) -> dict[str, Any]:
        return {name: plain(value) for name, value in self.reference.values.items()}

    @property
    def inputs(self) -> dict[str, Any]:
        return {name: plain(value) for name, value in self.drawn.items()}

    def called(self) -> str:
        """Return what was called and with what, in lines for a message."""
        words = set(re.findall(r"\w+", self.probe.call))
        words |= {name for name in re.findall(r"\w+", self.probe.situation) if _is_small(self.drawn.get(name))}
        shown = [
            f"{name} = {show(value, indent=len(name) + 3)}"
            for name, value in self.drawn.items()
            if name in words and name in self.probe.arguments
        ]
        lines = [*self.probe.call.splitlines(), *shown]
        return "\n".join([*lines, f"({self.probe.situation})"] if self.probe.situation else lines)


class Mismatch(AssertionError):
    """The evidence differs from what was expected; `lines` are (label, text) pairs for the student.

    run: whose evidence it is, where that is known.
    """

    def __init__(self, lines: list[tuple[str, str]], run: Run | None = None) -> None:
        self.lines = lines
        self.run = run
        super().__init__(layout(lines))


def assert_matches(run: Run, *names: str, rtol: float = RTOL, atol: float = ATOL) -> None:
    """Assert that evidence equals what the reference gave: kind, shape and dtype exactly, floats within tolerance.

    names: which pieces of the probe's evidence to compare; all of them if none is named.
    rtol, atol: a float may differ by `atol + rtol * |expected|`. NaN equals NaN.
    """
    for name in names or run.reference.values:
        got, want = run.evidence.values[name], run.reference.values[name]
        found = difference(got, want, rtol, atol, name)
        if found is not None:
            attached = (
                isinstance(got, Array) and got.requires_grad and not (isinstance(want, Array) and want.requires_grad)
            )
            note = [("note", "it is still attached to the graph")] if attached else []
            if got is None and isinstance(want, str) and want.endswith("Error"):  # from `error_of`
                note = [("note", NOTHING_RAISED)]
            elif got is None and "." not in name:  # x.grad is None for other reasons
                note = [("note", FORGOTTEN_RETURN)]
            shown = ("returned", show(got)) if name in run.probe.returned else ("found", f"{name}: {show(got)}")
            raise Mismatch([shown, *note, ("expected", show(want)), ("differs", explain(found))], run)


def assert_at_least(value: float, threshold: float, what: str) -> None:
    """Assert `value >= threshold`; NaN never is. `what` names the quantity, such as "accuracy on 50 test flowers"."""
    if not value >= threshold:
        raise Mismatch(
            [("returned", f"{what}: {text.number(value)}"), ("expected", f"at least {text.number(threshold)}")]
        )


def assert_at_most(value: float, threshold: float, what: str) -> None:
    """Assert `value <= threshold`; NaN never is. `what` names the quantity."""
    if not value <= threshold:
        raise Mismatch(
            [("returned", f"{what}: {text.number(value)}"), ("expected", f"at most {text.number(threshold)}")]
        )


def show(value: Tree, indent: int = 0) -> str:
    """Return a value of evidence as a student would recognise it, in a few lines."""
    match value:
        case Array(values=None):
            return f"{value.kind} of shape {value.shape}, {value.dtype}"
        case Array():
            assert value.values is not None
            if value.values.ndim == 0:
                return f"{value.kind} {text.array(value.values)} ({value.dtype}, no dimensions)"
            unit = " value" if value.shape == (1,) else " values"
            shape = "×".join(map(str, value.shape)) + (unit if value.values.ndim == 1 else "")
            separator = "\n" + " " * indent if value.values.ndim > 1 else " "
            body = text.array(value.values, indent)
            return f"{value.kind} of {shape}, {value.dtype}:{separator}{body}"
        case Opaque():
            return f"{value.type}: {text.one_line(value.text)}"
        case float():
            return text.number(value)
        case list():
            shown = [show(item) for item in value[:8]]
            return f"[{', '.join(shown)}{f', … ({len(value)} items)' if len(value) > 8 else ''}]"
        case dict():
            shown = [f"{name}: {show(item)}" for name, item in list(value.items())[:8]]
            return "{" + ", ".join(shown) + ("}" if len(value) <= 8 else f", … ({len(value)} items)" + "}")
        case str():
            return repr(text.one_line(value))
    return repr(value)


def _is_small(value: Tree) -> bool:
    return isinstance(value, int | float | str)


def explain(found: Difference) -> str:
    """Return one sentence on where two values first part."""
    got, want = found.got, found.want
    place = found.path
    match found.what:
        case "kind":
            return f"{place}: {_kind(got)} instead of {_kind(want)}"
        case "length":
            return f"{place}: {len(got)} {'item' if len(got) == 1 else 'items'} instead of {len(want)}"
        case "names":
            return f"{place}: the names {sorted(got)} instead of {sorted(want)}"
        case "shape":
            return f"{place}: shape {got.shape} instead of {want.shape}"
        case "dtype":
            return f"{place}: dtype {got.dtype} instead of {want.dtype}"
        case "size":
            return f"{place}: too large, or of a layout or dtype that cannot be compared"
    if found.at or isinstance(want, Array):
        one, other = got.values[found.at], want.values[found.at]
        index = f"[{', '.join(map(str, found.at))}]" if found.at else ""
        total = want.values.size
        rest = f" ({found.count} of {total} values differ)" if total > 1 else ""
        return f"{place}{index}: {_instead(one, other)}{rest}"
    return f"{place}: {_instead(got, want)}"


def layout(lines: list[tuple[str, str]]) -> str:
    """Return label and text pairs as an aligned block."""
    width = max(len(label) for label, _ in lines)
    pad = "\n" + " " * (width + 2)
    return "\n".join(f"{label:<{width}}  {body.replace(chr(10), pad)}" for label, body in lines)


def _kind(value: Tree) -> str:
    match value:
        case Array():
            return (
                f"a {value.kind} of shape {value.shape}"
                if value.kind == "tensor"
                else f"an ndarray of shape {value.shape}"
            )
        case Opaque():
            return f"{'an' if value.type[:1].lower() in 'aeiou' else 'a'} {value.type}"
        case None:
            return "None"
    names = {
        "str": "a string",
        "int": "an int",
        "list": "a list",
        "dict": "a dict",
        "float": "a float",
        "bool": "a bool",
    }
    return names.get(type(value).__name__, type(value).__name__)


def _instead(got: Any, want: Any) -> str:
    """Return `got instead of want`, floats with as many digits as it takes to tell them apart."""
    one, other = (value.item() if isinstance(value, np.generic) else value for value in (got, want))
    if isinstance(one, float) and isinstance(other, float):
        digits = next((n for n in (6, 9, 12) if format(one, f".{n}g") != format(other, f".{n}g")), 17)
        return f"{one:.{digits}g} instead of {other:.{digits}g}"
    return f"{show(one)} instead of {show(other)}"
