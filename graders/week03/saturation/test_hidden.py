from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["Compare with exactly 0, over all samples, however many there are."],
    needs=["test_dead_units"],
)
def test_dead_edges(dead_edges):
    """dead_units is right for any table of activations, also if a unit fires weakly, and does not change the table."""
    assert_matches(dead_edges)
