"""Right but unusual solutions."""

import torch
from torch.nn import functional as F

from dlcourse.graders.authoring import variant


@variant(of="relu")
def relu_by_clamp(x):
    """Uses clamp with a minimum; its gradient at 0 would be 1."""
    return x.clamp(min=0)


@variant(of="relu")
def relu_by_mask(x):
    """Multiplies by a mask."""
    return x * (x > 0)


@variant(of="relu")
def relu_by_half_of_sum(x):
    """Computes (x + |x|) / 2, which turns integers into floats."""
    return (x + x.abs()) / 2


@variant(of="relu")
def relu_by_torch(x):
    """Calls torch's own function."""
    return F.relu(x)


@variant(of="relu")
def relu_on_a_copy(x):
    """Writes zeros, but into a copy."""
    y = x.clone()
    y[y < 0] = 0
    return y


class OwnRelu(torch.autograd.Function):
    """A function with its own backward."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient * (x > 0)


@variant(of="relu")
def relu_by_its_own_function(x):
    """Gives autograd the slope itself."""
    return OwnRelu.apply(x)


@variant(of="leaky_relu")
def leaky_relu_by_maximum(x, negative_slope=0.01):
    """Takes the larger of x and slope · x, which is right for slopes up to 1."""
    return torch.maximum(x, negative_slope * x)


@variant(of="leaky_relu")
def leaky_relu_by_two_relus(x, negative_slope=0.01):
    """Computes the positive and the negative part separately."""
    return x.relu() - negative_slope * (-x).relu()


@variant(of="leaky_relu")
def leaky_relu_by_mask(x, negative_slope=0.01):
    """Multiplies by 1 or by the slope."""
    return x * ((x > 0).to(x.dtype) * (1 - negative_slope) + negative_slope)
