"""Right but unusual solutions."""

import math
import random

import numpy as np
import torch

from dlcourse.graders.authoring import variant


@variant(of="grid")
def grid_by_growing(space):
    """Adds one name after the other to all combinations so far; the last name varies slowest."""
    combinations = [{}]
    for name, values in space.items():
        combinations = [{name: value, **combination} for value in values for combination in combinations]
    return combinations


@variant(of="grid")
def grid_by_recursion(space):
    """The grid of all names except the first, for each value of the first."""
    if not space:
        return [{}]
    (name, values), *others = space.items()
    return [{name: value} | rest for value in values for rest in grid_by_recursion(dict(others))]


@variant(of="grid")
def grid_by_counting(space):
    """Counts through all combinations in reverse order, and returns a tuple."""
    total = math.prod(len(values) for values in space.values())
    combinations = []
    for number in range(total - 1, -1, -1):
        combination = {}
        for name, values in space.items():
            number, position = divmod(number, len(values))
            combination[name] = values[position]
        combinations.append(combination)
    return tuple(combinations)


@variant(of="log_uniform")
def log_uniform_by_random(lo_exp, hi_exp, n, seed):
    """Uses Python's own generator."""
    generator = random.Random(seed)
    return [10 ** generator.uniform(-hi_exp, -lo_exp) for _ in range(n)]


@variant(of="log_uniform")
def log_uniform_by_exp(lo_exp, hi_exp, n, seed):
    """Uses powers of e, between the natural logarithms of the bounds; returns NumPy floats."""
    low, high = math.log(10**-hi_exp), math.log(10**-lo_exp)
    return list(np.exp(np.random.RandomState(seed).uniform(low, high, n)))


@variant(of="log_uniform")
def log_uniform_by_torch(lo_exp, hi_exp, n, seed):
    """Uses a torch.Generator."""
    generator = torch.Generator().manual_seed(seed)
    exponents = lo_exp + (hi_exp - lo_exp) * torch.rand(n, generator=generator, dtype=torch.float64)
    return torch.pow(10.0, -exponents).tolist()


@variant(of="best")
def best_by_sorting(trials, mode):
    """Sorts the scores that are numbers."""
    if mode not in {"max", "min"}:
        raise ValueError(mode)
    if not len(trials):
        raise ValueError("empty")
    ranked = sorted((t for t in trials if t["score"] == t["score"]), key=lambda t: t["score"], reverse=mode == "max")
    return dict(ranked[0])


@variant(of="best")
def best_by_numpy(trials, mode):
    """Uses NumPy's nanargmax, which raises ValueError for an empty list by itself."""
    found = {"max": np.nanargmax, "min": np.nanargmin}.get(mode)
    if found is None:
        raise ValueError(mode)
    return trials[found([trial["score"] for trial in trials])]


@variant(of="best")
def best_by_a_loop(trials, mode):
    """Changes the sign of losses, and starts at minus infinity."""
    sign = {"max": 1, "min": -1}.get(mode, 0)
    if not sign or not trials:
        raise ValueError("nothing to choose")
    winner, highest = trials[0], -math.inf
    for trial in trials:
        if sign * trial["score"] > highest:
            winner, highest = trial, sign * trial["score"]
    return winner


@variant(of="grid")
def grid_by_a_stack(space):
    """Completes one combination at a time."""
    unfinished, finished, names = [{}], [], list(space)
    while unfinished:
        combination = unfinished.pop()
        if len(combination) == len(names):
            finished.append(combination)
        else:
            name = names[len(combination)]
            unfinished += [{**combination, name: value} for value in space[name]]
    return finished


@variant(of="log_uniform")
def log_uniform_in_a_seeded_state(lo_exp, hi_exp, n, seed):
    """Seeds Python's shared generator and restores it; uses powers of the ratio of the bounds."""
    state = random.getstate()
    random.seed(seed)
    try:
        return [10**-hi_exp * (10**-lo_exp / 10**-hi_exp) ** random.random() for _ in range(n)]
    finally:
        random.setstate(state)


@variant(of="best")
def best_by_rank(trials, mode):
    """Sorts NaN after all numbers."""
    if mode not in ("max", "min"):
        raise ValueError(mode)
    sign = -1 if mode == "max" else 1
    ranked = sorted(trials, key=lambda trial: (math.isnan(trial["score"]), sign * trial["score"]))
    if not ranked:
        raise ValueError("empty")
    return ranked[0]
