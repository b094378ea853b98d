from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["A score may be any number: compare the trials only with each other, and do not change their order."],
)
def test_any_scores(unusual_scores, infinite_scores, trials_afterwards):
    """best works for scores of any size, also 0 and infinity, and does not change the trials."""
    assert_matches(unusual_scores)
    assert_matches(infinite_scores)
    assert_matches(trials_afterwards)
