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


def ranges(rng):
    lo = rng.choice([4.6, 4.7, 4.8, 4.9], 6).tolist()
    return {"lo_exp": lo, "hi_exp": [round(low + 2, 1) for low in lo], "seed": int(rng.integers(1000))}


def many_seeds(rng):
    """Ten seeds; five of them, or more, are there more than once, and 0 is."""
    different = rng.choice(range(10, 1000), 4, replace=False)
    return exponents(rng) | {"seeds": rng.permutation([*different, 0, 0, *rng.choice(different, 4)]).tolist()}


def program_seeds(rng):
    return exponents(rng) | {"torch_seed": int(rng.integers(1000)), "other_seed": int(rng.integers(1000))}


def scores(rng):
    """Five trials. For "max" and for "min", the best trial is neither first nor last, and its lr is neither the highest
    nor the lowest.
    """
    low, second, middle, fourth, high = sorted((rng.choice(range(10, 90), 5, replace=False) / 100).tolist())
    values = [second, *rng.permutation([low, high, middle]).tolist(), fourth]
    trials = zip(sorted(numbers(rng, 5)), values, strict=True)
    return [{"lr": lr, "score": score, "epochs": 10} for lr, score in trials]


def six_searches(rng):
    return {"searches": [scores(rng) for _ in range(6)]}


def trials_alone(rng):
    return {"trials": scores(rng)}


def unusual(rng):
    """The highest score in `below` and the lowest score in `from_zero` are 0."""
    made = {"below": [], "above": [], "from_zero": []}
    for trials in six_searches(rng)["searches"]:
        found = [trial["score"] for trial in trials]
        made["below"].append([{**trial, "score": round(trial["score"] - max(found), 2)} for trial in trials])
        made["above"].append([{**trial, "score": trial["score"] + 500} for trial in trials])
        made["from_zero"].append([{**trial, "score": round(trial["score"] - min(found), 2)} for trial in trials])
    return made


def scores_with_nan(rng):
    """In each search, the first trial and one other have no score."""
    searches = six_searches(rng)["searches"]
    for trials in searches:
        trials.insert(int(rng.integers(2, 5)), {**trials[0], "score": math.nan})
        trials[0]["score"] = math.nan
    return {"searches": searches}


def valid_or_not(rng):
    """Four valid calls, two with an empty list and two with an unknown mode."""
    unknown = rng.choice(["median", "Max", "minimum", "highest", "MIN", "loss"], 2, replace=False).tolist()
    cases = [[scores(rng), mode] for mode in ("max", "min", "max", "min", *unknown)] + [[[], "max"], [[], "min"]]
    return {"cases": [cases[i] for i in rng.permutation(8)]}


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


@probe(inputs=ranges)
def spread(student, lo_exp, hi_exp, seed):
    """a call for each of the six ranges; the exponents are −log10 of the values; the results are rounded"""
    found = {}

    def add(name, value):
        found.setdefault(name, []).append(value)

    for i in range(len(lo_exp)):
        values = student.log_uniform(lo_exp[i], hi_exp[i], n=4000, seed=seed)
        border = lo_exp[i] + 0.3 * (hi_exp[i] - lo_exp[i])
        drawn = [-math.log10(value) for value in values if value > 0] or [0.0]
        add("numbers of values", len(values))
        add("values of 0", sum(bool(value == 0) for value in values))
        add("values below 0", sum(bool(value < 0) for value in values))
        add("smallest exponents", round(min(drawn), 1) + 0.0)
        add("largest exponents", round(max(drawn), 1) + 0.0)
        add("means of the exponents", round(sum(drawn) / len(drawn), 1) + 0.0)
        add("shares in the lowest three tenths", round(sum(e < border for e in drawn) / len(drawn), 1))
        add("most values are different", len(set(values)) > 2000)
    return found


@probe(inputs=many_seeds)
def seeds(student, lo_exp, hi_exp, seeds):
    """a call for each of ten seeds; some of the seeds are equal"""
    results = [list(student.log_uniform(lo_exp, hi_exp, 3, seed)) for seed in seeds]
    firsts = [results.index(values) for values in results]
    return {
        f"call {i + 1}, seed {seeds[i]}": "other values" if first == i else f"the values of call {first + 1}"
        for i, first in enumerate(firsts)
    }


@probe(inputs=exponents)
def floats(student, lo_exp, hi_exp, seed):
    values = student.log_uniform(lo_exp, hi_exp, n=2, seed=seed)
    return {
        "is a list": isinstance(values, list | tuple),
        "its values are floats": all(isinstance(value, float) for value in values),
    }


@probe(inputs=program_seeds)
def generators(student, lo_exp, hi_exp, seed, torch_seed, other_seed):
    """before the call: torch.manual_seed(torch_seed), np.random.seed(other_seed), random.seed(other_seed); after it, the
    next random numbers of each
    """
    torch.manual_seed(torch_seed)
    np.random.seed(other_seed)
    random.seed(other_seed)
    student.log_uniform(lo_exp, hi_exp, 3, seed)
    return {
        "torch.rand(3)": torch.rand(3),
        "np.random.rand(3)": np.random.rand(3).tolist(),
        "random.random()": random.random(),
    }


def which(trials, found):
    """Return which of the trials it is, in words; what was found, if it is none of them."""
    return f"trial {trials.index(found) + 1}" if found in trials else found


def of(trials):
    return f"scores {[trial['score'] for trial in trials]}"


@probe(inputs=six_searches)
def highest(student, searches):
    """six searches with five trials each: trial 1 to trial 5"""
    return {of(trials): which(trials, student.best(list(trials), "max")) for trials in searches}


@probe(inputs=six_searches)
def lowest(student, searches):
    """six searches with five trials each: trial 1 to trial 5"""
    return {of(trials): which(trials, student.best(list(trials), mode="min")) for trials in searches}


@probe(inputs=trials_alone)
def trials_afterwards(student, trials):
    student.best(trials, "max")
    student.best(trials, "min")
    return {"trials": trials}


@probe(inputs=unusual)
def unusual_scores(student, below, above, from_zero):
    """six searches each, of trial 1 to trial 5; no score is above 0 and the highest is the best; then the lowest is the
    best, and all scores are far above 1, or start at 0
    """
    highest = {f"highest of {of(trials)}": which(trials, student.best(list(trials), "max")) for trials in below}
    lowest = {
        f"lowest of {of(trials)}": which(trials, student.best(list(trials), "min")) for trials in [*above, *from_zero]
    }
    return highest | lowest


@probe()
def infinite_scores(student):
    """a single trial whose loss is infinite, and a single trial whose score is minus infinity"""
    lost, worst = [{"lr": 10.0, "score": math.inf}], [{"lr": 10.0, "score": -math.inf}]
    return {"lowest": student.best(lost, "min"), "highest": student.best(worst, "max")}


@probe(inputs=scores_with_nan)
def not_a_number(student, searches):
    """six searches, of trial 1 to trial 6; two of the scores are NaN"""
    found = {}
    for trials in searches:
        given = list(trials)
        found[f"highest of {of(trials)}"] = which(trials, student.best(given, "max"))
        found[f"lowest of {of(trials)}"] = which(trials, student.best(given, "min"))
        found[f"number of trials afterwards, {of(trials)}"] = len(given)
    return found


@probe(inputs=valid_or_not)
def refusals(student, cases):
    """eight calls: the error, or the best trial; two of them with an empty list, and two with an unknown mode"""
    found = {}
    for i, (trials, mode) in enumerate(cases):
        error = error_of(student.best, list(trials), mode)
        found[f"call {i + 1}, {mode!r}, {of(trials)}"] = error or which(trials, student.best(list(trials), mode))
    return found
