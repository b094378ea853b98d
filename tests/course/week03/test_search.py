"""The reference against scikit-learn's grid, and the statistics of its draws against what they must be."""

from __future__ import annotations

import math
import statistics

import pytest
from sklearn.model_selection import ParameterGrid


@pytest.mark.parametrize(
    "space",
    [{"lr": [0.1]}, {"lr": [0.1, 0.01], "momentum": [0.0, 0.9]}, {"a": [1, 2, 3], "b": ["x", "y"], "c": [None, True]}],
)
def test_grid(solution, space):
    combinations = solution.grid(space)
    assert len(combinations) == len(ParameterGrid(space))
    assert all(combination in combinations for combination in ParameterGrid(space))


def test_log_uniform(solution):
    values = solution.log_uniform(2, 6, n=2000, seed=1)
    exponents = [-math.log10(value) for value in values]
    assert 2 <= min(exponents) < 2.1
    assert 5.9 < max(exponents) <= 6
    assert statistics.mean(exponents) == pytest.approx(4, abs=0.1)


def test_best(solution):
    trials = [{"score": math.nan}, {"score": -3.0}, {"score": -1.0}, {"score": -2.0}]
    assert solution.best(trials, "max") == {"score": -1.0}
    assert solution.best(trials, "min") == {"score": -3.0}
