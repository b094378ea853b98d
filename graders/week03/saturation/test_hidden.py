from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["x is the caller's, its .grad too: leave it alone. And take a tensor of any shape; let its dtype decide."],
)
def test_any_x(prime_twice, prime_shapes, saturated_shapes):
    """sigmoid_prime and saturated take any shape, keep the dtype and leave x as it is."""
    assert_matches(prime_twice)
    assert_matches(prime_shapes)
    assert_matches(saturated_shapes)


@check(points=0.25, hints=["Compare with 0 itself, along the samples, however many there are."])
def test_dead_edges(dead_edges):
    """dead_units is right for any table of activations, also where a unit fires weakly, and leaves it as it is."""
    assert_matches(dead_edges)
