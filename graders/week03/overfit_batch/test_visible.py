import numpy as np

from dlcourse.graders.assertions import assert_at_most, assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.75,
    hints=[
        "What does the training loop do in one step, and how often do you need that step here?",
        "Take one batch, and repeat the steps of training on it: clear the gradients, forward, loss, backward, step.",
        "Look up your training loop, and iter() and next() for the first batch of a loader.",
    ],
)
def test_weights(line):
    """The steps on the first batch move w from 0 to the right number."""
    assert_matches(line, "w")


@check(
    points=0.25,
    hints=[
        "Which of the losses says how well the model knows the batch at the end?",
        "The last one, as a plain float; a tensor would keep its whole graph in memory.",
        "Look up torch.Tensor.item.",
    ],
)
def test_loss(line, rising_loss):
    """overfit_one_batch returns the loss at the last step, as a float, even if it was lower before."""
    for run in (line, rising_loss):
        loss, after = run["loss"], run.expected["loss after the last step"]
        if not (isinstance(loss, float) and abs(loss - after) < 1e-4 * max(1, after)):
            assert_matches(run, "loss")


@check(
    points=0.5,
    hints=[
        "What does a shuffled loader give if you go through it a second time?",
        "Every step needs the same batch, so take a batch from the loader once, before the steps.",
        "Look up what iter(loader) does each time it is called.",
    ],
)
def test_same_batch(shuffled_loader):
    """Every step uses the same batch, even if the loader shuffles."""
    assert_matches(shuffled_loader)


@check(
    points=0.25,
    hints=[
        "How many steps does your loop make if the loss is very small from the start?",
        "All of them, whatever the loss is: the caller decides how many. If the caller gives no number, it is the"
        " default of the stub.",
        "Look up default arguments in Python, and what break does in a loop.",
    ],
)
def test_default_steps(default_steps):
    """overfit_one_batch makes 1000 steps if the caller gives no number."""
    assert_matches(default_steps, atol=1e-10)


@check(
    points=0.25,
    hints=[
        "In which mode is the model when you get it?",
        "It may be in eval mode. Start like every training loop: put the model into train mode.",
        "Look up torch.nn.Module.train.",
    ],
)
def test_train_mode(train_mode):
    """overfit_one_batch trains in train mode, and leaves the model in it."""
    assert_matches(train_mode)


@check(
    points=0.5,
    hints=[
        "What can prevent a large enough model from learning 16 images by heart?",
        "Look first at the checks with one weight: gradients, steps and the batch must be right.",
        "Look up what nn.CrossEntropyLoss expects, and the order of the five steps of training.",
    ],
)
def test_digits(handwritten_digits):
    """In 300 steps, a network learns 16 handwritten digits by heart: the loss is below 0.05, and every digit is right."""
    logits, labels = handwritten_digits["logits"].astype(float), handwritten_digits.inputs["y"][:16]
    right = logits[np.arange(16), labels]
    others = np.where(np.arange(10) == labels[:, None], -np.inf, logits).max(axis=1)
    highest = logits.max(axis=1, keepdims=True)
    losses = np.log(np.exp(logits - highest).sum(axis=1)) + highest[:, 0] - right
    assert_at_most(losses.mean(), 0.05, "cross-entropy on the 16 images")
    assert (right > others).all(), f"{int((right <= others).sum())} of the 16 images get a wrong digit."
