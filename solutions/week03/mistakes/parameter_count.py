"""Wrong solutions that students hand in; each docstring is the feedback."""

import numpy as np
import torch
from torch import nn

from dlcourse.graders.authoring import mistake


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_tensors(model, trainable_only=False):
    """You count the parameter tensors: one weight and one bias for each layer. Count the numbers that they hold."""
    return sum(1 for p in model.parameters() if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_weights_only(model, trainable_only=False):
    """You count the weights and leave out the biases. A neuron with n inputs has n + 1 parameters."""
    kept = [p for name, p in model.named_parameters() if name.endswith("weight")]
    return sum(p.numel() for p in kept if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_one_bias_per_layer(model, trainable_only=False):
    """You count one bias for each layer. Every neuron has its own: a layer with n neurons has n biases."""
    kept = [p for p in model.parameters() if p.requires_grad or not trainable_only]
    return sum(p.numel() if p.dim() > 1 else 1 for p in kept)


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_rows(model, trainable_only=False):
    """You take `len` of each parameter, which is only its number of rows. Count all the numbers in it."""
    return sum(len(p) if p.dim() else 1 for p in model.parameters() if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_the_last_parameter_only(model, trainable_only=False):
    """You return the size of one parameter tensor: the total is set anew each time, or returned inside the loop. Add them all up."""
    total = 0
    for p in model.parameters():
        if p.requires_grad or not trainable_only:
            total = p.numel()
    return total


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_the_first_parameter_only(model, trainable_only=False):
    """You return after the first parameter. Is the `return` inside the loop? Add up all of them first."""
    for p in model.parameters():
        if p.requires_grad or not trainable_only:
            return p.numel()
    return 0


@mistake(of="count_parameters", caught_by="test_plain_int")
def count_is_a_numpy_number(model, trainable_only=False):
    """Your count is right, and a NumPy number (`np.prod` gives one). Return a plain int."""
    return sum(np.prod(p.shape) for p in model.parameters() if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_plain_int")
def count_is_a_tensor(model, trainable_only=False):
    """Your count is right, and a tensor. Return a plain int."""
    return torch.tensor([p.numel() for p in model.parameters() if p.requires_grad or not trainable_only]).long().sum()


@mistake(of="count_parameters", caught_by="test_plain_int")
def count_is_a_float(model, trainable_only=False):
    """Your count is right, and a float, such as a division or a total that begins at 0.0 gives. Return a plain int."""
    return float(sum(p.numel() for p in model.parameters() if p.requires_grad or not trainable_only))


@mistake(of="count_parameters", caught_by="test_frozen_parameters_count")
def counts_only_trainable(model, trainable_only=False):
    """You always leave out frozen parameters. They are part of the model; leave them out only if trainable_only is True."""
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


@mistake(of="count_parameters", caught_by="test_trainable_only")
def ignores_trainable_only(model, trainable_only=False):
    """You count frozen parameters whatever `trainable_only` says. Leave them out where it is True."""
    return sum(p.numel() for p in model.parameters())


@mistake(of="count_parameters", caught_by="test_trainable_only")
def counts_frozen_ones_only(model, trainable_only=False):
    """With trainable_only you count what is frozen, and leave out the rest. It is the other way round."""
    return sum(p.numel() for p in model.parameters() if not (p.requires_grad and trainable_only))


@mistake(of="count_parameters", caught_by="test_trainable_only")
def meaning_is_turned_round(model, trainable_only=False):
    """You leave out frozen parameters where trainable_only is False, and count them where it is True. It is the other way round."""
    return sum(p.numel() for p in model.parameters() if p.requires_grad or trainable_only)


@mistake(of="count_parameters", caught_by="test_buffers_do_not_count")
def counts_the_state_dict(model, trainable_only=False):
    """You count all of `state_dict()`, in which buffers stand too, such as a batch norm's running mean. Use `parameters()`."""
    frozen = {name for name, p in model.named_parameters() if not p.requires_grad} if trainable_only else set()
    return sum(value.numel() for name, value in model.state_dict().items() if name not in frozen)


@mistake(of="count_parameters", caught_by="test_shared_parameters_count_once")
def counts_shared_parameters_twice(model, trainable_only=False):
    """You count a parameter once for every module that uses it. `model.parameters()` yields a shared one only once."""
    kept = [p for module in model.modules() for p in module.parameters(recurse=False)]
    return sum(p.numel() for p in kept if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_shared_parameters_count_once")
def counts_layer_by_layer(model, trainable_only=False):
    """You add up layer by layer, so a layer or weight that is used twice counts twice, and a model without layers in it counts 0. Ask the whole model."""
    kept = [p for layer in model._modules.values() for p in layer.parameters()]
    return sum(p.numel() for p in kept if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_buffers_do_not_count")
def counts_linear_layers_only(model, trainable_only=False):
    """You count linear layers only, by their formula. Other modules have parameters too: ask for the parameters, not for the kind of layer."""
    layers = [m for m in model.modules() if isinstance(m, nn.Linear)]
    kept = [m for m in layers if m.weight.requires_grad or not trainable_only]
    return sum(m.out_features * (m.in_features + 1) for m in kept)


@mistake(of="count_parameters", caught_by="test_any_module")
def counts_direct_children_only(model, trainable_only=False):
    """You look only at the layers that stand directly in the model. Modules inside of modules have parameters too."""
    kept = {id(p): p for layer in model.children() for p in layer.parameters(recurse=False)}.values()
    return sum(p.numel() for p in kept if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_any_module")
def weight_speaks_for_its_layer(model, trainable_only=False):
    """You ask one parameter whether the whole layer is frozen. Of a layer, the weight alone or the bias alone can be frozen: ask each parameter."""
    kept = {}
    for module in model.modules():
        own = list(module.parameters(recurse=False))
        if own and (own[0].requires_grad or not trainable_only):
            kept |= {id(p): p for p in own}
    return sum(p.numel() for p in kept.values())


@mistake(of="count_parameters", caught_by="test_no_parameters")
def counted_ones_are_remembered(model, trainable_only=False, seen=set()):
    """You remember from one call to the next which parameters you have counted: a default argument, or a global set, is made once and then shared by all calls. Make it anew inside the function."""
    total = 0
    for p in model.parameters():
        if p not in seen and (p.requires_grad or not trainable_only):
            seen.add(p)
            total += p.numel()
    return total


@mistake(of="count_parameters", caught_by="test_no_parameters")
def everything_is_unfrozen(model, trainable_only=False):
    """You set requires_grad of the model's parameters, and what the caller has frozen would be trained. Only look at the model."""
    if not trainable_only:
        model.requires_grad_(True)
    return sum(p.numel() for p in model.parameters() if p.requires_grad)
