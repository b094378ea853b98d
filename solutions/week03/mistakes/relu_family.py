"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch

from dlcourse.graders.authoring import mistake


@mistake(of="relu", caught_by="test_relu_values")
def relu_is_absolute_value(x):
    """Your relu mirrors negative values instead of replacing them by 0: that is `abs`."""
    return x.abs()


@mistake(of="relu", caught_by="test_relu_values")
def relu_reduces_a_dimension(x):
    """`torch.max(x, 0)` takes the maximum along dimension 0. You want the larger of each element and 0."""
    return torch.max(x, 0).values


@mistake(of="relu", caught_by="test_relu_leaves_its_input")
def relu_changes_its_input(x):
    """Your relu writes the zeros into the caller's tensor. Make a new tensor, with `torch.where` for example."""
    x[x < 0] = 0
    return x


@mistake(of="relu", caught_by="test_relu_gradient")
def relu_leaves_the_graph(x):
    """Your relu has the right values, but no gradient flows through it: it leaves torch by NumPy, `.detach()` or `torch.tensor(…)`."""
    return torch.tensor(x.detach().numpy().clip(min=0))


@mistake(of="leaky_relu", caught_by="test_leaky_relu_slope")
def leaky_relu_ignores_its_slope(x, negative_slope=0.01):
    """Your leaky_relu always multiplies by 0.01. Use the argument `negative_slope`."""
    return torch.where(x > 0, x, 0.01 * x)


@mistake(of="leaky_relu", caught_by="test_leaky_relu_slope")
def leaky_relu_slopes_the_wrong_side(x, negative_slope=0.01):
    """Your leaky_relu multiplies the positive values by the slope. The negative ones need it."""
    return torch.where(x > 0, negative_slope * x, x)


@mistake(of="leaky_relu", caught_by="test_leaky_relu_slope")
def leaky_relu_loses_the_sign(x, negative_slope=0.01):
    """Your leaky_relu makes negative values positive: x is negative already, so multiply by +negative_slope."""
    return torch.where(x > 0, x, -negative_slope * x)


@mistake(of="leaky_relu", caught_by="test_leaky_relu_gradient")
def leaky_relu_leaves_the_graph(x, negative_slope=0.01):
    """Your leaky_relu has the right values, but no gradient flows through it: stay with operations on tensors."""
    return torch.tensor([[v if v > 0 else negative_slope * v for v in row] for row in x.tolist()])
