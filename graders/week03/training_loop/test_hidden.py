import numpy as np

from dlcourse.graders.assertions import assert_at_most, assert_matches
from dlcourse.graders.authoring import check


@check(points=1, hints=["Keep the optimizer's state, and give the loss the model's plain outputs."])
def test_two_epochs(two_epochs):
    """train_one_epoch gives the right weights after two calls with momentum and cross-entropy."""
    assert_matches(two_epochs, "weights")


@check(points=0.25, hints=["Start a new list in each call, and count the small last batch like the others."])
def test_losses_of_two_epochs(two_epochs):
    """train_one_epoch returns the loss of this epoch alone, also with a small last batch."""
    assert_matches(two_epochs, "losses")


@check(points=0.25, hints=["Let the optimizer make the step, and do not change requires_grad."])
def test_frozen_layers_stay(frozen_layer):
    """train_one_epoch leaves a frozen layer as it is, and trains the others."""
    assert_matches(frozen_layer)


@check(
    points=0.25,
    hints=["The caller sets a seed, once. A function that runs many times must not set it."],
    needs=["test_weights_after_an_epoch", "test_fit_trains"],
)
def test_random_state(random_state, random_state_of_fit):
    """train_one_epoch and fit do not reset torch's random state."""
    assert_matches(random_state)
    assert_matches(random_state_of_fit)


@check(
    points=0.25,
    hints=[
        "Each epoch is what train_one_epoch does. Begin with an empty list in each call: without epochs there are no "
        "losses."
    ],
)
def test_fit_in_parts(nothing_left_to_learn, train_mode_of_fit):
    """fit trains in train mode, for all its epochs, and returns no losses for no epochs."""
    assert_matches(nothing_left_to_learn)
    assert_matches(train_mode_of_fit)


@check(points=0.5, hints=["Keep predictions and targets in the same shape, (N, 1)."])
def test_diabetes(diabetes_patients):
    """fit trains a linear model whose mean absolute error on the progression of diabetes is at most 52."""
    predictions, targets = diabetes_patients["predictions"], diabetes_patients.inputs["y_test"]
    assert predictions.shape == (147, 1), f"The predictions have the shape {predictions.shape} instead of (147, 1)."
    errors = predictions[:, 0] - targets
    assert_at_most(np.mean(np.abs(errors)), 52, "mean absolute error on 147 other patients")
