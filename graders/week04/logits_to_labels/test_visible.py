from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=2,
    hints=[
        "Which function maps any number to a value between 0 and 1?",
        "Apply the sigmoid once, to every logit by itself. The shape stays.",
        "Look up torch.sigmoid.",
    ],
)
def test_binary_probs(binary_probs):
    """binary_labels returns the sigmoid of every logit as its first result."""
    assert_matches(binary_probs, "probs")


@check(
    points=3,
    hints=[
        "From which probability on is class 1 the likelier one? Which logit has that probability?",
        "Compare the probabilities with 0.5, not the logits. Then turn True and False into 1.0 and 0.0.",
        "Look up torch.round, or > and Tensor.to.",
    ],
)
def test_binary_labels(binary_labels):
    """binary_labels returns 1.0 where the probability is above 0.5, and 0.0 elsewhere, as its second result."""
    assert_matches(binary_labels, "labels")


@check(
    points=2,
    hints=[
        "Which numbers have to sum to 1: those of a sample, or those of a class?",
        "Apply the softmax once, along the dimension of the classes.",
        "Look up torch.softmax and its argument dim.",
    ],
)
def test_multiclass_probs(multiclass_probs):
    """multiclass_labels returns the softmax of every row as its first result."""
    assert_matches(multiclass_probs, "probs")


@check(
    points=2,
    hints=[
        "The largest of 0.1, 0.7, 0.2 is 0.7. Is that a class?",
        "A label is the position of the largest value in its row.",
        "Look up torch.argmax and its argument dim.",
    ],
)
def test_multiclass_labels(multiclass_labels):
    """multiclass_labels returns the number of the likeliest class of every row as its second result."""
    assert_matches(multiclass_labels, "labels")
