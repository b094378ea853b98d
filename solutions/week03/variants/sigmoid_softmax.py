"""Right but unusual solutions."""

import torch
from torch.nn import functional as F

from dlcourse.graders.authoring import variant


@variant(of="sigmoid")
def sigmoid_by_torch(x):
    """Uses the function of torch."""
    return torch.sigmoid(x)


@variant(of="sigmoid")
def sigmoid_by_clamping(x):
    """The textbook's formula, with x limited so that e to the power of -x is finite."""
    return 1 / (1 + torch.exp(-x.clamp(-50, 50)))


@variant(of="sigmoid")
def sigmoid_by_absolute_value(x):
    """The exponent is never positive; the gradient at 0 would be 0."""
    power = torch.exp(-x.abs())
    return torch.where(x >= 0, 1, power) / (1 + power)


@variant(of="sigmoid")
def sigmoid_by_softplus(x):
    """The exponential of log σ(x) = -softplus(-x)."""
    return torch.exp(-F.softplus(-x))


@variant(of="sigmoid")
def sigmoid_by_softmax(x):
    """The sigmoid of x is the softmax of the logits 0 and x."""
    return torch.stack([torch.zeros_like(x), x], dim=-1).softmax(dim=-1)[..., 1]


@variant(of="softmax")
def softmax_by_torch(x, dim=-1):
    """Uses the module of torch."""
    return torch.nn.Softmax(dim=dim)(x)


@variant(of="softmax")
def softmax_by_logsumexp(x, dim=-1):
    """Near ±1000 it is right to four digits only, because float32 has no more there."""
    return torch.exp(x - torch.logsumexp(x, dim, keepdim=True))


@variant(of="sigmoid")
def sigmoid_by_masks(x):
    """One form for each sign, written into its own part of a new tensor."""
    y = torch.empty_like(x)
    positive = x >= 0
    y[positive] = 1 / (1 + torch.exp(-x[positive]))
    powers = torch.exp(x[~positive])
    y[~positive] = powers / (1 + powers)
    return y


@variant(of="softmax")
def softmax_by_pairs(x, dim=-1):
    """1 over the sum of e to the power of all differences, which are limited so that the powers are finite."""
    rows = x.movedim(dim, -1)
    differences = rows[..., None, :] - rows[..., :, None]
    return (1 / differences.clamp(max=80).exp().sum(-1)).movedim(-1, dim)


@variant(of="softmax")
def softmax_by_a_loop(x, dim=-1):
    """One vector after the other."""
    if x.ndim == 1:
        powers = torch.exp(x - x.max().detach())
        return powers / powers.sum()
    other = 0 if dim % x.ndim != 0 else 1
    rest = dim % x.ndim - (other < dim % x.ndim)
    return torch.stack([softmax_by_a_loop(part, rest) for part in x.unbind(other)], other)


@variant(of="softmax")
def softmax_by_moving_the_dimension(x, dim=-1):
    """Works along the last dimension, shifted so that the largest power of e is e to the power of 20."""
    rows = x.movedim(dim, -1)
    powers = torch.exp(rows - rows.max(-1, keepdim=True).values + 20)
    return (powers / torch.einsum("...i->...", powers)[..., None]).movedim(-1, dim)
