import math

from dlcourse.graders.assertions import Mismatch
from dlcourse.graders.authoring import check
from dlcourse.graders.engine.text import number


@check(
    points=0.25,
    needs=["test_weights_lie_in_the_bounds"],
    hints=["Small weights in every layer and biases of 0 give outputs close to 0."],
)
def test_iris_starts_at_a_guess(iris_start):
    """After init_uniform, the first loss of a network on iris is the loss of a guess, to within 0.1."""
    loss, guess = iris_start["loss"], math.log(3)
    if not abs(loss - guess) <= 0.1:
        raise Mismatch([("returned", f"loss: {number(loss)}"), ("expected", f"{number(guess)} ± 0.1")])
