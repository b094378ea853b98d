from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "Which probability does the softmax give to the true class, and what is minus its logarithm?",
        "The loss of one sample is -log of the true class's probability; the softmax belongs into your function, once.",
        "Look up torch.log_softmax, and how to pick one entry of each row.",
    ],
)
def test_by_hand(by_hand):
    """cross_entropy gives 0.8131 and 8.0619 for two samples worked out by hand."""
    assert_matches(by_hand)


@check(
    points=0.5,
    hints=[
        "How many losses do five samples have, and how do you make one number of them?",
        "Each sample has one loss, that of its own class; the result is their mean, a tensor without dimensions.",
        "Look up indexing with two tensors, torch.gather, or one-hot labels, and torch.mean.",
    ],
)
def test_class_indices(indices):
    """cross_entropy is the mean over the samples, for class indices."""
    assert_matches(indices, "loss")


@check(
    points=0.75,
    hints=[
        "How can your function tell class indices from probabilities?",
        "With probabilities, every class counts with its own: sum over the classes, then take the mean over the samples.",
        "Look up target.ndim, and torch.sum with a dim.",
    ],
)
def test_probabilities(one_hot_targets, soft_targets):
    """cross_entropy takes probabilities for targets too, one-hot and soft."""
    assert_matches(one_hot_targets)
    assert_matches(soft_targets)


@check(
    points=0.5,
    hints=[
        "Can PyTorch follow every step from the logits to your result?",
        "Gradients flow only through operations on tensors. By hand it is (softmax(logits) - one-hot target) / N.",
        "Look up why .item(), .detach(), .numpy() and torch.tensor(...) cut the graph.",
    ],
)
def test_gradient(logits_gradient, soft_gradient):
    """The gradient of cross_entropy flows to the logits, with both kinds of target."""
    assert_matches(logits_gradient)
    assert_matches(soft_gradient)


@check(
    points=0.5,
    hints=[
        "Which of the two terms counts where y is 1, and which where y is 0?",
        "Write the formula's two terms for every element, and take the mean of all.",
        "Look up torch.log, and the binary cross-entropy's formula in the docstring.",
    ],
)
def test_binary_values(binary_values):
    """binary_cross_entropy is the mean of the formula over all elements."""
    assert_matches(binary_values)


@check(
    points=0.25,
    hints=[
        "What is the shape of (4, 1) minus (4,)?",
        "Compare the shapes before you compute: broadcasting would pair every p with every y.",
        "Look up tensor.shape and the raise statement.",
    ],
)
def test_binary_shapes(binary_shapes):
    """binary_cross_entropy raises ValueError for (4, 1) and (4,)."""
    error = binary_shapes["error"]
    assert error == "ValueError", f"it raises {error or 'nothing'} where ValueError is asked for"


@check(
    points=0.5,
    hints=[
        "What is log 0, and what is 0 times that?",
        "Keep p a little away from 0 and from 1 before you take logarithms; float32 has seven digits or so.",
        "Look up torch.clamp, and torch.finfo(torch.float32).eps.",
    ],
)
def test_certain(certain_and_right, certain_and_wrong):
    """binary_cross_entropy is finite where p is 0 or 1."""
    for run in (certain_and_right, certain_and_wrong):
        for case, wanted in run.expected.items():
            assert run[case] == wanted, f"for {case} the loss is {run[case]}, where it should be {wanted}"
