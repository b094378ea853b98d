from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.5, hints=["Ask for the parameters of the whole model at once: a shared one is then there only once."])
def test_shared_parameters_count_once(tied_weight, shared_layer):
    """count_parameters counts what two layers share once."""
    assert_matches(tied_weight)
    assert_matches(shared_layer)


@check(
    points=0.25,
    hints=["Do not ask what kind of layers there are, or how deep they lie: every module knows its parameters."],
)
def test_any_module(any_module, partly_frozen):
    """count_parameters takes any module, however it is built, and asks each parameter whether it is frozen."""
    assert_matches(any_module)
    assert_matches(partly_frozen)


@check(
    points=0.25, hints=["The sum over no parameters is 0. Each call begins at 0 again, and only looks at the model."]
)
def test_no_parameters(no_parameters, nothing_to_train, counted_again):
    """count_parameters gives 0 where there is nothing to count, and the same again in a second call."""
    assert_matches(no_parameters)
    assert_matches(nothing_to_train)
    assert_matches(counted_again)
