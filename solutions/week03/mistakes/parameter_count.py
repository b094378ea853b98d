"""Wrong solutions that students hand in; each docstring is the feedback."""

import numpy as np
import torch
from torch import nn

from dlcourse.graders.authoring import mistake


@mistake(caught_by="test_two_layers", edit={"p.numel()": "1"})
def counts_tensors():
    """You count the parameter tensors: one weight and one bias for each layer. Count the numbers in them."""


@mistake(
    caught_by="test_two_layers",
    edit={
        "p in model.parameters() if p.requires_grad or not trainable_only": 'name, p in model.named_parameters() if "weight" in name and (p.requires_grad or not trainable_only)'
    },
)
def counts_weights_only():
    """You count the weights and leave out the biases. Count both: a neuron with n inputs has n + 1 parameters."""


@mistake(caught_by="test_two_layers", edit={"p.numel()": "(p.numel() if p.dim() > 1 else 1)"})
def counts_one_bias_per_layer():
    """You count one bias for each layer. Count one for each neuron: a layer with n neurons has n biases."""


@mistake(caught_by="test_two_layers", edit={"p.numel()": "len(p)"})
def counts_rows():
    """You add up the `len` of each parameter, which is only its number of rows. Count all the numbers in it."""


@mistake(
    caught_by="test_two_layers",
    edit={
        "return sum(p.numel() for p in model.parameters() if p.requires_grad or not trainable_only)": "for p in model.parameters():\n"
        "    if p.requires_grad or not trainable_only:\n"
        "        return p.numel()\n"
        "return 0"
    },
)
def counts_the_first_parameter_only():
    """You return the size of the first parameter tensor only. Add up all of them before the `return`: is it inside the
    loop?"""


@mistake(caught_by="test_plain_int")
def count_is_a_numpy_number(model, trainable_only=False):
    """Your count is right, but it is a NumPy number, as `np.prod` returns. Return a plain int."""
    return sum(np.prod(p.shape) for p in model.parameters() if p.requires_grad or not trainable_only)


@mistake(caught_by="test_plain_int")
def count_is_a_tensor(model, trainable_only=False):
    """Your count is right, but it is a tensor. Return a plain int."""
    return torch.tensor([p.numel() for p in model.parameters() if p.requires_grad or not trainable_only]).long().sum()


@mistake(caught_by="test_plain_int", edit={"return sum": "return 0.0 + sum"})
def count_is_a_float():
    """Your count is right, but it is a float: a division gives one, and so does a total that starts at 0.0. Return a
    plain int."""


@mistake(caught_by="test_frozen_parameters_count", edit={" or not trainable_only": ""})
def counts_only_trainable():
    """You always leave out frozen parameters. Leave them out only if `trainable_only` is True: they are part of the
    model."""


@mistake(caught_by="test_trainable_only", edit={" if p.requires_grad or not trainable_only": ""})
def ignores_trainable_only():
    """You always count frozen parameters. Leave them out if `trainable_only` is True."""


@mistake(caught_by="test_trainable_only", edit={"or not": "or"})
def meaning_is_turned_round():
    """You leave out frozen parameters if `trainable_only` is False, and count them if it is True. Swap the two."""


@mistake(caught_by="test_trainable_only", edit={"or not": "and not"})
def counts_nothing_with_trainable_only():
    """With `trainable_only` you count nothing, and without it you leave out frozen parameters. Count a parameter if it
    is trainable, or if `trainable_only` is False."""


@mistake(caught_by="test_buffers_do_not_count", edit={"parameters()": "state_dict(keep_vars=True).values()"})
def counts_the_state_dict():
    """You count everything in `state_dict()`, which also holds buffers, such as the running mean of a batch norm. Use
    `parameters()`."""


@mistake(caught_by="test_buffers_do_not_count")
def counts_linear_layers_only(model, trainable_only=False):
    """You count linear layers only, by their formula. Use the parameters of the model, not the kind of layer: other
    modules have parameters too."""
    layers = [m for m in model.modules() if isinstance(m, nn.Linear)]
    kept = [m for m in layers if m.weight.requires_grad or not trainable_only]
    return sum(m.out_features * (m.in_features + 1) for m in kept)


@mistake(
    caught_by="test_shared_parameters_count_once",
    edit={"for p in model.parameters()": "for module in model.modules() for p in module.parameters(recurse=False)"},
)
def counts_shared_parameters_twice():
    """You count a parameter once for every module that uses it. Use `model.parameters()`: it yields a shared parameter
    only once."""


@mistake(
    caught_by="test_shared_parameters_count_once",
    edit={"for p in model.parameters()": "for layer in model.children() for p in layer.parameters()"},
)
def counts_layer_by_layer():
    """You add up layer by layer, so a weight that two layers share counts twice, and parameters outside of layers do
    not count. Use the parameters of the whole model."""


@mistake(
    caught_by="test_no_parameters", edit={"return": "if not trainable_only:\n    model.requires_grad_(True)\nreturn"}
)
def everything_is_unfrozen():
    """You set requires_grad of the model's parameters, so the parameters that the caller has frozen would learn. Do not
    change the model."""


@mistake(
    caught_by="test_two_layers", edit={"p.requires_grad or not trainable_only": "p.requires_grad == trainable_only"}
)
def frozen_ones_only():
    """If `trainable_only` is False, you count the frozen parameters only. Count all of them then."""


@mistake(
    caught_by="test_two_layers",
    edit={"for p in model.parameters()": "for m in model.modules() for p in m.parameters()"},
)
def once_for_each_module_around_it():
    """You count a parameter once for the whole model, and again for each module that it is in. `model.parameters()` goes
    through all modules already."""


@mistake(caught_by="test_two_layers", edit={"p.numel()": "p.sum().item()"})
def values_are_added_up():
    """You add up the values of the parameters. Count how many there are."""


@mistake(
    caught_by="test_trainable_only",
    edit={"p.requires_grad or not trainable_only": "not (p.requires_grad and trainable_only)"},
)
def trainable_ones_left_out():
    """With `trainable_only` you leave out the trainable parameters and count the frozen ones. Turn the condition round."""


@mistake(caught_by="test_buffers_do_not_count", raises="IndexError")
def multiplies_rows_by_columns(model, trainable_only=False):
    """You multiply the first two sizes of each weight, but a weight may have one dimension, or four. Use `numel()`."""
    return sum(
        p.shape[0] * p.shape[1] if "weight" in name else p.shape[0]
        for name, p in model.named_parameters()
        if p.requires_grad or not trainable_only
    )


@mistake(caught_by="test_trainable_only", edit={"parameters()": "state_dict().values()"})
def filters_the_state_dict():
    """You go through `state_dict()`, whose tensors never require gradients, so with `trainable_only` you count nothing; and it
    has buffers too. Use `parameters()`."""


@mistake(
    caught_by="test_trainable_only",
    edit={
        "return sum(p.numel() for p in model.parameters() if p.requires_grad or not trainable_only)": "parameters = model.parameters()\n"
        "total = sum(p.numel() for p in parameters)\n"
        "trainable = sum(p.numel() for p in parameters if p.requires_grad)\n"
        "return trainable if trainable_only else total"
    },
)
def generator_is_used_twice():
    """You go through the same `model.parameters()` twice. It is a generator, so it is empty the second time: call
    `model.parameters()` again, or make a list of it."""
