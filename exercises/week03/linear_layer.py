"""A linear layer: every output is a weighted sum of all inputs, plus a bias.

A layer with 3 inputs and 2 outputs holds a weight matrix W of 2 rows, one for each output, and 3 columns, one for each
input. It works on a whole batch at once: each row of x is a sample.

    y[i, j] = x[i, 0] · W[j, 0] + x[i, 1] · W[j, 1] + x[i, 2] · W[j, 2] + b[j]          (N, 3)  ->  (N, 2)
"""

import torch
from torch import nn


def linear(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor | None = None) -> torch.Tensor:
    """Return the outputs of a linear layer with the weight W and the bias b for a batch.

    x: (N, in), one sample in each row; N may be 0. W: (out, in), as nn.Linear keeps it. b: (out,), or None for a layer
        without a bias. All are float tensors of one dtype, and none of them is changed.
    Returns (N, out) in that dtype: at [i, j] the sum over k of x[i, k] * W[j, k], plus b[j].
    Gradients flow back to x, W and b. torch.nn.functional.linear is allowed; the formula above is the exercise.

    >>> linear(torch.tensor([[1.0, 2.0]]), torch.tensor([[1.0, 0.0], [3.0, 4.0], [0.0, 5.0]]), torch.ones(3))
    tensor([[ 2., 12., 11.]])
    """
    # TODO: your code here
    raise NotImplementedError("linear")


def fuse(l1: nn.Linear, l2: nn.Linear) -> nn.Linear:
    """Return one linear layer that gives the same outputs as l1 followed by l2.

    l1, l2: linear layers with biases, in float32; l2 has as many inputs as l1 has outputs. They are not changed, and
        can be trained as before.
    Returns a new nn.Linear with a bias, the in_features of l1 and the out_features of l2. fused(x) equals l2(l1(x)) for
        every x, up to rounding. Its weight and bias are parameters of its own, which can be trained; no gradient flows
        from them to l1 and l2.

    >>> fuse(nn.Linear(3, 4), nn.Linear(4, 2))
    Linear(in_features=3, out_features=2, bias=True)
    """
    # TODO: your code here
    raise NotImplementedError("fuse")
