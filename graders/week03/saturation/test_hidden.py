from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["backward() adds to x.grad, and x is the caller's; and let the dtype of x decide."])
def test_sigmoid_prime_again(prime_twice, prime_shapes):
    """sigmoid_prime gives the same again for the same x, keeps the dtype, and takes a single number."""
    assert_matches(prime_twice)
    assert_matches(prime_shapes)


@check(points=0.25, hints=["Compare with 0 itself, along the samples, however many there are."])
def test_dead_edges(dead_edges):
    """dead_units is right for one sample, for none and all dead, and for a unit that fires weakly."""
    assert_matches(dead_edges)
