from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["Write it for a tensor of any shape, and keep the dtype of x."])
def test_sigmoid_shapes(sigmoid_shapes):
    """sigmoid works for any shape and for 0, and keeps the dtype with all its digits."""
    assert_matches(sigmoid_shapes)


@check(points=0.25, hints=["Dimensions can be counted from the end too; and keep the dtype of x."])
def test_softmax_shapes(softmax_shapes):
    """softmax works for one dimension or more and for a negative dim, and keeps the dtype with all its digits."""
    assert_matches(softmax_shapes)
