from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.5, hints=["model.parameters() yields a shared parameter only once."])
def test_shared_parameters_count_once(tied_weight):
    """A parameter that two layers share counts once."""
    assert_matches(tied_weight)


@check(points=0.5, hints=["The sum over no parameters is 0."])
def test_no_parameters(no_parameters):
    """A module without parameters has 0 of them."""
    assert_matches(no_parameters)
