from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.5, hints=["Never take the logarithm of a softmax that may be 0: there is a form of both in one."])
def test_large_logits(far_values, far_gradient):
    """cross_entropy and its gradient are right for logits of ±10000."""
    assert_matches(far_values, atol=1e-2)
    assert_matches(far_gradient, atol=1e-2)


@check(points=0.25, hints=["Let the dtype of the logits decide, and write into no tensor that is not yours."])
def test_dtypes_and_inputs(double_precision, indices):
    """cross_entropy keeps float64 and does not change the logits."""
    assert_matches(double_precision)
    assert_matches(indices, "logits")


@check(points=0.25, hints=["Stay with operations on tensors in binary_cross_entropy too."])
def test_binary_gradient(binary_gradient):
    """The gradient of binary_cross_entropy flows to p."""
    assert_matches(binary_gradient)


@check(points=0.25, hints=["Compare the whole shapes, neither the number of elements nor the number of rows."])
def test_binary_other_shapes(binary_other_shapes):
    """binary_cross_entropy raises ValueError for all shapes that differ."""
    for shapes in binary_other_shapes.expected:
        error = binary_other_shapes[shapes]
        assert error == "ValueError", f"for {shapes} it raises {error or 'nothing'} where ValueError is asked for"


@check(points=0.25, hints=["The mean is over all elements; and what you clamp must be a copy of p, not p itself."])
def test_binary_table(binary_table, binary_inputs):
    """binary_cross_entropy takes a table as well, and does not change its arguments."""
    assert_matches(binary_table)
    for name in ("p", "y"):
        assert binary_inputs[f"{name} stays"] is True, f"After the call, the caller's {name} holds other numbers."
