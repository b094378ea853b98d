from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["Make a generator of your own from the seed, and seed none that others use."])
def test_own_generator(generators):
    """log_uniform leaves the global generators alone."""
    assert_matches(generators)


@check(points=0.25, hints=["Every comparison with NaN is False, so max and min can keep one that comes first."])
def test_nan_never_wins(not_a_number):
    """best never prefers a score that is NaN, and takes none out of the list."""
    assert_matches(not_a_number)


@check(
    points=0.25, hints=["A score may be any number; compare the trials with each other only, in an order of your own."]
)
def test_any_scores(unusual_scores, infinite_scores, trials_afterwards):
    """best takes scores of any size, 0 and infinite ones too, and leaves the trials as they are."""
    assert_matches(unusual_scores)
    assert_matches(infinite_scores)
    assert_matches(trials_afterwards)


@check(points=0.25, hints=["Without trials there is no best one, and only two modes have a meaning."])
def test_best_refuses(refusals):
    """best raises ValueError for an empty list and for an unknown mode."""
    assert_matches(refusals)
