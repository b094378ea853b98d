from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.5, hints=["math.exp(710) is too large for a float. With which sign in the exponent is it small?"])
def test_tanh_far_from_zero(far_curve):
    """tanh is right for numbers up to ±1000."""
    assert_matches(far_curve)


@check(points=0.5, hints=["math.exp(710) and math.cosh(711) are too large for a float. Use e to a power below 0."])
def test_slopes_far_from_zero(far_slopes_of_sigmoid, far_slopes_of_tanh):
    """Both slopes are right for numbers up to ±1000."""
    assert_matches(far_slopes_of_sigmoid)
    assert_matches(far_slopes_of_tanh)


@check(
    points=0.5,
    needs=["test_value_tanh", "test_pass_back"],
    hints=["tanh changes no node, and pass_back nothing but the gradient of the parent."],
)
def test_nothing_else_changes(node_afterwards, node_that_passes_back):
    """Value.tanh and Value.pass_back leave all other data and gradients as they are."""
    assert_matches(node_afterwards)
    assert_matches(node_that_passes_back)
