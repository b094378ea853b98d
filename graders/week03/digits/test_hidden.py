import numpy as np

from dlcourse.graders.assertions import assert_at_least, assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5, hints=["Let the network look at the samples, whatever their shape, all of them at once or in batches."]
)
def test_other_shapes(other_shapes):
    """evaluate is right for samples of any shape, and for a model without dropout."""
    assert_matches(other_shapes)


@check(points=1, hints=["Learn from the pictures and labels that you are given, and from nothing else."])
def test_other_numbers(digits_with_other_numbers):
    """train_reader learns from the labels that it is given: with other numbers, it reads at least 90 % of the new pictures."""
    scores, labels = digits_with_other_numbers["scores"], digits_with_other_numbers.inputs["y_new"]
    assert scores.shape == (600, 10), f"The scores have the shape {scores.shape} instead of (600, 10)."
    assert_at_least(np.mean(scores.argmax(axis=1) == labels), 0.9, "accuracy on 600 new pictures with other numbers")
