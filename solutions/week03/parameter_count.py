"""Counting parameters: how large is a model?

Every neuron of a linear layer has one weight for each of its inputs, and one bias. The number of parameters says how
much a model can learn, how long training takes and how easily the model learns its data by heart: it is a measure of
capacity.

    parameters of nn.Linear(n, m) = m · (n + 1)
"""

from torch import nn


def count_parameters(model: nn.Module, trainable_only: bool = False) -> int:
    """Return how many numbers the parameters of a model hold.

    model: any module, also one without parameters. It is not changed.
    trainable_only: if True, leave out frozen parameters (those with requires_grad False). By default they count.
    Returns a plain int.

    Weights, biases and all other parameters count, also those of modules inside modules. Buffers, such as the running
    mean of a batch norm, do not count: no optimizer learns them. A parameter or a layer that is used twice counts once.

    >>> count_parameters(nn.Sequential(nn.Linear(8, 4), nn.Linear(4, 2)))  # 4 * (8 + 1) + 2 * (4 + 1)
    46
    """
    ### BEGIN SOLUTION
    return sum(p.numel() for p in model.parameters() if p.requires_grad or not trainable_only)
    ### END SOLUTION
