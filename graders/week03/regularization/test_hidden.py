from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["A probability lies between 0 and 1; for any other p, raise ValueError."])
def test_p_is_a_probability(no_probability):
    """dropout raises ValueError for a p that is not a probability."""
    assert_matches(no_probability)


@check(points=0.25, hints=["Use only operations on tensors, from x to what you return."])
def test_gradient(gradient):
    """Gradients flow through dropout: 1 / (1 - p) for kept elements, 0 for dropped ones, and 1 in evaluation."""
    assert_matches(gradient)


@check(points=0.25, hints=["Always make a new tensor, with the same formula for every shape and dtype."])
def test_new_tensor_without_decay(no_decay, decay_of_a_bias, decay_of_others):
    """decayed_grad returns a new tensor if the decay is 0 too, also for a bias, and for any shape and dtype."""
    assert_matches(no_decay)
    assert_matches(decay_of_a_bias)
    assert_matches(decay_of_others)
