"""ReLU and leaky ReLU: the activations that stand between the layers."""

import torch


def relu(x: torch.Tensor) -> torch.Tensor:
    """Return max(x, 0) of every element.

    x: a tensor of any shape, floats or integers. It is not changed.
    Returns a tensor of the same shape; for floats of the same dtype, and gradients flow through it: 1 where x > 0,
    0 where x < 0.

    Example: relu(torch.tensor([-2.0, 3.0])) is tensor([0., 3.]).
    """
    # TODO: your code here
    raise NotImplementedError("relu")


def leaky_relu(x: torch.Tensor, negative_slope: float = 0.01) -> torch.Tensor:
    """Return x where x > 0, and negative_slope * x elsewhere.

    x: a float tensor of any shape. It is not changed.
    negative_slope: what is left of a negative value, from 0 to 1.
    Returns a tensor of the same shape and dtype. Gradients flow through it: 1 where x > 0, negative_slope where x < 0.

    Example: leaky_relu(torch.tensor([-2.0, 3.0]), 0.05) is tensor([-0.1000, 3.0000]).
    """
    # TODO: your code here
    raise NotImplementedError("leaky_relu")
