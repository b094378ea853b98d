"""Counting parameters: how large is a model?"""

from torch import nn


def count_parameters(model: nn.Module, trainable_only: bool = False) -> int:
    """Return how many numbers the parameters of a model hold.

    model: any module, without parameters too. It is not changed.
    trainable_only: whether to leave out frozen parameters (those with requires_grad False). By default they count.

    Weights and biases count; buffers, such as the running mean of a batch norm, do not: no optimizer learns them.
    A parameter that is used in two places is one parameter.

    Example: count_parameters(nn.Sequential(nn.Linear(8, 4), nn.Linear(4, 2))) is 46, that is 4 * (8 + 1) + 2 * (4 + 1).
    """
    # TODO: your code here
    raise NotImplementedError("count_parameters")
