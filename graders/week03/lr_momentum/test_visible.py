from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "Where does the slope of f at x come from, if f may be any function of tensors?",
        "Let autograd find it anew at every x, and write down each x as a number before you go on.",
        "Look up requires_grad, Tensor.backward or torch.autograd.grad, and Tensor.item.",
    ],
)
def test_ten_steps(ten_steps):
    """From -2, ten steps on x² with a learning rate of 0.1 end at -0.2147; the path has 11 values, plain floats."""
    assert_matches(ten_steps)


@check(
    points=0.5,
    hints=[
        "What does a step look like if lr is ten times smaller, or ten times larger?",
        "The same formula gives all three: close to the start with 0.01, from side to side with 1.0.",
        "Look up torch.optim.SGD, and let it walk on the same function with these rates.",
    ],
    needs=["test_ten_steps"],
)
def test_learning_rates(small_rate, large_rate):
    """A small learning rate hardly leaves the start (-1.634), and one of 1.0 jumps between -2 and 2."""
    assert_matches(small_rate)
    assert_matches(large_rate)


@check(
    points=1,
    hints=[
        "What does a step know about the steps before it?",
        "Only the velocity: it lives on from step to step, fades by the factor momentum, and takes in the new slope.",
        "Look up the formula at the top of the file, and that of torch.optim.SGD.",
    ],
)
def test_momentum(with_momentum):
    """With momentum, every x on the way is where the formula says."""
    assert_matches(with_momentum)


@check(
    points=0.5,
    hints=[
        "What carries a ball through a dip and over the next hill?",
        "Its velocity. If the checks before pass and this does not, look at what happens to yours after many steps.",
        "Look up torch.optim.SGD: it gets there with momentum 0.9, and its path can be compared with yours.",
    ],
    needs=["test_ten_steps"],
)
def test_out_of_the_dip(dip_without_momentum, dip_with_momentum):
    """From 2, descent without momentum stays in the shallow dip, and with momentum 0.9 it gets to the deep one."""
    assert_matches(dip_without_momentum)
    assert_matches(dip_with_momentum)
