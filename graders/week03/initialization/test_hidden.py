import math

from dlcourse.graders.assertions import Mismatch, assert_matches
from dlcourse.graders.authoring import check
from dlcourse.graders.engine.text import number


@check(points=0.25, hints=["nn.Linear(…, bias=False) has a bias too: it is None."])
def test_layer_without_bias(without_bias):
    """init_uniform takes a layer without a bias too."""
    assert_matches(without_bias)


@check(
    points=0.25, hints=["Touch only the layer that you are given, and leave the seed of the generator to the caller."]
)
def test_each_call_draws_anew(each_call_anew):
    """init_uniform gives each layer other weights, and leaves all other layers, seeds and modes alone."""
    assert_matches(each_call_anew)


@check(points=0.5, hints=["Small weights in every layer and biases of 0 give outputs close to 0."])
def test_iris_starts_at_a_guess(iris_start):
    """A network drawn by init_uniform starts on iris with the loss of a guess, to within 0.1."""
    loss, guess = iris_start["loss"], math.log(3)
    if not abs(loss - guess) <= 0.1:
        raise Mismatch([("returned", f"loss: {number(loss)}"), ("expected", f"{number(guess)} ± 0.1")])
