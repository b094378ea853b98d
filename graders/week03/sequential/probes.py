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


@probe()
def parameters(student):
    """The number of parameters of three networks"""
    return {
        "[10, 18, 20, 5]": count(student.mlp([10, 18, 20, 5])),
        "[6, 4, 1]": count(student.mlp([6, 4, 1])),
        "[11, 20, 12, 6, 4]": count(student.mlp([11, 20, 12, 6, 4])),
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


@probe()
def equal_sizes(student):
    """The number of parameters, and of nn.Linear layers, of a network in which two layers have the same sizes"""
    model = student.mlp([4, 4, 4, 2])
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
    """How many parameters get a gradient from the sum of the squared outputs"""
    model = with_weights(student.mlp([4, 3, 2], final="sigmoid"), numbers / 2)
    model(X).square().sum().backward()
    learns = [p.grad is not None and bool((p.grad != 0).any()) for p in model.parameters()]
    return {"parameters": len(learns), "of them with a gradient": sum(learns)}


@probe()
def two_networks(student):
    """Two networks of the same sizes; then the parameters of the first are set to 7"""
    sizes = [4, 3, 2]
    first, second = student.mlp(sizes), student.mlp(sizes)
    weights = zip(first.parameters(), second.parameters(), strict=True)
    equal = sum(torch.equal(one, other) for one, other in weights if one.dim() > 1)
    with torch.no_grad():
        for parameter in first.parameters():
            parameter.fill_(7)
    same = sum(bool((p == 7).all()) for p in second.parameters())
    return {"parameters of the second that are 7": same, "weights that began equal": equal, "sizes": sizes}
