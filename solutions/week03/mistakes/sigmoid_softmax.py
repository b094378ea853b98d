"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch

from dlcourse.graders.authoring import mistake


@mistake(of="sigmoid", caught_by="test_sigmoid_values", edit={"x / 2": "-x / 2"})
def sigmoid_falls():
    """Your sigmoid falls from 1 to 0. Make it rise: the exponent is minus x."""


@mistake(of="sigmoid", caught_by="test_sigmoid_values", edit={"(1 + torch.tanh(x / 2)) / 2": "torch.tanh(x)"})
def sigmoid_is_tanh():
    """Your sigmoid goes from -1 to 1: that is `tanh`. Return a probability, between 0 and 1."""


@mistake(
    of="sigmoid", caught_by="test_sigmoid_gradient_far", edit={"(1 + torch.tanh(x / 2)) / 2": "1 / (1 + torch.exp(-x))"}
)
def sigmoid_overflows():
    """Your sigmoid computes e to the power of -x, which is inf for a very negative x. The value is still right, but the
    gradient becomes nan. Find a form without large positive exponents."""


@mistake(
    of="sigmoid",
    caught_by="test_sigmoid_far",
    edit={"(1 + torch.tanh(x / 2)) / 2": "torch.exp(x) / (1 + torch.exp(x))"},
)
def sigmoid_divides_inf_by_inf():
    """Your sigmoid divides inf by inf, which is nan: e to the power of a large x is inf. Find a form without large
    positive exponents."""


@mistake(of="sigmoid", caught_by="test_sigmoid_gradient_far")
def sigmoid_chooses_between_overflows(x):
    """Your sigmoid chooses the form that does not overflow, but it computes both, and inf in the other one makes the
    gradient nan. Make sure that neither form overflows for any x."""
    return torch.where(x >= 0, 1 / (1 + torch.exp(-x)), torch.exp(x) / (1 + torch.exp(x)))


@mistake(of="sigmoid", caught_by="test_sigmoid_gradient", raises="RuntimeError", edit={"x / 2": "x.detach() / 2"})
def sigmoid_leaves_the_graph():
    """No gradient flows through your sigmoid: it leaves torch with NumPy, `.detach()` or `torch.tensor(…)`, or runs
    under `torch.no_grad()`. Keep every step in the graph."""


@mistake(of="sigmoid", caught_by="test_inputs_stay", edit={"(1 + torch.tanh(x / 2)) / 2": "x.sigmoid_()"})
def sigmoid_changes_its_input():
    """Your sigmoid writes its result into the caller's tensor. Make a new tensor: functions whose names end in an
    underscore, and -= or *=, change the old one."""


@mistake(of="sigmoid", caught_by="test_sigmoid_shapes", edit={"x / 2": "x.float() / 2"})
def sigmoid_makes_float32():
    """Your sigmoid returns float32 for every x. Keep the dtype of x."""


@mistake(of="softmax", caught_by="test_softmax_rows", edit={"sum(dim, keepdim=True)": "sum()"})
def softmax_over_everything():
    """All your numbers together sum to 1. Make each row sum to 1: take the sum along `dim`, not over the whole
    tensor."""


@mistake(of="softmax", caught_by="test_softmax_rows", edit={"amax(dim, ": "amax(0, ", "sum(dim, ": "sum(0, "})
def softmax_along_the_first_dimension():
    """Your softmax always works along dimension 0. Use the argument `dim`, which is the last dimension by default."""


@mistake(of="softmax", caught_by="test_softmax_dim", edit={"amax(dim, ": "amax(-1, ", "sum(dim, ": "sum(-1, "})
def softmax_ignores_dim():
    """Your softmax always works along the last dimension. Use the argument `dim`."""


@mistake(of="softmax", caught_by="test_softmax_rows", edit={"sum(dim, keepdim=True)": "sum(dim)"})
def softmax_without_keepdim():
    """The sum of your rows has one dimension less than x, so broadcasting divides the columns by it. Keep that
    dimension, with `keepdim`."""


@mistake(
    of="softmax",
    caught_by="test_softmax_rows",
    base="softmax_without_keepdim",
    edit={"amax(dim, keepdim=True)": "amax(dim)"},
    like="softmax_without_keepdim",
)
def softmax_without_any_keepdim(): ...


@mistake(
    of="softmax",
    caught_by="test_softmax_rows",
    base="softmax_without_keepdim",
    edit={" - x.amax(dim, keepdim=True)": ""},
    like="softmax_without_keepdim",
)
def softmax_of_the_definition_without_keepdim(): ...


@mistake(of="softmax", caught_by="test_softmax_rows", edit={"amax(dim, keepdim=True)": "amax(dim)"})
def softmax_maximum_without_keepdim():
    """The maximum of your rows has one dimension less than x, so broadcasting subtracts it from the columns. Keep that
    dimension, with `keepdim`."""


@mistake(
    of="softmax", caught_by="test_softmax_rows", edit={"powers / powers.sum(dim, keepdim=True)": "torch.sigmoid(x)"}
)
def softmax_is_sigmoid():
    """You turn each logit into a probability by itself: that is the sigmoid. Make the probabilities of each row sum to
    1."""


@mistake(
    of="softmax",
    caught_by="test_softmax_rows",
    edit={"powers / powers.sum(dim, keepdim=True)": "torch.log_softmax(x, dim)"},
)
def softmax_returns_logarithms():
    """You return the logarithms of the probabilities. Return the probabilities."""


@mistake(of="softmax", caught_by="test_softmax_far", edit={" - x.amax(dim, keepdim=True)": ""})
def softmax_overflows():
    """Your powers of e are inf for large logits and 0 for very negative ones, and inf / inf and 0 / 0 are nan. Shift
    each row first: that does not change its softmax."""


@mistake(of="softmax", caught_by="test_softmax_far", edit={"x.amax(dim, keepdim=True)": "x.max()"})
def softmax_subtracts_the_largest_of_all():
    """You subtract the maximum of the whole tensor, so in a row far below it all powers are 0, and 0 / 0 is nan.
    Subtract each row's own maximum."""


@mistake(
    of="softmax",
    caught_by="test_softmax_gradient",
    raises="RuntimeError",
    edit={"exp(x - x": "exp(x.detach() - x.detach()"},
)
def softmax_leaves_the_graph():
    """No gradient flows through your softmax: it leaves torch with NumPy, `.detach()` or `torch.tensor(…)`, or runs
    under `torch.no_grad()`. Keep every step in the graph."""


@mistake(
    of="softmax",
    caught_by="test_softmax_gradient",
    raises="RuntimeError",
    edit={"return powers / powers.sum(dim, keepdim=True)": "powers /= powers.sum(dim, keepdim=True)\nreturn powers"},
)
def softmax_divides_in_place():
    """You overwrite the powers of e, with /= for example, but the backward pass still needs them. Make a new tensor."""


@mistake(
    of="softmax",
    caught_by="test_inputs_stay",
    edit={"powers = torch.exp(x - x.amax(dim, keepdim=True))": "x -= x.amax(dim, keepdim=True)\npowers = torch.exp(x)"},
)
def softmax_changes_its_input():
    """Your softmax changes the caller's tensor: -= writes into it. Make a new tensor."""


@mistake(of="softmax", caught_by="test_softmax_shapes", edit={"exp(x - x": "exp(x.float() - x.float()"})
def softmax_makes_float32():
    """Your softmax returns float32 for every x. Keep the dtype of x."""


@mistake(
    of="softmax",
    caught_by="test_softmax_rows",
    base="softmax_over_everything",
    edit={" - x.amax(dim, keepdim=True)": ""},
    like="softmax_over_everything",
)
def softmax_of_the_definition_over_everything(): ...


@mistake(
    of="softmax",
    caught_by="test_softmax_rows",
    base="softmax_without_keepdim",
    edit={"x.amax(dim, keepdim=True)": "x.max()"},
    like="softmax_without_keepdim",
)
def softmax_shifted_by_the_largest_without_keepdim(): ...


@mistake(of="sigmoid", caught_by="test_sigmoid_values", edit={"(1 + torch.tanh(x / 2)) / 2": "1 / 1 + torch.exp(-x)"})
def sigmoid_without_brackets():
    """Your sigmoid divides 1 by 1 and then adds the power of e, because / comes before +. Put brackets around the sum."""


@mistake(
    of="sigmoid",
    caught_by="test_sigmoid_values",
    edit={"(1 + torch.tanh(x / 2)) / 2": "1 / (1 + 2.718 ** -x)"},
)
def sigmoid_with_few_digits():
    """Your values are a little wrong, because 2.718 is e with four digits only. Use torch.exp."""


@mistake(
    of="softmax",
    caught_by="test_softmax_rows",
    edit={"powers / powers.sum(dim, keepdim=True)": "x / x.sum(dim, keepdim=True)"},
)
def softmax_without_powers():
    """You divide the logits by their sum, so some results are negative or above 1. Take e to the power of each logit
    first."""


@mistake(
    of="softmax",
    caught_by="test_softmax_far",
    edit={
        "return powers / powers.sum(dim, keepdim=True)": "powers = torch.exp(x)\n"
        "return torch.nan_to_num(powers / powers.sum(dim, keepdim=True))"
    },
)
def softmax_replaces_nan():
    """You put 0 where the result is nan, but a row of zeros is no distribution. Shift each row first, so that there is no
    nan."""


@mistake(of="softmax", caught_by="test_softmax_rows", edit={"sum(dim, keepdim=True)": "sum(0, keepdim=True)"})
def softmax_sums_along_the_first_dimension():
    """You take the sum along dimension 0. Take it along `dim`, so that the results add up to 1 there."""


@mistake(of="sigmoid", caught_by="test_sigmoid_values", like="sigmoid_with_few_digits")
def stable_sigmoid_with_few_digits(x):
    e = 2.718 ** (-x.abs())
    return torch.where(x >= 0, 1 / (1 + e), e / (1 + e))
