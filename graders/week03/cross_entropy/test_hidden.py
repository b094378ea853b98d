from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["Shift each row by its own maximum, not by that of the whole tensor."])
def test_large_logits_apart(far_apart):
    """cross_entropy and its gradient are right if one row is far above 0 and another far below."""
    assert_matches(far_apart, atol=1e-2)


@check(points=0.25, hints=["Use only operations on tensors in binary_cross_entropy too."])
def test_binary_gradient(binary_gradient):
    """Gradients flow back through binary_cross_entropy to p."""
    assert_matches(binary_gradient)


@check(
    points=0.25,
    hints=["Compare the whole shapes, not the number of elements or the number of rows."],
    needs=["test_binary_values"],
)
def test_binary_other_shapes(binary_other_shapes):
    """binary_cross_entropy raises ValueError for all shapes that differ."""
    for shapes in binary_other_shapes.expected:
        error = binary_other_shapes[shapes]
        assert error == "ValueError", f"the shapes {shapes} raise {error or 'nothing'} instead of ValueError"


@check(
    points=0.25,
    hints=["The mean is over all elements, for every shape and dtype. Clamp a copy of p, not p itself."],
)
def test_binary_table(binary_table, binary_inputs):
    """binary_cross_entropy accepts every table, counts every element, and does not change its arguments."""
    assert_matches(binary_table)
    assert_matches(binary_inputs, "loss", atol=0.01)
    assert_matches(binary_inputs, "p", "y", "not 0", "not 1")
