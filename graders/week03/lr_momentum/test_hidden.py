from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.5, hints=["Give f a tensor with a single number, and let autograd compute its derivative."])
def test_another_function(another_function, without_dimensions):
    """descend works for any function of tensors with a single number."""
    assert_matches(another_function)
    assert_matches(without_dimensions)


@check(
    points=0.25,
    hints=[
        "How many values are there before the first step? And make every step, even if x is very large or the slope is 0."
    ],
)
def test_number_of_steps(number_of_steps, to_the_last_step):
    """descend makes as many steps as `steps` says: none if it is 0, and all of them for any x."""
    assert_matches(number_of_steps)
    assert_matches(to_the_last_step)


@check(points=0.25, hints=["Which dtypes can require a gradient?"])
def test_whole_number(whole_number):
    """descend can start from an int."""
    assert_matches(whole_number)
