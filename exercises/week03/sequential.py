"""Layers in sequence: the output of one is the input of the next.

A network is built by stacking layers, each with as many inputs as the one before has outputs. At the end stands what
the task asks for: nothing where any number is an answer, a sigmoid for the probability of yes, a softmax for the
probabilities of several classes.

    X (N, 11)  ->  20  ->  12  ->  6  ->  4  ->  softmax: four probabilities for each sample
"""

from torch import nn


def mlp(sizes: list[int], final: str | None = None) -> nn.Module:
    """Return a new network of linear layers, from sizes[0] inputs over sizes[1], … to sizes[-1] outputs.

    sizes: at least two whole numbers, each at least 1. It is not changed.
    final: what comes after the last layer: None for nothing, "sigmoid", or "softmax" over the outputs of each sample.
    The network takes X (N, sizes[0]), float32, and returns (N, sizes[-1]), in training mode and after eval() alike. It
    holds len(sizes) - 1 layers nn.Linear with biases, each with parameters of its own, and nothing between them. It can
    be trained, each call draws other random weights, and no warning is given.
    Raises ValueError for fewer than two sizes, a size below 1, and any other `final`, also "" or "Softmax".

    >>> sum(parameter.numel() for parameter in mlp([6, 4, 1], final="sigmoid").parameters())
    33
    """
    # TODO: your code here
    raise NotImplementedError("mlp")
