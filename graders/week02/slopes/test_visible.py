from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=2,
    hints=[
        "How far does the line go up from p to q, and how far to the right?",
        "Divide the change of y by the change of x. A point is (x, y), so y has the index 1.",
        "Look up how to unpack a tuple: x, y = p.",
    ],
)
def test_slope(rising_line, falling_line):
    """slope returns the rise divided by the run, with its sign."""
    assert_matches(rising_line)
    assert_matches(falling_line)


@check(
    points=1,
    hints=[
        "What is the run of a vertical line, and what does Python say if you divide by it?",
        "Test whether the run is 0 before you divide, and raise the error yourself.",
        "Look up raise and ValueError.",
    ],
)
def test_vertical_line(vertical_lines):
    """slope raises ValueError for a vertical line."""
    assert_matches(vertical_lines)


@check(
    points=1.5,
    hints=[
        "What does the sign of a slope say about the line?",
        "Compare m with 0. Three answers are possible, and 0 has one of its own.",
        "Look up if, elif and else.",
    ],
)
def test_direction(directions, flat_directions):
    """describe returns the direction first: "up", "down", or "flat"."""
    assert_matches(directions)
    assert_matches(flat_directions)


@check(
    points=1.5,
    hints=[
        "Which of the slopes -6 and 2 belongs to the steeper line?",
        "A sign says nothing about the steepness. Remove it, and compare what is left with 1.",
        "Look up the function abs.",
    ],
)
def test_steepness(steepnesses, limit):
    """describe returns the steepness second: "steep" above 1, with or without a minus, and otherwise "gentle"."""
    assert_matches(steepnesses)
    assert_matches(limit)
