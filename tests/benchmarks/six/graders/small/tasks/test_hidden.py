from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=2, hints=["Subtract the largest value of each row, then divide by the row's sum."])
def test_softmax(softmax_values):
    """softmax is over the last dimension, and finite for large values."""
    assert_matches(softmax_values)


@check(points=2, hints=["Take the log-softmax at the targets, and its mean."])
def test_cross_entropy(cross_entropy_value):
    """cross_entropy is the mean over the samples."""
    assert_matches(cross_entropy_value)


@check(points=2, hints=["For each step: clear the gradients, forward, loss, backward, step."])
def test_train(hundred_steps):
    """100 steps give the same losses and weights as by hand."""
    assert_matches(hundred_steps)
