from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "How many numbers of x, W and b go into one output, and how are they combined?",
        "Both have the inputs in their columns, but a matrix product pairs columns with rows: one of the two must be "
        "transposed.",
        "Look up the matrix product in torch, and how to transpose a matrix.",
    ],
    hints_for={
        "error": "x is (N, in) and W is (out, in), and the result is (N, out): which of the two must be transposed, "
        "and on which side does it stand?",
        "shape": "The result is (N, out): a row for each sample.",
    },
)
def test_linear_values(batch):
    """linear returns the weighted sums of each sample's inputs, plus the bias."""
    assert_matches(batch)


@check(
    points=0.25,
    hints=[
        "If W has as many rows as columns, which of the two belong to the outputs?",
        "The shapes fit either way here, so follow the contract: output j uses the row W[j] and the bias b[j].",
        "Look up how torch broadcasts (3,) with (3, 3).",
    ],
)
def test_linear_square(square_weight, other_numbers_of_inputs):
    """linear uses one row of the weight for each output, also if the weight is square, for any number of inputs."""
    assert_matches(square_weight)
    assert_matches(other_numbers_of_inputs)


@check(
    points=0.25,
    hints=[
        "What is b if the caller does not give one?",
        "Without a bias, return the weighted sums and add nothing.",
        "Look up how to ask in Python whether a value is None.",
    ],
    hints_for={
        "error": "b is None here: there is nothing to add, and no parameter to make of it.",
    },
)
def test_linear_without_bias(without_bias):
    """linear works without a bias."""
    assert_matches(without_bias)


@check(
    points=0.25,
    hints=[
        "Does torch record every step of your linear?",
        "Gradients flow only through operations on the tensors themselves, not through copies of their numbers.",
        "Look up why .numpy(), .detach(), torch.tensor(...) and a new nn.Parameter cut the graph.",
    ],
)
def test_linear_gradients(gradients):
    """Gradients flow back through linear to x, W and b."""
    assert_matches(gradients)


@check(
    points=0.5,
    hints=[
        "What do you get if you put the formula of l1 into the formula of l2?",
        "W2 (W1 x + b1) + b2 is again linear in x: multiply it out, and find a weight and a bias in it.",
        "Look up layer.weight and layer.bias, the order of a matrix product, and torch.no_grad with Tensor.copy_.",
    ],
    hints_for={
        "error": "l2(l1(x)) is (x @ W1.T + b1) @ W2.T + b2. Which product of the two weights has the shape (out of l2,"
        " in of l1)?",
        "type": "Return a new nn.Linear.",
    },
)
def test_fuse_does_what_both_do(fused):
    """The fused layer gives the same outputs as the two layers one after the other."""
    assert_matches(fused, atol=1e-4)


@check(
    points=0.25,
    hints=[
        "Which of the two weights meets x first?",
        "In W2 (W1 x) the weight of l1 stands next to x. The other order has the right shape here too, but is another "
        "function.",
        "Look up whether the two sides of a matrix product can be swapped.",
    ],
)
def test_fuse_square_layers(fused_square):
    """The fused layer applies l1 before l2, also if both are square."""
    assert_matches(fused_square, atol=1e-4)


@check(
    points=0.25,
    hints=[
        "Whose parameters does your fused layer use?",
        "The caller still uses l1 and l2. Build a new layer, and write the results into it.",
        "Look up the arguments of nn.Linear.",
    ],
    needs=["test_fuse_does_what_both_do"],
)
def test_fuse_leaves_its_layers(layers_afterwards):
    """Neither fuse nor a change of the fused layer changes l1 and l2."""
    assert_matches(layers_afterwards)
