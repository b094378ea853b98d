from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["Use operations on tensors all the way, for leaky_relu too."])
def test_leaky_relu_gradient(leaky_relu_gradient):
    """Gradients flow through leaky_relu: 1 where x > 0, the slope where x < 0."""
    assert_matches(leaky_relu_gradient)


@check(points=0.25, hints=["Compare with 0 in a way that integers allow too."])
def test_relu_integers(relu_integers):
    """relu takes whole numbers too."""
    assert_matches(relu_integers)


@check(points=0.25, hints=["Write it for a tensor of any shape, and let the dtype of x decide."])
def test_shapes_and_dtypes(shapes_and_dtypes):
    """relu and leaky_relu take any shape, and keep a float's dtype."""
    assert_matches(shapes_and_dtypes)


@check(points=0.25, hints=["A slope of 0 was given as well: it is not the same as no slope."])
def test_extreme_slopes(extreme_slopes):
    """leaky_relu takes slopes from 0, which makes it ReLU, to 1, which changes nothing."""
    assert_matches(extreme_slopes)
