"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch

from dlcourse.graders.authoring import mistake


@mistake(of="sigmoid", caught_by="test_sigmoid_values")
def sigmoid_falls(x):
    """Your sigmoid falls from 1 to 0. Make it rise: the exponent is minus x."""
    return 1 / (1 + torch.exp(x.clamp(-80, 80)))


@mistake(of="sigmoid", caught_by="test_sigmoid_values")
def sigmoid_is_tanh(x):
    """Your sigmoid goes from -1 to 1: that is `tanh`. Return a probability, between 0 and 1."""
    return torch.tanh(x)


@mistake(of="sigmoid", caught_by="test_sigmoid_values")
def sigmoid_decides(x):
    """Your sigmoid returns only 0 and 1, which is the class. Return the probability itself."""
    return torch.sigmoid(x).round()


@mistake(of="sigmoid", caught_by="test_sigmoid_gradient_far")
def sigmoid_overflows(x):
    """Your sigmoid computes e to the power of -x, which is inf for a very negative x. The value is still right, but the
    gradient becomes nan. Find a form without large positive exponents."""
    return 1 / (1 + torch.exp(-x))


@mistake(of="sigmoid", caught_by="test_sigmoid_far")
def sigmoid_divides_inf_by_inf(x):
    """Your sigmoid divides inf by inf, which is nan: e to the power of a large x is inf. Find a form without large
    positive exponents."""
    return torch.exp(x) / (1 + torch.exp(x))


@mistake(of="sigmoid", caught_by="test_sigmoid_gradient_far")
def sigmoid_chooses_between_overflows(x):
    """Your sigmoid chooses the form that does not overflow, but it computes both, and inf in the other one makes the
    gradient nan. Make sure that neither form overflows for any x."""
    return torch.where(x >= 0, 1 / (1 + torch.exp(-x)), torch.exp(x) / (1 + torch.exp(x)))


@mistake(of="sigmoid", caught_by="test_sigmoid_gradient", raises="RuntimeError")
def sigmoid_leaves_the_graph(x):
    """No gradient flows through your sigmoid: it leaves torch with NumPy, `.detach()` or `torch.tensor(…)`, or runs
    under `torch.no_grad()`. Keep every step in the graph."""
    return torch.sigmoid(x.detach())


@mistake(of="sigmoid", caught_by="test_sigmoid_gradient", raises="RuntimeError")
def sigmoid_goes_through_numpy(x):
    """Your sigmoid has the right values, but fails for a tensor that requires a gradient. Use only operations on
    tensors, which PyTorch can follow."""
    return torch.from_numpy(torch.sigmoid(torch.from_numpy(x.numpy())).numpy())


@mistake(of="sigmoid", caught_by="test_inputs_stay")
def sigmoid_changes_its_input(x):
    """Your sigmoid writes its result into the caller's tensor. Make a new tensor: functions whose names end in an
    underscore, and -= or *=, change the old one."""
    return x.sigmoid_()


@mistake(of="sigmoid", caught_by="test_sigmoid_shapes")
def sigmoid_makes_float32(x):
    """Your sigmoid returns float32 for every x. Keep the dtype of x."""
    return torch.sigmoid(x.float())


@mistake(of="sigmoid", caught_by="test_sigmoid_shapes")
def sigmoid_goes_through_float32(x):
    """Your sigmoid converts float64 to float32 and back: the dtype is right, but half of the digits are lost. Calculate
    in the dtype of x."""
    return torch.sigmoid(x.float()).to(x.dtype)


@mistake(of="sigmoid", caught_by="test_sigmoid_shapes")
def sigmoid_forgets_zero(x):
    """Your sigmoid has a case for x > 0 and one for x < 0, but none for 0. Return a half for 0."""
    power = torch.exp(-x.abs())
    return (x > 0) / (1 + power) + (x < 0) * power / (1 + power)


@mistake(of="sigmoid", caught_by="test_sigmoid_shapes", raises="RuntimeError")
def sigmoid_of_a_view(x):
    """Your sigmoid uses `view`, which refuses a transposed tensor: its numbers are not in order in memory. Leave `view`
    out, or use `reshape`, which accepts every tensor."""
    return torch.sigmoid(x.view(-1)).view(x.shape)


@mistake(of="sigmoid", caught_by="test_sigmoid_gradient")
def sigmoid_has_a_backward_of_its_own(x):
    """The gradient of your sigmoid is its own slope y · (1 - y) only. Multiply the slope by the gradient that arrives,
    as the chain rule says."""

    class Sigmoid(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            y = torch.sigmoid(x)
            ctx.save_for_backward(y)
            return y

        @staticmethod
        def backward(ctx, gradient):
            (y,) = ctx.saved_tensors
            return y * (1 - y)

    return Sigmoid.apply(x)


@mistake(of="softmax", caught_by="test_softmax_rows")
def softmax_over_everything(x, dim=-1):
    """All your numbers together sum to 1. Make each row sum to 1: take the sum along `dim`, not over the whole
    tensor."""
    return x.flatten().softmax(0).reshape(x.shape)


@mistake(of="softmax", caught_by="test_softmax_rows")
def softmax_along_the_first_dimension(x, dim=-1):
    """Your softmax always works along dimension 0. Use the argument `dim`, which is the last dimension by default."""
    return x.softmax(0)


@mistake(of="softmax", caught_by="test_softmax_dim")
def softmax_ignores_dim(x, dim=-1):
    """Your softmax always works along the last dimension. Use the argument `dim`."""
    return x.softmax(-1)


@mistake(of="softmax", caught_by="test_softmax_rows")
def softmax_without_keepdim(x, dim=-1):
    """The sum of your rows has one dimension less than x, so broadcasting divides the columns by it. Keep that
    dimension, with `keepdim`."""
    powers = torch.exp(x - x.amax(dim, keepdim=True))
    return powers / powers.sum(dim)


@mistake(of="softmax", caught_by="test_softmax_rows")
def softmax_maximum_without_keepdim(x, dim=-1):
    """The maximum of your rows has one dimension less than x, so broadcasting subtracts it from the columns. Keep that
    dimension, with `keepdim`."""
    powers = torch.exp(x - x.amax(dim))
    return powers / powers.sum(dim, keepdim=True)


@mistake(of="softmax", caught_by="test_softmax_rows", raises="TypeError")
def softmax_subtracts_values_and_places(x, dim=-1):
    """You use the result of `max` along a dimension as one tensor, but it holds two: the values and their indices. Use
    the values only."""
    powers = torch.exp(x - x.max(dim, keepdim=True))
    return powers / powers.sum(dim, keepdim=True)


@mistake(of="softmax", caught_by="test_softmax_rows")
def softmax_is_sigmoid(x, dim=-1):
    """You turn each logit into a probability by itself: that is the sigmoid. Make the probabilities of each row sum to
    1."""
    return torch.sigmoid(x)


@mistake(of="softmax", caught_by="test_softmax_rows")
def softmax_without_powers(x, dim=-1):
    """You divide the logits themselves by their sum, which can be negative or 0. Divide the powers of e by their
    sum."""
    return x / x.sum(dim, keepdim=True)


@mistake(of="softmax", caught_by="test_softmax_rows")
def softmax_returns_logarithms(x, dim=-1):
    """You return the logarithms of the probabilities. Return the probabilities."""
    return x.log_softmax(dim)


@mistake(of="softmax", caught_by="test_softmax_far")
def softmax_overflows(x, dim=-1):
    """Your powers of e are inf for large logits and 0 for very negative ones, and inf / inf and 0 / 0 are nan. Shift
    each row first: that does not change its softmax."""
    powers = torch.exp(x)
    return powers / powers.sum(dim, keepdim=True)


@mistake(of="softmax", caught_by="test_softmax_far")
def softmax_subtracts_the_largest_of_all(x, dim=-1):
    """You subtract the maximum of the whole tensor, so in a row far below it all powers are 0, and 0 / 0 is nan.
    Subtract each row's own maximum."""
    powers = torch.exp(x - x.max())
    return powers / powers.sum(dim, keepdim=True)


@mistake(of="softmax", caught_by="test_softmax_far")
def softmax_subtracts_the_mean(x, dim=-1):
    """You shift each row by its mean, or by its middle. If a row holds 1000 and -1000, the shifted numbers are still
    too large for a power of e. Shift by the largest."""
    powers = torch.exp(x - x.mean(dim, keepdim=True))
    return powers / powers.sum(dim, keepdim=True)


@mistake(of="softmax", caught_by="test_softmax_gradient", raises="RuntimeError")
def softmax_leaves_the_graph(x, dim=-1):
    """No gradient flows through your softmax: it leaves torch with NumPy, `.detach()` or `torch.tensor(…)`, or runs
    under `torch.no_grad()`. Keep every step in the graph."""
    return torch.tensor(x.detach().softmax(dim).numpy())


@mistake(of="softmax", caught_by="test_softmax_gradient", raises="RuntimeError")
def softmax_divides_in_place(x, dim=-1):
    """You overwrite the powers of e, with /= for example, but the backward pass still needs them. Make a new tensor."""
    powers = torch.exp(x - x.amax(dim, keepdim=True))
    powers /= powers.sum(dim, keepdim=True)
    return powers


@mistake(of="softmax", caught_by="test_inputs_stay")
def softmax_changes_its_input(x, dim=-1):
    """Your softmax changes the caller's tensor: -= writes into it. Make a new tensor."""
    x -= x.amax(dim, keepdim=True)
    return torch.softmax(x, dim)


@mistake(of="softmax", caught_by="test_softmax_shapes")
def softmax_makes_float32(x, dim=-1):
    """Your softmax returns float32 for every x. Keep the dtype of x: `torch.zeros` and similar functions make float32
    if you name no dtype."""
    result = torch.zeros(x.shape)
    result += torch.softmax(x, dim)
    return result


@mistake(of="softmax", caught_by="test_softmax_shapes")
def softmax_goes_through_float32(x, dim=-1):
    """Your softmax converts float64 to float32 and back: the dtype is right, but half of the digits are lost. Calculate
    in the dtype of x."""
    return torch.softmax(x.float(), dim).to(x.dtype)
