"""Text from student code, made harmless, and numbers, made readable."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from dlcourse.graders.engine.drawing import BARS, OFF_SCALE, excerpt, sparklines
from dlcourse.graders.engine.text import clean, number, one_line, points


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain text, with\ttabs\nand lines", "plain text, with\ttabs\nand lines"),
        ("é 日本語 🙂 ∂L/∂w", "é 日本語 🙂 ∂L/∂w"),
        ("\x1b[2J\x1b]0;title\x07", "\\x1b[2J\\x1b]0;title\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("over\rwritten", "over\\rwritten"),
        ("back\x08space", "back\\x08space"),
        ("nul\x00", "nul\\x00"),
        ("delete\x7f", "delete\\x7f"),
        ("\u202edesrever", "\\u202edesrever"),
        ("\u2066isolate\u2069", "\\u2066isolate\\u2069"),
        ("zero\u200bwidth\u200djoiner", "zero\\u200bwidth\\u200djoiner"),
        ("\ufeffmark", "\\ufeffmark"),
        ("line\u2028paragraph\u2029", "line\\u2028paragraph\\u2029"),
        ("lone \ud800 surrogate", "lone \\ud800 surrogate"),
        ("private \ue000 and unassigned \U000e0fff", "private \\ue000 and unassigned \\U000e0fff"),
        ("tag \U000e0041", "tag \\U000e0041"),
    ],
    ids=ascii,
)
def test_what_a_terminal_would_act_on_becomes_visible(text: str, safe: str) -> None:
    """Escape sequences, direction marks, invisible characters and lone surrogates are shown as escapes."""
    assert clean(text) == safe
    safe.encode("utf-8")


@given(st.text(st.characters(), max_size=50), st.integers(0, 60))
def test_cleaned_text_is_harmless_and_stays_so(text: str, limit: int) -> None:
    """Whatever goes in, nothing but printable characters, tabs and newlines comes out; a second time changes nothing."""
    safe = clean(text, limit)
    assert all(c in "\n\t" or unicodedata.category(c)[0] not in "C" or c == "…" for c in safe)
    assert clean(safe, 10**6) == safe
    assert safe == clean(text[:limit], limit) or f"({len(text)} characters)" in safe
    safe.encode("utf-8")


def test_long_text_is_cut_and_says_so() -> None:
    """The reader learns how long it was."""
    assert clean("x" * 100, 10) == "x" * 10 + "… (100 characters)"
    assert clean("x" * 10, 10) == "x" * 10


def test_one_line_is_one_line() -> None:
    """Newlines and runs of spaces become single spaces."""
    assert one_line(" a\n\n  b\t\tc\r\nd ") == "a b c d"
    assert one_line("a\x1bb", 2) == "a\\x1b… (3 characters)"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "1e-07"),
        (123456.789, "123457"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
    ],
)
def test_numbers_have_no_noise(value: float, text: str) -> None:
    """Six significant digits are enough to read."""
    assert number(value) == text


@pytest.mark.parametrize(("value", "text"), [(2.0, "2"), (0.5, "0.5"), (1 / 3, "0.3333"), (100.0, "100"), (0.0, "0")])
def test_points_have_no_needless_zero(value: float, text: str) -> None:
    """Whole points are whole."""
    assert points(value) == text


@pytest.mark.parametrize(
    "values",
    [
        np.zeros((0, 3)),
        np.array(5),
        np.full((4, 4, 4, 4), np.nan),
        np.arange(10**6),
        np.array([True]),
        np.float16([6e4, -6e4]),
    ],
    ids=lambda value: str(value.shape),
)
def test_arrays_take_a_few_lines(values: np.ndarray) -> None:
    """However large, with however odd values, an array is short, and the user's own print options do not matter."""
    with np.printoptions(threshold=10**9, linewidth=1, precision=17, floatmode="fixed"):
        text = excerpt(values)
    assert text == excerpt(values)
    (text,) = text
    assert len(text) < 5000


def test_the_users_print_options_stay() -> None:
    """Showing an array changes nothing for anybody else."""
    before = np.get_printoptions()
    excerpt(np.arange(100))
    assert np.get_printoptions() == before


FLOATS = st.floats(width=32) | st.sampled_from([0.0, 1.0, -1.0, 0.5, 1e-3, 123.456, float("nan"), float("inf")])
DTYPES: tuple[tuple[str, st.SearchStrategy[object]], ...] = (
    ("float64", FLOATS),
    ("float32", FLOATS),
    ("float16", st.floats(width=16)),
    ("int64", st.integers(-(2**63), 2**63 - 1)),
    ("bool", st.booleans()),
)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, tuple[int, ...] | None]:
    """Two arrays of one shape and dtype, of up to four dimensions, and a place in them where there is one."""
    dtype, elements = draw(st.sampled_from(DTYPES))
    shape = draw(npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=9))
    one, other = (draw(npst.arrays(dtype, shape, elements=elements)) for _ in range(2))
    places = st.tuples(*(st.integers(0, size - 1) for size in shape)) if shape and one.size else st.none()
    return one, other, draw(places | st.none())


@given(pairs(), st.integers(1, 80), st.integers(1, 6))
def test_an_excerpt_fits_into_its_window(
    pair: tuple[np.ndarray, np.ndarray, tuple[int, ...] | None], width: int, rows: int
) -> None:
    """A line with more than one value is never wider than asked for, and there are never more rows of values."""
    one, other, at = pair
    for text in excerpt(one, other, at=at, width=width, rows=rows):
        lines = [line for line in text.splitlines() if not line.startswith("at ")]
        values = [line for line in lines if line.strip(" …^")]
        assert len(values) <= max(rows, 1)
        for line in values:
            assert len(line) <= width or len([v for v in line.strip(" [],…").split(", ") if v != "…"]) <= 1


@given(pairs(), st.integers(1, 80))
def test_the_mark_is_under_the_value(pair: tuple[np.ndarray, np.ndarray, tuple[int, ...] | None], width: int) -> None:
    """On both sides the carets stand under the value at the place, and both show the same window."""
    one, other, at = pair
    if at is None or one.size < 2:
        return
    shown = [text.splitlines() for text in excerpt(one, other, at=at, width=width)]
    assert len(shown[0]) == len(shown[1])
    marked = []
    for lines, values in zip(shown, (one, other), strict=True):
        (row,) = (number for number, line in enumerate(lines) if line and not line.strip("^ ") and "^" in line)
        start, end = lines[row].index("^"), len(lines[row])
        value, above = values[at], lines[row - 1]
        text = above[start:end]
        assert above[start - 1] in " ["
        assert above[end] in ",]"
        if values.dtype.kind == "f" and np.isfinite(value):
            assert float(text) == pytest.approx(float(value), rel=1e-3, abs=5.1e-4)
        else:
            assert text == (str(float(value)) if values.dtype.kind == "f" else str(value))
        marked.append(text)
    if one.dtype.kind == "f" and not np.isclose(one[at], other[at], rtol=1e-6, atol=0, equal_nan=True):
        assert marked[0] != marked[1]


@pytest.mark.parametrize(
    ("values", "at", "width", "text"),
    [
        (np.zeros((0, 3)), None, 60, "[]"),
        (np.array(2.5), None, 60, "2.5"),
        (np.array(True), None, 60, "True"),
        (np.array([True, False]), (1,), 60, "[ True, False]\n        ^^^^^"),
        (np.arange(100), (50,), 20, "[…, 49, 50, 51, …]\n        ^^"),
        (np.arange(100), None, 20, "[0, 1, 2, 3, 4, …]"),
        (np.arange(100), (99,), 20, "[…, 96, 97, 98, 99]\n                ^^"),
        (np.array([0.5, np.nan, -np.inf]), (1,), 60, "[0.500,   nan,  -inf]\n          ^^^"),
        (np.arange(12).reshape(2, 2, 3), (1, 0, 2), 60, "at [1]:\n[[ 6,  7,  8],\n           ^\n [ 9, 10, 11]]"),
        (np.arange(20).reshape(10, 2), (9, 0), 60, " …\n [12, 13],\n [14, 15],\n [16, 17],\n [18, 19]]\n  ^^"),
    ],
    ids=lambda value: str(getattr(value, "shape", "")),
)  # fmt: skip
def test_excerpts(values: np.ndarray, at: tuple[int, ...] | None, width: int, text: str) -> None:
    """What is left out is marked by dots, and each bracket closes only at the end of its dimension."""
    (shown,) = excerpt(values, at=at, width=width)
    assert shown == text


def test_values_that_differ_look_different() -> None:
    """Where three decimals would show the same number twice, the marked values have more, whatever else differs."""
    one, other = excerpt(np.array([0.50001, 0.25]), np.array([0.50002, 0.75]), at=(0,))
    assert one.splitlines()[0] == "[0.50001,    0.25]"
    assert other.splitlines()[0] == "[0.50002,    0.75]"


NAN, INF = float("nan"), float("inf")
SERIES = st.lists(st.floats(), max_size=60)


@given(SERIES, SERIES, st.integers(1, 30))
def test_sparklines_are_bars_on_one_scale(got: list[float], want: list[float], width: int) -> None:
    """Each series has a bar for each value up to the width; nan is a cross, and of what is expected no number is off."""
    lines = sparklines(got, want, width)
    assert [len(line) for line in lines] == [min(len(values), width) for values in (got, want)]
    assert set("".join(lines)) <= {*BARS, *OFF_SCALE}
    for line, values in zip(lines, (got, want), strict=True):
        if len(values) <= width:
            assert [bar == "×" for bar in line] == [np.isnan(value) for value in values]
    if all(map(np.isfinite, want)):
        assert set(lines[1]) <= set(BARS)


@pytest.mark.parametrize(
    ("got", "want", "lines"),
    [
        ([], [], ("", "")),
        ([1.0], [], ("▁", "")),
        ([2.0, 2.0, 2.0], [2.0], ("▁▁▁", "▁")),
        ([0.0, 7.0], [3.5, NAN], ("▁█", "▅×")),
        ([0.0, 7.0], [3.5, 7.0], ("▁█", "▅█")),
        ([], [3, 2, 1, 0], ("", "█▆▃▁")),
        ([NAN] * 3, [NAN], ("×××", "×")),
        ([], [-1e308, 1e308], ("", "▁█")),
        ([], list(range(100)), ("", "▁▁▂▂▂▃▃▃▃▄▄▄▅▅▅▆▆▆▆▇▇▇██")),
        ([8.0, 1e3, 1e30, INF, NAN], [8.0, 4.0, 2.0, 1.0], ("█↑↑↑×", "█▄▂▁")),
        ([8.0, -1e3, -INF], [8.0, 4.0, 2.0, 1.0], ("█↓↓", "█▄▂▁")),
        ([8.0, 15.0], [8.0, 1.0], ("▅█", "▅▁")),
    ],
)
def test_sparklines(got: list[float], want: list[float], lines: tuple[str, str]) -> None:
    """The lowest is the smallest bar, the highest a full one, what is far off an arrow; a long series is thinned out."""
    assert sparklines(got, want) == lines
