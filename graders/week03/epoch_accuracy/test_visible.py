from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.75,
    hints=[
        "5 of 6 are right, then 0 of 2: how many of all 8 are right?",
        "Count the right predictions and the samples over all batches; divide once, at the end.",
        "Look up torch.argmax with its argument dim, and sum() and item() of a tensor.",
    ],
)
def test_accuracy_of_an_epoch(unequal_batches):
    """compute returns the share of right predictions among all samples, however they are batched."""
    assert_matches(unequal_batches)


@check(
    points=0.25,
    hints=[
        "What type has your result?",
        "A tensor with no dimensions is still a tensor; the docstring promises a plain float.",
        "Look up torch.Tensor.item.",
    ],
    needs=["test_accuracy_of_an_epoch"],
)
def test_plain_float(type_of_accuracy):
    """compute returns a plain float."""
    assert_matches(type_of_accuracy)


@check(
    points=0.75,
    hints=[
        "By what can you tell one-hot targets from labels?",
        "One-hot targets have one dimension more. Turn them into labels first; the rest is the same.",
        "Look up torch.Tensor.ndim, and what argmax gives for a row like [0, 1, 0].",
    ],
)
def test_one_hot_targets(one_hot_batches, square_batch_one_hot):
    """update takes one-hot targets too."""
    assert_matches(one_hot_batches)
    assert_matches(square_batch_one_hot)


@check(
    points=0.5,
    hints=[
        "What does your object still know after reset()?",
        "Everything that update adds to has to go back to its start.",
        "Look up how __init__ and reset can share their lines.",
    ],
)
def test_reset(second_epoch):
    """After reset, only the batches that follow count."""
    assert_matches(second_epoch)


@check(
    points=0.5,
    hints=[
        "Which of your counts does compute() change?",
        "compute only reads the counts; to forget them is the work of reset.",
        "Look up in the docstrings which method forgets what.",
    ],
)
def test_compute_forgets_nothing(computed_on_the_way):
    """compute can be called at any time: it forgets nothing, and further batches add to those before."""
    assert_matches(computed_on_the_way)


@check(
    points=0.25,
    hints=[
        "What would 0 right ones of 0 samples be?",
        "No sample, no accuracy: that is an error, of the kind that the docstring names.",
        "Look up the statement raise, and ValueError.",
    ],
)
def test_no_samples(nothing_seen, nothing_seen_since_reset):
    """compute raises ValueError while there is no sample, at the start and after a reset."""
    assert_matches(nothing_seen)
    assert_matches(nothing_seen_since_reset)
