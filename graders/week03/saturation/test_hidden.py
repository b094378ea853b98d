from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["Do not change x or x.grad: they belong to the caller. Accept a tensor of any shape, and keep its dtype."],
)
def test_any_x(prime_twice, prime_shapes, saturated_shapes):
    """sigmoid_prime and saturated work for any shape, keep the dtype and do not change x."""
    assert_matches(prime_twice)
    assert_matches(prime_shapes)
    assert_matches(saturated_shapes)


@check(
    points=0.25,
    hints=["Compare with exactly 0, over all samples, however many there are."],
    needs=["test_dead_units"],
)
def test_dead_edges(dead_edges):
    """dead_units is right for any table of activations, also if a unit fires weakly, and does not change the table."""
    assert_matches(dead_edges)
