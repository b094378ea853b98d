"""Mean squared error: the loss for predicting numbers.

Each prediction misses its target by some distance; square these distances and take their mean. Far misses count much
more than near ones: one error of 10 costs as much as a hundred errors of 1.

    mse = mean of (pred - target)²
"""

import torch


def mse(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Return the mean of the squared differences, over all elements.

    pred, target: two tensors of the same shape, also single numbers (no dimensions), and of the same dtype: floats, or
        int64. They are not changed.
    Returns a tensor with a single number (no dimensions): of the same dtype for floats, float32 for integers. For
        floats, gradients flow through it to pred.
    Raises ValueError if the shapes differ, even if they broadcast, such as (N, 1) and (N,).
    torch.nn.functional.mse_loss is allowed, but it accepts some of these shapes, and no integers.

    >>> mse(torch.tensor(10), torch.tensor(1))
    tensor(81.)
    """
    # TODO: your code here
    raise NotImplementedError("mse")
