"""Dropout and weight decay: two ways to keep a network from learning its training data by heart.

Dropout takes a random part of a layer's outputs away in every step of training, so that no neuron can rely on a certain
other one. What is left is scaled up, so that the sum stays the same on average. Weight decay pulls every weight towards
0 a little in each step, so that weights stay small unless the data need them large.

    dropout   0 with probability p, else x / (1 − p)          weight decay   loss + wd / 2 · Σ parameter²
"""

import torch


def dropout(x: torch.Tensor, p: float, training: bool = True, generator: torch.Generator | None = None) -> torch.Tensor:
    """Return x with each element dropped with probability p, and the others multiplied by 1 / (1 - p).

    x: a float tensor of any shape. It is not changed.
    p: from 0 (drop nothing) to 1 (drop everything). Each element has a draw of its own. In training, any other p raises
        ValueError.
    training: if False, the values of x are returned as they are: nothing is dropped, and nothing is scaled.
    generator: where the draws come from, and the only one that moves; None means torch's own. Nothing is seeded.
    Returns a tensor of the same shape and dtype, never NaN. Gradients flow through it: 1 / (1 - p) for what is kept and 0
    for what is dropped; in evaluation, 1 for all.

    >>> dropout(torch.tensor([5.0, -2.0, 1.0]), 1.0)
    tensor([0., 0., 0.])
    """
    ### BEGIN SOLUTION
    if not training:
        return x
    if not 0 <= p <= 1:
        raise ValueError(f"p is a probability, not {p}")
    kept = torch.rand(x.shape, generator=generator) >= p
    scale = 1 / (1 - p) if p < 1 else 0
    return torch.where(kept, scale * x, torch.zeros_like(x))
    ### END SOLUTION


def decayed_grad(p: torch.Tensor, g: torch.Tensor, wd: float) -> torch.Tensor:
    """Return the gradient of loss + wd / 2 · Σ p², given that of the loss: what SGD uses when it has a weight decay.

    p: the parameter, a weight or a bias, and g: the gradient of the loss, float tensors of one shape, any shape, and one
        dtype that require no gradient. They are not changed.
    wd: the weight decay, 0 or more.
    Returns a new tensor of the same shape and dtype.

    >>> decayed_grad(torch.tensor([0.0, 0.0]), torch.tensor([1.0, -3.0]), 0.1)
    tensor([ 1., -3.])
    """
    ### BEGIN SOLUTION
    return g + wd * p
    ### END SOLUTION
