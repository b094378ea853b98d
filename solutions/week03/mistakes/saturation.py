"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch

from dlcourse.graders.authoring import mistake, survives

survives(
    "return sigmoid_prime(x) < tol -> return sigmoid_prime(x) <= tol",
    because="rounding decides whether a slope equals tol",
)


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime", edit={"return y * (1 - y)": "return y"})
def returns_the_sigmoid():
    """You return the sigmoid itself. Return its derivative, the slope."""


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime", edit={"1 - y": "y"})
def square_of_the_sigmoid():
    """You return the square of the sigmoid, which goes to 1 for large x. Return the slope, which goes to 0 on both
    sides."""


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime", edit={"torch.sigmoid(x)": "x"})
def reads_x_as_the_sigmoid():
    """You use x as if it were the value of the sigmoid. Compute the sigmoid of x first."""


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime", edit={"torch.sigmoid(x)": "1 / (1 + (-x).exp().numpy())"})
def leaves_torch():
    """You return a NumPy array. Return a tensor: use operations of torch only."""


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime", raises="RuntimeError")
def backward_of_many_numbers(x):
    """You call backward() on a tensor with many numbers, but backward() starts from one number. Call it on the sum, or
    compute the slope without autograd."""
    x = x.clone().requires_grad_()
    torch.sigmoid(x).backward()
    return x.grad


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime", raises="RuntimeError")
def nothing_requires_a_gradient(x):
    """You call backward(), but x does not require a gradient, so autograd has recorded nothing. Use a copy of x that
    requires a gradient, or compute the slope without autograd."""
    torch.sigmoid(x).sum().backward()
    return x.grad


@mistake(
    of="sigmoid_prime",
    caught_by="test_sigmoid_prime_far",
    edit={"torch.sigmoid(x)": "torch.exp(-x)", "y * (1 - y)": "y / (1 + y) ** 2"},
)
def overflows():
    """Your powers of e overflow to inf for very negative x, and inf / inf is nan. Use the value of the sigmoid, which
    stays between 0 and 1."""


@mistake(of="sigmoid_prime", caught_by="test_any_x")
def gradients_add_up(x):
    """You compute the slope in the caller's x.grad, so a second call adds to it. Work on a copy of x."""
    x.requires_grad_()
    torch.sigmoid(x).sum().backward()
    return x.grad


@mistake(of="sigmoid_prime", caught_by="test_any_x", edit={"torch.sigmoid(x)": "torch.sigmoid(x.float())"})
def makes_float32():
    """Your result is always float32. Keep the dtype of x."""


@mistake(of="sigmoid_prime", caught_by="test_any_x", edit={"torch.sigmoid(x)": "x.sigmoid_()"})
def changes_its_input():
    """You write into the caller's tensor: methods whose names end in an underscore do that. Make a new tensor."""


@mistake(of="saturated", caught_by="test_saturated", edit={"sigmoid_prime(x) < tol": "torch.sigmoid(x) > 1 - tol"})
def high_side_only():
    """You find only large positive x. Find very negative x too: the sigmoid is flat on both sides."""


@mistake(of="saturated", caught_by="test_saturated", edit={"sigmoid_prime(x)": "torch.sigmoid(x)"})
def low_side_only():
    """You compare the sigmoid itself with tol, so you find only very negative x. Compare its slope with tol."""


@mistake(of="saturated", caught_by="test_saturated", edit={"< tol": ">= tol"})
def turned_round():
    """Your mask is True where the sigmoid is steep. Make it True where the sigmoid is flat: there the slope is below
    tol."""


@mistake(of="saturated", caught_by="test_saturated", edit={"sigmoid_prime(x)": "x.abs()"})
def compares_x_with_tol():
    """You compare x with tol. Compare the slope of the sigmoid at x with tol."""


@mistake(
    of="saturated", caught_by="test_saturated", edit={"sigmoid_prime(x) < tol": "(sigmoid_prime(x) < tol).float()"}
)
def mask_of_numbers():
    """Your mask holds the numbers 0 and 1. Return the bool tensor that a comparison gives."""


@mistake(of="saturated", caught_by="test_saturated", edit={"sigmoid_prime(x) < tol": "x[sigmoid_prime(x) < tol]"})
def the_values_themselves():
    """You return the elements that are saturated. Return a mask: True or False for each element, in the shape of x."""


@mistake(of="saturated", caught_by="test_saturated_tol", edit={"< tol": "< 1e-3"})
def ignores_tol():
    """You always compare the slope with 0.001, so a larger tol changes nothing. Compare the slope with the argument
    `tol`."""


@mistake(of="dead_units", caught_by="test_dead_units", edit={".all(": ".any("})
def silent_once():
    """You count the units that are 0 for at least one sample. Count the units that are 0 for all samples."""


@mistake(of="dead_units", caught_by="test_dead_units", edit={"dim=0": "dim=1"})
def counts_samples():
    """You count the samples for which all units are 0. Count units: they are columns, so look along dimension 0, the
    samples."""


@mistake(of="dead_units", caught_by="test_dead_units", edit={".all(dim=0)": ""})
def counts_entries():
    """You count the entries that are 0. Count units: columns in which all entries are 0."""


@mistake(of="dead_units", caught_by="test_dead_units", edit={"(acts == 0).all": "(acts > 0).any"})
def counts_the_living():
    """You count the units that are alive. Count the units that are 0 for every sample."""


@mistake(of="dead_units", caught_by="test_dead_units", edit={".item()": ""})
def returns_a_tensor():
    """You return a tensor. Return a plain int: take the number out of the tensor."""


@mistake(of="dead_units", caught_by="test_dead_units", edit={".sum().item()": ""})
def returns_a_mask():
    """You return a mask of the dead units. Return how many there are, as a plain int."""


@mistake(of="dead_units", caught_by="test_dead_units", edit={"acts == 0).all(dim=0)": "acts.mean(dim=0) < 1e-3)"})
def weak_counts_as_dead():
    """You count units as dead that fire weakly. Count only units that are exactly 0 for every sample."""


@mistake(
    of="dead_units",
    caught_by="test_dead_edges",
    edit={"return (acts == 0).all(dim=0)": "acts[acts > 0] = 1\nreturn (acts.sum(dim=0) == 0)"},
)
def counts_in_the_callers_table():
    """Your count is right, but you write into the caller's activations. Make a new tensor, or a mask."""
