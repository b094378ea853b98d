"""Arrays and series as text: an excerpt with the place of a difference marked, and curves made of bars."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dlcourse.graders.engine.lazy import np
from dlcourse.graders.engine.text import clean


def excerpt(*arrays: np.ndarray, at: tuple[int, ...] | None = None, width: int = 60, rows: int = 4) -> list[str]:
    """Return arrays of one shape as text, all cut to the same window: the one around `at`, which is marked by carets.

    A line has at most `width` characters if one value fits into that; there are `rows` rows, and `…` for the rest.
    Of more than two dimensions one slice is shown, after a line that says which.
    """
    shape = arrays[0].shape
    if arrays[0].size == 0:
        return ["[]"] * len(arrays)
    if not shape:
        return [_value(values[()]) for values in arrays]
    index = at or (0,) * len(shape)
    nested = len(shape) > 1
    tables = [values[index[:-2]] if nested else values[None, :] for values in arrays]
    row, column = (index[-2] if nested else 0), index[-1]
    top, bottom = _window(row, tables[0].shape[0], rows)
    widest = _window(column, tables[0].shape[1], width // 3)
    write = _writer(
        [table[top:bottom, slice(*widest)] for table in tables], [table[row, column] for table in tables] if at else []
    )
    left, right = _columns([table[top:bottom] for table in tables], column, write, width, nested=nested)
    window = _Window(top, bottom, left, right, tables[0].shape, nested)
    marked = (row, column) if at and arrays[0].size > 1 else None
    head = [f"at {list(index[:-2])}:"] if len(shape) > 2 else []
    return ["\n".join([*head, *window.lines(table, write, marked)]) for table in tables]


def _columns(
    tables: Sequence[np.ndarray], column: int, write: Callable[[Any], str], width: int, *, nested: bool
) -> tuple[int, int]:
    """Return the first and the last plus one of the columns around `column` that fit into `width` characters."""
    many = tables[0].shape[1]
    fitting = column, column + 1
    for wanted in range(2, min(many, width // 3) + 1):
        left, right = _window(column, many, wanted)
        widest = max(len(write(value)) for table in tables for value in table[:, left:right].flat)
        brackets = 3 * (left > 0) + 3 * (right < many) + (5 if nested else 2)
        if wanted * (widest + 2) - 2 + brackets > width:
            break
        fitting = left, right
    return fitting


@dataclass(frozen=True)
class _Window:
    """The part of a table that is shown. nested: whether it has rows, each in brackets of its own."""

    top: int
    bottom: int
    left: int
    right: int
    shape: tuple[int, ...]
    nested: bool

    def lines(self, table: np.ndarray, write: Callable[[Any], str], marked: tuple[int, int] | None) -> Iterator[str]:
        """Yield the lines of a table, with carets under the marked value (row, column)."""
        cells = [[write(value) for value in row] for row in table[self.top : self.bottom, self.left : self.right]]
        wide = max(len(cell) for row in cells for cell in row)
        if self.top:
            yield " …"
        for number, row in enumerate(cells, start=self.top):
            opening, closing = self._brackets(number)
            yield opening + ", ".join(cell.rjust(wide) for cell in row) + closing
            if marked and number == marked[0]:
                place = marked[1] - self.left
                before = len(opening) + place * (wide + 2) + wide - len(row[place])
                yield " " * before + "^" * len(row[place])
        if self.bottom < self.shape[0]:
            yield " …"

    def _brackets(self, row: int) -> tuple[str, str]:
        """Return what stands before and behind the values of a row."""
        opening = ("[[" if row == 0 else " [") if self.nested else "["
        closing = ("]]" if row == self.shape[0] - 1 else "],") if self.nested else "]"
        return opening + ("…, " if self.left else ""), (", …" if self.right < self.shape[1] else "") + closing


def _window(at: int, size: int, wanted: int) -> tuple[int, int]:
    """Return the first and the last plus one of `wanted` places around `at`, as far as there are so many."""
    first = max(0, min(at - wanted // 2, size - wanted))
    return first, min(size, first + wanted)


def _value(value: Any) -> str:
    return format(value, ".5g") if isinstance(value, float | np.floating) else clean(str(value), 20)


def _writer(windows: Sequence[np.ndarray], marked: Sequence[Any]) -> Callable[[Any], str]:
    """Return how to write each of these values: floats with as many decimals as tell the marked ones apart."""
    if windows[0].dtype.kind != "f":
        return _value
    values = np.concatenate([window.ravel().astype(float) for window in windows])
    largest = np.abs(values[np.isfinite(values)]).max(initial=0)
    simple = (values == np.floor(values)).all() or largest >= 1000 or 0 < largest < 0.1
    forms = (".4g", ".6g", ".9g") if simple else (".3f", ".4g", ".6g", ".9g")
    form = next((form for form in forms if len({format(v, form) for v in marked}) == len(marked)), forms[0])
    return lambda value: format(value, form)


BARS: Final = "▁▂▃▄▅▆▇█"
OFF_SCALE: Final = "↑↓×"  # above, below, no number
REACH: Final = 3  # how far beyond the expected values the scale goes, in times their range


def sparklines(got: Sequence[float], want: Sequence[float], width: int = 24) -> tuple[str, str]:
    """Return two series as lines of at most `width` bars, low to high, on one scale.

    It is the scale of `want`, and of `got` as far as that is not out of all proportion: else one loss that explodes
    would leave nothing of the curve that was to be.
    """
    numbers = [value for value in want if math.isfinite(value)]
    low, high = min(numbers, default=0.0), max(numbers, default=0.0)
    reach = (high - low) * REACH or math.inf
    numbers += [value for value in got if math.isfinite(value) and low - reach <= value <= high + reach]
    low, high = min(numbers, default=0.0), max(numbers, default=0.0)
    return _bars(got, low, high, width), _bars(want, low, high, width)


def _bars(values: Sequence[float], low: float, high: float, width: int) -> str:
    count = min(len(values), width)
    picked = [values[round(i * (len(values) - 1) / max(count - 1, 1))] for i in range(count)]
    return "".join(_bar(value, low, high) for value in picked)


def _bar(value: float, low: float, high: float) -> str:
    if math.isnan(value):
        return OFF_SCALE[2]
    if value > high:
        return OFF_SCALE[0]
    if value < low:
        return OFF_SCALE[1]
    share = (value / 2 - low / 2) / (high / 2 - low / 2) if high > low else 0.0  # halves: the range can be infinite
    return BARS[round(share * (len(BARS) - 1))]
