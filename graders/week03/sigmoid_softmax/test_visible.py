from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "What should the sigmoid return for 0, for a large positive and for a large negative logit?",
        "The sigmoid rises from 0 to 1 and is a half at 0. Check the sign in the exponent.",
        "Look up torch.exp, torch.tanh and torch.sigmoid, and compare your values with those of torch.sigmoid.",
    ],
)
def test_sigmoid_values(sigmoid_values):
    """sigmoid turns every logit into a probability."""
    assert_matches(sigmoid_values, "y")


@check(
    points=0.25,
    hints=[
        "Does torch record every step of your sigmoid?",
        "Gradients flow only through operations on tensors, from x to the result that you return.",
        "Look up why .numpy(), .item(), .data and torch.tensor(...) cut the graph.",
    ],
)
def test_sigmoid_gradient(sigmoid_gradient):
    """Gradients flow through sigmoid."""
    assert_matches(sigmoid_gradient)


@check(
    points=0.25,
    hints=[
        "What is torch.exp of 1000, and what is inf / inf?",
        "Never take e to the power of a large positive number: the sigmoid can be written without one.",
        "Look up how the sigmoid and tanh are related, or the range of float32 in torch.finfo.",
    ],
    needs=["test_sigmoid_values"],
)
def test_sigmoid_far(sigmoid_far):
    """sigmoid is right for numbers far from 0."""
    assert_matches(sigmoid_far)


@check(
    points=0.5,
    hints=[
        "Along which dimension should the results sum to 1, if the caller names none?",
        "Each row is a distribution of its own, so divide each row by its own sum and by no other.",
        "Look up `keepdim` of torch.sum, and how shapes (3, 3) and (3,) broadcast.",
    ],
)
def test_softmax_rows(softmax_rows):
    """softmax turns every row of logits into probabilities that sum to 1."""
    assert_matches(softmax_rows, "y")


@check(
    points=0.5,
    hints=[
        "Which of your steps depend on the dimension that the caller names?",
        "Every sum and every maximum over a group of numbers must be taken along `dim`.",
        "Look up the arguments `dim` and `keepdim` of torch.sum and torch.amax.",
    ],
)
def test_softmax_dim(softmax_dim):
    """softmax works along the dimension that the caller names."""
    assert_matches(softmax_dim)


@check(
    points=0.5,
    hints=[
        "What is e to the power of 1000 in float32, and e to the power of -1000?",
        "The softmax of a row does not change if you subtract the same number from all of it. Choose a number that "
        "keeps the powers small.",
        "Look up torch.amax with keepdim, or torch.logsumexp.",
    ],
    needs=["test_softmax_rows"],
)
def test_softmax_far(softmax_far):
    """softmax is right for large logits, in every row."""
    assert_matches(softmax_far, atol=1e-3)


@check(
    points=0.25,
    hints=[
        "Does torch record every step of your softmax, and does every recorded tensor keep its numbers?",
        "Gradients flow only through operations on tensors that make new tensors.",
        "Look up why .numpy(), .tolist() and torch.tensor(...) cut the graph, and what /= does to its left side.",
    ],
)
def test_softmax_gradient(softmax_graph, softmax_gradient):
    """Gradients flow through softmax."""
    assert softmax_graph["y.requires_grad"] is True, (
        "x requires a gradient, but the result of softmax does not: it has lost its connection to x."
    )
    assert_matches(softmax_gradient)


@check(
    points=0.25,
    hints=[
        "Whose tensor do you write into?",
        "Make a new tensor in every step: x -= ... changes the one that the caller still uses.",
        "Look up what the underscore means in names like exp_ and sub_.",
    ],
    needs=["test_sigmoid_values", "test_softmax_rows"],
)
def test_inputs_stay(sigmoid_values, softmax_rows):
    """sigmoid and softmax do not change the tensors that they are given."""
    assert_matches(sigmoid_values, "x after sigmoid")
    assert_matches(softmax_rows, "x after softmax")
