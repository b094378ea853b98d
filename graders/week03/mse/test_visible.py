from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "Which three steps lead from two tensors to the mean squared error, and what does each of them return?",
        "First the differences, then their squares, then the mean of the squares: a tensor with a single number.",
        "Look up the operator ** and torch.mean.",
    ],
)
def test_values(values):
    """mse is the mean of the squared differences."""
    assert_matches(values)


@check(
    points=0.25,
    hints=[
        "How many squares are there in a table of three rows and two columns?",
        "The mean is over all elements, not over the rows.",
        "Look up tensor.numel(), and what torch.mean does without a dim.",
    ],
    needs=["test_values"],
)
def test_several_outputs(several_outputs):
    """mse takes the mean over all elements of a table."""
    assert_matches(several_outputs)


@check(
    points=0.25,
    hints=[
        "Which dtype does the square of a whole number have, and does torch.mean accept it?",
        "The mean of whole numbers is a float: convert to floats first, or divide a sum.",
        "Look up Tensor.float(), and the dtype of a division of integer tensors.",
    ],
    hints_for={
        "dtype": "The value is right, but the mean of whole numbers must be a float32: convert before the mean.",
        "error": "torch.mean takes floats only: convert whole numbers first.",
    },
)
def test_two_numbers(two_numbers):
    """mse of two whole numbers is the square of their difference, in float32."""
    assert_matches(two_numbers)


@check(
    points=0.5,
    hints=[
        "Does torch record every step from pred to your result?",
        "Gradients flow only through operations on tensors. Computed by hand, the gradient is 2 · (pred - target) / N.",
        "Look up why .item(), .detach(), .numpy() and torch.tensor(...) cut the graph.",
    ],
)
def test_gradient(gradient):
    """Gradients flow back through mse to pred."""
    assert_matches(gradient)


@check(
    points=0.5,
    hints=[
        "What is the shape of (4, 1) minus (4,)?",
        "Compare the shapes before you subtract: broadcasting would pair every prediction with every target.",
        "Look up tensor.shape and the raise statement.",
    ],
    needs=["test_values"],
)
def test_shapes(column_and_vector, column_and_table):
    """mse raises ValueError for the shapes (4, 1) and (4,), and for (4, 1) and (4, 2)."""
    result = column_and_vector["result"]
    found = f"raises {result}" if str(result).endswith("Error") else "returns a value"
    assert found == "raises ValueError", f"it {found} instead of raising ValueError"
    error = column_and_table["raised"]
    assert error == "ValueError", f"the shapes (4, 1) and (4, 2) raise {error or 'nothing'} instead of ValueError"


@check(
    points=0.25,
    hints=[
        "Whose tensor do you write into?",
        "pred -= target writes into the caller's predictions: make a new tensor.",
        "Look up how a - b differs from a -= b for tensors.",
    ],
    needs=["test_values"],
)
def test_inputs_stay(inputs_after):
    """mse does not change its arguments."""
    assert_matches(inputs_after)
