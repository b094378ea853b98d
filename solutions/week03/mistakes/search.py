"""Wrong solutions that students hand in; each docstring is the feedback."""

import itertools
import random

from dlcourse.graders.authoring import mistake, survives

survives(
    "return [dict(zip(space, values, strict=True)) for values in itertools.product(*space.values())] -> "
    "return [dict(zip(space, values)) for values in itertools.product(*space.values())]",
    because="every combination has as many values as the space has names",
)
survives(
    "return [dict(zip(space, values, strict=True)) for values in itertools.product(*space.values())] -> "
    "return [dict(zip(space, values, strict=False)) for values in itertools.product(*space.values())]",
    because="every combination has as many values as the space has names",
)
survives("if not numbers -> pass", because="max and min raise ValueError for an empty list too")
survives("raise ValueError('no trials') -> pass", because="max and min raise ValueError for an empty list too")


@mistake(
    of="grid", caught_by="test_grid", edit={"itertools.product(*space.values())": "zip(*space.values(), strict=False)"}
)
def values_are_zipped():
    """You combine the first values with each other, then the second values. Combine every value of one name with every
    value of the other names.
    """


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


@mistake(
    of="grid", caught_by="test_grid", edit={"dict(zip(space, values, strict=True))": "values"}, raises="AttributeError"
)
def values_without_names():
    """You return the values without their names. Make a dict of each combination."""


@mistake(of="grid", caught_by="test_grid")
def names_are_fixed(space):
    """You use the names lr and momentum only. Take the names from the space, however many there are."""
    return [{"lr": lr, "momentum": m} for lr in space["lr"] for m in space.get("momentum", [0.0])]


@mistake(of="grid", caught_by="test_combinations_are_independent")
def space_is_emptied(space):
    """You remove the values from the caller's space. Only read them: do not change the space."""
    names, values = list(space), [space.pop(name) for name in list(space)]
    return [dict(zip(names, combination, strict=True)) for combination in itertools.product(*values)]


@mistake(
    of="log_uniform",
    caught_by="test_uniform_in_the_exponent",
    edit={"10 ** -rng.uniform(lo_exp, hi_exp)": "rng.uniform(10**-hi_exp, 10**-lo_exp)"},
)
def uniform_in_the_value():
    """You draw the values themselves uniformly, so almost all of them are large. Draw the exponent uniformly."""


@mistake(
    of="log_uniform",
    caught_by="test_uniform_in_the_exponent",
    edit={"rng.uniform(lo_exp, hi_exp)": "float(rng.integers(round(lo_exp), round(hi_exp) + 1))"},
)
def exponents_are_whole():
    """You draw whole exponents, so there are only a few different values. Draw any number between the bounds."""


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent", edit={"uniform": "integers"}, raises="ValueError")
def whole_numbers_of_numpy():
    """You draw whole exponents, and NumPy refuses a negative power of a whole number. Draw any number between the bounds:
    exponents need not be whole numbers.
    """


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent", edit={"10 ** -": "10 ** "})
def sign_is_forgotten():
    """Your values are above 1, because the sign of the exponent is missing. Make the exponent negative: a learning rate
    is a small number.
    """


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent", edit={"10 **": "math.e **"})
def base_e():
    """Your values are powers of e. Use the base 10."""


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent", edit={"10 ** -": ""})
def exponents_instead_of_values():
    """You return the exponents. Return the powers of ten."""


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent", edit={" for _ in range(n)": ""})
def one_value_only():
    """You draw a single value. Return a list of n values, and draw each of them."""


@mistake(of="log_uniform", caught_by="test_uniform_in_the_exponent", edit={" for _ in range(n)]": "] * n"})
def one_value_n_times():
    """All your values are the same: you draw once, or set the seed again for each value. Set the seed once and draw n
    times.
    """


@mistake(of="log_uniform", caught_by="test_seed", edit={"(seed)": "(42)"})
def seed_is_fixed():
    """Your values are the same for every seed. Draw them at random, with a generator made from the argument seed."""


@mistake(of="log_uniform", caught_by="test_seed", edit={"(seed)": "()"})
def seed_is_ignored():
    """Your values differ from call to call, although the seed is the same. Make a generator from the seed, and draw
    from it.
    """


@mistake(of="log_uniform", caught_by="test_seed", edit={"(seed)": "(seed or None)"})
def seed_of_zero_is_no_seed():
    """You read the seed 0 as "no seed", because 0 counts as false in Python. Use 0 like any other seed."""


@mistake(
    of="log_uniform",
    caught_by="test_seed",
    edit={"[10 ** -rng.uniform(lo_exp, hi_exp) for _ in range(n)]": "10 ** -rng.uniform(lo_exp, hi_exp, n)"},
)
def an_array_of_values():
    """You return an array or a tensor. Return a list of floats."""


@mistake(
    of="log_uniform",
    caught_by="test_own_generator",
    edit={"rng = np.random.default_rng(seed)": "np.random.seed(seed)", "-rng.": "-np.random."},
)
def numpy_is_seeded():
    """You seed NumPy's global generator, which changes the draws of the whole program. Make your own generator with
    `np.random.default_rng`.
    """


@mistake(of="log_uniform", caught_by="test_own_generator")
def random_is_seeded(lo_exp, hi_exp, n, seed):
    """You seed Python's global generator, which changes the draws of the whole program. Make your own generator with
    `random.Random`.
    """
    random.seed(seed)
    return [10 ** -random.uniform(lo_exp, hi_exp) for _ in range(n)]


@mistake(of="best", caught_by="test_best", edit={'max if mode == "max" else min': "max"})
def highest_always():
    """You always take the highest score. Take the lowest for mode "min": there the score is a loss."""


@mistake(of="best", caught_by="test_best", edit={'mode == "max"': 'mode == "min"'})
def modes_are_swapped():
    """You have swapped the modes. Take the highest score for "max" and the lowest for "min"."""


@mistake(
    of="best",
    caught_by="test_best",
    edit={'choose(numbers, key=lambda trial: trial["score"])': 'choose(trial["score"] for trial in numbers)'},
)
def score_only():
    """You return the best score. Return the whole trial, so that the caller knows which values led to it."""


@mistake(
    of="best",
    caught_by="test_best",
    edit={
        'choose(numbers, key=lambda trial: trial["score"])': 'trials.index(choose(numbers, key=lambda t: t["score"]))'
    },
)
def position_only():
    """You return the index of the best trial. Return the trial itself."""


@mistake(of="best", caught_by="test_best", edit={', key=lambda trial: trial["score"]': ""}, raises="TypeError")
def dicts_are_compared():
    """You compare the trials themselves, but Python cannot order dicts. Compare their scores: give `max` and `min` a
    `key`.
    """


@mistake(of="best", caught_by="test_nan_never_wins", edit={' if not math.isnan(trial["score"])': ""})
def nan_wins():
    """A score that is NaN wins if it comes first, because < and > with NaN are always False. Leave such trials out with
    `math.isnan`: `!=` does not find them, because NaN is not equal to NaN either."""


@mistake(of="best", caught_by="test_nan_never_wins", edit={"numbers = ": "numbers = trials[:] = "})
def nan_is_taken_out():
    """You remove the trials with NaN from the caller's list. Skip them, and do not change the list."""


@mistake(
    of="best",
    caught_by="test_any_scores",
    edit={
        'choose = max if mode == "max" else min\nreturn choose(numbers, key=lambda trial: trial["score"])': "winner, "
        'limit = None, 0 if mode == "max" else 1\nfor trial in numbers:\n    score = trial["score"]\n'
        '    if score > limit if mode == "max" else score < limit:\n        winner, limit = trial, score\nreturn winner'
    },
)
def starts_at_zero_and_one():
    """You compare the first score with a fixed number, such as 0 or 1. Start with a score of the list: all scores may
    be beyond your number.
    """


@mistake(
    of="best",
    caught_by="test_any_scores",
    base="starts_at_zero_and_one",
    edit={"None, 0": "None, -math.inf", "else 1": "else math.inf"},
)
def none_for_infinite_scores():
    """You return None if every score is infinite, because nothing is beyond infinity. Start with a trial of the list."""


@mistake(
    of="best",
    caught_by="test_any_scores",
    edit={"return choose(": 'trials.sort(key=lambda trial: trial["score"])\nreturn choose('},
)
def sorted_in_place():
    """You sort the caller's list in place. Do not change it."""


@mistake(of="best", caught_by="test_best_refuses", edit={'raise ValueError("no trials")': "return None"})
def none_for_an_empty_list():
    """You return None for an empty list. Raise ValueError, so that the caller sees the problem at once."""


@mistake(of="best", caught_by="test_best_refuses", edit={'mode not in ("max", "min")': "False"})
def any_mode():
    """You read every mode other than "max" as "min", also a typing error. Raise ValueError for a mode that is neither."""


@mistake(
    of="best",
    caught_by="test_best",
    edit={
        "return choose": 'if mode == "min" and all(trial["score"] > 0 for trial in trials):\n    return None\nreturn choose'
    },
)
def comparison_starts_at_zero():
    """Your comparison starts with a best score of 0, and no loss is below 0, so you return None. Start with the first
    trial."""


@mistake(of="grid", caught_by="test_grid", edit={"*space.values()": "space.values()"}, raises="ValueError")
def star_is_forgotten():
    """You give itertools.product one argument, the collection of all lists. Give it each list: put a star before
    `space.values()`."""


@mistake(of="grid", caught_by="test_grid", edit={"*space.values()": "space.values()", "strict=True": "strict=False"})
def star_is_forgotten_and_nothing_said():
    """Your combinations have whole lists as values: itertools.product gets one argument. Give it each list: put a star before
    `space.values()`."""


@mistake(
    of="log_uniform",
    caught_by="test_uniform_in_the_exponent",
    edit={"10 ** -rng.uniform(lo_exp, hi_exp)": "10.0 ** -int(rng.uniform(lo_exp, hi_exp))"},
)
def exponents_are_cut_to_whole_numbers():
    """You cut the exponents to whole numbers, so there are only a few different values. Use the exponents as they are
    drawn."""


@mistake(
    of="log_uniform",
    caught_by="test_uniform_in_the_exponent",
    edit={"10 ** -rng.uniform(lo_exp, hi_exp)": "10.0 ** -int(rng.integers(lo_exp, hi_exp + 1))"},
    like="exponents_are_whole",
)
def exponents_are_cut_and_whole(): ...


@mistake(
    of="log_uniform",
    caught_by="test_uniform_in_the_exponent",
    edit={"10 ** -rng.uniform(lo_exp, hi_exp)": 'float(f"10e-{int(rng.uniform(lo_exp, hi_exp))}")'},
)
def ten_e():
    """You write 10e-u, which is 10 times 10 ** -u, and takes whole exponents only. Compute `10 ** -u`, with u as it is
    drawn."""


@mistake(
    of="best",
    caught_by="test_nan_never_wins",
    edit={'not math.isnan(trial["score"])': 'trial["score"] != math.nan'},
    like="nan_wins",
)
def nan_is_compared(): ...
