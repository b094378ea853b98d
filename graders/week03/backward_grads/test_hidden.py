from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.5, hints=["Let the model itself say which parameters it has, and what their names are."])
def test_any_module(own_module):
    """layer_gradients works for any module, with the names that the module gives, each parameter once."""
    assert_matches(own_module)


@check(
    points=0.25,
    hints=[
        "Not every parameter takes part in every loss. A gradient of 0 is a gradient; an old gradient belongs to "
        "another loss."
    ],
)
def test_unused_layer(left_from_before, gradients_of_zero):
    """layer_gradients leaves out only the parameters that the loss does not depend on, and returns no old gradient."""
    assert_matches(left_from_before)
    assert_matches(gradients_of_zero)
