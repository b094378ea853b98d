"""Text from student code, made harmless, and numbers, made readable."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse.graders.text import clean, excerpt, number, one_line, points


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
