"""Inputs and calls for init_uniform and initial_loss. The evidence of the draws is rounded so much that every right
draw gives the same.
"""

import torch
from torch import nn

from dlcourse.datasets.tables import load, standardise
from dlcourse.graders.authoring import probe


def bounds(rng):
    """Both below 0, and far from the defaults."""
    low = int(rng.integers(-9, -6))
    high = low + 2 * int(rng.integers(1, 3))
    return {"low": low / 10, "high": high / 10}


def class_counts(rng):
    return {"few": 3, "many": int(rng.integers(4, 60))}


def iris(rng):
    table = load("iris")
    (X,) = standardise(table.X)
    return {"X": X, "y": table.y}


def figures(weight):
    """The smallest and largest weight, the mean, and the share in the middle half of the range, rounded; all 0 if all
    weights are equal.
    """
    low, high = weight.min().item(), weight.max().item()
    equal = low == high
    if equal:
        weight, low, high = torch.zeros(1), 0.0, 0.0
    quarter = (high - low) / 4
    middle = (weight - (low + high) / 2).abs() < quarter
    return {
        "all weights are equal": equal,
        "smallest weight": round(low, 2),
        "largest weight": round(high, 2),
        "mean of the weights": round(weight.mean().item(), 1),
        "share in the middle half": round(middle.double().mean().item(), 1),
        "share of different numbers": round(len(weight.unique()) / weight.numel(), 1),
    }


@probe()
def default_bounds(student):
    """layer = nn.Linear(25, 800), whose 20000 weights lie between −0.2 and 0.2; the results are rounded"""
    layer = nn.Linear(25, 800)
    student.init_uniform(layer)
    return figures(layer.weight.detach())


@probe(inputs=bounds)
def own_bounds(student, low, high):
    """layer = nn.Linear(25, 800); the results are rounded"""
    layer = nn.Linear(25, 800)
    student.init_uniform(layer, low=low, high=high)
    return figures(layer.weight.detach())


@probe()
def bias(student):
    """layer = nn.Linear(3, 5)"""
    layer = nn.Linear(3, 5)
    student.init_uniform(layer)
    return {"layer.bias": layer.bias.detach()}


@probe()
def returned_object(student):
    """layer = nn.Linear(3, 5)"""
    layer = nn.Linear(3, 5)
    returned = student.init_uniform(layer)
    article = "another" if isinstance(returned, nn.Linear) else "a"
    what = "nothing" if returned is None else f"{article} {type(returned).__name__}"
    return {"what init_uniform returns": "the layer" if returned is layer else what}


@probe()
def same_objects(student):
    """layer = nn.Linear(3, 5)"""
    layer = nn.Linear(3, 5)
    weight, bias = layer.weight, layer.bias
    student.init_uniform(layer)
    return {
        "layer.weight and layer.bias are the same objects as before": layer.weight is weight and layer.bias is bias,
        "layer.weight and layer.bias require gradients": layer.weight.requires_grad and layer.bias.requires_grad,
    }


@probe()
def double_precision(student):
    """layer = nn.Linear(3, 5) in float64"""
    layer = nn.Linear(3, 5).double()
    student.init_uniform(layer)
    return {"dtype of layer.weight": str(layer.weight.dtype), "dtype of layer.bias": str(layer.bias.dtype)}


@probe(inputs=class_counts)
def guesses(student, few, many):
    """n is few, then many, 2 and 1"""
    return {f"loss for {n} classes": student.initial_loss(num_classes=n) for n in (few, many, 2, 1)}


@probe()
def without_bias(student):
    """layer = nn.Linear(25, 800, bias=False); the results are rounded"""
    layer = nn.Linear(25, 800, bias=False)
    student.init_uniform(layer)
    return {"has a bias": layer.bias is not None, **figures(layer.weight.detach())}


@probe()
def each_call_anew(student):
    """layers = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(4, 4)); the first two are initialised, twice,
    from the same random state
    """
    layers = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(4, 4))
    third, state, ends = layers[2].weight.detach().clone(), torch.get_rng_state(), []
    for _ in range(2):
        torch.set_rng_state(state)
        student.init_uniform(layers[0])
        student.init_uniform(layers[1])
        ends.append(torch.get_rng_state())
    return {
        "first and second layer have the same weights": torch.equal(layers[0].weight, layers[1].weight),
        "third layer is as before": torch.equal(layers[2].weight, third),
        "the random state after it follows from that before": torch.equal(*ends),
        "autograd still records": torch.is_grad_enabled(),
    }


@probe(inputs=iris)
def iris_start(student, X, y):
    """a 4-16-3 network with ReLU, each layer initialised by init_uniform; iris, standardised; CrossEntropyLoss"""
    model = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3))
    student.init_uniform(model[0])
    student.init_uniform(model[2])
    with torch.no_grad():
        return {"loss": nn.functional.cross_entropy(model(X), y).item()}
