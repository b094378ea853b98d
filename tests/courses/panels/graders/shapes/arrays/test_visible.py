from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=3, hints=["What is half of the last row?", "Divide the whole array at once.", "Look up `/`."])
def test_halve(halved):
    """halve divides every element by 2."""
    assert_matches(halved)


@check(
    points=2,
    hints=[
        "Which axis goes away?",
        "An axis of length 1 can stay.",
        "Look up `keepdims` in the documentation of `numpy.sum`.",
    ],
)
def test_row_sums(summed):
    """row_sums returns a column with the sum of each row."""
    assert_matches(summed)


@check(points=2, hints=["What does a comparison return?", "Not 0 and 1.", "Look up `>`."])
def test_above(compared):
    """above tells where x is larger than the limit."""
    assert_matches(compared)


@check(points=3, hints=["How many neighbours are there?", "Take each from the next.", "Look up `numpy.diff`."])
def test_spread(spread_out):
    """spread returns the differences between neighbours, however long the row of numbers may be."""
    assert_matches(spread_out)


@check(points=2, hints=["Which part is wrong?", "The second layer is turned.", "Look up `.T`."])
def test_layers(layered):
    """layers returns weights and biases by name."""
    assert_matches(layered)
