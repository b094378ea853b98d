from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.5, hints=["Two nodes can hold the same number. Remember the nodes that you have seen, not their data."])
def test_equal_numbers(equal_numbers):
    """Different nodes with the same number are different nodes."""
    assert_matches(equal_numbers)


@check(points=0.5, hints=["Does anything from the first call, such as a mark on the nodes, disturb the second?"])
def test_second_call(called_twice):
    """After the gradients were reset, backward works again, also from another node."""
    assert_matches(called_twice)


@check(
    points=0.5,
    needs=["test_expression", "test_zero_grad"],
    hints=["Write to node.grad only. node.data stays as it is."],
)
def test_data_stays(data_after_backward, data_after_zero_grad):
    """backward and zero_grad change gradients only."""
    assert_matches(data_after_backward)
    assert_matches(data_after_zero_grad)


@check(
    points=1.5,
    needs=["test_zero_grad"],
    hints=["zero_grad gets graphs that are as deep as those of backward: use a loop here too."],
)
def test_deep_zero_grad(deep_cleared):
    """zero_grad gets through 2,000 operations, one after the other."""
    assert_matches(deep_cleared)
