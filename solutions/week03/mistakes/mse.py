"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from torch.nn import functional as F

from dlcourse.graders.authoring import mistake


def check_shapes(pred, target):
    if pred.shape != target.shape:
        raise ValueError("shapes differ")


@mistake(of="mse", caught_by="test_shapes")
def broadcasts(pred, target):
    """You let the shapes broadcast: (N, 1) minus (N,) is a table of N × N differences, and training on it learns little
    more than the mean. Raise ValueError if the shapes differ."""
    return ((pred - target) ** 2).sum() / (pred - target).numel()


@mistake(of="mse", caught_by="test_shapes")
def torch_only_warns(pred, target):
    """You leave the shapes to `F.mse_loss` or `nn.MSELoss`, which only warn if they differ, and then broadcast them.
    They also refuse integers. Raise ValueError before you call them, and convert integers to floats."""
    return F.mse_loss(pred, target)


@mistake(of="mse", caught_by="test_shapes")
def flattens(pred, target):
    """You flatten both arguments, or compare only how many numbers they hold. Raise ValueError if the shapes differ."""
    pred, target = pred.flatten(), target.flatten()
    check_shapes(pred, target)
    return ((pred - target) ** 2).sum() / pred.numel()


@mistake(of="mse", caught_by="test_other_shapes")
def compares_the_number_of_dimensions(pred, target):
    """You compare only a part of the shapes, such as the number of dimensions. Compare the whole shapes."""
    if pred.ndim != target.ndim:
        raise ValueError("shapes differ")
    return ((pred.flatten() - target.flatten()) ** 2).sum() / pred.numel()


@mistake(of="mse", caught_by="test_other_shapes")
def compares_the_number_of_rows(pred, target):
    """You compare only a part of the shapes, such as the number of rows or of elements, so the rest is broadcast.
    Compare the whole shapes."""
    if pred.ndim != target.ndim or pred.ndim and len(pred) != len(target):
        raise ValueError("shapes differ")
    squares = (pred - target) ** 2
    return squares.sum() / squares.numel()


@mistake(of="mse", caught_by="test_other_shapes")
def turned_shapes_are_allowed(pred, target):
    """You compare the number of dimensions and of elements, so (4, 1) and (1, 4) pass, and are broadcast to (4, 4).
    Compare the whole shapes."""
    if pred.ndim != target.ndim or pred.numel() != target.numel():
        raise ValueError("shapes differ")
    if pred.shape != target.shape and pred.shape != target.T.shape:
        raise ValueError("shapes differ")
    squares = (pred - target) ** 2
    return squares.sum() / squares.numel()


@mistake(of="mse", caught_by="test_shapes")
def asserts(pred, target):
    """You refuse different shapes with `assert`. Assertions can be switched off, and callers cannot tell them from
    bugs. Raise ValueError."""
    assert pred.shape == target.shape
    squares = (pred - target) ** 2
    return squares.sum() / squares.numel()


@mistake(of="mse", caught_by="test_shapes")
def returns_the_error(pred, target):
    """You return the error, so the caller goes on with it as if it were a loss. Raise it."""
    if pred.shape != target.shape:
        return ValueError("shapes differ")
    squares = (pred - target) ** 2
    return squares.sum() / squares.numel()


@mistake(of="mse", caught_by="test_values")
def sum_of_squares(pred, target):
    """You return the sum of the squares. Return their mean: the loss should not depend on how many samples there
    are."""
    check_shapes(pred, target)
    return ((pred - target) ** 2).sum().float()


@mistake(of="mse", caught_by="test_values")
def root_of_the_mean(pred, target):
    """You take the square root at the end: that is the root mean squared error. Leave the root out."""
    check_shapes(pred, target)
    squares = (pred - target) ** 2
    return torch.sqrt(squares.sum() / squares.numel())


@mistake(of="mse", caught_by="test_values")
def absolute_differences(pred, target):
    """You take the absolute differences: that is the mean absolute error. Take their squares."""
    check_shapes(pred, target)
    differences = (pred - target).abs()
    return differences.sum() / differences.numel()


@mistake(of="mse", caught_by="test_values")
def no_square(pred, target):
    """You take the mean of the plain differences, in which too high and too low cancel. Square each difference
    first."""
    check_shapes(pred, target)
    return (pred - target).sum() / pred.numel()


@mistake(of="mse", caught_by="test_values")
def square_of_the_mean(pred, target):
    """You square the mean of the differences, in which too high and too low have cancelled already. Square each
    difference, then take the mean."""
    check_shapes(pred, target)
    return ((pred - target).sum() / pred.numel()) ** 2


@mistake(of="mse", caught_by="test_values")
def half_of_the_mean(pred, target):
    """You return half of the mean. Some books define the loss like this, for a simpler gradient. Return the mean
    itself."""
    check_shapes(pred, target)
    squares = (pred - target) ** 2
    return squares.sum() / squares.numel() / 2


@mistake(of="mse", caught_by="test_values")
def one_loss_per_sample(pred, target):
    """You return one square for each element. Return one number, their mean, as a tensor without dimensions."""
    check_shapes(pred, target)
    return (pred - target) ** 2


@mistake(of="mse", caught_by="test_several_outputs")
def divides_by_the_rows(pred, target):
    """You divide by the number of rows, but a table with several columns has more elements than rows. Take the mean of
    all elements."""
    check_shapes(pred, target)
    return ((pred - target) ** 2).sum() / (len(pred) if pred.ndim else 1)


@mistake(of="mse", caught_by="test_several_outputs")
def mean_along_one_dimension(pred, target):
    """You take the mean along dimension 0 only, so each column of a table keeps a mean of its own. Take the mean over
    all dimensions."""
    check_shapes(pred, target)
    return ((pred - target) ** 2).double().mean(0).to(pred.dtype if pred.is_floating_point() else torch.float32)


@mistake(of="mse", caught_by="test_two_numbers", raises="RuntimeError")
def no_mean_of_integers(pred, target):
    """You use `mean()`, which does not accept integers, so your function fails for whole numbers. Convert them to
    floats first."""
    check_shapes(pred, target)
    return torch.mean((pred - target) ** 2)


@mistake(of="mse", caught_by="test_two_numbers")
def returns_an_integer(pred, target):
    """You return a whole number for whole numbers, so the fraction of the mean is lost. Divide with / and not with //,
    and return a float."""
    check_shapes(pred, target)
    squares = (pred - target) ** 2
    return (squares.sum() / squares.numel()).to(pred.dtype)


@mistake(of="mse", caught_by="test_dtypes")
def makes_float32(pred, target):
    """Your result is float32 for every dtype. Convert only integers to floats, and leave float64 as it is."""
    check_shapes(pred, target)
    return F.mse_loss(pred.float(), target.float())


@mistake(of="mse", caught_by="test_dtypes")
def goes_through_float32(pred, target):
    """Your mse converts float64 to float32 and back: the dtype is right, but half of the digits are lost, and large
    numbers become inf. Convert only integers to floats."""
    check_shapes(pred, target)
    loss = F.mse_loss(pred.float(), target.float())
    return loss.to(pred.dtype) if pred.is_floating_point() else loss


@mistake(of="mse", caught_by="test_values")
def returns_a_number(pred, target):
    """You return a plain number, from which no gradient can be computed. Return a tensor without dimensions, and leave
    out `.item()`."""
    check_shapes(pred, target)
    squares = (pred - target) ** 2
    return (squares.sum() / squares.numel()).item()


@mistake(of="mse", caught_by="test_gradient", raises="RuntimeError")
def leaves_the_graph(pred, target):
    """No gradient flows through your loss: it leaves torch with NumPy, `.detach()` or `torch.tensor(…)`, or runs under
    `torch.no_grad()`. Keep every step in the graph."""
    check_shapes(pred, target)
    squares = (pred.detach() - target) ** 2
    return squares.sum() / squares.numel()


@mistake(of="mse", caught_by="test_inputs_stay")
def changes_its_input(pred, target):
    """You subtract in place: -= writes into the caller's predictions. Make a new tensor."""
    check_shapes(pred, target)
    pred -= target
    return (pred**2).sum() / pred.numel()
