from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["A power that is inf spoils the gradient, even if the value is right or is not used."],
    needs=["test_sigmoid_gradient"],
)
def test_sigmoid_gradient_far(sigmoid_far_gradient):
    """The gradient of sigmoid is right for numbers far from 0."""
    assert_matches(sigmoid_far_gradient)


@check(points=0.25, hints=["Shift each row so that no power is inf and no sum is 0."])
def test_softmax_gradient_far(softmax_far_gradient):
    """The gradient of softmax is right for large logits."""
    assert_matches(softmax_far_gradient, atol=1e-3)


@check(points=0.25, hints=["Write it for a tensor of any shape, and keep the dtype of x."])
def test_sigmoid_shapes(sigmoid_shapes):
    """sigmoid works for any shape and for 0, and keeps the dtype with all its digits."""
    assert_matches(sigmoid_shapes)


@check(points=0.25, hints=["Dimensions can be counted from the end too; and keep the dtype of x."])
def test_softmax_shapes(softmax_shapes):
    """softmax works for one dimension or more and for a negative dim, and keeps the dtype with all its digits."""
    assert_matches(softmax_shapes)
