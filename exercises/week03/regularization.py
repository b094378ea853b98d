"""Dropout and weight decay: two ways to keep a network from learning its training data by heart.

In every step of training, dropout sets a random part of the outputs of a layer to 0, so that no neuron can rely on one
other neuron. The kept outputs are scaled up, so that the sum stays the same on average. Weight decay pulls every weight
a little towards 0 in each step, so that weights stay small unless the data needs large ones.

    dropout   0 with probability p, else x / (1 − p)          weight decay   loss + wd / 2 · Σ parameter²
"""

import torch


def dropout(x: torch.Tensor, p: float, training: bool = True, generator: torch.Generator | None = None) -> torch.Tensor:
    """Return x with each element dropped with probability p, and the others multiplied by 1 / (1 - p).

    x: a float tensor of any shape. It is not changed.
    p: from 0 (drop nothing) to 1 (drop everything). Each element is drawn separately. In training, any other p raises
        ValueError.
    training: if False, return the values of x unchanged: nothing is dropped, and nothing is scaled.
    generator: all draws come from it, and no other generator changes; None means torch's own. Nothing is seeded.
    Returns a tensor of the same shape and dtype, never NaN. Gradients flow through it: 1 / (1 - p) for kept elements and
    0 for dropped ones; in evaluation, 1 for all.
    torch.nn.functional.dropout always draws from torch's own generator, so you need draws of your own.

    >>> dropout(torch.tensor([5.0, -2.0, 1.0]), 1.0)
    tensor([0., 0., 0.])
    """
    # TODO: your code here
    raise NotImplementedError("dropout")


def decayed_grad(p: torch.Tensor, g: torch.Tensor, wd: float) -> torch.Tensor:
    """Return the gradient of loss + wd / 2 · Σ p² from the gradient of the loss: SGD with weight decay uses it.

    p: the parameter, a weight or a bias, and g: the gradient of the loss. Both are float tensors of any shape, with the
        same shape and dtype, and require no gradient. They are not changed.
    wd: the weight decay, 0 or more.
    Returns a new tensor of the same shape and dtype.

    >>> decayed_grad(torch.tensor([0.0, 0.0]), torch.tensor([1.0, -3.0]), 0.1)
    tensor([ 1., -3.])
    """
    # TODO: your code here
    raise NotImplementedError("decayed_grad")
