from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    needs=["test_first_weights"],
    hints=["random.seed changes the state for the whole program. Use a generator of your own."],
)
def test_random_state(random_state):
    """A new neuron does not change the random numbers of the rest of the program."""
    assert_matches(random_state)


@check(
    points=0.5,
    hints=["Everything that fit remembers is in neuron.w and neuron.b. With 0 steps it returns an empty list."],
)
def test_fit_again(two_calls):
    """fit goes on where the last call has stopped, and does nothing in 0 steps."""
    assert_matches(two_calls)


@check(points=0.5, needs=["test_one_step"], hints=["If you add a 1 to each sample for the bias, do it in a new list."])
def test_data_stay(data):
    """fit leaves the samples and the targets as they are."""
    assert_matches(data)
