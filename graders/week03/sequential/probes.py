"""How mlp is called. The weights that are set depend only on their shape, so it does not matter in which order a
network keeps its layers, or whether it is an nn.Sequential or a class of its own.
"""

import warnings

import torch
from torch import nn

from dlcourse.graders.authoring import error_of, probe


def sample(inputs):
    """Return a function that draws X for a network with this many inputs, and numbers for its weights."""

    def draw(rng):
        return {"X": rng.normal(size=(5, inputs)), "numbers": rng.normal(size=997) / 2}

    return draw


ten, six, eleven, four = sample(10), sample(6), sample(11), sample(4)


def sizes_of_networks(rng):
    """Of three networks: three layers, two, and four."""
    drawn = [rng.choice(range(4, 20), length, replace=False).tolist() for length in (4, 3, 5)]
    return dict(zip(("sizes", "shorter", "longer"), drawn, strict=True))


def repeated_sizes(rng):
    size, last = rng.choice(range(3, 12), 2, replace=False).tolist()
    return {"sizes": [size] * int(rng.integers(3, 6)) + [last]}


def sample_and_sizes(rng):
    inputs, hidden, outputs = rng.choice(range(2, 8), 3, replace=False).tolist()
    weights = {name: rng.normal(size=997) / 2 for name in ("numbers", "other_numbers")}
    return {"sizes": [inputs, hidden, outputs], "X": rng.normal(size=(5, inputs))} | weights


def with_weights(model, numbers):
    """Set weights that depend only on their shape, and return the model."""
    with torch.no_grad():
        for parameter in model.parameters():
            order = torch.arange(parameter.numel()) % len(numbers)
            parameter.copy_(numbers[order].reshape(parameter.shape))
    return model


def answer(model, X):
    """Return the model's output, or a text if the model has no parameters to set: its weights would be random."""
    y = model(X)
    return y if list(model.parameters()) else f"of shape {tuple(y.shape)}, but there are no parameters to be found"


def count(model):
    return sum(parameter.numel() for parameter in model.parameters())


@probe(inputs=sizes_of_networks)
def parameters(student, sizes, shorter, longer):
    """The number of parameters of three networks"""
    return {
        "with sizes": count(student.mlp(sizes)),
        "with shorter": count(student.mlp(shorter)),
        "with longer": count(student.mlp(longer)),
    }


@probe(inputs=ten)
def nothing_at_the_end(student, X, numbers):
    """The network's weights are set; its output for X"""
    model = with_weights(student.mlp([10, 18, 20, 5]), numbers)
    return {"model(X)": answer(model, X)}


@probe(inputs=six)
def sigmoid_at_the_end(student, X, numbers):
    """The network's weights are set; its output for X"""
    model = with_weights(student.mlp([6, 4, 1], final="sigmoid"), numbers)
    return {"model(X)": answer(model, X)}


@probe(inputs=eleven)
def softmax_at_the_end(student, X, numbers):
    """The network's weights are set; its output for X"""
    model = with_weights(student.mlp([11, 20, 12, 6, 4], final="softmax"), 0.7 * numbers)
    p = answer(model, X)
    return {"model(X)": p, "sums of the rows": p.sum(dim=-1) if isinstance(p, torch.Tensor) else p}


@probe()
def warnings_given(student):
    """The network is called with zeros, and its warnings are collected"""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        student.mlp([3, 4], final="softmax")(torch.zeros(2, 3))
    return {"warnings": [str(warning.message)[:60] for warning in caught]}


@probe(inputs=repeated_sizes)
def equal_sizes(student, sizes):
    """The number of parameters, and of nn.Linear layers, of a network in which layers have the same sizes"""
    model = student.mlp(sizes)
    return {"parameters": count(model), "layers nn.Linear": sum(isinstance(m, nn.Linear) for m in model.modules())}


@probe()
def bad_values(student):
    """Too few sizes, a size below 1, and a final that does not exist"""
    return {
        "mlp([3])": error_of(student.mlp, [3]),
        "mlp([])": error_of(student.mlp, []),
        "mlp([3, 0, 2])": error_of(student.mlp, [3, 0, 2]),
        "mlp([3, -4, 2])": error_of(student.mlp, [3, -4, 2]),
        "mlp([0, 2])": error_of(student.mlp, [0, 2]),
        "mlp([3, 0])": error_of(student.mlp, [3, 0]),
        "mlp([3, 2], final='relu')": error_of(student.mlp, [3, 2], final="relu"),
        "mlp([3, 2], final='Softmax')": error_of(student.mlp, [3, 2], final="Softmax"),
        "mlp([3, 2], final='')": error_of(student.mlp, [3, 2], final=""),
    }


@probe(inputs=four)
def single_layer(student, X, numbers):
    """The network's weights are set; the output of a network with one layer, for one sample"""
    model = with_weights(student.mlp([4, 3]), numbers)
    return {"model(X)": answer(model, X[:1]), "parameters": count(model)}


@probe(inputs=four)
def other_uses(student, X, numbers):
    """The weights are set; a network with one output, for five samples and for none; then one with a softmax, after
    eval()"""
    model, other = (with_weights(student.mlp([4, n], final), numbers) for n, final in ((1, None), (3, "softmax")))
    return {
        "one output": answer(model, X),
        "no sample": answer(model, X[:0]),
        "after eval()": answer(other.eval(), X),
    }


@probe(inputs=four)
def learning(student, X, numbers):
    """The weights are set; the gradient of (y * y).sum(), y the output for X, with respect to each parameter, by its
    shape"""
    model = with_weights(student.mlp([4, 3, 2], final="sigmoid"), numbers / 2)
    y = model(X)
    if y.requires_grad:
        (y * y).sum().backward()
    return {"gradients": {str(tuple(p.shape)): p.grad for p in model.parameters()}}


@probe(inputs=sample_and_sizes)
def two_networks(student, sizes, X, numbers, other_numbers):
    """Two networks of the same sizes; how many of their first weights differ, biases not counted; then the weights of
    both are set, to other numbers, and the first is called with X"""
    first, second = student.mlp(sizes), student.mlp(sizes)
    weights = zip(first.parameters(), second.parameters(), strict=True)
    different = sum(int((one - other).count_nonzero()) for one, other in weights if one.dim() > 1)
    with_weights(first, numbers)
    with_weights(second, other_numbers)
    return {"weights that differ": different, "first(X)": answer(first, X), "sizes": sizes}
