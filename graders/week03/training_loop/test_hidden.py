import numpy as np

from dlcourse.graders.assertions import assert_at_most, assert_matches
from dlcourse.graders.authoring import check


@check(points=1.5, hints=["Leave the optimizer's state alone, and give the loss the model's plain outputs."])
def test_two_epochs(two_epochs):
    """Two epochs with momentum and cross-entropy give the same losses and weights as by hand."""
    assert_matches(two_epochs)


@check(points=0.5, hints=["Let the optimizer make the step, and do not touch requires_grad."])
def test_frozen_layers_stay(frozen_layer):
    """A frozen layer keeps its weights, and the others learn."""
    assert_matches(frozen_layer)


@check(points=1, hints=["Keep predictions and targets in the same shape, (N, 1)."])
def test_diabetes(diabetes_patients):
    """A line fitted with fit predicts the progression of diabetes to within 52 on average."""
    errors = diabetes_patients["predictions"][:, 0] - diabetes_patients.inputs["y_test"]
    assert_at_most(np.mean(np.abs(errors)), 52, "mean absolute error on 147 other patients")
