"""Cross-entropy: how wrong a classifier's probabilities are.

The loss of one sample is -log of the probability that the network gives to the true class: 0 if that is 1, 0.69 if it
is a half, and without limit as it gets close to 0. A network for several classes returns logits, and the loss applies
the softmax itself. A network with one output and a sigmoid returns the probability of class 1.

    cross-entropy = -Σᵢ targetᵢ · log softmax(logits)ᵢ        binary: -(y · log p + (1 - y) · log(1 - p))
"""

import torch


def cross_entropy(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Return the mean cross-entropy of N samples with C classes.

    logits: a float tensor (N, C), the network's plain outputs, without a softmax. They are not changed.
    target: class indices, int64 of shape (N,), or probabilities of the classes, floats of shape (N, C) that sum to 1 in
        each row: one-hot, or soft such as [0.1, 0.9]. It is not changed.
    Returns a tensor with a single number (no dimensions), of the logits' dtype: the mean of the N samples' losses.
        Gradients flow through it to the logits. Values and gradients are also right for large logits: at ±10000, in one
        row or in several, there is no inf and no nan, with both kinds of target.
    torch.nn.functional.cross_entropy is allowed, and so is log_softmax.

    >>> cross_entropy(torch.tensor([[-0.1211, 0.1059]]), torch.tensor([0]))
    tensor(0.8131)
    """
    ### BEGIN SOLUTION
    if target.ndim == 1:
        target = torch.nn.functional.one_hot(target, logits.shape[1])
    losses = logits.logsumexp(dim=1, keepdim=True) - logits  # -log softmax: the loss if this class were the true one
    return (target * losses).sum(dim=1).mean()
    ### END SOLUTION


def binary_cross_entropy(p: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Return the mean binary cross-entropy -(y · log p + (1 - y) · log(1 - p)) over all elements.

    p: a float tensor of any shape, probabilities of class 1, from 0 to 1, both included. It is not changed.
    y: a float tensor of the same shape, zeros and ones. It is not changed.
    Returns a tensor with a single number (no dimensions), of p's dtype: the mean. For p from 0.01 to 0.99 an element
        adds the formula's value, and gradients flow back to p. If p is 0 or 1 the element adds a finite number: below
        0.01 if p is right, any number above 5 if p is wrong.
    Raises ValueError if the shapes differ, even if they broadcast, such as (N, 1) and (N,).
    torch.nn.functional.binary_cross_entropy is allowed.

    >>> binary_cross_entropy(torch.tensor([0.9, 0.2]), torch.tensor([1.0, 0.0]))
    tensor(0.1643)
    """
    ### BEGIN SOLUTION
    if p.shape != y.shape:
        raise ValueError(f"p has the shape {tuple(p.shape)}, y has {tuple(y.shape)}")
    p = p.clamp(1e-6, 1 - 1e-6)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()
    ### END SOLUTION
