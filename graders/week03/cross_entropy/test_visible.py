from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "Which probability does the softmax give to the true class, and what is minus its logarithm?",
        "The loss of one sample is -log of the true class's probability. Your function applies the softmax, once.",
        "Look up torch.log_softmax, and how to pick one entry of each row.",
    ],
)
def test_one_sample(one_sample):
    """cross_entropy of one sample is -log of the probability that the softmax gives to its class."""
    assert_matches(one_sample)


@check(
    points=0.5,
    hints=[
        "How many losses do five samples have, and how do you make one number from them?",
        "Each sample has one loss, the loss of its own class. The result is their mean, a tensor with a single number.",
        "Look up indexing with two tensors, torch.gather, or one-hot labels, and torch.mean.",
    ],
)
def test_class_indices(indices):
    """cross_entropy is the mean over the samples, if the target holds class indices."""
    assert_matches(indices, "loss")


@check(
    points=0.75,
    hints=[
        "How can your function tell class indices from probabilities?",
        "With probabilities, every class counts with its own probability: sum over the classes, then take the mean "
        "over the samples.",
        "Look up target.ndim, and torch.sum with a dim.",
    ],
    hints_for={
        "error": "A target of floats holds probabilities, not indices: look at its number of dimensions, or its dtype,"
        " first.",
    },
)
def test_probabilities(one_hot_targets, soft_targets):
    """cross_entropy accepts probabilities as targets too, one-hot and soft."""
    assert_matches(one_hot_targets)
    assert_matches(soft_targets)


@check(
    points=0.5,
    hints=[
        "Does torch record every step from the logits to your result?",
        "Gradients flow only through operations on tensors. Computed by hand, the gradient is (softmax(logits) - "
        "one-hot target) / N.",
        "Look up why .item(), .detach(), .numpy() and torch.tensor(...) cut the graph.",
    ],
)
def test_gradient(logits_gradient, soft_gradient):
    """Gradients flow back through cross_entropy to the logits, with both kinds of target."""
    assert_matches(logits_gradient)
    assert_matches(soft_gradient)


@check(
    points=0.25,
    hints=[
        "What is log(softmax) of a class whose probability is 0 in float32?",
        "Never take the logarithm of a softmax: log(e^a / sum) is a - log(sum), and log(sum) can be computed "
        "without large powers, row by row.",
        "Look up torch.log_softmax and torch.logsumexp.",
    ],
)
def test_large_logits(far_values, far_gradient, far_probabilities):
    """cross_entropy and its gradient are right for logits of ±10000, and for both kinds of target."""
    for run in (far_values, far_gradient, far_probabilities):
        assert_matches(run, atol=1e-2)


@check(
    points=0.25,
    hints=[
        "Which dtype have the logits, and whose tensors do you write into?",
        "Keep the dtype of the logits, and write only into tensors that you made.",
        "Look up what an underscore at the end of a name means, and the argument dtype of torch.zeros.",
    ],
)
def test_dtypes_and_inputs(double_precision, indices, targets_after):
    """cross_entropy keeps float64 and changes neither the logits nor the target."""
    assert_matches(double_precision)
    assert_matches(indices, "logits")
    assert_matches(targets_after)


@check(
    points=0.5,
    hints=[
        "Which of the two terms counts if y is 1, and which if y is 0?",
        "Compute both terms of the formula for every element, and take the mean of all.",
        "Look up torch.log, and the formula of the binary cross-entropy in the docstring.",
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
    needs=["test_binary_values"],
)
def test_binary_shapes(binary_shapes):
    """binary_cross_entropy raises ValueError for the shapes (4, 1) and (4,)."""
    result = binary_shapes["result"]
    found = f"raises {result}" if str(result).endswith("Error") else "returns a value"
    assert found == "raises ValueError", f"it {found} instead of raising ValueError"


@check(
    points=0.5,
    hints=[
        "What is log 0, and what is 0 times that?",
        "Keep p a little away from 0 and from 1 before you take logarithms. Remember that float32 has about seven "
        "digits.",
        "Look up torch.clamp, and torch.finfo(torch.float32).eps.",
    ],
    hints_for={
        "value": "How small may p be before the logarithm? 0.01 is too far from 0: a right answer must cost less than "
        "0.01, a wrong one more than 5.",
    },
)
def test_certain(certain):
    """binary_cross_entropy is finite if p is 0 or 1."""
    assert_matches(certain)
