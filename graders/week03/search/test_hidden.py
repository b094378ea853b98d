from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["Make your own generator from the seed, and do not seed one that others use."],
    needs=["test_uniform_in_the_exponent"],
)
def test_own_generator(generators):
    """log_uniform does not change the global generators."""
    assert_matches(generators)


@check(points=0.25, hints=["With NaN, < and > are always False, so max and min can keep a NaN that comes first."])
def test_nan_never_wins(not_a_number):
    """best never prefers a score that is NaN, and does not remove any trial from the list."""
    assert_matches(not_a_number)


@check(
    points=0.25,
    hints=["A score may be any number: compare the trials only with each other, and do not change their order."],
)
def test_any_scores(unusual_scores, infinite_scores, trials_afterwards):
    """best works for scores of any size, also 0 and infinity, and does not change the trials."""
    assert_matches(unusual_scores)
    assert_matches(infinite_scores)
    assert_matches(trials_afterwards)


@check(points=0.25, hints=["Without trials there is no best one, and there are only two valid modes."])
def test_best_refuses(refusals):
    """best raises ValueError for an empty list and for an unknown mode."""
    assert_matches(refusals)
