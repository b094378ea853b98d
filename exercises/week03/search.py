"""Searching hyperparameters: which values to try, and which of them to keep.

A grid tries every combination of a few values for each hyperparameter. A random search draws values from a range, and
often finds better values with the same number of trials. For a learning rate, draw the exponent, so that 0.001 to 0.01
gets as many draws as 0.01 to 0.1:

    lr = 10^(−U),   U uniform between lo_exp and hi_exp
"""

import itertools
import math
from typing import Any

import numpy as np


def grid(space: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """Return every combination of the values in a space of hyperparameters.

    space: for each name, the values to try. It is not changed.
    Returns a list with a dict for each combination, in any order. Each dict has all names, each with one of its values.
    No two of the dicts are the same object. itertools.product is allowed.

    >>> grid({"lr": [0.1], "momentum": [0.0, 0.9]})
    [{'lr': 0.1, 'momentum': 0.0}, {'lr': 0.1, 'momentum': 0.9}]
    """
    # TODO: your code here
    raise NotImplementedError("grid")


def log_uniform(lo_exp: float, hi_exp: float, n: int, seed: int) -> list[float]:
    """Return n random values between 10 ** -hi_exp and 10 ** -lo_exp, uniform in the exponent.

    lo_exp, hi_exp: the bounds of the exponent without its sign, 0 <= lo_exp < hi_exp: 1 and 4 give values from 0.0001 to
        0.1. They need not be whole numbers, and the exponents that you draw need not be whole numbers.
    n: how many values.
    seed: a whole number, also 0. Equal arguments give equal values, another seed gives other values. The global
        generators of Python, NumPy and torch do not change.
    Returns a list of floats, not an array and not tensors; NumPy's float64 is a float too.

    >>> values = log_uniform(2, 3, n=5, seed=0)
    >>> len(values), all(0.001 <= value <= 0.01 for value in values)
    (5, True)
    """
    # TODO: your code here
    raise NotImplementedError("log_uniform")


def best(trials: list[dict[str, Any]], mode: str) -> dict[str, Any]:
    """Return the trial with the best score.

    trials: dicts, each with a "score", a float, and other names. The list and its dicts are not changed. A score that is
        NaN never wins against a number.
    mode: "max" if the highest score is the best (accuracy), "min" if the lowest one is (loss).
    Returns the best trial, the whole dict. If several have the best score, return any of them.
    Raises ValueError for an empty list, and for any other mode.

    >>> best([{"lr": 0.1, "score": 0.7}, {"lr": 0.01, "score": 0.9}], "max")
    {'lr': 0.01, 'score': 0.9}
    """
    # TODO: your code here
    raise NotImplementedError("best")
