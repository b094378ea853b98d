"""Sigmoid and softmax: from a network's plain outputs, the logits, to probabilities.

A logit can be any number. The sigmoid makes a probability of one logit, for a question with two answers. The softmax
makes a probability distribution of several, one logit for each class: all between 0 and 1, and together 1.

    sigmoid(x) = 1 / (1 + e⁻ˣ)           softmax(x)ᵢ = e^xᵢ / (e^x₁ + … + e^xₙ)

As written, both overflow: in float32, e⁸⁹ is inf already. The same functions can be computed without that.
"""

import torch


def sigmoid(x: torch.Tensor) -> torch.Tensor:
    """Return the sigmoid 1 / (1 + e⁻ˣ) of every element.

    x: a float tensor of any shape, also with no dimensions. It is not changed.
    Returns a tensor of the same shape and dtype, as exact as that dtype allows. Gradients flow through it. Values and
        gradients are right far from 0 too: at x = ±1000 there is no inf and no nan.

    >>> sigmoid(torch.tensor([0.0, 6.0]))
    tensor([0.5000, 0.9975])
    """
    # TODO: your code here
    raise NotImplementedError("sigmoid")


def softmax(x: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """Return the softmax along one dimension: what stands along it becomes a probability distribution.

    x: a float tensor with one dimension or more, such as (N, C). It is not changed.
    dim: the dimension along which the results sum to 1, from -x.ndim to x.ndim - 1; the last one by default.
    Returns a tensor of the same shape and dtype, as exact as that dtype allows. Gradients flow through it. Values and
        gradients are right for large numbers too: no inf and no nan where x is around 1000 in one row, around -1000 in
        the next, and both in a third.

    >>> softmax(torch.tensor([[4.3, 6.1, 2.3]]))
    tensor([[0.1392, 0.8420, 0.0188]])
    """
    # TODO: your code here
    raise NotImplementedError("softmax")
