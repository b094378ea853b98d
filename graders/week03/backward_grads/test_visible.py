from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "Where does PyTorch store a parameter's gradient, and which call stores it there?",
        "First let the loss run backwards through its graph. Then collect, for each name, the gradient that it left.",
        "Look up Tensor.backward, Tensor.grad and nn.Module.named_parameters.",
    ],
    hints_for={
        "value": 'The names in the dict must be those of model.named_parameters(), such as "0.weight".',
        "shape": "A gradient for each parameter, under its name in model.named_parameters(): biases count, too.",
    },
)
def test_six_gradients(six_gradients):
    """layer_gradients returns the gradients of the weights and biases of three layers."""
    assert_matches(six_gradients)


@check(
    points=0.5,
    hints=[
        "What does backward() do with a gradient that is already there?",
        "It adds to it. Clear the old gradients before it runs, or compute the new ones without them.",
        "Look up nn.Module.zero_grad, or torch.autograd.grad.",
    ],
    needs=["test_six_gradients"],
)
def test_earlier_gradients(earlier_gradients):
    """layer_gradients returns the gradients of this loss alone, without those of an earlier loss."""
    assert_matches(earlier_gradients)


@check(
    points=0.5,
    hints=[
        "Do your dict and the model share the same tensors?",
        "Later changes of a parameter's .grad must not reach the tensors that you have returned.",
        "Look up Tensor.clone, and why Tensor.detach does not copy.",
    ],
    needs=["test_six_gradients"],
)
def test_gradients_are_kept(kept_gradients):
    """The gradients that layer_gradients returned do not change when the model's gradients change."""
    assert_matches(kept_gradients)


@check(
    points=0.25,
    hints=[
        "What is in .grad of a parameter that is frozen, or that the loss does not depend on?",
        "backward() gives it no gradient: its .grad is None. Leave it out of the dict, and do not make it trainable.",
        "Look up Tensor.requires_grad, and `is not None` in Python.",
    ],
)
def test_frozen_layer(frozen_layer, unused_layer):
    """layer_gradients leaves out frozen parameters, which stay frozen, and those that the loss does not depend on."""
    assert_matches(frozen_layer)
    assert_matches(unused_layer)
