from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "How many combinations are there of 3 values and 2 values, and of 2, 3, 3 and 2?",
        "Each value of one name meets each value of all the others, for any number of names.",
        "Look up itertools.product, and how to make a dict from names and values with zip.",
    ],
)
def test_grid(two_by_three, single_name, many_names):
    """grid returns a list of every combination of the values."""
    assert_matches(two_by_three)
    assert_matches(single_name)
    assert_matches(many_names)


@check(
    points=0.25,
    hints=[
        "If the caller changes one of the dicts, or still needs the space, what happens?",
        "Each combination is a dict of its own, and the space stays as it is.",
        "Look up dict(...) and how it differs from a second name for the same dict.",
    ],
)
def test_combinations_are_independent(changed_combination):
    """grid returns a dict of its own for each combination, and leaves the space alone."""
    assert_matches(changed_combination)


@check(
    points=0.75,
    hints=[
        "Is it the value or its exponent that is drawn uniformly?",
        "Draw an exponent between lo_exp and hi_exp, and only then make a value of it; mind the sign.",
        "Look up numpy.random.default_rng and Generator.uniform, or random.Random.",
    ],
)
def test_uniform_in_the_exponent(spread):
    """log_uniform draws values whose exponents are spread evenly from lo_exp to hi_exp."""
    assert_matches(spread)


@check(
    points=0.25,
    hints=[
        "Can the caller get the same values again?",
        "The seed decides all the draws of a call: the same seed, the same values.",
        "Look up how to make a generator from a seed: numpy.random.default_rng or random.Random.",
    ],
)
def test_seed(seeds, floats):
    """log_uniform returns a list of floats: equal ones for equal seeds, and others for another."""
    assert_matches(seeds)
    assert_matches(floats)


@check(
    points=0.75,
    hints=[
        "By what are the trials compared, and is more or less of it better?",
        "Choose by the score alone, the highest or the lowest as mode says, and return the whole trial.",
        "Look up max and min with their argument key.",
    ],
)
def test_best(highest, lowest):
    """best returns the trial with the highest or the lowest score."""
    assert_matches(highest)
    assert_matches(lowest)
