"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake, survives

survives(
    "return torch.where(x > 0, x, torch.zeros_like(x)) -> return torch.where(x >= 0, x, torch.zeros_like(x))",
    because="the value at 0 is the same, and any gradient there is right",
)
survives(
    "return torch.where(x > 0, x, negative_slope * x) -> return torch.where(x >= 0, x, negative_slope * x)",
    because="the value at 0 is the same, and any gradient there is right",
)


@mistake(of="relu", caught_by="test_relu_values", edit={"torch.zeros_like(x)": "-x"})
def relu_is_absolute_value():
    """Your relu makes negative values positive, as `abs` does. Replace them by 0."""


@mistake(of="relu", caught_by="test_relu_values", edit={"x > 0": "x < 0"})
def relu_keeps_the_negative_side():
    """Your relu keeps negative values and replaces positive ones by 0. Swap the two."""


@mistake(of="relu", caught_by="test_relu_values", edit={"torch.where(x > 0, x, torch.zeros_like(x))": "x[x > 0]"})
def relu_drops_negative_values():
    """Your relu removes negative values, so its result is shorter. Keep the shape, and put 0 instead of them."""


@mistake(
    of="relu", caught_by="test_relu_values", edit={"torch.where(x > 0, x, torch.zeros_like(x))": "torch.max(x, 0)"}
)
def relu_returns_values_and_indices():
    """You return two tensors: `torch.max(x, 0)` gives the maximum along dimension 0 and its indices. Return one tensor:
    the larger of each element and 0.
    """


@mistake(
    of="relu",
    caught_by="test_relu_values",
    edit={"torch.where(x > 0, x, torch.zeros_like(x))": "max(x, 0)"},
    raises="RuntimeError",
)
def relu_asks_the_whole_tensor():
    """You use Python's `max(x, 0)` or `if x > 0`, which need one yes or no for the whole tensor, but each element has
    its own. Use an operation of torch that works on every element.
    """


@mistake(of="relu", caught_by="test_relu_leaves_its_input", edit={"return": "x[x < 0] = 0\nreturn"})
def relu_changes_its_input():
    """Your relu writes the zeros into the caller's tensor. Make a new tensor, with `torch.where` for example."""


@mistake(of="relu", caught_by="test_relu_gradient", edit={"return": "x = x.detach()\nreturn"}, raises="RuntimeError")
def relu_leaves_the_graph():
    """No gradient flows through your relu: NumPy, `.detach()`, `torch.tensor(…)` and `torch.no_grad()` cut the graph.
    Use operations on tensors only.
    """


@mistake(of="relu", caught_by="test_shapes_and_dtypes", edit={"zeros_like(x))": "zeros_like(x)).float()"})
def relu_makes_float32():
    """Your relu turns float64 into float32. Keep the dtype of x."""


@mistake(of="leaky_relu", caught_by="test_leaky_relu_slope", edit={"negative_slope": "0.01"})
def leaky_relu_ignores_its_slope():
    """Your leaky_relu always multiplies by 0.01. Use the argument `negative_slope`."""


@mistake(of="leaky_relu", caught_by="test_leaky_relu_default", edit={"x > 0": "x < 0"})
def leaky_relu_slopes_the_wrong_side():
    """Your leaky_relu multiplies the positive values by the slope. Multiply the negative ones."""


@mistake(of="leaky_relu", caught_by="test_leaky_relu_default", edit={"negative_slope": "-negative_slope"})
def leaky_relu_loses_the_sign():
    """Your leaky_relu makes negative values positive. Multiply by +negative_slope: x is negative already."""


@mistake(
    of="leaky_relu",
    caught_by="test_leaky_relu_default",
    edit={"torch.where(x > 0, x, negative_slope * x)": "x.clamp(min=negative_slope)"},
)
def leaky_relu_stops_at_the_slope():
    """Your leaky_relu replaces small values by the slope itself. Multiply negative values by the slope."""


@mistake(
    of="leaky_relu",
    caught_by="test_leaky_relu_default",
    edit={"torch.where(x > 0, x, negative_slope * x)": "x if x > 0 else negative_slope * x"},
    raises="RuntimeError",
)
def leaky_relu_asks_the_whole_tensor():
    """You use `if x > 0` or Python's `max` of two tensors, which need one yes or no for the whole tensor, but each
    element has its own. Use an operation of torch that works on every element.
    """


@mistake(
    of="leaky_relu",
    caught_by="test_leaky_relu_slope",
    edit={"return torch.where(x > 0, x, negative_slope * x)": "x[x < 0] *= negative_slope\nreturn x"},
)
def leaky_relu_changes_its_input():
    """Your leaky_relu writes into the caller's tensor. Make a new tensor."""


@mistake(of="leaky_relu", caught_by="test_gradients", edit={"return": "x = x.detach()\nreturn"}, raises="RuntimeError")
def leaky_relu_leaves_the_graph():
    """No gradient flows through your leaky_relu. Use operations on tensors only, and no `torch.no_grad()`."""


@mistake(of="leaky_relu", caught_by="test_extreme_slopes", edit={"negative_slope": "(negative_slope or 0.01)"})
def leaky_relu_reads_zero_as_no_slope():
    """You ignore a slope of 0, because 0 counts as false in `or` and `if`. Use the argument as it is."""


@mistake(
    of="relu",
    caught_by="test_relu_values",
    edit={"torch.where(x > 0, x, torch.zeros_like(x))": "x > 0"},
)
def relu_returns_the_mask():
    """You return a mask, which says where x is positive. Return numbers: x there, and 0 elsewhere."""


@mistake(
    of="leaky_relu",
    caught_by="test_leaky_relu_default",
    edit={"torch.where(x > 0, x, negative_slope * x)": "torch.relu(x) + negative_slope * x"},
)
def slope_for_positive_values_too():
    """You add negative_slope * x to the positive values too. Multiply only the negative ones by it."""


@mistake(of="relu", caught_by="test_relu_values", edit={"torch.where(x > 0, x, torch.zeros_like(x))": "x * x > 0"})
def compares_the_product():
    """You return the mask of x * x > 0, because * comes before >. Put brackets around the comparison."""


@mistake(
    of="relu",
    caught_by="test_relu_values",
    edit={"torch.where(x > 0, x, torch.zeros_like(x))": "torch.max(x, 0).values"},
)
def maximum_along_a_dimension():
    """`torch.max(x, 0)` takes the largest value of each column: the 0 is a dimension there. Compare each value with the
    number 0 instead."""
