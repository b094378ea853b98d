"""Wrong solutions that students hand in; each docstring is the feedback."""

import itertools
import math
import random

import numpy as np
import torch
from solution import best, grid, log_uniform

from dlcourse.graders.authoring import mistake


@mistake(of="grid", caught_by="test_grid")
def values_are_zipped(space):
    """You combine the first values with each other, then the second values. Combine every value of one name with every
    value of the other names.
    """
    return [dict(zip(space, values, strict=True)) for values in zip(*space.values(), strict=False)]


@mistake(of="grid", caught_by="test_grid")
def one_dict_for_all(space):
    """You append the same dict again and again, so all combinations show its last values. Make a new dict for each
    combination.
    """
    combination, combinations = {}, []
    for values in itertools.product(*space.values()):
        combination.update(zip(space, values, strict=True))
        combinations.append(combination)
    return combinations


@mistake(of="grid", caught_by="test_grid")
def one_name_at_a_time(space):
    """You vary one name at a time and keep the first value of the others. Make every combination."""
    first = {name: values[0] for name, values in space.items()}
    varied = [first | {name: value} for name, values in space.items() for value in values[1:]]
    return [first, *varied]


@mistake(of="grid", caught_by="test_grid")
def one_dict_for_each_value(space):
    """Each of your dicts has a single name. Put all names into each combination."""
    return [{name: value} for name, values in space.items() for value in values]


@mistake(of="grid", caught_by="test_grid", raises="AttributeError")
def values_without_names(space):
    """You return the values without their names. Make a dict of each combination."""
    return list(itertools.product(*space.values()))


@mistake(of="grid", caught_by="test_grid")
def names_are_fixed(space):
    """You use the names lr and momentum only. Take the names from the space, however many there are."""
    return [{"lr": lr, "momentum": m} for lr in space["lr"] for m in space.get("momentum", [0.0])]


@mistake(of="grid", caught_by="test_grid", raises="ValueError")
def two_names_only(space):
    """You combine two names and leave out the third. Combine any number of names."""
    one, two, *_ = space
    return [{one: a, two: b} for a in space[one] for b in space[two]]


@mistake(of="grid", caught_by="test_combinations_are_independent")
def space_is_emptied(space):
    """You remove the values from the caller's space. Only read them: do not change the space."""
    names, values = list(space), [space.pop(name) for name in list(space)]
    return [dict(zip(names, combination, strict=True)) for combination in itertools.product(*values)]


@mistake(of="grid", caught_by="test_combinations_are_independent")
def values_are_taken_out(space):
    """You remove the values from the caller's lists. Only read them: do not change the space."""
    combinations = grid(space)
    for values in space.values():
        values.clear()
    return combinations


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent")
def uniform_in_the_value(lo_exp, hi_exp, n, seed):
    """You draw the values themselves uniformly, so almost all of them are large. Draw the exponent uniformly."""
    return np.random.default_rng(seed).uniform(10**-hi_exp, 10**-lo_exp, n).tolist()


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent")
def ten_times_too_large(lo_exp, hi_exp, n, seed):
    """Your values are ten times too large. Write a power of ten as 1e-2 or 10 ** -2: in Python, 10e-2 is 10 · 0.01 =
    0.1.
    """
    return [10 * value for value in log_uniform(lo_exp, hi_exp, n, seed)]


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent")
def exponents_are_whole(lo_exp, hi_exp, n, seed):
    """You draw whole exponents, so there are only a few different values. Draw any number between the bounds."""
    rng = np.random.default_rng(seed)
    return [10.0 ** -float(rng.integers(round(lo_exp), round(hi_exp) + 1)) for _ in range(n)]


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent")
def base_is_one(lo_exp, hi_exp, n, seed):
    """All your values are 1, because every power of 1 is 1. Use the base 10: in Python, 10e-1 is 10 · 0.1 = 1."""
    return [10e-1**u for u in np.random.default_rng(seed).uniform(lo_exp, hi_exp, n).tolist()]


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent", raises="ValueError")
def whole_numbers_of_numpy(lo_exp, hi_exp, n, seed):
    """You compute a power of two whole numbers, and NumPy refuses a negative exponent for them. Draw any number between
    the bounds: exponents need not be whole numbers.
    """
    return (10 ** -np.random.default_rng(seed).integers(round(lo_exp), round(hi_exp) + 1, n)).tolist()


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent", raises="ValueError")
def whole_bounds_are_needed(lo_exp, hi_exp, n, seed):
    """You draw whole exponents, and your draw refuses bounds that are not whole numbers. Draw any number between the
    bounds.
    """
    rng = random.Random(seed)
    return [10 ** -rng.randint(lo_exp, hi_exp) for _ in range(n)]


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent")
def exponents_are_cut_off(lo_exp, hi_exp, n, seed):
    """You round the bounds down and draw whole exponents. Draw any number between the bounds."""
    rng = random.Random(seed)
    return [10 ** -rng.randint(int(lo_exp), int(hi_exp)) for _ in range(n)]


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent")
def power_of_whole_tensors(lo_exp, hi_exp, n, seed):
    """All your values are 0, because torch gives a whole number for a power of whole numbers. Draw any number between
    the bounds: exponents need not be whole numbers.
    """
    drawn = torch.randint(round(lo_exp), round(hi_exp) + 1, (n,), generator=torch.Generator().manual_seed(seed))
    return (10**-drawn).tolist()


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent")
def sign_is_forgotten(lo_exp, hi_exp, n, seed):
    """Your values are above 1, because the sign of the exponent is missing. Make the exponent negative: a learning rate
    is a small number.
    """
    return [1 / value for value in log_uniform(lo_exp, hi_exp, n, seed)]


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent")
def base_e(lo_exp, hi_exp, n, seed):
    """Your values are powers of e. Use the base 10."""
    return [math.exp(-u) for u in np.random.default_rng(seed).uniform(lo_exp, hi_exp, n)]


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent")
def exponents_instead_of_values(lo_exp, hi_exp, n, seed):
    """You return the exponents. Return the powers of ten."""
    return np.random.default_rng(seed).uniform(lo_exp, hi_exp, n).tolist()


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent")
def one_value_only(lo_exp, hi_exp, n, seed):
    """You draw a single value. Return a list of n values, and draw each of them."""
    return log_uniform(lo_exp, hi_exp, 1, seed)


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent")
def one_value_n_times(lo_exp, hi_exp, n, seed):
    """All your values are the same: you draw once, or set the seed again for each value. Set the seed once and draw n
    times.
    """
    return log_uniform(lo_exp, hi_exp, 1, seed) * n


@mistake(of="log_uniform", caught_by="test_seed")
def seed_is_fixed(lo_exp, hi_exp, n, seed):
    """Your values are the same for every seed. Draw them at random, with a generator made from the argument seed."""
    return log_uniform(lo_exp, hi_exp, n, 42)


@mistake(of="log_uniform", caught_by="test_seed", like="seed_is_fixed")
def not_at_random(lo_exp, hi_exp, n, seed):
    return (10 ** -np.linspace(lo_exp, hi_exp, n)).tolist()


@mistake(of="log_uniform", caught_by="test_seed")
def seed_is_ignored(lo_exp, hi_exp, n, seed):
    """Your values differ from call to call, although the seed is the same. Make a generator from the seed, and draw
    from it.
    """
    return [10 ** -random.uniform(lo_exp, hi_exp) for _ in range(n)]


@mistake(of="log_uniform", caught_by="test_own_generator")
def numpy_is_seeded(lo_exp, hi_exp, n, seed):
    """You seed NumPy's global generator, which changes the draws of the whole program. Make your own generator with
    `np.random.default_rng`.
    """
    np.random.seed(seed)
    return [10 ** -np.random.uniform(lo_exp, hi_exp) for _ in range(n)]


@mistake(of="log_uniform", caught_by="test_own_generator")
def random_is_seeded(lo_exp, hi_exp, n, seed):
    """You seed Python's global generator, which changes the draws of the whole program. Make your own generator with
    `random.Random`.
    """
    random.seed(seed)
    return [10 ** -random.uniform(lo_exp, hi_exp) for _ in range(n)]


@mistake(of="log_uniform", caught_by="test_own_generator")
def torch_is_seeded(lo_exp, hi_exp, n, seed):
    """You seed torch's global generator, which changes the draws of the whole program. Make your own generator with
    `torch.Generator`.
    """
    torch.manual_seed(seed)
    return [10 ** -torch.empty(1).uniform_(lo_exp, hi_exp).item() for _ in range(n)]


@mistake(of="log_uniform", caught_by="test_seed")
def an_array_of_values(lo_exp, hi_exp, n, seed):
    """You return an array or a tensor. Return a list of floats."""
    return np.array(log_uniform(lo_exp, hi_exp, n, seed))


@mistake(of="log_uniform", caught_by="test_seed")
def a_list_of_tensors(lo_exp, hi_exp, n, seed):
    """Your list does not hold floats, but tensors, for example. Turn them into floats; a tensor has `.item()` for this."""
    return [torch.tensor(value, dtype=torch.float64) for value in log_uniform(lo_exp, hi_exp, n, seed)]


@mistake(of="best", caught_by="test_best")
def highest_always(trials, mode):
    """You always take the highest score. Take the lowest for mode "min": there the score is a loss."""
    best(trials, mode)
    return best(trials, "max")


@mistake(of="best", caught_by="test_best")
def lowest_always(trials, mode):
    """You always take the lowest score. Take the highest for mode "max"."""
    best(trials, mode)
    return best(trials, "min")


@mistake(of="best", caught_by="test_best")
def modes_are_swapped(trials, mode):
    """You have swapped the modes. Take the highest score for "max" and the lowest for "min"."""
    best(trials, mode)
    return best(trials, "min" if mode == "max" else "max")


@mistake(of="best", caught_by="test_best")
def last_trial(trials, mode):
    """You return the last trial. Compare all trials by their score."""
    best(trials, mode)
    return trials[-1]


@mistake(of="best", caught_by="test_best")
def first_trial(trials, mode):
    """You return the first trial. Compare all trials by their score."""
    best(trials, mode)
    return trials[0]


@mistake(of="best", caught_by="test_best")
def score_only(trials, mode):
    """You return the best score. Return the whole trial, so that the caller knows which values led to it."""
    return best(trials, mode)["score"]


@mistake(of="best", caught_by="test_best")
def position_only(trials, mode):
    """You return the index of the best trial. Return the trial itself."""
    return trials.index(best(trials, mode))


@mistake(of="best", caught_by="test_best")
def without_its_score(trials, mode):
    """Your trial has lost its score. Return the whole dict."""
    return {name: value for name, value in best(trials, mode).items() if name != "score"}


@mistake(of="best", caught_by="test_best")
def by_the_first_name(trials, mode):
    """You do not compare the trials by their score. Compare them by "score" only."""
    best(trials, mode)
    return (max if mode == "max" else min)(trials, key=lambda trial: next(iter(trial.values())))


@mistake(of="best", caught_by="test_nan_never_wins")
def nan_wins(trials, mode):
    """A score that is NaN wins if it comes first, because < and > with NaN are always False. Leave such trials out."""
    if mode not in ("max", "min") or not trials:
        raise ValueError("nothing to choose")
    return (max if mode == "max" else min)(trials, key=lambda trial: trial["score"])


@mistake(of="best", caught_by="test_any_scores")
def starts_at_zero_and_one(trials, mode):
    """You compare the first score with a fixed number, such as 0 or 1. Start with a score of the list: all scores may
    be beyond your number.
    """
    best(trials, mode)
    winner, limit = None, 0 if mode == "max" else 1
    for trial in trials:
        if (trial["score"] > limit) if mode == "max" else (trial["score"] < limit):
            winner, limit = trial, trial["score"]
    return winner


@mistake(of="best", caught_by="test_any_scores")
def sorted_in_place(trials, mode):
    """You sort the caller's list in place. Do not change it."""
    found = best(trials, mode)
    trials.sort(key=lambda trial: trial["score"])
    return found


@mistake(of="best", caught_by="test_any_scores")
def taken_out(trials, mode):
    """You remove the best trial from the caller's list. Do not change the list."""
    found = best(trials, mode)
    trials.remove(found)
    return found


@mistake(of="best", caught_by="test_best_refuses")
def none_for_an_empty_list(trials, mode):
    """You return None for an empty list. Raise ValueError, so that the caller sees the problem at once."""
    return best(trials, mode) if trials else None


@mistake(of="best", caught_by="test_best_refuses")
def any_mode(trials, mode):
    """You read every mode other than "max" as "min", also a typing error. Raise ValueError for a mode that is neither."""
    return best(trials, "max" if mode == "max" else "min")


@mistake(of="best", caught_by="test_best_refuses")
def another_exception(trials, mode):
    """You raise another exception than ValueError for an empty list. Check first whether there are any trials."""
    if not trials:
        raise IndexError("list index out of range")
    return best(trials, mode)


@mistake(of="grid", caught_by="test_grid")
def two_names_at_least(space):
    """You return the space itself if it has a single name. Make a combination for each of its values."""
    return grid(space) if len(space) > 1 else [space]


@mistake(of="grid", caught_by="test_grid")
def three_names_at_most(space):
    """You combine three names and leave out the fourth. Combine any number of names."""
    return grid(dict(list(space.items())[:3]))


@mistake(of="grid", caught_by="test_grid", raises="TypeError")
def by_a_set(space):
    """You put values into a set or use them as keys, which does not work for lists. Use no set: a value can be
    anything, and every combination is there only once already.
    """
    return [dict(items) for items in {tuple(combination.items()) for combination in grid(space)}]


@mistake(of="grid", caught_by="test_grid")
def an_array_of_combinations(space):
    """You return an array. Return a list of dicts."""
    return np.array(grid(space))


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent")
def values_are_rounded(lo_exp, hi_exp, n, seed):
    """You round the values, so small ones become 0 or equal. Return them without rounding."""
    return [round(value, 6) for value in log_uniform(lo_exp, hi_exp, n, seed)]


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent")
def normal_exponents(lo_exp, hi_exp, n, seed):
    """Most of your exponents are in the middle, like normally distributed numbers. Draw them uniformly between the
    bounds.
    """
    drawn = np.random.default_rng(seed).normal((lo_exp + hi_exp) / 2, (hi_exp - lo_exp) / 4, n)
    return (10 ** -drawn.clip(lo_exp, hi_exp)).tolist()


@mistake(of="log_uniform", caught_by="test_seed")
def seed_of_zero_is_no_seed(lo_exp, hi_exp, n, seed):
    """You read the seed 0 as "no seed", because 0 counts as false in Python. Use 0 like any other seed."""
    rng = np.random.default_rng(seed or None)
    return [10 ** -rng.uniform(lo_exp, hi_exp) for _ in range(n)]


@mistake(of="best", caught_by="test_any_scores")
def zero_is_no_score(trials, mode):
    """You read a best score of 0 as "no score so far", because 0 counts as false in Python. Compare with `is None`."""
    best(trials, mode)
    winner = score = None
    for trial in trials:
        better = not score or (trial["score"] > score if mode == "max" else trial["score"] < score)
        if better and not math.isnan(trial["score"]):
            winner, score = trial, trial["score"]
    return winner


@mistake(of="best", caught_by="test_any_scores")
def none_for_infinite_scores(trials, mode):
    """You return None if every score is infinite, because nothing is beyond infinity. Start with a trial of the list."""
    best(trials, mode)
    winner, limit = None, -math.inf if mode == "max" else math.inf
    for trial in trials:
        if (trial["score"] > limit) if mode == "max" else (trial["score"] < limit):
            winner, limit = trial, trial["score"]
    return winner


@mistake(of="best", caught_by="test_nan_never_wins")
def nan_is_taken_out(trials, mode):
    """You remove the trials with NaN from the caller's list. Skip them, and do not change the list."""
    for trial in list(trials):
        if math.isnan(trial["score"]):
            trials.remove(trial)
    return best(trials, mode)


@mistake(of="best", caught_by="test_best")
def lr_and_score_only(trials, mode):
    """You return a part of the trial. Return the whole dict, whatever names it has."""
    trial = best(trials, mode)
    return {"lr": trial["lr"], "score": trial["score"]}
