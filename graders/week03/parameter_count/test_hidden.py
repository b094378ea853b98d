from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["Use the parameters of the whole model at once: a shared one appears there only once."])
def test_shared_parameters_count_once(tied_weight, shared_layer):
    """count_parameters counts once what two layers share."""
    assert_matches(tied_weight)
    assert_matches(shared_layer)


@check(
    points=0.25,
    hints=["Do not look at the kinds of layers, or at how deep they are: every module knows its parameters."],
)
def test_any_module(any_module, partly_frozen):
    """count_parameters works for any module, and looks at each parameter to see if it is frozen."""
    assert_matches(any_module)
    assert_matches(partly_frozen)


@check(points=0.25, hints=["The sum over no parameters is 0. Start at 0 in each call, and do not change the model."])
def test_no_parameters(no_parameters, nothing_to_train, counted_again):
    """count_parameters returns 0 if there is nothing to count, and the same number in a second call."""
    assert_matches(no_parameters)
    assert_matches(nothing_to_train)
    assert_matches(counted_again)
