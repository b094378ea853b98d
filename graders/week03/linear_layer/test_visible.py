from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "Along which dimension do x and W have the same size?",
        "Both have the inputs in their columns, while a matrix product pairs columns with rows: one of the two has to be "
        "turned.",
        "Look up the matrix product in torch, and how a matrix is transposed.",
    ],
)
def test_linear_values(batch):
    """linear adds up every sample's inputs with the weights of each output, and the bias."""
    assert_matches(batch)


@check(
    points=0.25,
    hints=[
        "If W has as many rows as columns, which of the two belong to the outputs?",
        "The shapes fit either way here, so go by the contract: output j uses the row W[j], and gets the bias b[j].",
        "Look up how torch broadcasts (3,) against (3, 3).",
    ],
)
def test_linear_square(square_weight):
    """linear uses a row of the weight for each output, if the weight is square too."""
    assert_matches(square_weight)


@check(
    points=0.25,
    hints=[
        "What is b if the caller does not give one?",
        "Without a bias, the weighted sums are the answer, and nothing is added.",
        "Look up how Python code asks whether a value is None.",
    ],
)
def test_linear_without_bias(without_bias):
    """linear works without a bias."""
    assert_matches(without_bias)


@check(
    points=0.25,
    hints=[
        "Does every step of your linear know where its numbers came from?",
        "Gradients flow only through operations on the tensors themselves, not on copies made of their numbers.",
        "Look up why .numpy(), .detach(), torch.tensor(...) and a new nn.Parameter cut the graph.",
    ],
)
def test_linear_gradients(gradients):
    """Gradients flow through linear, back to x, W and b."""
    assert_matches(gradients)


@check(
    points=0.5,
    hints=[
        "What do you get if you put the formula of l1 into the formula of l2?",
        "W2 (W1 x + b1) + b2 is linear in x again: multiply it out, and read off a weight and a bias.",
        "Look up layer.weight and layer.bias, the order of a matrix product, and torch.no_grad with Tensor.copy_.",
    ],
)
def test_fuse_does_what_both_do(fused):
    """The fused layer gives the same answer as both layers one after the other."""
    assert_matches(fused, atol=1e-4)


@check(
    points=0.25,
    hints=[
        "Which of the two weights meets x first?",
        "In W2 (W1 x) the weight of l1 stands next to x. The other order fits here too, and is another function.",
        "Look up whether a matrix product may be swapped.",
    ],
)
def test_fuse_square_layers(fused_square):
    """The fused layer applies l1 before l2, if both are square too."""
    assert_matches(fused_square, atol=1e-4)


@check(
    points=0.25,
    hints=[
        "Whose parameters does your fused layer work with?",
        "The caller still uses l1 and l2. Build a layer of your own, and write the results into that one.",
        "Look up the arguments of nn.Linear.",
    ],
)
def test_fuse_leaves_its_layers(layers_afterwards):
    """fuse does not change l1 and l2, nor does a change of the fused layer."""
    assert_matches(layers_afterwards)
