from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.5, hints=["Give f a tensor, and leave its derivative to autograd."])
def test_another_function(another_function):
    """descend works for any function of tensors."""
    assert_matches(another_function)


@check(points=0.25, hints=["How many values are there before the first step?"])
def test_number_of_steps(number_of_steps):
    """descend makes as many steps as it is told, and with 0 steps returns x0 alone."""
    assert_matches(number_of_steps)


@check(points=0.25, hints=["Which dtypes can require a gradient?"])
def test_whole_number(whole_number):
    """descend can start from an int."""
    assert_matches(whole_number)
