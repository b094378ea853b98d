"""Wrong solutions that students hand in; each docstring is the feedback."""

import itertools
import math

import torch
from torch import nn

from dlcourse.graders.authoring import mistake


def clear(bias):
    if bias is not None:
        nn.init.zeros_(bias)


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds")
def weights_from_zero_to_one(layer, low=-0.1, high=0.1):
    """Your weights lie between 0 and 1, the default bounds of `uniform_`. Give it `low` and `high`: weights should be
    small, and on both sides of 0.
    """
    nn.init.uniform_(layer.weight)
    clear(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds")
def weights_are_normal(layer, low=-0.1, high=0.1):
    """You draw your weights from a normal distribution, so some lie far outside the bounds. Draw them uniformly from
    low to high.
    """
    nn.init.normal_(layer.weight, (low + high) / 2, (high - low) / 2)
    clear(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds")
def weights_on_one_side(layer, low=-0.1, high=0.1):
    """Your weights start at 0 instead of `low`. Shift them, so that they lie between low and high."""
    nn.init.uniform_(layer.weight, 0, high - low)
    clear(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds")
def one_draw_for_all_weights(layer, low=-0.1, high=0.1):
    """Your weights are all the same number. Draw one number for each weight: neurons that start equal stay equal."""
    nn.init.constant_(layer.weight, torch.empty(1).uniform_(low, high).item())
    clear(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds")
def only_a_local_name(layer, low=-0.1, high=0.1):
    """You give the new weights to a local name, so the layer keeps its old weights. Write them into layer.weight, in
    place.
    """
    weight, bias = layer.weight, layer.bias
    weight = torch.empty_like(weight).uniform_(low, high)
    bias = torch.zeros_like(bias)
    return layer


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds")
def a_new_layer(layer, low=-0.1, high=0.1):
    """You draw the weights of a new layer and do not change the caller's layer. Change the layer that you are given, in
    place.
    """
    layer = nn.Linear(layer.in_features, layer.out_features, dtype=layer.weight.dtype)
    nn.init.uniform_(layer.weight, low, high)
    clear(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds", raises="RuntimeError")
def in_place_in_the_graph(layer, low=-0.1, high=0.1):
    """You change a parameter in place while autograd records, which torch does not allow. Do it under
    `torch.no_grad()`, or use the functions of nn.init.
    """
    layer.weight.uniform_(low, high)
    layer.bias.zero_()
    return layer


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds")
def bounds_are_fixed(layer, low=-0.1, high=0.1):
    """Your weights always lie between −0.1 and 0.1. Use the arguments low and high."""
    nn.init.uniform_(layer.weight, -0.1, 0.1)
    clear(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds")
def bounds_are_symmetric(layer, low=-0.1, high=0.1):
    """You use only one of the bounds, on both sides of 0. Draw from low to high: these need not lie around 0."""
    nn.init.uniform_(layer.weight, -abs(high), abs(high))
    clear(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_default_bounds")
def other_defaults(layer, low=0.0, high=1.0):
    """You have changed the defaults of the bounds. They are −0.1 and 0.1."""
    nn.init.uniform_(layer.weight, low, high)
    clear(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_bias_is_zero")
def bias_is_random(layer, low=-0.1, high=0.1):
    """You draw the bias at random too. Set it to 0: only the weights are random."""
    nn.init.uniform_(layer.weight, low, high)
    if layer.bias is not None:
        nn.init.uniform_(layer.bias, low, high)
    return layer


@mistake(of="init_uniform", caught_by="test_bias_is_zero")
def bias_is_left(layer, low=-0.1, high=0.1):
    """You leave the bias as PyTorch has drawn it. Set it to 0."""
    nn.init.uniform_(layer.weight, low, high)
    return layer


@mistake(of="init_uniform", caught_by="test_bias_is_zero")
def bias_is_one(layer, low=-0.1, high=0.1):
    """Your bias starts at 1. Set it to 0."""
    nn.init.uniform_(layer.weight, low, high)
    if layer.bias is not None:
        nn.init.ones_(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_layer_stays_the_same_object")
def new_parameters(layer, low=-0.1, high=0.1):
    """You put new Parameter objects into the layer, so an optimizer that holds the old ones would train parameters that
    nobody uses. Write the new values into the old objects.
    """
    layer.weight = nn.Parameter(torch.empty_like(layer.weight).uniform_(low, high))
    clear(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_layer_stays_the_same_object")
def new_parameters_for_both(layer, low=-0.1, high=0.1):
    """You put new Parameter objects into the layer, so an optimizer that holds the old ones would train parameters that
    nobody uses. Write the new values into the old objects.
    """
    layer.weight = nn.Parameter(torch.empty_like(layer.weight).uniform_(low, high))
    if layer.bias is not None:
        layer.bias = nn.Parameter(torch.zeros_like(layer.bias))
    return layer


@mistake(of="init_uniform", caught_by="test_layer_stays_the_same_object")
def layer_is_frozen(layer, low=-0.1, high=0.1):
    """You leave requires_grad at False, so the layer would never learn. Keep its parameters trainable."""
    layer.requires_grad_(False)
    layer.weight.uniform_(low, high)
    clear(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_layer_stays_the_same_object")
def returns_nothing(layer, low=-0.1, high=0.1):
    """Your init_uniform returns nothing. Return the layer, so that the call can be used inside nn.Sequential."""
    nn.init.uniform_(layer.weight, low, high)
    clear(layer.bias)


@mistake(of="init_uniform", caught_by="test_layer_stays_the_same_object")
def returns_the_weight(layer, low=-0.1, high=0.1):
    """You return a parameter of the layer, for example the weight. Return the layer itself."""
    nn.init.uniform_(layer.weight, low, high)
    clear(layer.bias)
    return layer.weight


@mistake(of="init_uniform", caught_by="test_layer_stays_the_same_object")
def dtype_is_lost(layer, low=-0.1, high=0.1):
    """Your float64 layer gets float32 weights, because float32 is torch's default. Keep the dtype: fill the tensor that
    the layer has.
    """
    layer.weight.data = torch.empty(layer.weight.shape).uniform_(low, high)
    clear(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds", raises="TypeError")
def tensor_for_a_parameter(layer, low=-0.1, high=0.1):
    """You assign a plain tensor to layer.weight, which must be a Parameter, so torch raises an error. Write new values
    into the Parameter that the layer has.
    """
    layer.weight = torch.empty(layer.weight.shape).uniform_(low, high)
    return layer


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds", raises="TypeError")
def tensor_of_the_same_dtype_for_a_parameter(layer, low=-0.1, high=0.1):
    """You assign a plain tensor to layer.weight, but torch accepts only a Parameter there. Write new values into the
    Parameter that the layer has.
    """
    layer.weight = torch.empty_like(layer.weight).uniform_(low, high)
    return layer


@mistake(of="init_uniform", caught_by="test_bias_is_zero", raises="TypeError")
def tensor_for_the_bias(layer, low=-0.1, high=0.1):
    """You assign a plain tensor to layer.bias, which must be a Parameter, so torch raises an error. Write 0 into the
    Parameter that the layer has.
    """
    nn.init.uniform_(layer.weight, low, high)
    if layer.bias is not None:
        layer.bias = torch.zeros(layer.bias.shape)
    return layer


@mistake(of="init_uniform", caught_by="test_bias_is_zero", raises="RuntimeError")
def bias_is_taken_for_a_truth_value(layer, low=-0.1, high=0.1):
    """You use a tensor with several numbers as a condition, as in `if layer.bias:`, and torch raises an error. Check
    whether the layer has a bias: if not, `layer.bias` is None.
    """
    nn.init.uniform_(layer.weight, low, high)
    if layer.bias:
        nn.init.zeros_(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_layer_without_bias", raises="AttributeError")
def needs_a_bias(layer, low=-0.1, high=0.1):
    """Your init_uniform fails for a layer without a bias. Change the bias only if `layer.bias` is not None."""
    nn.init.uniform_(layer.weight, low, high)
    nn.init.zeros_(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_each_call_draws_anew")
def seeds_the_generator(layer, low=-0.1, high=0.1):
    """You seed the generator inside the function, so every layer gets the same weights. Leave the seed to the caller."""
    torch.manual_seed(42)
    nn.init.uniform_(layer.weight, low, high)
    if layer.bias is not None:
        clear(layer.bias)
    return layer


@mistake(of="initial_loss", caught_by="test_initial_loss")
def probability_instead_of_loss(num_classes):
    """You return the probability of a class, 1 / C. Return the negative logarithm of it."""
    return 1 / num_classes


@mistake(of="initial_loss", caught_by="test_initial_loss")
def logarithm_to_base_two(num_classes):
    """You use the logarithm to base 2. Use the natural one, to base e, as cross-entropy does."""
    return math.log2(num_classes)


@mistake(of="initial_loss", caught_by="test_initial_loss")
def logarithm_to_base_ten(num_classes):
    """You use the logarithm to base 10. Use the natural one, to base e, as cross-entropy does."""
    return math.log10(num_classes)


@mistake(of="initial_loss", caught_by="test_initial_loss")
def loss_is_negative(num_classes):
    """Your loss is negative, because the logarithm of a probability is. Change its sign."""
    return math.log(1 / num_classes)


@mistake(of="initial_loss", caught_by="test_initial_loss")
def always_three_classes(num_classes):
    """You always return the loss for three classes. Use the argument `num_classes`."""
    return math.log(3)


@mistake(of="initial_loss", caught_by="test_initial_loss")
def loss_is_a_tensor(num_classes):
    """You return a tensor. Turn it into a plain float."""
    return nn.functional.cross_entropy(torch.zeros(1, num_classes), torch.tensor([0]))


@mistake(of="initial_loss", caught_by="test_initial_loss")
def loss_is_rounded(num_classes):
    """You round the loss. Return all its digits."""
    return round(math.log(num_classes), 2)


@mistake(of="init_uniform", caught_by="test_weights_lie_in_the_bounds")
def one_draw_for_each_neuron(layer, low=-0.1, high=0.1):
    """Many of your weights are the same number, for example one number for each row. Draw each weight separately: fill
    the whole tensor at once.
    """
    with torch.no_grad():
        layer.weight.copy_(torch.empty(layer.out_features, 1).uniform_(low, high).expand_as(layer.weight))
    clear(layer.bias)
    return layer


SEEDS = itertools.count()


@mistake(of="init_uniform", caught_by="test_each_call_draws_anew")
def seeds_the_generator_anew(layer, low=-0.1, high=0.1):
    """You seed torch's generator, with another seed each time, so the seed of the caller has no effect. Draw without
    seeding.
    """
    torch.manual_seed(next(SEEDS))
    nn.init.uniform_(layer.weight, low, high)
    clear(layer.bias)
    return layer


@mistake(of="init_uniform", caught_by="test_each_call_draws_anew")
def autograd_stays_off(layer, low=-0.1, high=0.1):
    """You switch autograd off and leave it off, so nothing in the program gets a gradient any more. Use `with
    torch.no_grad():`, which switches it on again at the end.
    """
    torch.set_grad_enabled(False)
    layer.weight.uniform_(low, high)
    clear(layer.bias)
    return layer


@mistake(of="initial_loss", caught_by="test_initial_loss", raises="ValueError")
def one_class_is_refused(num_classes):
    """You refuse a single class, or your formula divides by 0 for it. Return 0 for one class: there is nothing to
    guess.
    """
    if num_classes < 2:
        raise ValueError("at least two classes")
    return math.log(num_classes)
