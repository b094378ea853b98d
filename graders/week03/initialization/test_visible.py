from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "Between which numbers do your weights lie, and what is their mean?",
        "Fill the weight that the layer already has with uniform draws between the caller's low and high, in place.",
        "Look up torch.nn.init.uniform_ and its arguments a and b, or Tensor.uniform_.",
    ],
    hints_for={
        "error": "Uniform draws need two bounds. A normal distribution has a mean and a standard deviation instead.",
    },
)
def test_weights_lie_in_the_bounds(own_bounds):
    """init_uniform draws the weights uniformly between the caller's low and high."""
    assert_matches(own_bounds)


@check(
    points=0.25,
    hints=[
        "Which parameter of the layer have you not looked at yet?",
        "The bias is a separate parameter; it starts at 0.",
        "Look up torch.nn.init.zeros_.",
    ],
)
def test_bias_is_zero(bias):
    """init_uniform sets the bias to 0."""
    assert_matches(bias)


@check(
    points=0.25,
    hints=[
        "Which bounds does your function use if the caller gives none, or only one of them?",
        "Each bound has a default of its own, −0.1 and 0.1, in the line that begins with def.",
        "Look up default argument values in the Python tutorial.",
    ],
)
def test_default_bounds(default_bounds):
    """init_uniform uses −0.1 for low and 0.1 for high if the caller does not give them."""
    assert_matches(default_bounds)


@check(
    points=0.25,
    needs=["test_weights_lie_in_the_bounds"],
    hints=[
        "Whose weights do you change: those of the layer that you are given, or those of a new object?",
        "An optimizer may already hold the layer's Parameter objects, so change their values and keep the objects.",
        "Look up the functions of torch.nn.init, which work in place, or in-place methods under torch.no_grad().",
    ],
)
def test_layer_stays_the_same_object(returned_object, same_objects, double_precision):
    """init_uniform changes the layer in place and returns it, trainable as before and of the same dtype."""
    assert_matches(returned_object)
    assert_matches(same_objects)
    assert_matches(double_precision)


@check(
    points=0.5,
    hints=[
        "What is the probability of each of C classes, if all are equal?",
        "Cross-entropy is the negative natural logarithm of the probability of the right class.",
        "Look up math.log.",
    ],
)
def test_initial_loss(guesses):
    """initial_loss returns the cross-entropy of equal probabilities, as a float."""
    assert_matches(guesses)


@check(
    points=0.25,
    hints=[
        "Which numbers does a second layer get, if you seed the generator in each call?",
        "Draw from torch's own generator, and leave its seed to the caller.",
        "Look up torch.manual_seed, and what else in the program it changes.",
    ],
    needs=["test_weights_lie_in_the_bounds"],
)
def test_each_call_draws_anew(each_call_anew):
    """init_uniform gives each layer different weights, and does not change other layers, seeds or modes."""
    assert_matches(each_call_anew)


@check(
    points=0.25,
    hints=[
        "What is layer.bias of a layer that was made with bias=False?",
        "It is None, which has no values. Change the bias only if there is one.",
        "Look up the argument bias of nn.Linear, and `is not None`.",
    ],
)
def test_layer_without_bias(without_bias):
    """init_uniform works for a layer without a bias too."""
    assert_matches(without_bias)
