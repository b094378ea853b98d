"""Wrong solutions that students hand in; each docstring is the feedback."""

import numpy as np
import torch
from torch import nn

from dlcourse.graders.authoring import mistake


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_tensors(model, trainable_only=False):
    """You count the parameter tensors: one weight and one bias for each layer. Count the numbers in them."""
    return sum(1 for p in model.parameters() if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_weights_only(model, trainable_only=False):
    """You count the weights and leave out the biases. Count both: a neuron with n inputs has n + 1 parameters."""
    kept = [p for name, p in model.named_parameters() if name.endswith("weight")]
    return sum(p.numel() for p in kept if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_one_bias_per_layer(model, trainable_only=False):
    """You count one bias for each layer. Count one for each neuron: a layer with n neurons has n biases."""
    kept = [p for p in model.parameters() if p.requires_grad or not trainable_only]
    return sum(p.numel() if p.dim() > 1 else 1 for p in kept)


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_rows(model, trainable_only=False):
    """You add up the `len` of each parameter, which is only its number of rows. Count all the numbers in it."""
    return sum(len(p) if p.dim() else 1 for p in model.parameters() if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_the_last_parameter_only(model, trainable_only=False):
    """You return the size of the last parameter tensor only, because the total starts anew for each one. Add them all
    up.
    """
    total = 0
    for p in model.parameters():
        if p.requires_grad or not trainable_only:
            total = p.numel()
    return total


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_the_first_parameter_only(model, trainable_only=False):
    """You return the size of the first parameter tensor only. Add up all of them before the `return`: is it inside the
    loop?
    """
    for p in model.parameters():
        if p.requires_grad or not trainable_only:
            return p.numel()
    return 0


@mistake(of="count_parameters", caught_by="test_plain_int")
def count_is_a_numpy_number(model, trainable_only=False):
    """Your count is right, but it is a NumPy number, as `np.prod` returns. Return a plain int."""
    return sum(np.prod(p.shape) for p in model.parameters() if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_plain_int")
def count_is_a_tensor(model, trainable_only=False):
    """Your count is right, but it is a tensor. Return a plain int."""
    return torch.tensor([p.numel() for p in model.parameters() if p.requires_grad or not trainable_only]).long().sum()


@mistake(of="count_parameters", caught_by="test_plain_int")
def count_is_a_float(model, trainable_only=False):
    """Your count is right, but it is a float: a division gives one, and so does a total that starts at 0.0. Return a
    plain int.
    """
    return float(sum(p.numel() for p in model.parameters() if p.requires_grad or not trainable_only))


@mistake(of="count_parameters", caught_by="test_frozen_parameters_count")
def counts_only_trainable(model, trainable_only=False):
    """You always leave out frozen parameters. Leave them out only if trainable_only is True: they are part of the
    model.
    """
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


@mistake(of="count_parameters", caught_by="test_trainable_only")
def ignores_trainable_only(model, trainable_only=False):
    """You always count frozen parameters. Leave them out if `trainable_only` is True."""
    return sum(p.numel() for p in model.parameters())


@mistake(of="count_parameters", caught_by="test_trainable_only")
def counts_frozen_ones_only(model, trainable_only=False):
    """With trainable_only you count the frozen parameters and leave out the rest. Swap the two."""
    return sum(p.numel() for p in model.parameters() if not (p.requires_grad and trainable_only))


@mistake(of="count_parameters", caught_by="test_trainable_only")
def meaning_is_turned_round(model, trainable_only=False):
    """You leave out frozen parameters if trainable_only is False, and count them if it is True. Swap the two."""
    return sum(p.numel() for p in model.parameters() if p.requires_grad or trainable_only)


@mistake(of="count_parameters", caught_by="test_buffers_do_not_count")
def counts_the_state_dict(model, trainable_only=False):
    """You count everything in `state_dict()`, which also holds buffers, such as the running mean of a batch norm. Use
    `parameters()`.
    """
    frozen = {name for name, p in model.named_parameters() if not p.requires_grad} if trainable_only else set()
    return sum(value.numel() for name, value in model.state_dict().items() if name not in frozen)


@mistake(of="count_parameters", caught_by="test_shared_parameters_count_once")
def counts_shared_parameters_twice(model, trainable_only=False):
    """You count a parameter once for every module that uses it. Use `model.parameters()`: it yields a shared parameter
    only once.
    """
    kept = [p for module in model.modules() for p in module.parameters(recurse=False)]
    return sum(p.numel() for p in kept if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_shared_parameters_count_once")
def counts_layer_by_layer(model, trainable_only=False):
    """You add up layer by layer, so a layer or weight that is used twice counts twice, and a model without layers in it
    counts 0. Use the parameters of the whole model.
    """
    kept = [p for layer in model._modules.values() for p in layer.parameters()]
    return sum(p.numel() for p in kept if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_buffers_do_not_count")
def counts_linear_layers_only(model, trainable_only=False):
    """You count linear layers only, by their formula. Use the parameters of the model, not the kind of layer: other
    modules have parameters too.
    """
    layers = [m for m in model.modules() if isinstance(m, nn.Linear)]
    kept = [m for m in layers if m.weight.requires_grad or not trainable_only]
    return sum(m.out_features * (m.in_features + 1) for m in kept)


@mistake(of="count_parameters", caught_by="test_any_module")
def counts_direct_children_only(model, trainable_only=False):
    """You look only at the layers directly in the model. Count the parameters of modules inside modules too."""
    kept = {id(p): p for layer in model.children() for p in layer.parameters(recurse=False)}.values()
    return sum(p.numel() for p in kept if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_any_module")
def weight_speaks_for_its_layer(model, trainable_only=False):
    """You look at one parameter to see if the whole layer is frozen. Look at each parameter: a layer can have a frozen
    weight and a bias that learns, or the other way round.
    """
    kept = {}
    for module in model.modules():
        own = list(module.parameters(recurse=False))
        if own and (own[0].requires_grad or not trainable_only):
            kept |= {id(p): p for p in own}
    return sum(p.numel() for p in kept.values())


@mistake(of="count_parameters", caught_by="test_no_parameters")
def counted_ones_are_remembered(model, trainable_only=False, seen=set()):
    """You remember from one call to the next which parameters you have counted: a default argument or a global set is
    made once, and all calls share it. Make a new set inside the function.
    """
    total = 0
    for p in model.parameters():
        if p not in seen and (p.requires_grad or not trainable_only):
            seen.add(p)
            total += p.numel()
    return total


@mistake(of="count_parameters", caught_by="test_no_parameters")
def everything_is_unfrozen(model, trainable_only=False):
    """You set requires_grad of the model's parameters, so the parameters that the caller has frozen would learn. Do not
    change the model.
    """
    if not trainable_only:
        model.requires_grad_(True)
    return sum(p.numel() for p in model.parameters() if p.requires_grad)
