"""Capacity: how large a network is, and how to build one of a given size.

The data gives the number of inputs and outputs of a network; you choose the hidden layers. More or wider hidden layers
have more parameters, and so more capacity. A network with one hidden layer of h neurons, and biases in both layers,

    n_in → h → n_out          has          h · (n_in + 1) + n_out · (h + 1)          parameters.
"""

from torch import nn


def mlp_within(n_in: int, n_out: int, lo: int, hi: int) -> nn.Module:
    """Return a network with at least lo and at most hi parameters.

    n_in, n_out: the network takes a float32 batch (N, n_in) and returns (N, n_out).
    lo, hi: the bounds for the number of its parameters, both included. Every number in every p of model.parameters()
        counts.
    Returns a network with at least one hidden layer, so it has two weight matrices or more. An activation follows the
        hidden layer: without one, two linear layers compute no more than one. You choose everything else: how many hidden
        layers, how wide, which activations.
    If a network with one hidden layer and biases has a size in the range, you return a network. If only another kind of
    network has one (one without biases, for example), you may build it or raise ValueError: both are right.
    Raises ValueError for an impossible range: no network with a hidden layer has a size in it. This is so if lo > hi, for
    example, or if hi is less than n_in + n_out.

    >>> model = mlp_within(8, 2, 60, 120)
    >>> 60 <= sum(p.numel() for p in model.parameters()) <= 120
    True
    """
    ### BEGIN SOLUTION
    for hidden in range(1, hi):
        count = hidden * (n_in + 1) + n_out * (hidden + 1)
        if lo <= count <= hi:
            return nn.Sequential(nn.Linear(n_in, hidden), nn.ReLU(), nn.Linear(hidden, n_out))
        if count > hi:
            break
    raise ValueError(f"no network from {n_in} to {n_out} with {lo} to {hi} parameters")
    ### END SOLUTION
