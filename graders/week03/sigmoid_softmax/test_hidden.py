from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=["A power that is inf on the way spoils the gradient, even where the value is right or is not used."],
)
def test_gradients_far(sigmoid_far_gradient, softmax_far_gradient):
    """The gradients of sigmoid and softmax are right for large logits."""
    assert_matches(sigmoid_far_gradient)
    assert_matches(softmax_far_gradient, atol=1e-3)


@check(points=0.5, hints=["Write both for a tensor of any shape, and let the dtype of x decide."])
def test_shapes_and_dtypes(sigmoid_shapes, softmax_shapes):
    """sigmoid and softmax take all shapes of the contract, and keep the dtype."""
    assert_matches(sigmoid_shapes)
    assert_matches(softmax_shapes)
