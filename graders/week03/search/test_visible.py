from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "How many combinations are there of 3 values and 2 values, and of 2, 3, 3 and 2?",
        "Combine each value of one name with each value of all other names, for any number of names.",
        "Look up itertools.product, and how to make a dict from names and values with zip.",
    ],
    hints_for={
        "error": "The space can have any number of names, and product needs a star: itertools.product(*space.values()).",
    },
)
def test_grid(two_by_three, single_name, many_names):
    """grid returns a list of every combination of the values."""
    assert_matches(two_by_three)
    assert_matches(single_name)
    assert_matches(many_names)


@check(
    points=0.25,
    hints=[
        "What happens if the caller changes one of the dicts, or uses the space again?",
        "Make a separate dict for each combination, and do not change the space.",
        "Look up dict(...) and how it differs from a second name for the same dict.",
    ],
    needs=["test_grid"],
)
def test_combinations_are_independent(changed_combination):
    """grid returns a separate dict for each combination, and does not change the space."""
    assert_matches(changed_combination)


@check(
    points=0.5,
    hints=[
        "What is drawn uniformly: the value or its exponent?",
        "Draw an exponent between lo_exp and hi_exp, and then compute the value from it; note the sign.",
        "Look up numpy.random.default_rng and Generator.uniform, or random.Random.",
    ],
)
def test_uniform_in_the_exponent(spread):
    """log_uniform draws the exponents of the values uniformly from lo_exp to hi_exp."""
    assert_matches(spread)


@check(
    points=0.25,
    hints=[
        "Can the caller get the same values again?",
        "The seed decides all draws of a call: with the same seed, the values are the same.",
        "Look up how to make a generator from a seed: numpy.random.default_rng or random.Random.",
    ],
)
def test_seed(seeds, floats):
    """log_uniform returns a list of floats: the same for the same seed, and others for another seed."""
    assert_matches(seeds)
    assert_matches(floats)


@check(
    points=0.5,
    hints=[
        "By which number do you compare the trials, and is a higher or a lower one better?",
        "Use only the score: the highest or the lowest, as mode says. Return the whole trial.",
        "Look up max and min with their argument key.",
    ],
    hints_for={
        "type": "Return the trial itself, a dict. Does your comparison start with a number that no score beats?",
    },
)
def test_best(highest, lowest):
    """best returns the trial with the highest or the lowest score."""
    assert_matches(highest)
    assert_matches(lowest)


@check(
    points=0.25,
    hints=[
        "Which other random numbers change if you call np.random.seed or torch.manual_seed?",
        "Make a generator of your own from the seed, and draw only from it.",
        "Look up np.random.default_rng, or random.Random.",
    ],
    needs=["test_uniform_in_the_exponent"],
)
def test_own_generator(generators):
    """log_uniform does not change the global generators."""
    assert_matches(generators)


@check(
    points=0.25,
    hints=[
        "What is NaN < 1 in Python, and what is NaN > 1?",
        "Both are False, so max and min can keep a NaN that comes first. Compare only the trials whose score is a"
        " number, and leave the caller's list as it is.",
        "Look up math.isnan, and how sorted(trials) differs from trials.sort().",
    ],
)
def test_nan_never_wins(not_a_number):
    """best never prefers a score that is NaN, and does not remove any trial from the list."""
    assert_matches(not_a_number)


@check(
    points=0.25,
    hints=[
        'What does your function do with an empty list, and with the mode "Max"?',
        "Without trials there is no best one, and there are only two valid modes.",
        "Look up the raise statement, and ValueError.",
    ],
    needs=["test_best"],
)
def test_best_refuses(refusals):
    """best raises ValueError for an empty list and for an unknown mode."""
    assert_matches(refusals)
