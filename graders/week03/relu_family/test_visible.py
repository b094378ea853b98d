from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=1, hint="Compare every element with 0 and keep the larger: torch.where, clamp, or a mask.")
def test_relu_values(relu_values):
    """relu keeps positive values and replaces negative ones by 0."""
    assert_matches(relu_values, "y")


@check(points=0.5, hint="Return a new tensor; x[...] = 0 writes into the caller's.", needs=["test_relu_values"])
def test_relu_leaves_its_input(relu_values):
    """relu does not change the tensor it is given."""
    assert_matches(relu_values, "x")


@check(points=0.5, hint="Use operations on tensors all the way; .numpy(), .item() and torch.tensor(...) cut the graph.")
def test_relu_gradient(relu_gradient):
    """Gradients flow through relu: 1 where x > 0, 0 where x < 0."""
    assert_matches(relu_gradient)


@check(points=0.5, hint="Without a second argument the slope is 0.01.")
def test_leaky_relu_default(leaky_relu_default):
    """leaky_relu keeps a hundredth of negative values by default."""
    assert_matches(leaky_relu_default)


@check(points=0.5, hint="Multiply the negative values, and only them, by the argument negative_slope.")
def test_leaky_relu_slope(leaky_relu_slope):
    """leaky_relu uses the slope that it is given."""
    assert_matches(leaky_relu_slope)
