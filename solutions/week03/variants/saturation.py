"""Right but unusual solutions."""

import torch

from dlcourse.graders.authoring import variant


@variant(of="sigmoid_prime")
def prime_by_autograd(x):
    """Uses autograd on a tensor of its own; the result is detached."""
    x = x.detach().clone().requires_grad_()
    return torch.autograd.grad(torch.sigmoid(x).sum(), x)[0]


@variant(of="sigmoid_prime")
def prime_by_symmetry(x):
    """Uses σ(-x) for 1 - σ(x)."""
    return torch.sigmoid(x) * torch.sigmoid(-x)


@variant(of="sigmoid_prime")
def prime_by_tanh(x):
    """Takes a quarter of the slope of tanh at x / 2."""
    return (1 - torch.tanh(x / 2) ** 2) / 4


@variant(of="sigmoid_prime")
def prime_of_the_absolute_value(x):
    """The textbook's fraction at |x|: there its powers cannot overflow."""
    power = torch.exp(-x.abs())
    return power / (1 + power) ** 2


@variant(of="saturated")
def saturated_near_both_ends(x, tol=1e-3):
    """Reads "saturated" as: the value is less than tol away from 0 or from 1."""
    y = torch.sigmoid(x)
    return (y < tol) | (y > 1 - tol)


@variant(of="saturated")
def saturated_by_the_distance(x, tol=1e-3):
    """Finds the |x| at which the slope is tol."""
    root = (1 - 4 * tol) ** 0.5
    return x.abs() > torch.logit(torch.tensor((1 + root) / 2))


@variant(of="saturated")
def saturated_by_a_loop(x, tol=1e-3):
    """One element after the other."""
    slopes = [(y * (1 - y)).item() for y in torch.sigmoid(x).flatten()]
    return torch.tensor([slope < tol for slope in slopes]).reshape(x.shape)


@variant(of="dead_units")
def dead_by_maximum(acts):
    """The largest activation is 0."""
    return int((acts.max(dim=0).values == 0).sum())


@variant(of="dead_units")
def dead_by_counting(acts):
    """One column after the other."""
    return sum(1 for column in acts.T if not column.any())


@variant(of="dead_units")
def dead_by_the_rest(acts):
    """Subtracts the units that fire from all units."""
    return acts.shape[1] - len({unit for _, unit in acts.nonzero().tolist()})
