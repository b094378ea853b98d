"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch

from dlcourse.graders.authoring import mistake


@mistake(of="sigmoid", caught_by="test_sigmoid_values")
def sigmoid_falls(x):
    """Your sigmoid falls from 1 to 0. It should rise: the exponent is minus x."""
    return 1 / (1 + torch.exp(x.clamp(-80, 80)))


@mistake(of="sigmoid", caught_by="test_sigmoid_values")
def sigmoid_is_tanh(x):
    """Your sigmoid goes from -1 to 1: that is `tanh`. A probability lies between 0 and 1."""
    return torch.tanh(x)


@mistake(of="sigmoid", caught_by="test_sigmoid_values")
def sigmoid_decides(x):
    """Your sigmoid returns only 0 and 1, the class. Return the probability itself; the decision comes later."""
    return torch.sigmoid(x).round()


@mistake(of="sigmoid", caught_by="test_sigmoid_gradient_far")
def sigmoid_overflows(x):
    """Your sigmoid takes e to the power of -x, which is inf for a very negative x. The value survives that, but the gradient becomes nan."""
    return 1 / (1 + torch.exp(-x))


@mistake(of="sigmoid", caught_by="test_sigmoid_far")
def sigmoid_divides_inf_by_inf(x):
    """Your sigmoid divides inf by inf, which is nan: e to the power of a large x is inf. Find a form without large positive exponents."""
    return torch.exp(x) / (1 + torch.exp(x))


@mistake(of="sigmoid", caught_by="test_sigmoid_gradient_far")
def sigmoid_chooses_between_overflows(x):
    """Your sigmoid chooses the form that does not overflow, but both are computed: inf in the other one makes the gradient nan. Neither form may overflow anywhere."""
    return torch.where(x >= 0, 1 / (1 + torch.exp(-x)), torch.exp(x) / (1 + torch.exp(x)))


@mistake(of="sigmoid", caught_by="test_sigmoid_gradient")
def sigmoid_leaves_the_graph(x):
    """No gradient flows through your sigmoid: it leaves torch by NumPy, `.detach()` or `torch.tensor(…)`, or is computed under `torch.no_grad()`."""
    return torch.sigmoid(x.detach())


@mistake(of="sigmoid", caught_by="test_sigmoid_gradient")
def sigmoid_goes_through_numpy(x):
    """Your sigmoid has the right values, but not for a tensor that requires a gradient: stay with operations on tensors, which PyTorch can follow."""
    return torch.from_numpy(torch.sigmoid(torch.from_numpy(x.numpy())).numpy())


@mistake(of="sigmoid", caught_by="test_inputs_stay")
def sigmoid_changes_its_input(x):
    """Your sigmoid writes its result into the caller's tensor. Make a new tensor; names that end in an underscore, and -= or *=, change the old one."""
    return x.sigmoid_()


@mistake(of="sigmoid", caught_by="test_sigmoid_shapes")
def sigmoid_makes_float32(x):
    """Your sigmoid returns float32 whatever it gets. Keep the dtype of x."""
    return torch.sigmoid(x.float())


@mistake(of="sigmoid", caught_by="test_sigmoid_shapes")
def sigmoid_goes_through_float32(x):
    """Your sigmoid turns float64 into float32 and back: the dtype is right, but half of the digits are gone. Calculate in the dtype of x."""
    return torch.sigmoid(x.float()).to(x.dtype)


@mistake(of="sigmoid", caught_by="test_sigmoid_shapes")
def sigmoid_forgets_zero(x):
    """Your sigmoid has a case for x > 0 and one for x < 0, but 0 is in neither. The sigmoid of 0 is a half."""
    power = torch.exp(-x.abs())
    return (x > 0) / (1 + power) + (x < 0) * power / (1 + power)


@mistake(of="sigmoid", caught_by="test_sigmoid_shapes")
def sigmoid_of_a_view(x):
    """Your sigmoid uses `view`, which needs a tensor whose numbers lie in order in memory: a transposed one is refused. `reshape` takes any, and here neither is needed."""
    return torch.sigmoid(x.view(-1)).view(x.shape)


@mistake(of="sigmoid", caught_by="test_sigmoid_gradient")
def sigmoid_has_a_backward_of_its_own(x):
    """The gradient of your sigmoid leaves out what comes from behind it: in the chain rule, its own slope y · (1 - y) is multiplied by the gradient that arrives."""

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
    """All your numbers together sum to 1. Each row should: take the sum along `dim`, not over the whole tensor."""
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
    """The sum of your rows has one dimension less than x, so broadcasting puts it along the columns. Keep that dimension: `keepdim`."""
    powers = torch.exp(x - x.amax(dim, keepdim=True))
    return powers / powers.sum(dim)


@mistake(of="softmax", caught_by="test_softmax_rows")
def softmax_maximum_without_keepdim(x, dim=-1):
    """The maximum of your rows has one dimension less than x, so broadcasting subtracts it from the columns. Keep that dimension: `keepdim`."""
    powers = torch.exp(x - x.amax(dim))
    return powers / powers.sum(dim, keepdim=True)


@mistake(of="softmax", caught_by="test_softmax_rows")
def softmax_subtracts_values_and_places(x, dim=-1):
    """`max` along a dimension returns two tensors, the values and their places, and you use both together as if they were one. Take the values only."""
    powers = torch.exp(x - x.max(dim, keepdim=True))
    return powers / powers.sum(dim, keepdim=True)


@mistake(of="softmax", caught_by="test_softmax_rows")
def softmax_is_sigmoid(x, dim=-1):
    """You make a probability of each logit by itself: that is the sigmoid. In a softmax, the logits of a row share the probability 1."""
    return torch.sigmoid(x)


@mistake(of="softmax", caught_by="test_softmax_rows")
def softmax_without_powers(x, dim=-1):
    """You divide the logits themselves by their sum, which can be negative or 0. Divide the powers of e."""
    return x / x.sum(dim, keepdim=True)


@mistake(of="softmax", caught_by="test_softmax_rows")
def softmax_returns_logarithms(x, dim=-1):
    """You return the logarithms of the probabilities. Return the probabilities."""
    return x.log_softmax(dim)


@mistake(of="softmax", caught_by="test_softmax_far")
def softmax_overflows(x, dim=-1):
    """Your powers overflow to inf for large logits and shrink to 0 for very negative ones, and inf / inf and 0 / 0 are nan. The softmax does not change if you shift a row; shift it first."""
    powers = torch.exp(x)
    return powers / powers.sum(dim, keepdim=True)


@mistake(of="softmax", caught_by="test_softmax_far")
def softmax_subtracts_the_largest_of_all(x, dim=-1):
    """You subtract the maximum of the whole tensor, so in a row far below it all powers are 0, and 0 / 0 is nan. Each row needs its own maximum."""
    powers = torch.exp(x - x.max())
    return powers / powers.sum(dim, keepdim=True)


@mistake(of="softmax", caught_by="test_softmax_far")
def softmax_subtracts_the_mean(x, dim=-1):
    """You shift each row by its mean, or by its middle. Where a row has 1000 and -1000 in it, what is left is still far too large for a power of e. Shift by the largest."""
    powers = torch.exp(x - x.mean(dim, keepdim=True))
    return powers / powers.sum(dim, keepdim=True)


@mistake(of="softmax", caught_by="test_softmax_gradient")
def softmax_leaves_the_graph(x, dim=-1):
    """No gradient flows through your softmax: it leaves torch by NumPy, `.detach()` or `torch.tensor(…)`, or is computed under `torch.no_grad()`."""
    return torch.tensor(x.detach().softmax(dim).numpy())


@mistake(of="softmax", caught_by="test_softmax_gradient")
def softmax_divides_in_place(x, dim=-1):
    """You overwrite the powers of e, with /= for example, but the backward pass still needs them. Make a new tensor."""
    powers = torch.exp(x - x.amax(dim, keepdim=True))
    powers /= powers.sum(dim, keepdim=True)
    return powers


@mistake(of="softmax", caught_by="test_inputs_stay")
def softmax_changes_its_input(x, dim=-1):
    """Your softmax shifts the caller's tensor: -= writes into it. Make a new tensor."""
    x -= x.amax(dim, keepdim=True)
    return torch.softmax(x, dim)


@mistake(of="softmax", caught_by="test_softmax_shapes")
def softmax_makes_float32(x, dim=-1):
    """Your softmax returns float32 whatever it gets. Keep the dtype of x; `torch.zeros` and the like make float32 unless you say so."""
    result = torch.zeros(x.shape)
    result += torch.softmax(x, dim)
    return result


@mistake(of="softmax", caught_by="test_softmax_shapes")
def softmax_goes_through_float32(x, dim=-1):
    """Your softmax turns float64 into float32 and back: the dtype is right, but half of the digits are gone. Calculate in the dtype of x."""
    return torch.softmax(x.float(), dim).to(x.dtype)
