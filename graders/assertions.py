"""What a check sees and says: `Run`, `assert_matches`, and the words of a failure. NumPy only, never torch."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from dlcourse.graders.engine import drawing, text
from dlcourse.graders.engine.course.reading import Probe
from dlcourse.graders.engine.evidence.evidence import Difference, Evidence, difference
from dlcourse.graders.engine.evidence.wire import Array, Opaque, Tree, plain
from dlcourse.graders.engine.lazy import np
from dlcourse.graders.engine.results.records import MEASURED

NOTHING_RAISED = "no error was raised"
UNCALLED = ("builtin_function_or_method", "function", "method")
ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")  # of an object in memory: it says nothing, and is another each time
FORGOTTEN_RETURN = "None is what a function gives back that ends without `return`"
RTOL = 1e-4
ATOL = 1e-5
PAIR_WIDTH = 36  # characters of a value that is shown beside another: two of them fit into 80 columns
SHORTEST_CURVE = 4
LONGEST_CURVE = 100_000
_measured: ContextVar[list[tuple[str, str]] | None] = ContextVar("measured", default=None)


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
            f"{name} = {show(value)}".replace("\n", "\n" + " " * (len(name) + 3))
            for name, value in self.drawn.items()
            if name in words and name in self.probe.arguments
        ]
        lines = [*self.probe.call.splitlines(), *shown]
        return "\n".join([*lines, f"({self.probe.situation})"] if self.probe.situation else lines)


class Mismatch(AssertionError):
    """The evidence differs from what was expected; `lines` are (label, text) pairs for the student.

    run, name: whose evidence it is, and which piece of it, where that is known. what: in what they differ first, as in a
        `Difference`.
    """

    def __init__(
        self, lines: list[tuple[str, str]], run: Run | None = None, name: str = "", what: str = "value"
    ) -> None:
        self.lines = lines
        self.run = run
        self.name = name
        self.what = what
        super().__init__("\n".join(f"{label}: {body}" for label, body in lines))


def assert_matches(run: Run, *names: str, rtol: float = RTOL, atol: float = ATOL, numbers: bool = False) -> None:
    """Assert that evidence equals what the reference gave.

    Exactly: the kind (a tensor is no ndarray and no list, a number is no tensor, True is no 1), shape, dtype and
    `requires_grad` apart; the length of lists, the names of dicts; whole numbers, truth values and texts. Within tolerance:
    floats, in arrays and alone. Alike are a tuple and a list, and 10 and 10.0 where the reference gives a float.

    names: which pieces of the probe's evidence to compare; all of them if none is named. "history.loss" is the value with the
        name "loss" in the piece "history", a dict.
    rtol, atol: a float may differ by `atol + rtol * |expected|`. NaN equals NaN.
    numbers: take 10, 10.0, and a tensor or array with the single number 10 and no dimensions as the same, also in lists and
        dicts; for contracts that allow each of them.
    """
    for name in names or run.reference.values:
        piece, path, got, want = _find(run, name)
        if numbers:
            got, want = _as_numbers(got), _as_numbers(want)
        found = difference(got, want, rtol, atol, path)
        if found is not None:
            raise Mismatch(_explanation(run, piece, found, got, want), run, piece, found.what)


def _find(run: Run, name: str) -> tuple[str, str, Tree, Tree]:
    """Return the piece, the path in it, and the values of both sides; as far inside as the student's value goes."""
    piece, *keys = [name] if name in run.reference.values else name.split(".")
    path, got, want = piece, run.evidence.values[piece], run.reference.values[piece]
    for key in keys:
        inner = want[key]
        if not isinstance(got, dict) or key not in got:
            break
        path, got, want = f"{path}[{key!r}]", got[key], inner
    return piece, path, got, want


def _as_numbers(tree: Tree) -> Tree:
    """Return a tree in which every number is a float, also one in an array without dimensions."""
    match tree:
        case bool():
            return tree
        case int():
            return float(tree)
        case Array(values=np.ndarray() as values) if values.ndim == 0 and values.dtype.kind in "fiu":
            return float(values)
        case list():
            return [_as_numbers(item) for item in tree]
        case dict():
            return {key: _as_numbers(item) for key, item in tree.items()}
    return tree


def _explanation(run: Run, name: str, found: Difference, got: Tree, want: Tree) -> list[tuple[str, str]]:
    """Return the lines for a student: what came back, what was expected, and where the two first differ.

    got, want: the values that were compared, from the piece of this name.
    """
    one, other, place = _side_by_side(found, got, want)
    inside = found.path.removeprefix(name)
    if run.probe.returned == {name}:  # the student sees this name nowhere else
        place = place.removeprefix(name)
        found = dataclasses.replace(found, path=inside or ("" if found.at else "the result"))
    elif not name.isidentifier() and (inside or found.at):  # some words, and then an index
        found = dataclasses.replace(found, path=f"{name} at {inside}")
    label = "returned" if name in run.probe.returned else "found"
    shown = f"{place}: {one}" if place else one
    notes = [("note", note)] if (note := _note(name, got, want, found)) else []
    return [(label, shown), ("expected", other), *notes, ("differs", explain(found))]


def _note(name: str, got: Tree, want: Tree, found: Difference) -> str:
    """Return a sentence on a common reason for such a difference; empty if there is none."""
    if got is None:
        if isinstance(want, str) and want.endswith("Error"):  # from `error_of`
            return NOTHING_RAISED
        return FORGOTTEN_RETURN if "." not in name else ""  # x.grad is None for other reasons
    if isinstance(got, Array) and got.requires_grad and not (isinstance(want, Array) and want.requires_grad):
        return "it is still attached to the graph"
    if isinstance(found.got, Opaque) and isinstance(found.want, Array):
        if found.got.type in UNCALLED:
            return "this is a function, and not what it returns: its ( ) are missing"
        if found.got.type.startswith("torch.nn.modules."):
            return "this is a layer, and not its output: call it with a tensor"
    return ""


def assert_at_least(value: float, threshold: float, what: str) -> None:
    """Assert `value >= threshold`; NaN never is. `what` names the quantity, such as "accuracy on 50 test flowers".

    A student whose check passes reads the value.
    """
    if not value >= threshold:
        raise Mismatch(
            [("returned", f"{what}: {text.number(value)}"), ("expected", f"at least {text.number(threshold)}")]
        )
    _keep_measured(f"{what}: {text.number(value)} (at least {text.number(threshold)})")


def assert_at_most(value: float, threshold: float, what: str) -> None:
    """Assert `value <= threshold`; NaN never is. `what` names the quantity. A student whose check passes reads the value."""
    if not value <= threshold:
        raise Mismatch(
            [("returned", f"{what}: {text.number(value)}"), ("expected", f"at most {text.number(threshold)}")]
        )
    _keep_measured(f"{what}: {text.number(value)} (at most {text.number(threshold)})")


@contextlib.contextmanager
def measuring() -> Iterator[list[tuple[str, str]]]:
    """Collect the lines on values that have reached their threshold. The judge uses it."""
    lines: list[tuple[str, str]] = []
    token = _measured.set(lines)
    try:
        yield lines
    finally:
        _measured.reset(token)


def _keep_measured(words: str) -> None:
    lines = _measured.get()
    if lines is not None:
        lines.append((MEASURED, words))


def _side_by_side(found: Difference, got: Tree, want: Tree) -> tuple[str, str, str]:
    """Return what came back and what was expected, in lines of at most PAIR_WIDTH where arrays allow it, and its place.

    Of what is nested, the part that differs; of arrays, the same window of both, with the first difference marked.
    """
    if found.at:
        arrays, place, at = [found.got.values, found.want.values], found.path, found.at
        heads = [_head(found.got), _head(found.want)]
    elif (
        isinstance(want, list)
        and (index := re.search(r"\[(\d+)\]$", found.path))
        and _series(got) is not None
        and _series(want) is not None
    ):
        arrays, place, at = [_series(got), _series(want)], found.path[: index.start()], (int(index[1]),)
        heads = [f"{len(values)} numbers" for values in arrays]
    else:
        return show(found.got, PAIR_WIDTH), show(found.want, PAIR_WIDTH), found.path
    one, other = drawing.excerpt(*arrays, at=at, width=PAIR_WIDTH)
    separator = "\n" if arrays[0].size > 1 else " "
    return f"{heads[0]}:{separator}{one}", f"{heads[1]}:{separator}{other}", place


def curves(run: Run) -> list[tuple[str, str]]:
    """Return, for each loss history among the evidence, a line that draws it beside the expected one."""
    lines = []
    for name, expected in run.reference.values.items():
        if "loss" not in name:
            continue
        got, want = _series(run.evidence.values.get(name)), _series(expected)
        if got is None or want is None or got.size > LONGEST_CURVE:
            continue
        if min(got.size, want.size) >= SHORTEST_CURVE:
            bars = drawing.sparklines(got.tolist(), want.tolist())
            ends = [f"{text.number(s[0])} → {text.number(s[-1])}" for s in (got, want)]
            wide = max(map(len, bars))
            rows = zip(("yours", "expected"), bars, ends, strict=True)
            lines.append((name[:9], "\n".join(f"{who:<8}  {bar:<{wide}}  {end}" for who, bar, end in rows)))
    return lines


def _series(value: Tree) -> np.ndarray | None:
    """Return a list of numbers, or an array of one dimension, as an array of numbers; None if it is neither."""
    if isinstance(value, Array):
        values = value.values
        return values if values is not None and values.ndim == 1 and values.dtype.kind in "fiu" else None
    if isinstance(value, list) and value and all(isinstance(v, float) or type(v) is int for v in value):
        with contextlib.suppress(OverflowError):  # an int can be longer than any float
            return np.array(value, dtype=float)
    return None


def show(value: Tree, width: int = 60) -> str:
    """Return a value of evidence as a student would recognise it, in a few lines of about `width` characters."""
    match value:
        case Array(values=None):
            return f"{value.kind} of shape {value.shape}, {value.dtype}"
        case Array():
            assert value.values is not None
            (body,) = drawing.excerpt(value.values, width=width)
            if value.values.ndim == 0:
                return f"{value.kind} {body} ({value.dtype}, no dimensions)"
            separator = "\n" if "\n" in body or len(body) > width // 2 else " "
            return f"{_head(value)}:{separator}{body}"
        case Opaque():
            return f"{value.type}: {text.one_line(ADDRESS.sub('', value.text))}"
        case float():
            digits = text.number(value)
            return (
                digits if re.search("[.en]", digits) else f"{digits}.0"
            )  # as Python prints it: e is for 1e+20, n for inf
        case list():
            shown = [show(item) for item in value[:8]]
            return f"[{', '.join(shown)}{f', … ({len(value)} items)' if len(value) > 8 else ''}]"
        case dict():
            shown = [f"{text.one_line(name)!r}: {show(item)}" for name, item in list(value.items())[:8]]
            return "{" + ", ".join(shown) + ("}" if len(value) <= 8 else f", … ({len(value)} items)" + "}")
        case str():
            return repr(text.one_line(value))
    return repr(value)


def _head(value: Any) -> str:
    """Return an array's kind, shape and dtype in words."""
    unit = " value" if value.shape == (1,) else " values"
    shape = "×".join(map(str, value.shape)) + (unit if len(value.shape) == 1 else "")
    return f"{value.kind} of {shape}, {value.dtype}"


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
            plain = got.shape and want.shape
            shapes = (f"shape {got.shape}", str(want.shape)) if plain else (_kind(got), _kind(want))
            return f"{place}: {' instead of '.join(shapes)}"
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


def _kind(value: Tree) -> str:
    match value:
        case Array():
            article = "a" if value.kind == "tensor" else "an"
            return f"{article} {value.kind} {f'of shape {value.shape}' if value.shape else 'with a single number'}"
        case Opaque():
            return f"{'an' if value.type[:1].lower() in 'aeiou' else 'a'} {value.type}"
        case None:
            return "None"
    names = {
        "str": "a string",
        "int": "an int",
        "list": "a list or tuple",
        "dict": "a dict",
        "float": "a float",
        "bool": "a bool",
    }
    return names.get(type(value).__name__, type(value).__name__)


def _instead(got: Any, want: Any) -> str:
    """Return `got instead of want`, floats with as many digits as it takes to tell them apart."""
    one, other = (value.item() if hasattr(value, "dtype") else value for value in (got, want))
    if isinstance(one, float) and isinstance(other, float):
        digits = next((n for n in (6, 9, 12) if format(one, f".{n}g") != format(other, f".{n}g")), 17)
        return f"{one:.{digits}g} instead of {other:.{digits}g}"
    return f"{show(one)} instead of {show(other)}"
