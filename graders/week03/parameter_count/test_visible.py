from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "How many weights and how many biases has a layer from 8 to 4?",
        "Go through the parameter tensors of the model, and add up how many numbers each of them holds.",
        "Look up nn.Module.parameters and Tensor.numel.",
    ],
)
def test_two_layers(two_layers):
    """count_parameters finds the 46 parameters of an 8-4-2 network."""
    assert_matches(two_layers)


@check(
    points=0.25,
    hints=[
        "What type has your count?",
        "A count is a whole number of Python: no tensor, no NumPy number and no float.",
        "Look up Tensor.numel, math.prod, or how .item() takes a number out.",
    ],
    needs=["test_two_layers"],
)
def test_plain_int(type_of_count):
    """count_parameters returns a plain int."""
    assert_matches(type_of_count)


@check(
    points=0.5,
    hints=[
        "Is a frozen layer still a part of the model?",
        "As long as the caller says nothing else, frozen parameters count like all others.",
        "Look up default arguments in Python; the stub has one.",
    ],
)
def test_frozen_parameters_count(frozen_layer):
    """count_parameters counts frozen parameters by default."""
    assert_matches(frozen_layer)


@check(
    points=0.75,
    hints=[
        "How does a parameter show that it is frozen?",
        "When the caller asks for it, add up only the parameters that an optimizer would move.",
        "Look up Tensor.requires_grad.",
    ],
)
def test_trainable_only(frozen_layer_left_out):
    """count_parameters leaves out frozen parameters where trainable_only is True."""
    assert_matches(frozen_layer_left_out)


@check(
    points=0.5,
    hints=[
        "Which tensors of a batch norm does an optimizer move, and which does it only keep up to date?",
        "Parameters are learnt and count; buffers, the running statistics, are stored beside them and do not.",
        "Look up nn.Module.parameters, nn.Module.buffers, and what of them is in a state_dict.",
    ],
)
def test_buffers_do_not_count(batch_norm):
    """count_parameters counts the weight and bias of a batch norm, and not its running statistics."""
    assert_matches(batch_norm)
