from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "What should a negative value become, and what a positive one?",
        "Compare every element with 0, and keep the larger of the two.",
        "Look up torch.where, torch.clamp, or a mask like x > 0.",
    ],
    hints_for={
        "dtype": "x > 0 is a mask of True and False. Use it to choose numbers.",
        "type": "torch.max(x, 0) reads 0 as a dimension. Compare with a tensor, or use torch.clamp.",
    },
)
def test_relu_values(relu_values):
    """relu keeps positive values and replaces negative ones by 0."""
    assert_matches(relu_values, "y")


@check(
    points=0.5,
    hints=[
        "Whose tensor do you write into?",
        "Make a new tensor: x[...] = 0 changes the tensor that the caller still uses.",
        "Look up what the underscore means in names like clamp_, and what x.clone() does.",
    ],
    needs=["test_relu_values"],
)
def test_relu_leaves_its_input(relu_values):
    """relu does not change the tensor that it is given."""
    assert_matches(relu_values, "x")


@check(
    points=0.5,
    hints=[
        "Which steps of your relu does autograd see?",
        "Gradients flow only through operations on tensors, all the way from x to what you return.",
        "Look up why .numpy(), .item(), .data and torch.tensor(...) cut the graph.",
    ],
)
def test_relu_gradient(relu_gradient):
    """Gradients flow through relu: 1 where x > 0, 0 where x < 0."""
    assert_matches(relu_gradient)


@check(
    points=0.5,
    hints=[
        "What happens to a negative value if the caller gives no slope?",
        "The slope is 0.01 unless the caller gives another one.",
        "Look up default arguments in Python; the stub has one.",
    ],
)
def test_leaky_relu_default(leaky_relu_default):
    """leaky_relu multiplies negative values by 0.01 by default."""
    assert_matches(leaky_relu_default)


@check(
    points=0.5,
    hints=[
        "Which number decides how much of a negative value is left?",
        "Multiply the negative values, and only them, by the argument.",
        "Look up torch.where, and use negative_slope in it.",
    ],
)
def test_leaky_relu_slope(leaky_relu_slope):
    """leaky_relu uses the slope that it is given."""
    assert_matches(leaky_relu_slope)
