"""Capacity: how large a network is, and how to build one of a wanted size.

The inputs and outputs of a network are given by the data; its hidden layers are your choice. More or wider hidden layers
have more parameters, and so more capacity. With one hidden layer of h neurons and biases everywhere,

    n_in → h → n_out          has          h · (n_in + 1) + n_out · (h + 1)          parameters.
"""

from torch import nn


def mlp_within(n_in: int, n_out: int, lo: int, hi: int) -> nn.Module:
    """Return a network of at least lo and at most hi parameters.

    n_in, n_out: the network takes a float32 batch (N, n_in) and returns (N, n_out).
    lo, hi: the bounds of the number of its parameters, both included; each number in p counts, for every p in
        model.parameters().
    Returns a network with at least one hidden layer, so it has two weight matrices or more. Everything else is free:
    how many hidden layers, how wide, which activations.
    Every range that a network with one hidden layer and biases can meet succeeds. Where only another network could meet it,
    one without biases, say, you may build that or raise ValueError: both are right.
    Raises ValueError for a range that no network with a hidden layer can meet: where lo > hi, for example, or where hi is
    less than n_in + n_out.

    >>> model = mlp_within(8, 2, 60, 120)
    >>> 60 <= sum(p.numel() for p in model.parameters()) <= 120
    True
    """
    # TODO: your code here
    raise NotImplementedError("mlp_within")
