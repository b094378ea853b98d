from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["Use operations on tensors all the way. A backward of your own multiplies by the gradient that comes in."],
)
def test_gradients(leaky_relu_gradient, gradients_from_above):
    """Gradients flow through relu and leaky_relu, whatever is computed from their results."""
    assert_matches(leaky_relu_gradient)
    assert_matches(gradients_from_above)


@check(points=0.25, hints=["Compare with 0 in a way that integers allow too."])
def test_relu_integers(relu_integers):
    """relu takes whole numbers too."""
    assert_matches(relu_integers)


@check(
    points=0.25,
    hints=["Write it for a tensor of any shape and for numbers of any size, and let the dtype of x decide."],
)
def test_shapes_and_dtypes(shapes_and_dtypes, leaky_shapes_and_dtypes, any_size):
    """relu and leaky_relu take any shape and any number, and keep a float's dtype."""
    assert_matches(shapes_and_dtypes)
    assert_matches(leaky_shapes_and_dtypes)
    assert_matches(any_size)


@check(points=0.25, hints=["A slope of 0 was given as well: it is not the same as no slope."])
def test_extreme_slopes(extreme_slopes):
    """leaky_relu takes slopes from 0, which makes it ReLU, to 1, which changes nothing."""
    assert_matches(extreme_slopes)
