from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "How many weights and how many biases does a layer from 8 to 4 have? And one from a to b?",
        "Go through the parameter tensors of the model, and add up how many numbers each of them holds.",
        "Look up nn.Module.parameters and Tensor.numel.",
    ],
    hints_for={
        "type": "Count how many numbers a tensor holds; do not add the numbers up. The count is a plain int.",
        "error": "Is every method called, with brackets? And ask the model itself for its parameters: not all layers have some.",
    },
)
def test_two_layers(two_layers):
    """count_parameters counts the weights and the biases of two linear layers."""
    assert_matches(two_layers)


@check(
    points=0.25,
    hints=[
        "What type does your count have?",
        "A count is a Python int: not a tensor, not a NumPy number and not a float.",
        "Look up Tensor.numel, math.prod, or Tensor.item.",
    ],
    needs=["test_two_layers"],
)
def test_plain_int(type_of_count):
    """count_parameters returns a plain int."""
    assert_matches(type_of_count)


@check(
    points=0.25,
    hints=[
        "Is a frozen layer still part of the model?",
        "If the caller does not say otherwise, frozen parameters count like all others.",
        "Look up default arguments in Python; the stub has one.",
    ],
    hints_for={
        "error": "Is every method called, with brackets? And ask the model itself for its parameters: not all layers have some.",
    },
)
def test_frozen_parameters_count(frozen_layer):
    """count_parameters counts frozen parameters by default."""
    assert_matches(frozen_layer)


@check(
    points=0.5,
    hints=[
        "How can you see that a parameter is frozen?",
        "If the caller asks for it, add up only the parameters that an optimizer would move.",
        "Look up Tensor.requires_grad.",
    ],
    hints_for={
        "error": "Is every method called, with brackets? And ask the model itself for its parameters: not all layers have some.",
    },
)
def test_trainable_only(frozen_layer_left_out):
    """count_parameters leaves out frozen parameters if trainable_only is True."""
    assert_matches(frozen_layer_left_out)


@check(
    points=0.25,
    hints=[
        "Which tensors of a batch norm does an optimizer move?",
        "Parameters are learnt, so they count. Buffers, such as running statistics, are only stored with them: "
        "they do not count.",
        "Look up nn.Module.parameters, nn.Module.buffers, and which of them are in a state_dict.",
    ],
)
def test_buffers_do_not_count(batch_norm):
    """count_parameters counts the weight and bias of a batch norm, not its running statistics."""
    assert_matches(batch_norm)
