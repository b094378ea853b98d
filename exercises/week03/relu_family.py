"""ReLU and leaky ReLU: the activations between the layers.

Two linear layers with nothing between them are one linear layer. ReLU, between them, keeps positive values and replaces
the rest by 0. Leaky ReLU keeps a small part of negative values, so that every neuron can go on learning.

    relu(x) = max(x, 0)          leaky_relu(x) = x where x > 0, slope · x elsewhere
"""

import torch


def relu(x: torch.Tensor) -> torch.Tensor:
    """Return max(x, 0) of every element.

    x: a tensor of any shape, floats or integers. It is not changed.
    Returns a tensor of the same shape. For floats it has the same dtype, and gradients flow through it: 1 where x > 0,
    0 where x < 0. torch.relu is allowed; there are several other ways to write it in one line.

    >>> relu(torch.tensor([-2.0, 3.0]))
    tensor([0., 3.])
    """
    # TODO: your code here
    raise NotImplementedError("relu")


def leaky_relu(x: torch.Tensor, negative_slope: float = 0.01) -> torch.Tensor:
    """Return x where x > 0, and negative_slope * x elsewhere.

    x: a float tensor of any shape. It is not changed.
    negative_slope: the factor for negative values, from 0 to 1.
    Returns a tensor of the same shape and dtype. Gradients flow through it: 1 where x > 0, negative_slope where x < 0.
    torch.nn.functional.leaky_relu is allowed.

    >>> leaky_relu(torch.tensor([-2.0, 3.0]), 0.05)
    tensor([-0.1000,  3.0000])
    """
    # TODO: your code here
    raise NotImplementedError("leaky_relu")
