from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "What should the sigmoid return for 0, for a large positive and for a large negative logit?",
        "The sigmoid rises from 0 to 1 and is a half at 0. Check the sign in the exponent.",
        "Look up torch.exp, torch.tanh and torch.sigmoid, and compare your values with those of torch.sigmoid.",
    ],
    hints_for={
        "error": "x holds many numbers. Use operations of torch that work on every element, such as torch.exp: no "
        "`if`, and nothing from math.",
    },
)
def test_sigmoid_values(sigmoid_values):
    """sigmoid turns every logit into a probability."""
    assert_matches(sigmoid_values, "y", rtol=5e-5, atol=1e-6)


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
    points=0.25,
    hints=[
        "Is the gradient at x = -1000 a number, or nan?",
        "A power of e that is inf spoils the gradient, even if the value is right or is not used: torch.where "
        "passes the nan of the other form on.",
        "Look up torch.tanh, torch.sigmoid, or torch.clamp before torch.exp.",
    ],
    needs=["test_sigmoid_gradient"],
)
def test_sigmoid_gradient_far(sigmoid_far_gradient):
    """The gradient of sigmoid is right for numbers far from 0."""
    assert_matches(sigmoid_far_gradient)


@check(
    points=0.5,
    hints=[
        "Along which dimension should the results sum to 1, if the caller names none?",
        "Each row is a distribution of its own, so divide each row by its own sum and by no other.",
        "Look up `keepdim` of torch.sum, and how shapes (3, 3) and (3,) broadcast.",
    ],
    hints_for={
        "error": "Which shape has the sum or the maximum along dim, and which shape has x? With dim, torch.max returns"
        " two things: use torch.amax, or .values.",
    },
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
    hints_for={
        "error": "The sum along dim has one dimension less than x, unless you keep it: look up keepdim.",
    },
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
        "Which numbers in your steps are inf, or 0 below a fraction, for large logits?",
        "Shift each row so that its largest power of e is 1: then no power is inf and no sum is 0, also in the "
        "backward pass.",
        "Look up torch.amax with keepdim, or torch.logsumexp.",
    ],
)
def test_softmax_gradient_far(softmax_far_gradient):
    """The gradient of softmax is right for large logits."""
    assert_matches(softmax_far_gradient, atol=1e-3)


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
