"""Inputs and calls for count_parameters: models whose size can be computed by hand. The sizes are drawn so that no two
layers of a model have equally many parameters, and from ranges so wide that no count can be guessed.
"""

import torch
from torch import nn

from dlcourse.graders.authoring import probe


def sizes(rng):
    return {"a": int(rng.integers(30, 90)), "b": int(rng.integers(12, 28)), "c": int(rng.integers(2, 10))}


def number(count):
    """Return a count as an int, if it is a tensor, a NumPy number or a float; another check looks at its type."""
    count = count.item() if hasattr(count, "item") else count
    return int(count) if isinstance(count, float) and count.is_integer() else count


class Net(nn.Module):
    """A model that is no nn.Sequential: modules inside modules, a layer without bias, and parameters of its own."""

    def __init__(self, a, b, c):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(1.0))
        self.features = nn.Sequential(nn.Conv2d(c, b, 3), nn.Sequential(nn.ReLU(), nn.Conv2d(b, a, 1, bias=False)))
        self.heads = nn.ModuleDict({"small": nn.Linear(a, b), "large": nn.Linear(a, 2 * a)})


def half_frozen(a, b, c):
    model = nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c))
    model[0].requires_grad_(False)
    return model


@probe(inputs=sizes)
def two_layers(student, a, b, c):
    """model = nn.Sequential(nn.Linear(a, b), nn.Linear(b, c))"""
    model = nn.Sequential(nn.Linear(a, b), nn.Linear(b, c))
    return {"count": number(student.count_parameters(model))}


@probe(inputs=sizes)
def type_of_count(student, a, b, c):
    """model = nn.Sequential(nn.Linear(a, b), nn.Linear(b, c))"""
    model = nn.Sequential(nn.Linear(a, b), nn.Linear(b, c))
    return {"count": student.count_parameters(model)}


@probe(inputs=sizes)
def frozen_layer(student, a, b, c):
    """model = nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c)); its first layer is frozen"""
    model = half_frozen(a, b, c)
    return {"count": number(student.count_parameters(model))}


@probe(inputs=sizes)
def frozen_layer_left_out(student, a, b, c):
    """model = nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c)); its first layer is frozen"""
    model = half_frozen(a, b, c)
    return {"count": number(student.count_parameters(model, trainable_only=True))}


@probe(inputs=sizes)
def batch_norm(student, a, b):
    """model = nn.Sequential(nn.Linear(a, b), nn.BatchNorm1d(b))"""
    model = nn.Sequential(nn.Linear(a, b), nn.BatchNorm1d(b))
    return {"count": number(student.count_parameters(model))}


@probe(inputs=sizes)
def tied_weight(student, a):
    """model = nn.Sequential(nn.Linear(a, a), nn.Linear(a, a)), with model[1].weight = model[0].weight"""
    model = nn.Sequential(nn.Linear(a, a), nn.Linear(a, a))
    model[1].weight = model[0].weight
    return {"count": number(student.count_parameters(model))}


@probe(inputs=sizes)
def shared_layer(student, a):
    """layer = nn.Linear(a, a); model = nn.Sequential(layer, nn.ReLU(), layer)"""
    layer = nn.Linear(a, a)
    model = nn.Sequential(layer, nn.ReLU(), layer)
    return {"count": number(student.count_parameters(model))}


@probe(inputs=sizes)
def any_module(student, a, b, c):
    """a model with convolutions in nested nn.Sequential, one of them without bias, two linear layers in an
    nn.ModuleDict, and a parameter that is a single number
    """
    model = Net(a, b, c)
    return {"count": number(student.count_parameters(model))}


@probe(inputs=sizes)
def partly_frozen(student, a, b, c):
    """a model with convolutions in nested nn.Sequential, two linear layers in an nn.ModuleDict, and a parameter that is
    a single number; in one linear layer only the weight is frozen, in the other only the bias
    """
    model = Net(a, b, c)
    model.heads["small"].weight.requires_grad_(False)
    model.heads["large"].bias.requires_grad_(False)
    return {"count": number(student.count_parameters(model, trainable_only=True))}


@probe(inputs=sizes)
def counted_again(student, a, b, c):
    """model = nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c)); its first layer is frozen; count_parameters
    is called twice
    """
    model = half_frozen(a, b, c)
    first = number(student.count_parameters(model))
    return {
        "first count": first,
        "second count": number(student.count_parameters(model)),
        "requires_grad of the parameters": [parameter.requires_grad for parameter in model.parameters()],
        "model.training": model.training,
    }


@probe()
def no_parameters(student):
    """model = nn.ReLU()"""
    model = nn.ReLU()
    return {"count": number(student.count_parameters(model))}


@probe(inputs=sizes)
def nothing_to_train(student, a, b, c):
    """model = nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c)); all of it is frozen"""
    model = half_frozen(a, b, c).requires_grad_(False)
    return {"count": number(student.count_parameters(model, trainable_only=True))}
