from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=[
        "Where is the sigmoid steepest, and how steep is it there?",
        "You can compute the slope from the value of the sigmoid alone: it is large in the middle, and small for "
        "values near 0 and near 1.",
        "Look up the derivative of the sigmoid, or torch.autograd.grad.",
    ],
)
def test_sigmoid_prime(prime_values):
    """sigmoid_prime returns the slope of the sigmoid, which is 0.25 at 0."""
    assert_matches(prime_values)


@check(
    points=0.25,
    hints=[
        "What is e to the power of 100 in float32, and what is inf / inf?",
        "Work with the value of the sigmoid, which is between 0 and 1 for every x.",
        "Look up torch.sigmoid.",
    ],
    needs=["test_sigmoid_prime"],
)
def test_sigmoid_prime_far(prime_far):
    """sigmoid_prime returns 0 far from 0, and never nan."""
    assert_matches(prime_far)


@check(
    points=0.25,
    hints=[
        "On which sides of 0 is the sigmoid flat? And if you use sigmoid_prime here, does it pass its own checks?",
        "It is flat on both sides. Use the slope, which is small on both sides, not the value.",
        "Look up what x < 3 returns for a tensor x.",
    ],
    hints_for={
        "shape": "Return a truth value for each element, not one for all of them.",
        "error": "Compare the whole tensor with tol at once.",
    },
)
def test_saturated(saturated_default):
    """saturated finds the flat parts on both sides of 0."""
    assert_matches(saturated_default)


@check(
    points=0.25,
    hints=[
        "Which number decides what counts as flat? And if you use sigmoid_prime here, does it pass its own checks?",
        "Compare the slope with the argument `tol`; its default is 0.001.",
        "Look up default arguments in Python; the stub has one.",
    ],
)
def test_saturated_tol(saturated_tol):
    """saturated uses the tolerance that it is given."""
    assert_matches(saturated_tol)


@check(
    points=0.5,
    hints=[
        "For how many of the samples must a unit be 0 to be dead?",
        "A unit is a column. It is dead if all of its entries are 0; count such columns.",
        "Look up torch.all with a dim, and Tensor.item().",
    ],
    hints_for={
        "type": "Take the number out of the tensor with .item(). And do you count units, or single zeros?",
    },
)
def test_dead_units(dead_count):
    """dead_units counts the units that are 0 for every sample."""
    assert_matches(dead_count)


@check(
    points=0.25,
    hints=[
        "What does a second call with the same x return, and is x still as it was?",
        "Make new tensors only, write the formula for any shape, and do not set requires_grad on the caller's x.",
        "Look up what requires_grad_() changes, and that backward() adds to .grad.",
    ],
)
def test_any_x(prime_twice, prime_shapes, saturated_shapes):
    """sigmoid_prime and saturated work for any shape, keep the dtype and do not change x."""
    assert_matches(prime_twice)
    assert_matches(prime_shapes)
    assert_matches(saturated_shapes)
