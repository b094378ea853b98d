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
def test_any_module(any_module):
    """count_parameters takes any module, however it is built."""
    assert_matches(any_module)


@check(points=0.25, hints=["The sum over no parameters is 0."])
def test_no_parameters(no_parameters, nothing_to_train):
    """count_parameters gives 0 where there is nothing to count."""
    assert_matches(no_parameters)
    assert_matches(nothing_to_train)
