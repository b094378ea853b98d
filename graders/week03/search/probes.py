"""Inputs and calls for grid, log_uniform and best. The evidence of the draws is rounded so much that every right draw
gives the same.
"""

import math
import random

import numpy as np
import torch

from dlcourse.graders.authoring import error_of, probe


def two_names(rng):
    return {"space": {"lr": numbers(rng, 3), "momentum": numbers(rng, 2)}}


def one_name(rng):
    return {"space": {"lr": numbers(rng, 3)}}


def four_names(rng):
    """Some values are lists, which cannot be keys or in a set, and one is None."""
    names = {"optimizer": ["sgd", "adam", "adamw"], "hidden": [[4], [8, 8], [16, 8, 4]], "patience": [None, 5]}
    return {"space": {"lr": numbers(rng, 2), **names}}


def numbers(rng, count):
    return [value / 100 for value in rng.choice(range(1, 100), count, replace=False).tolist()]


def exponents(rng):
    lo = round(rng.uniform(4.6, 4.9), 1)
    return {"lo_exp": lo, "hi_exp": lo + 2, "seed": int(rng.integers(1000))}


def scores(rng):
    """For "max" and for "min", the best trial is neither first nor last, and its lr is neither the highest nor the
    lowest.
    """
    values = (rng.choice(range(10, 90), 5, replace=False) / 100).tolist()
    values = sorted(values)
    values = [values[i] for i in (2, 4, 1, 0, 3)]
    trials = zip(sorted(numbers(rng, 5)), values, strict=True)
    return {"trials": [{"lr": lr, "score": score, "epochs": 10} for lr, score in trials]}


def unusual(rng):
    """The highest score in `below` and the lowest score in `from_zero` are 0."""
    trials = scores(rng)["trials"]
    found = [trial["score"] for trial in trials]
    return {
        "below": [{**trial, "score": trial["score"] - max(found)} for trial in trials],
        "above": [{**trial, "score": trial["score"] + 500} for trial in trials],
        "from_zero": [{**trial, "score": trial["score"] - min(found)} for trial in trials],
    }


def scores_with_nan(rng):
    first, second, *others = scores(rng)["trials"]
    return {"trials": [{**first, "score": math.nan}, second, *others[:1], {**first, "score": math.nan}, *others[1:]]}


def in_order(combinations):
    return sorted(combinations, key=lambda combination: repr(sorted(combination.items())))


@probe(inputs=two_names)
def two_by_three(student, space):
    return {"combinations, sorted": in_order(student.grid(space))}


@probe(inputs=one_name)
def single_name(student, space):
    combinations = student.grid(space)
    return {"combinations, sorted": in_order(combinations), "is a list": isinstance(combinations, list | tuple)}


@probe(inputs=four_names)
def many_names(student, space):
    return {"combinations, sorted": in_order(student.grid(space))}


@probe(inputs=two_names)
def changed_combination(student, space):
    """after the call, the first dict of the result gets the name "epochs" too"""
    combinations = student.grid(space)
    combinations[0]["epochs"] = 10
    return {"dicts with epochs": sum("epochs" in combination for combination in combinations), "space": space}


@probe(inputs=exponents)
def spread(student, lo_exp, hi_exp, seed):
    """the exponents are −log10 of the values; the results are rounded"""
    values = student.log_uniform(lo_exp, hi_exp, n=4000, seed=seed)
    drawn = [-math.log10(value) for value in values if value > 0] or [0.0]
    return {
        "number of values": len(values),
        "values of 0": sum(bool(value == 0) for value in values),
        "values below 0": sum(bool(value < 0) for value in values),
        "smallest exponent": round(min(drawn), 1) + 0.0,
        "largest exponent": round(max(drawn), 1) + 0.0,
        "share in the lower half of the exponents": round(
            sum(e < (lo_exp + hi_exp) / 2 for e in drawn) / len(drawn), 1
        ),
        "share in the lowest three tenths": round(
            sum(e < lo_exp + 0.3 * (hi_exp - lo_exp) for e in drawn) / len(drawn), 1
        ),
        "most values are different": len(set(values)) > 2000,
    }


@probe(inputs=exponents)
def seeds(student, lo_exp, hi_exp, seed):
    """two calls with one seed, and one with the next seed; then two calls with the seed 0"""
    one = student.log_uniform(lo_exp, hi_exp, 3, seed)
    same = student.log_uniform(lo_exp, hi_exp, 3, seed)
    other = student.log_uniform(lo_exp, hi_exp, 3, seed + 1)
    zero, again = (student.log_uniform(lo_exp, hi_exp, 3, 0) for _ in range(2))
    return {
        "equal seeds, equal values": list(one) == list(same),
        "other seed, equal values": list(one) == list(other),
        "seed 0 twice, equal values": list(zero) == list(again),
    }


@probe(inputs=exponents)
def floats(student, lo_exp, hi_exp, seed):
    values = student.log_uniform(lo_exp, hi_exp, n=2, seed=seed)
    return {
        "is a list": isinstance(values, list | tuple),
        "its values are floats": all(isinstance(value, float) for value in values),
    }


@probe(inputs=exponents)
def generators(student, lo_exp, hi_exp, seed):
    """the states of the generators before and after the call"""

    def states():
        return [random.getstate()[1], np.random.get_state()[1].tolist(), torch.get_rng_state().tolist()]

    before = states()
    student.log_uniform(lo_exp, hi_exp, 3, seed)
    names = ("random", "numpy.random", "torch")
    return {f"{name} is as before": old == new for name, old, new in zip(names, before, states(), strict=True)}


@probe(inputs=scores)
def highest(student, trials):
    return {"trial": student.best(trials, "max")}


@probe(inputs=scores)
def lowest(student, trials):
    return {"trial": student.best(trials, mode="min")}


@probe(inputs=scores)
def trials_afterwards(student, trials):
    student.best(trials, "max")
    student.best(trials, "min")
    return {"trials": trials}


@probe(inputs=unusual)
def unusual_scores(student, below, above, from_zero):
    """no score is above 0 and the highest is the best; then the lowest is the best, and all scores are far above 1, or
    start at 0
    """
    return {
        "highest": student.best(below, "max"),
        "lowest": student.best(above, "min"),
        "lowest from 0 on": student.best(from_zero, "min"),
    }


@probe()
def infinite_scores(student):
    """a single trial whose loss is infinite, and a single trial whose score is minus infinity"""
    lost, worst = [{"lr": 10.0, "score": math.inf}], [{"lr": 10.0, "score": -math.inf}]
    return {"lowest": student.best(lost, "min"), "highest": student.best(worst, "max")}


@probe(inputs=scores_with_nan)
def not_a_number(student, trials):
    highest, lowest = student.best(trials, "max"), student.best(trials, "min")
    return {"highest": highest, "lowest": lowest, "number of trials afterwards": len(trials)}


@probe(inputs=scores)
def refusals(student, trials):
    """an empty list, and the unknown mode "median" in a second call"""
    return {
        "raised for an empty list": error_of(student.best, [], "max"),
        "raised for another mode": error_of(student.best, trials, "median"),
    }
