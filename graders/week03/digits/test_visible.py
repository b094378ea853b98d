import numpy as np

from dlcourse.graders.assertions import Mismatch, assert_at_least, assert_at_most, assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.75,
    hints=[
        "In which mode does the model come, and in which mode do you judge it?",
        "Eval mode, one forward pass, and the mean cross-entropy of the logits, as a plain number.",
        "Look up your own validate, nn.functional.cross_entropy, and Tensor.item.",
    ],
)
def test_loss(four_evaluations):
    """evaluate returns the mean cross-entropy of the samples, in eval mode."""
    assert_matches(four_evaluations, "cross-entropies")


@check(
    points=0.75,
    hints=[
        "Which class does the network choose for a sample, and how often is that its label?",
        "The class with the highest score in its row. Divide the number of right ones by the number of samples.",
        "Look up your own Accuracy, and Tensor.argmax with dim.",
    ],
)
def test_accuracy(four_evaluations):
    """evaluate returns the share of samples whose highest score is that of their class."""
    assert_matches(four_evaluations, "accuracies")


@check(
    points=0.5,
    needs=["test_loss", "test_accuracy"],
    hints=[
        "What would the next epoch of training find: which mode, which parameters, which gradients?",
        "Record no graph, put the model back into train mode at the end, and return plain floats.",
        "Look up nn.Module.train, torch.no_grad and Tensor.item.",
    ],
)
def test_no_trace(afterwards):
    """evaluate returns plain floats, leaves the model in train mode, and changes nothing."""
    assert_matches(afterwards)


def scores_and_labels(run):
    """Return the scores (M, 10) of the new pictures, and their labels."""
    scores, labels = run["scores"], run.inputs["y_new"]
    assert scores.shape == (len(labels), 10), (
        f"The scores have the shape {scores.shape} instead of ({len(labels)}, 10)."
    )
    assert np.isfinite(scores).all(), "The scores contain nan or inf. Is the learning rate too large?"
    return scores.astype(float), labels


@check(
    points=2,
    hints=[
        "How does the loss go from epoch to epoch, and what is the accuracy on pictures that you have kept for validation?",
        "Look at the training first: can it learn 16 pictures by heart? Then change one thing at a time, such as the learning "
        "rate, the number of epochs or the width, and keep what is better on the validation pictures.",
        "Look up your own overfit_one_batch, fit and split; and the table of section “Overfitting one batch”.",
    ],
)
def test_new_pictures(new_pictures):
    """Your network reads at least 93 % of the pictures that it has never seen."""
    scores, labels = scores_and_labels(new_pictures)
    learnt = new_pictures["scores of 400 learnt pictures"]
    assert learnt.shape == (400, 10), f"The scores of 400 pictures have the shape {learnt.shape} instead of (400, 10)."
    assert np.isfinite(learnt).all(), "The scores contain nan or inf. Is the learning rate too large?"
    known = np.mean(learnt.argmax(axis=1) == new_pictures.inputs["y"][:400])
    try:
        assert_at_least(np.mean(scores.argmax(axis=1) == labels), 0.93, f"accuracy on {len(labels)} new pictures")
    except Mismatch as low:
        raise Mismatch([*low.lines, ("note", f"{what_to_look_at(known)}")]) from None


def what_to_look_at(known):
    """Return what the accuracy on pictures that the network has learnt from says."""
    if known < 0.3:
        return (
            f"It reads only {known:.0%} of the pictures that it has learnt from, hardly more than a guess. Does the optimizer move "
            "the network that you return, and does each picture keep its own label?"
        )
    if known < 0.95:
        return (
            f"It reads only {known:.0%} of the pictures that it has learnt from, so it has not learnt enough. Do you clear the "
            "gradients and go through all batches of all epochs, and are the learning rate and the number of epochs large enough? "
            "The pixels are 0 to 1 already."
        )
    return f"It reads {known:.0%} of the pictures that it has learnt from, so it overfits: look at the validation loss."


@check(
    points=0.5,
    needs=["test_new_pictures"],
    hints=[
        "Your network finds the right digits, but how sure is it of them?",
        "nn.CrossEntropyLoss has a softmax of its own, so the network returns plain logits. And a network that is sure of "
        "wrong answers has a high loss.",
        "Look up what nn.CrossEntropyLoss expects; then weight decay and dropout.",
    ],
)
def test_loss_on_new_pictures(new_pictures):
    """The cross-entropy of your network on the new pictures is at most 0.5."""
    scores, labels = scores_and_labels(new_pictures)
    probabilities = (scores >= 0).all() and np.allclose(scores.sum(axis=1), 1, atol=1e-3)
    assert not probabilities, "Each row of the scores sums to 1: your network ends with a softmax. Return plain logits."
    scores -= scores.max(axis=1, keepdims=True)
    losses = np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(labels)), labels]
    assert_at_most(losses.mean(), 0.5, f"cross-entropy on {len(labels)} new pictures")
