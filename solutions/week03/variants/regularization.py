"""Right but unusual solutions."""

import torch

from dlcourse.graders.authoring import variant


@variant(of="dropout")
def dropout_by_bernoulli(x, p, training=True, generator=None):
    """Draws which elements are kept; checks p in evaluation too, and returns a copy there."""
    if p < 0 or p > 1:
        raise ValueError("p must lie between 0 and 1")
    if not training:
        return x.clone()
    if p == 1:
        return torch.zeros_like(x) * x
    kept = torch.bernoulli(torch.full_like(x, 1 - p), generator=generator)
    return x * kept / (1 - p)


@variant(of="dropout")
def dropout_by_torch(x, p, training=True, generator=None):
    """Uses torch's own dropout if it can."""
    if generator is None:
        return torch.nn.functional.dropout(x, p, training)
    if not training:
        return x
    mask = torch.empty_like(x).bernoulli_(1 - p, generator=generator)
    return x * mask.div_(1 - p)


@variant(of="dropout")
def dropout_by_masked_fill(x, p, training=True, generator=None):
    """Fills the dropped elements with 0, after it has scaled all."""
    if not training or p == 0:
        return x
    if p == 1:
        return x * 0
    if not 0 < p < 1:
        raise ValueError("p must lie between 0 and 1")
    draws = torch.empty(x.shape).uniform_(generator=generator)
    return (x / (1 - p)).masked_fill(draws < p, 0)


@variant(of="dropout")
def dropout_one_by_one(x, p, training=True, generator=None):
    """Goes through the draws one by one."""
    if not training:
        return 1 * x
    if min(p, 1 - p) < 0:
        raise ValueError("p must lie between 0 and 1")
    draws = torch.rand(x.numel(), generator=generator).tolist()
    mask = [1 / (1 - p) if draw >= p else 0.0 for draw in draws]
    return x * torch.tensor(mask, dtype=x.dtype).reshape(x.shape)


@variant(of="decayed_grad")
def decay_by_add(p, g, wd):
    """Uses torch.add with its factor."""
    return torch.add(g, p, alpha=wd)


@variant(of="decayed_grad")
def decay_by_a_copy(p, g, wd):
    """In place, on a copy."""
    result = g.clone()
    result.add_(p, alpha=wd)
    return result


@variant(of="decayed_grad")
def decay_by_sgd(p, g, wd):
    """Lets SGD make a step with learning rate 1, and returns the change."""
    parameter = torch.nn.Parameter(p.clone())
    parameter.grad = g.clone()
    torch.optim.SGD([parameter], lr=1.0, weight_decay=wd).step()
    return p - parameter.detach()


class Masked(torch.autograd.Function):
    """x times a mask, with its own backward."""

    @staticmethod
    def forward(ctx, x, mask):
        ctx.save_for_backward(mask)
        return x * mask

    @staticmethod
    def backward(ctx, gradient):
        (mask,) = ctx.saved_tensors
        return gradient * mask, None


@variant(of="dropout")
def dropout_by_a_function(x, p, training=True, generator=None):
    """Uses a function with its own backward; draws in float64."""
    if not training:
        return x
    if not 0 <= p <= 1:
        raise ValueError("p must lie between 0 and 1")
    mask = torch.zeros_like(x.detach())
    mask[torch.rand(x.shape, generator=generator, dtype=torch.float64) >= p] = 1 / (1 - p) if p < 1 else 0
    return Masked.apply(x, mask)


@variant(of="decayed_grad")
def decay_by_autograd(p, g, wd):
    """Differentiates the penalty."""
    parameter = p.detach().clone().requires_grad_()
    (wd / 2 * parameter.square().sum()).backward()
    return g + parameter.grad
