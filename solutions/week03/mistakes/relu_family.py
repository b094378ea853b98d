"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch

from dlcourse.graders.authoring import mistake


@mistake(of="relu", caught_by="test_relu_values")
def relu_is_absolute_value(x):
    """Your relu makes negative values positive, as `abs` does. Replace them by 0."""
    return x.abs()


@mistake(of="relu", caught_by="test_relu_values")
def relu_reduces_a_dimension(x):
    """You take the maximum along dimension 0, as `torch.max(x, 0)` does. Take the larger of each element and 0."""
    return torch.max(x, 0).values


@mistake(of="relu", caught_by="test_relu_values")
def relu_returns_values_and_places(x):
    """You return two tensors: `torch.max(x, 0)` gives the maximum along dimension 0 and its indices. Return one tensor:
    the larger of each element and 0.
    """
    return torch.max(x, 0)


@mistake(of="relu", caught_by="test_relu_values", raises="RuntimeError")
def relu_asks_the_whole_tensor(x):
    """You use Python's `max(x, 0)` or `if x > 0`, which need one yes or no for the whole tensor, but each element has
    its own. Use an operation of torch that works on every element.
    """
    return max(x, 0)


@mistake(of="relu", caught_by="test_relu_leaves_its_input")
def relu_changes_its_input(x):
    """Your relu writes the zeros into the caller's tensor. Make a new tensor, with `torch.where` for example."""
    x[x < 0] = 0
    return x


@mistake(of="relu", caught_by="test_relu_gradient", raises="RuntimeError")
def relu_leaves_the_graph(x):
    """No gradient flows through your relu: NumPy, `.detach()`, `torch.tensor(…)` and `torch.no_grad()` cut the graph.
    Use operations on tensors only.
    """
    return torch.tensor(x.detach().numpy().clip(min=0))


@mistake(of="relu", caught_by="test_relu_values")
def relu_keeps_the_negative_side(x):
    """Your relu keeps negative values and replaces positive ones by 0. Swap the two."""
    return torch.where(x < 0, x, torch.zeros_like(x))


@mistake(of="relu", caught_by="test_relu_values")
def relu_drops_negative_values(x):
    """Your relu removes negative values, so its result is shorter. Keep the shape, and put 0 instead of them."""
    return x[x > 0]


@mistake(of="relu", caught_by="test_shapes_and_dtypes")
def relu_makes_float32(x):
    """Your relu turns float64 into float32. Keep the dtype of x."""
    return torch.where(x > 0, x, torch.zeros_like(x)).float()


@mistake(of="relu", caught_by="test_shapes_and_dtypes", raises="RuntimeError")
def relu_flattens(x):
    """Your relu depends on the shape of x or on how it is stored in memory. Use operations that work on every element
    of any tensor.
    """
    return torch.stack([v if v > 0 else v * 0 for v in x.view(-1)]).view(x.shape)


@mistake(of="relu", caught_by="test_shapes_and_dtypes")
def relu_stops_at_six(x):
    """Your relu limits large values too, as ReLU6 does. Keep positive values as they are, however large."""
    return x.clamp(0, 6)


@mistake(of="relu", caught_by="test_shapes_and_dtypes")
def relu_is_smooth(x):
    """Your relu is a smooth curve close to ReLU, but it differs from ReLU near 0. Use max(x, 0) itself: it needs no
    slope at 0.
    """
    return x * torch.sigmoid(1000 * x)


class OwnRelu(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return (x > 0).to(x.dtype)


@mistake(of="relu", caught_by="test_gradients")
def relu_forgets_the_gradient_from_above(x):
    """The backward of your own function returns only the slope. Multiply the slope by the gradient that comes in: that
    is the chain rule.
    """
    return OwnRelu.apply(x)


@mistake(of="leaky_relu", caught_by="test_shapes_and_dtypes", raises="RuntimeError")
def leaky_relu_flattens(x, negative_slope=0.01):
    """Your leaky_relu depends on the shape of x or on how it is stored in memory. Use operations that work on every
    element of any tensor.
    """
    return torch.stack([v if v > 0 else v * negative_slope for v in x.view(-1)]).view(x.shape)


@mistake(of="leaky_relu", caught_by="test_leaky_relu_slope")
def leaky_relu_ignores_its_slope(x, negative_slope=0.01):
    """Your leaky_relu always multiplies by 0.01. Use the argument `negative_slope`."""
    return torch.where(x > 0, x, 0.01 * x)


@mistake(of="leaky_relu", caught_by="test_leaky_relu_slope")
def leaky_relu_slopes_the_wrong_side(x, negative_slope=0.01):
    """Your leaky_relu multiplies the positive values by the slope. Multiply the negative ones."""
    return torch.where(x > 0, negative_slope * x, x)


@mistake(of="leaky_relu", caught_by="test_leaky_relu_slope")
def leaky_relu_loses_the_sign(x, negative_slope=0.01):
    """Your leaky_relu makes negative values positive. Multiply by +negative_slope: x is negative already."""
    return torch.where(x > 0, x, -negative_slope * x)


@mistake(of="leaky_relu", caught_by="test_leaky_relu_slope", raises="RuntimeError")
def leaky_relu_asks_the_whole_tensor(x, negative_slope=0.01):
    """You use `if x > 0` or Python's `max` of two tensors, which need one yes or no for the whole tensor, but each
    element has its own. Use an operation of torch that works on every element.
    """
    return x if x > 0 else negative_slope * x


@mistake(of="leaky_relu", caught_by="test_gradients", raises="RuntimeError")
def leaky_relu_leaves_the_graph(x, negative_slope=0.01):
    """No gradient flows through your leaky_relu. Use operations on tensors only, and no `torch.no_grad()`."""
    return torch.tensor([[v if v > 0 else negative_slope * v for v in row] for row in x.tolist()])


@mistake(of="leaky_relu", caught_by="test_leaky_relu_slope")
def leaky_relu_changes_its_input(x, negative_slope=0.01):
    """Your leaky_relu writes into the caller's tensor. Make a new tensor."""
    with torch.no_grad():
        x[x < 0] *= negative_slope
    return x


@mistake(of="leaky_relu", caught_by="test_leaky_relu_slope")
def leaky_relu_stops_at_the_slope(x, negative_slope=0.01):
    """Your leaky_relu replaces small values by the slope itself. Multiply negative values by the slope."""
    return torch.clamp(x, min=negative_slope)


@mistake(of="leaky_relu", caught_by="test_extreme_slopes")
def leaky_relu_takes_zero_for_no_slope(x, negative_slope=0.01):
    """You ignore a slope of 0, because 0 counts as false in `or` and `if`. Use the argument as it is."""
    return torch.where(x > 0, x, (negative_slope or 0.01) * x)
