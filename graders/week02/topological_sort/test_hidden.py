from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.75, hints=["Look for cycles from every node, also if there is no node to begin with."])
def test_cycle_anywhere(ring, far_cycle):
    """A cycle is found wherever it is."""
    assert_matches(ring)
    assert_matches(far_cycle)


@check(points=0.75, hints=["0 is a node like any other, although it counts as false."])
def test_zero_and_nothing(zero, nothing):
    """The number 0 can be a node, and a graph without nodes gives an empty list."""
    assert_matches(zero)
    assert_matches(nothing)
