"""Wrong solutions that students hand in; each docstring is the feedback."""

from torch import nn

from dlcourse.graders.authoring import mistake


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds", edit={"(low, high)": "()"})
def weights_from_zero_to_one():
    """Your weights lie between 0 and 1, the default bounds of `uniform_`. Give it `low` and `high`: weights should be
    small, and on both sides of 0.
    """


@mistake(
    of="init_uniform",
    caught_by="test_weights_lie_in_the_bounds",
    edit={"uniform_(low, high)": "normal_((low + high) / 2, (high - low) / 2)"},
)
def weights_are_normal():
    """You draw your weights from a normal distribution, so some lie far outside the bounds. Draw them uniformly from
    low to high.
    """


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds", edit={"(low, high)": "(0, high - low)"})
def weights_on_one_side():
    """Your weights start at 0 instead of `low`. Shift them, so that they lie between low and high."""


@mistake(
    of="init_uniform",
    caught_by="test_weights_lie_in_the_bounds",
    edit={"uniform_(low, high)": "fill_(torch.empty(1).uniform_(low, high).item())"},
)
def one_draw_for_all_weights():
    """Your weights are all the same number. Draw one number for each weight: neurons that start equal stay equal."""


@mistake(
    of="init_uniform",
    caught_by="test_weights_lie_in_the_bounds",
    edit={"layer.weight.uniform_": "torch.empty_like(layer.weight).uniform_"},
)
def only_a_local_name():
    """Your layer keeps its old weights. Write the new ones into layer.weight, in place: to give them to a local name does
    not change the layer.
    """


@mistake(
    of="init_uniform",
    caught_by="test_weights_lie_in_the_bounds",
    edit={"with torch": "layer = nn.Linear(layer.in_features, layer.out_features)\nwith torch"},
)
def a_new_layer():
    """You draw the weights of a new layer and do not change the caller's layer. Change the layer that you are given, in
    place.
    """


@mistake(
    of="init_uniform",
    caught_by="test_weights_lie_in_the_bounds",
    edit={"with torch.no_grad()": "if True"},
    raises="RuntimeError",
)
def in_place_in_the_graph():
    """You change a parameter in place while autograd records, which torch does not allow. Do it under
    `torch.no_grad()`, or use the functions of nn.init.
    """


@mistake(
    of="init_uniform",
    caught_by="test_weights_lie_in_the_bounds",
    edit={"layer.weight.uniform_": "layer.weight = torch.empty(layer.weight.shape).uniform_"},
    raises="TypeError",
)
def tensor_for_a_parameter():
    """You assign a plain tensor to layer.weight, which must be a Parameter, so torch raises an error. Write new values
    into the Parameter that the layer has.
    """


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds", edit={"(low, high)": "(-0.1, 0.1)"})
def bounds_are_fixed():
    """Your weights always lie between −0.1 and 0.1. Use the arguments low and high."""


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds", edit={"(low, high)": "(-abs(high), abs(high))"})
def bounds_are_symmetric():
    """You use only one of the bounds, on both sides of 0. Draw from low to high: these need not lie around 0."""


@mistake(of="init_uniform", caught_by="test_default_bounds")
def other_defaults(layer, low=0.0, high=1.0):
    """You have changed the defaults of the bounds. They are −0.1 and 0.1."""
    nn.init.uniform_(layer.weight, low, high)
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)
    return layer


@mistake(
    of="init_uniform", caught_by="test_bias_is_zero", edit={"layer.bias.zero_()": "layer.bias.uniform_(low, high)"}
)
def bias_is_random():
    """You draw the bias at random too. Set it to 0: only the weights are random."""


@mistake(of="init_uniform", caught_by="test_bias_is_zero", edit={"layer.bias.zero_()": "pass"})
def bias_is_left():
    """You leave the bias as PyTorch has drawn it. Set it to 0."""


@mistake(
    of="init_uniform",
    caught_by="test_bias_is_zero",
    edit={"layer.bias.zero_()": "layer.bias = torch.zeros(layer.bias.shape)"},
    raises="TypeError",
)
def tensor_for_the_bias():
    """You assign a plain tensor to layer.bias, which must be a Parameter, so torch raises an error. Write 0 into the
    Parameter that the layer has.
    """


@mistake(of="init_uniform", caught_by="test_bias_is_zero", edit={" is not None": ""}, raises="RuntimeError")
def bias_is_taken_for_a_truth_value():
    """You use a tensor with several numbers as a condition, as in `if layer.bias:`, and torch raises an error. Check
    whether the layer has a bias: if not, `layer.bias` is None.
    """


@mistake(
    of="init_uniform",
    caught_by="test_layer_stays_the_same_object",
    edit={
        "layer.weight.uniform_(low, high)": "layer.weight = nn.Parameter("
        "torch.empty_like(layer.weight).uniform_(low, high))"
    },
)
def new_parameters():
    """You put new Parameter objects into the layer, so an optimizer that holds the old ones would train parameters that
    nobody uses. Write the new values into the old objects.
    """


@mistake(
    of="init_uniform",
    caught_by="test_layer_stays_the_same_object",
    base="new_parameters",
    edit={"layer.bias.zero_()": "layer.bias = nn.Parameter(torch.zeros_like(layer.bias))"},
    like="new_parameters",
)
def new_parameters_for_both(): ...


@mistake(
    of="init_uniform",
    caught_by="test_layer_stays_the_same_object",
    edit={"with torch.no_grad():": "layer.requires_grad_(False)\nif True:"},
)
def layer_is_frozen():
    """You leave requires_grad at False, so the layer would never learn. Keep its parameters trainable."""


@mistake(of="init_uniform", caught_by="test_layer_stays_the_same_object", edit={"return layer": "pass"})
def returns_nothing():
    """Your init_uniform returns nothing. Return the layer, so that the call can be used inside nn.Sequential."""


@mistake(
    of="init_uniform",
    caught_by="test_layer_stays_the_same_object",
    edit={"layer.weight.uniform_": "layer.weight.data = torch.empty(layer.weight.shape).uniform_"},
)
def dtype_is_lost():
    """Your float64 layer gets float32 weights, because float32 is torch's default. Keep the dtype: fill the tensor that
    the layer has.
    """


@mistake(
    of="init_uniform",
    caught_by="test_layer_without_bias",
    edit={"if layer.bias is not None": "if True"},
    raises="AttributeError",
)
def needs_a_bias():
    """Your init_uniform fails for a layer without a bias. Change the bias only if `layer.bias` is not None."""


@mistake(
    of="init_uniform", caught_by="test_each_call_draws_anew", edit={"with torch": "torch.manual_seed(42)\nwith torch"}
)
def seeds_the_generator():
    """You seed the generator inside the function, so every layer gets the same weights. Leave the seed to the caller."""


@mistake(of="initial_loss", caught_by="test_initial_loss", edit={"math.log(num_classes)": "1 / num_classes"})
def probability_instead_of_loss():
    """You return the probability of a class, 1 / C. Return the negative logarithm of it."""


@mistake(of="initial_loss", caught_by="test_initial_loss", edit={"log(": "log2("})
def logarithm_to_base_two():
    """You use the logarithm to base 2 or 10. Use the natural one, to base e, as cross-entropy does."""


@mistake(of="initial_loss", caught_by="test_initial_loss", edit={"log(": "log10("}, like="logarithm_to_base_two")
def logarithm_to_base_ten(): ...


@mistake(of="initial_loss", caught_by="test_initial_loss", edit={"num_classes": "1 / num_classes"})
def loss_is_negative():
    """Your loss is negative, because the logarithm of a probability is. Change its sign."""


@mistake(
    of="initial_loss", caught_by="test_initial_loss", edit={"math.log(num_classes)": "torch.tensor(num_classes).log()"}
)
def loss_is_a_tensor():
    """You return a tensor. Turn it into a plain float."""


@mistake(
    of="initial_loss", caught_by="test_initial_loss", edit={"math.log(num_classes)": "round(math.log(num_classes), 2)"}
)
def loss_is_rounded():
    """You round the loss. Return all its digits."""


@mistake(
    of="init_uniform",
    caught_by="test_weights_lie_in_the_bounds",
    edit={"layer.weight.uniform_(low, high)": "layer.weight.uniform_(0, 1).mul_(high).add_(low)"},
)
def scaled_by_high():
    """You multiply numbers between 0 and 1 by high, and add low, so the largest weight is low + high. Multiply them by
    high - low."""


@mistake(
    of="initial_loss",
    caught_by="test_initial_loss",
    edit={"math.log(num_classes)": "num_classes * math.log(num_classes)"},
)
def sum_over_the_classes():
    """Your loss is C times too large: you add up the logarithms of all classes. Only the right class counts."""
