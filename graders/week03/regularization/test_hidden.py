from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25, hints=["Try p = 0 and p = 1, and an x of four dimensions and of another dtype; draw for each element."]
)
def test_nothing_and_everything(nothing_to_drop, everything_to_drop, many_dimensions):
    """dropout with p = 0 keeps everything, with p = 1 nothing, and with any p each element has its draw, in any shape and dtype."""
    assert_matches(nothing_to_drop)
    assert_matches(everything_to_drop)
    assert_matches(many_dimensions)


@check(points=0.25, hints=["A probability lies between 0 and 1; for any other p, raise ValueError."])
def test_p_is_a_probability(no_probability):
    """dropout raises ValueError for a p that is no probability."""
    assert_matches(no_probability)


@check(points=0.25, hints=["Use operations on tensors all the way from x to what you return."])
def test_gradient(gradient):
    """Gradients flow through dropout: 1 / (1 - p) for what is kept, 0 for what is dropped, and in evaluation 1."""
    assert_matches(gradient)


@check(points=0.25, hints=["Make a new tensor in each case, by the same formula for every shape and dtype."])
def test_new_tensor_without_decay(no_decay, decay_of_a_bias, decay_of_others):
    """decayed_grad returns a new tensor without a decay too, and for a bias, and for any shape and dtype."""
    assert_matches(no_decay)
    assert_matches(decay_of_a_bias)
    assert_matches(decay_of_others)
