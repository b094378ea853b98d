from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["Ask the model itself for its parameters, not each of its modules."])
def test_shared_layer(shared_layer):
    """sgd_step moves every parameter once, also one that two modules share, and one outside of all layers."""
    assert_matches(shared_layer)


@check(points=0.25, hints=["After a step, is the model ready for the next forward and backward pass?"])
def test_three_steps(three_steps):
    """Three rounds of backward() and sgd_step give the right losses and weights."""
    assert_matches(three_steps, rtol=1e-6, atol=1e-7)  # float64: even a weight decay of 1e-4 shows
