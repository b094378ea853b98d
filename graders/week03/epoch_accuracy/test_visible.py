from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "5 of 6 are right, then 0 of 2: how many of all 8 are right?",
        "Count the right predictions and the samples over all batches; divide once, at the end.",
        "Look up torch.argmax with its argument dim, and sum() and item() of a tensor.",
    ],
    hints_for={
        "error": "Does __init__ set the counts, as self.…? And scores is (N, C): which shape has your argmax?",
    },
)
def test_accuracy_of_an_epoch(unequal_batches):
    """compute returns the share of right predictions among all samples, in batches of any size."""
    assert_matches(unequal_batches)


@check(
    points=0.25,
    hints=[
        "What type does your result have?",
        "A tensor with a single number is still a tensor; the docstring asks for a plain float.",
        "Look up torch.Tensor.item.",
    ],
    needs=["test_accuracy_of_an_epoch"],
)
def test_plain_float(type_of_accuracy):
    """compute returns a plain float."""
    assert_matches(type_of_accuracy)


@check(
    points=0.5,
    hints=[
        "How can you tell one-hot targets from labels?",
        "One-hot targets have one dimension more. Turn them into labels first; the rest is the same.",
        "Look up torch.Tensor.ndim, and what argmax gives for a row like [0, 1, 0].",
    ],
)
def test_one_hot_targets(one_hot_batches, square_batch_one_hot):
    """update works for one-hot targets too, ints and floats."""
    assert_matches(one_hot_batches)
    assert_matches(square_batch_one_hot)


@check(
    points=0.25,
    hints=[
        "What does your object still store after reset()?",
        "Everything that update adds to must go back to its start.",
        "Look up how __init__ can call another method.",
    ],
)
def test_reset(second_epoch):
    """After reset, only the later batches count."""
    assert_matches(second_epoch)


@check(
    points=0.25,
    hints=[
        "Which of your counts does compute() change?",
        "compute only reads the counts; only reset clears them.",
        "Look up in the docstrings which method changes the counts.",
    ],
)
def test_compute_forgets_nothing(computed_on_the_way):
    """compute can be called at any time: it keeps the counts, and later batches add to them."""
    assert_matches(computed_on_the_way)


@check(
    points=0.25,
    hints=[
        "What is 0 right predictions divided by 0 samples?",
        "Without a sample there is no accuracy: that is an error, and the docstring names its type.",
        "Look up the raise statement, and ValueError.",
    ],
)
def test_no_samples(nothing_seen, nothing_seen_since_reset):
    """compute raises ValueError if there is no sample, at the start and after a reset."""
    assert_matches(nothing_seen)
    assert_matches(nothing_seen_since_reset)
