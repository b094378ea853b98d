"""Inputs and calls for init_uniform and initial_loss. The evidence of the draws is rounded so much that every right
draw gives the same.
"""

import numpy as np
import torch
from torch import nn

from dlcourse.datasets.tables import load, standardise
from dlcourse.graders.authoring import probe


def bounds(rng):
    """Both below 0, and far from the defaults; halfway between them is a number with two digits, as rounded means are."""
    middle, half = rng.choice(np.arange(-80, -39), 3, replace=False), rng.integers(8, 21, 3)
    return {"low": ((middle - half) / 100).tolist(), "high": ((middle + half) / 100).tolist()}


def single_bounds(rng):
    """One on each side of 0. Halfway between it and the other default is a number with two digits, too."""
    return {"low": -2 * int(rng.integers(8, 31)) / 100, "high": 2 * int(rng.integers(8, 31)) / 100}


def numbers_for_a_layer(rng):
    return {
        "x": rng.uniform(-3, 3, (2, 3)).round(1),
        "w": rng.uniform(-2, 2, (2, 3)).round(1),
        "b": rng.uniform(0.5, 2, 2).round(1),
    }


def weighted_sum(rng):
    return {"x": rng.uniform(-3, 3, (4, 3)).round(1), "c": rng.uniform(0.5, 2, (4, 2)).round(1)}


def third_layer(rng):
    return {"weights": nn.Linear(4, 2).state_dict(), "x": rng.normal(size=(3, 4)), "seed": int(rng.integers(10**6))}


def class_counts(rng):
    several = [int(rng.integers(low, high)) for low, high in ((4, 10), (10, 30), (30, 100), (100, 1000))]
    return {"classes": rng.permutation([1, 2, *several])}


def iris(rng):
    table = load("iris")
    (X,) = standardise(table.X)
    return {"X": X, "y": table.y}


def wide_layers(bias=True):
    return [nn.Linear(50, 800, bias=bias) for _ in range(3)]


def figures(layers):
    """Of each layer the smallest and largest weight, the mean, and the share in the middle half of the range, rounded;
    all 0 if all its weights are equal.
    """
    found = [figures_of(layer.weight.detach()) for layer in layers]
    return {name: [figure[name] for figure in found] for name in found[0]}


def figures_of(weight):
    low, high = weight.min().item(), weight.max().item()
    equal = low == high
    if equal:
        weight, low, high = torch.zeros(1), 0.0, 0.0
    quarter = (high - low) / 4
    middle = (weight - (low + high) / 2).abs() < quarter
    return {
        "all weights of a layer are equal": equal,
        "smallest weights": round(low, 2),
        "largest weights": round(high, 2),
        "means of the weights": round(weight.mean().item(), 2),
        "shares in the middle half": round(middle.double().mean().item(), 1),
        "shares of different numbers": round(len(weight.unique()) / weight.numel(), 1),
    }


@probe(inputs=bounds)
def own_bounds(student, low, high):
    """layers = three nn.Linear(50, 800), so i is 0, 1 and 2; the results are rounded"""
    layers = wide_layers()
    for i in range(3):
        student.init_uniform(layers[i], low=low[i], high=high[i])
    return figures(layers)


@probe(inputs=single_bounds)
def default_bounds(student, low, high):
    """layers = three nn.Linear(50, 800), whose weights lie between −0.14 and 0.14 before; the results are rounded"""
    layers = wide_layers()
    student.init_uniform(layers[0])
    student.init_uniform(layers[1], low=low)
    student.init_uniform(layers[2], high=high)
    return figures(layers)


@probe(inputs=numbers_for_a_layer)
def bias(student, x, w):
    """layer = nn.Linear(3, 2), whose bias is not 0 before; after the call, the numbers w are written into layer.weight"""
    layer = nn.Linear(3, 2)
    student.init_uniform(layer)
    with torch.no_grad():
        layer.weight.copy_(w)
    return {"layer.bias": layer.bias.detach(), "layer(x)": layer(x)}


@probe(inputs=numbers_for_a_layer)
def returned_object(student, x, w, b):
    """layer = nn.Linear(3, 2); after the call, the numbers w and b are written into layer.weight and layer.bias"""
    layer = nn.Linear(3, 2)
    returned = student.init_uniform(layer)
    with torch.no_grad():
        layer.weight.copy_(w)
        layer.bias.copy_(b)
    article = "another" if isinstance(returned, nn.Linear) else "a"
    what = "nothing" if returned is None else f"{article} {type(returned).__name__}"
    return {
        "what init_uniform returns": "the layer" if returned is layer else what,
        "its output for x": returned(x) if isinstance(returned, nn.Linear) else None,
    }


@probe(inputs=weighted_sum)
def same_objects(student, x, c):
    """layer = nn.Linear(3, 2); after the call, (c * layer(x)).sum().backward(); weight and bias are the Parameter objects
    that the layer had before the call
    """
    layer = nn.Linear(3, 2)
    weight, bias = layer.weight, layer.bias
    student.init_uniform(layer)
    total = (c * layer(x)).sum()
    if total.requires_grad:
        total.backward()
    return {
        "layer.weight.requires_grad": layer.weight.requires_grad,
        "layer.bias.requires_grad": layer.bias.requires_grad,
        "layer.weight.grad": layer.weight.grad,
        "weight.grad": weight.grad,
        "bias.grad": bias.grad,
    }


@probe()
def double_precision(student):
    """layer = nn.Linear(3, 5) in float64"""
    layer = nn.Linear(3, 5).double()
    student.init_uniform(layer)
    return {"dtype of layer.weight": str(layer.weight.dtype), "dtype of layer.bias": str(layer.bias.dtype)}


@probe(inputs=class_counts)
def guesses(student, classes):
    """n is each of six numbers"""
    return {f"loss for {n} classes": student.initial_loss(num_classes=n) for n in classes.tolist()}


@probe(inputs=bounds)
def without_bias(student, low, high):
    """layers = three nn.Linear(50, 800, bias=False), so i is 0, 1 and 2; the results are rounded"""
    layers = wide_layers(bias=False)
    for i in range(3):
        student.init_uniform(layers[i], low=low[i], high=high[i])
    return {"layers[0].bias": layers[0].bias, **figures(layers)}


@probe(inputs=third_layer)
def each_call_anew(student, weights, x, seed):
    """layers = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(4, 2)); the first two are initialised, twice,
    from the same random state; the third one is not
    """
    layers, following = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(4, 2)), []
    layers[2].load_state_dict(weights)
    for _ in range(2):
        torch.manual_seed(seed)
        student.init_uniform(layers[0])
        student.init_uniform(layers[1])
        following.append(torch.rand(1).item())
    both = torch.cat([layers[0].weight, layers[1].weight]).detach()
    y = layers[2](x)
    if y.requires_grad:
        y.square().sum().backward()
    return {
        "share of different numbers in the first two layers": round(len(both.unique()) / both.numel(), 1),
        "the next random number, after the second time less after the first": following[1] - following[0],
        "outputs of the third layer": y,
        "gradient of the third layer's weight": layers[2].weight.grad,
    }


@probe(inputs=iris)
def iris_start(student, X, y):
    """a 4-16-3 network with ReLU, each layer initialised by init_uniform; iris, standardised; CrossEntropyLoss"""
    model = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3))
    student.init_uniform(model[0])
    student.init_uniform(model[2])
    with torch.no_grad():
        return {"loss": nn.functional.cross_entropy(model(X), y).item()}
