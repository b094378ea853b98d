from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "How do you get the slope of f at x, if f may be any function of tensors?",
        "Let autograd compute it again at every x, and store each x as a number before the next step.",
        "Look up requires_grad, Tensor.backward or torch.autograd.grad, and Tensor.item.",
    ],
)
def test_ten_steps(ten_steps):
    """Ten steps on x² with learning rate 0.1 follow the formula; the path is a list of 11 plain floats."""
    assert_matches(ten_steps)


@check(
    points=0.5,
    hints=[
        "What does a step look like if lr is ten times smaller, or ten times larger?",
        "The same formula gives both paths: with 0.01 x stays near the start, with 1.0 it jumps from side to side.",
        "Look up torch.optim.SGD, and run it on the same function with these learning rates.",
    ],
    needs=["test_ten_steps"],
)
def test_learning_rates(small_rate, large_rate):
    """With learning rate 0.01, x stays near the start; with 1.0, x jumps between the start and the other side of 0."""
    assert_matches(small_rate)
    assert_matches(large_rate)


@check(
    points=1,
    hints=[
        "What does a step know about the steps before it?",
        "Only the velocity: each step multiplies it by momentum, adds the new slope, and keeps it for the next step.",
        "Look up the formula at the top of the file, and the formula of torch.optim.SGD.",
    ],
)
def test_momentum(with_momentum):
    """With momentum, every x on the path follows the formula."""
    assert_matches(with_momentum)


@check(
    points=0.5,
    hints=[
        "What carries a ball through a valley and over the next hill?",
        "Its velocity. If the earlier checks pass and this one does not, look at your velocity after many steps.",
        "Look up torch.optim.SGD: with momentum 0.9 it reaches the deep minimum, so you can compare its path with"
        " yours.",
    ],
    needs=["test_ten_steps"],
)
def test_out_of_the_dip(dip_without_momentum, dip_with_momentum):
    """From 2, descent without momentum stays in the shallow minimum; with momentum 0.9 it reaches the deep one."""
    assert_matches(dip_without_momentum)
    assert_matches(dip_with_momentum)
