import numpy as np

from dlcourse.graders.assertions import assert_at_least, assert_matches
from dlcourse.graders.authoring import check


@check(
    points=2,
    hints=[
        "Which steps does each batch need, and in which order?",
        "Every batch has its own forward pass, loss, gradient and update, and no gradient is left from the batch "
        "before.",
        "Look up optimizer.zero_grad, Tensor.backward and optimizer.step.",
    ],
)
def test_weights_after_an_epoch(line_by_hand):
    """train_one_epoch makes a step for each batch, against the gradient of that batch alone."""
    assert_matches(line_by_hand, "w", "w after five more batches")


@check(
    points=1,
    hints=[
        "In the example of the docstring, the batch losses are 10 and 9: which one number do you return for both?",
        "Keep the loss of each batch as a plain number. The mean counts every batch the same.",
        "Look up Tensor.item, and len of a DataLoader.",
    ],
)
def test_loss_of_an_epoch(line_by_hand):
    """train_one_epoch returns the mean of the batch losses, as a float."""
    assert_matches(line_by_hand, "loss")


@check(
    points=0.5,
    hints=[
        "In which mode does the model come, and which mode does training need?",
        "Dropout and batch norm work differently in training and in evaluation, and the model does not switch by "
        "itself.",
        "Look up nn.Module.train.",
    ],
)
def test_train_mode(train_mode):
    """train_one_epoch trains in train mode, and leaves the model in train mode."""
    assert_matches(train_mode)


@check(
    points=0.25,
    hints=[
        "What do you do to X, y and the predictions on their way to the criterion, and how often do you go through the loader?",
        "Pass X and y on as they are, and give the predictions to the criterion first. One loop over the loader is enough.",
        "Look up what squeeze does to a shape, and the docstring's lines on loader and criterion.",
    ],
)
def test_as_they_come(as_they_come, own_shapes, gone_through):
    """train_one_epoch works with any criterion, dtype and shape, and goes through any loader once."""
    assert_matches(as_they_come)
    assert_matches(own_shapes)
    assert_matches(gone_through)


@check(
    points=1,
    hints=[
        "How many steps does the optimizer that fit is given make in four epochs of three batches?",
        "Each epoch is what train_one_epoch does, with the same model, the same optimizer and the loader itself: make none of "
        "them anew.",
        "Look up range, and how an optimizer keeps momentum: torch.optim.Optimizer.state.",
    ],
)
def test_fit_trains(fit_with_momentum, gone_through_by_fit):
    """fit trains for as many epochs as `epochs` says, with its optimizer, and goes through the loader in each epoch."""
    assert_matches(fit_with_momentum, "w", "b")
    assert_matches(gone_through_by_fit)


@check(
    points=0.75,
    hints=[
        "How many numbers should fit return, and what does each of them mean?",
        "One number for each epoch: the mean of that epoch's batch losses, and of no other epoch's.",
        "Look up list.append, or list comprehensions.",
    ],
)
def test_fit_history(fit_with_momentum, fit_in_parts):
    """fit returns the loss of every epoch of this call, as a list of floats."""
    assert_matches(fit_with_momentum, "losses")
    assert_matches(fit_in_parts)


@check(
    points=1,
    hints=[
        "Do the checks above pass?",
        "If they do, this one passes too: look at the first that fails. If none fails, check what your loop does to "
        "labels.",
        "Look up what nn.CrossEntropyLoss expects: plain outputs, and class indices.",
    ],
)
def test_iris(iris_flowers):
    """fit trains a network that finds the species of at least 90 % of the flowers that it has not seen."""
    logits, labels = iris_flowers["logits"], iris_flowers.inputs["y_test"]
    assert logits.shape == (51, 3), f"The outputs have the shape {logits.shape} instead of (51, 3)."
    right = logits.argmax(axis=1) == labels
    assert_at_least(np.mean(right), 0.9, "accuracy on 51 other flowers")
