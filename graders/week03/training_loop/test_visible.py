import numpy as np

from dlcourse.graders.assertions import assert_at_least, assert_matches
from dlcourse.graders.authoring import check


@check(points=2, hints=["For each batch: clear the gradients, forward, loss, backward, step."])
def test_weights_after_an_epoch(line_by_hand):
    """After one epoch, each batch has made its step: w goes from 0 to 1.0 to 2.8."""
    assert_matches(line_by_hand, "w")


@check(points=1, hints=["Collect loss.item() of each batch, and divide their sum by the number of batches."])
def test_loss_of_an_epoch(line_by_hand):
    """train_one_epoch returns the mean of the batch losses, as a float."""
    assert_matches(line_by_hand, "loss")


@check(points=0.5, hints=["Call model.train() before the loop."])
def test_train_mode(train_mode):
    """train_one_epoch trains in train mode, and leaves the model in it."""
    assert_matches(train_mode)


@check(
    points=1.5,
    hints=["Call train_one_epoch once for each epoch, with the same optimizer, and collect what it returns."],
)
def test_fit_history(fit_with_momentum):
    """fit returns the loss of every epoch, and keeps the optimizer's momentum."""
    assert_matches(fit_with_momentum)


@check(points=1, hints=["If everything else passes, this does too; look at the first check that fails."])
def test_iris(iris_flowers):
    """A network trained with fit tells the species of at least 90 % of the flowers that it has not seen."""
    right = iris_flowers["logits"].argmax(axis=1) == iris_flowers.inputs["y_test"]
    assert_at_least(np.mean(right), 0.9, "accuracy on 51 other flowers")
