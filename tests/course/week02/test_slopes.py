"""The reference against statistics.linear_regression, and against lines that were calculated by hand."""

from __future__ import annotations

import itertools
import statistics

import pytest


def test_slope(solution):
    """A regression through two points is the line through them."""
    points = [(x, y) for x in (-2, 0.5, 3, 7) for y in (-6, 0, 1.25, 9)]
    for p, q in itertools.permutations(points, 2):
        if p[0] != q[0]:
            fitted = statistics.linear_regression([p[0], q[0]], [p[1], q[1]])
            assert solution.slope(p, q) == pytest.approx(fitted.slope, abs=1e-12)


@pytest.mark.parametrize("q", [(3, 5), (3.0, -1), (3, 2)])
def test_vertical(solution, q):
    with pytest.raises(ValueError, match="vertical"):
        solution.slope((3, 2), q)


@pytest.mark.parametrize(
    ("p", "q", "m", "words"),
    [
        ((1, 2), (13, 8), 0.5, ("up", "gentle")),
        ((4, 15), (3, 21), -6, ("down", "steep")),
        ((0, 0), (7, 7), 1, ("up", "gentle")),
        ((7, 0), (0, 7), -1, ("down", "gentle")),
        ((2, 5), (4, 5), 0, ("flat", "gentle")),
        ((0, 0), (2, 5), 2.5, ("up", "steep")),
    ],
)
def test_by_hand(solution, p, q, m, words):
    assert solution.slope(p, q) == m
    assert solution.describe(m) == words
