from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["Use only operations on tensors. If you write a backward, multiply by the gradient that comes in."],
)
def test_gradients(leaky_relu_gradient, gradients_from_above):
    """Gradients flow through relu and leaky_relu, whatever is computed from their results."""
    assert_matches(leaky_relu_gradient)
    assert_matches(gradients_from_above)


@check(points=0.25, hints=["Compare with 0 in a way that works for integers too."])
def test_relu_integers(relu_integers):
    """relu works for whole numbers too."""
    assert_matches(relu_integers)


@check(
    points=0.25,
    hints=["Write it for a tensor of any shape and for numbers of any size, and keep the dtype of x."],
)
def test_shapes_and_dtypes(shapes_and_dtypes, leaky_shapes_and_dtypes, any_size):
    """relu and leaky_relu work for any shape and any number, and keep the dtype of floats."""
    assert_matches(shapes_and_dtypes)
    assert_matches(leaky_shapes_and_dtypes)
    assert_matches(any_size)


@check(points=0.25, hints=["If the caller gives a slope of 0, use 0. It does not mean that no slope was given."])
def test_extreme_slopes(extreme_slopes):
    """leaky_relu works for every slope from 0, where it is ReLU, to 1, where it changes nothing."""
    assert_matches(extreme_slopes)
