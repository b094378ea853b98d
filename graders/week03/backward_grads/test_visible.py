from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "Where does PyTorch leave a parameter's gradient, and which call puts it there?",
        "Let the loss run backwards through its graph first; then collect, for each name, what that left.",
        "Look up Tensor.backward, Tensor.grad and nn.Module.named_parameters.",
    ],
)
def test_six_gradients(six_gradients):
    """layer_gradients returns the gradients of three layers: a weight's and a bias's for each."""
    assert_matches(six_gradients)


@check(
    points=0.5,
    hints=[
        "What does backward() do with a gradient that is already there?",
        "It adds. The old gradients must be gone before it runs, or must not take part at all.",
        "Look up nn.Module.zero_grad, or torch.autograd.grad.",
    ],
    needs=["test_six_gradients"],
)
def test_earlier_gradients(earlier_gradients):
    """layer_gradients returns the gradients of this loss alone, without those of an earlier one."""
    assert_matches(earlier_gradients)


@check(
    points=0.5,
    hints=[
        "Do your dict and the model share the same tensors?",
        "What is written into a parameter's .grad later must not reach what you have returned.",
        "Look up Tensor.clone, and why Tensor.detach does not copy.",
    ],
    needs=["test_six_gradients"],
)
def test_gradients_are_kept(kept_gradients):
    """What layer_gradients returned stays the same when the model's gradients change."""
    assert_matches(kept_gradients)
