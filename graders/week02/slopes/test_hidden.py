from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.5, hints=["From right to left, rise and run both change their sign. What does their ratio do?"])
def test_either_point_first(right_point_first):
    """slope gives the same for both orders of the points."""
    assert_matches(right_point_first)


@check(points=0.5, hints=["0 divided by the run is 0: a flat line needs no case of its own."])
def test_flat_line(flat_lines):
    """A flat line has the slope 0.0."""
    assert_matches(flat_lines)


@check(points=0.5, hints=["A point has no slope. Its run is 0, like that of a vertical line."])
def test_same_point(twice_the_same_point):
    """slope raises ValueError for twice the same point."""
    assert_matches(twice_the_same_point)


@check(points=0.5, needs=["test_direction", "test_steepness"], hints=["describe always returns two words, also for 0."])
def test_two_words(lengths, flat_steepnesses):
    """describe returns two words for every slope, and a flat line is gentle."""
    assert_matches(lengths)
    assert_matches(flat_steepnesses)
