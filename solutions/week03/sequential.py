"""Layers in sequence: the output of one is the input of the next.

A network is built by stacking layers, each with as many inputs as the one before has outputs. What follows the last
layer depends on the task: nothing if any number can be the answer, a sigmoid for the probability of yes, a softmax for
the probabilities of several classes.

    X (N, 11)  ->  20  ->  12  ->  6  ->  4  ->  softmax: four probabilities for each sample
"""

from torch import nn


def mlp(sizes: list[int], final: str | None = None) -> nn.Module:
    """Return a new network of linear layers, from sizes[0] inputs through sizes[1], … to sizes[-1] outputs.

    sizes: at least two whole numbers, each at least 1. It is not changed.
    final: what comes after the last layer: None for nothing, "sigmoid", or "softmax" over the outputs of each sample.
    The network takes X (N, sizes[0]), float32, and returns (N, sizes[-1]), in training mode and after eval(). It has
        len(sizes) - 1 nn.Linear layers with biases, each with its own parameters, and nothing between them. It can be
        trained. Every call draws new random weights. No warning is given.
    Raises ValueError for fewer than two sizes, a size below 1, and any other `final`, such as "" or "Softmax".

    >>> sum(parameter.numel() for parameter in mlp([6, 4, 1], final="sigmoid").parameters())
    33
    """
    ### BEGIN SOLUTION
    endings = {None: [], "sigmoid": [nn.Sigmoid()], "softmax": [nn.Softmax(dim=-1)]}
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"at least two sizes, each at least 1, not {sizes}")
    if final not in endings:
        raise ValueError(f"final is None, sigmoid or softmax, not {final!r}")
    layers = [nn.Linear(sizes[i], sizes[i + 1]) for i in range(len(sizes) - 1)]
    return nn.Sequential(*layers, *endings[final])
    ### END SOLUTION
