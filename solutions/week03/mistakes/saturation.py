"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch

from dlcourse.graders.authoring import mistake


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def returns_the_sigmoid(x):
    """You return the sigmoid itself. Return its derivative, the slope."""
    return torch.sigmoid(x)


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def square_of_the_sigmoid(x):
    """You return the square of the sigmoid, which goes to 1 for large x. Return the slope, which goes to 0 on both
    sides.
    """
    return torch.sigmoid(x) ** 2


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def takes_x_for_the_sigmoid(x):
    """You use x as if it were the value of the sigmoid. Compute the sigmoid of x first."""
    return x * (1 - x)


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def x_times_the_rest(x):
    """You multiply x itself by one minus the sigmoid. Use the value of the sigmoid in both factors."""
    return x * (1 - torch.sigmoid(x))


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def slope_of_tanh(x):
    """You return the slope of tanh, which is 1 at 0. Return the slope of the sigmoid, which is 0.25 at 0."""
    return 1 - torch.tanh(x) ** 2


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def negative_slope(x):
    """Your slope is negative. Change its sign: the sigmoid rises everywhere, so its slope is positive."""
    y = torch.sigmoid(x)
    return y * (y - 1)


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def leaves_torch(x):
    """You return a NumPy array. Return a tensor: use operations of torch only."""
    y = 1 / (1 + (-x).exp().detach().numpy())
    return y * (1 - y)


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime", raises="RuntimeError")
def backward_of_many_numbers(x):
    """You call backward() on a tensor with many numbers, but backward() starts from one number. Call it on the sum:
    each output depends on its own x only, so the slopes stay the same. Or compute the slope without autograd.
    """
    x = x.clone().requires_grad_()
    y = torch.sigmoid(x)
    y.backward()
    return x.grad


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime", raises="RuntimeError")
def nothing_requires_a_gradient(x):
    """You call backward(), but x does not require a gradient, so autograd has recorded nothing. Use a copy of x that
    requires a gradient, or compute the slope without autograd.
    """
    torch.sigmoid(x).sum().backward()
    return x.grad


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime_far")
def overflows(x):
    """Your powers of e overflow to inf for very negative x, and inf / inf is nan. Use the value of the sigmoid, which
    stays between 0 and 1.
    """
    return torch.exp(-x) / (1 + torch.exp(-x)) ** 2


@mistake(of="sigmoid_prime", caught_by="test_any_x")
def gradients_add_up(x):
    """You compute the slope in the caller's x.grad, so a second call adds to it. Work on a copy of x."""
    x.requires_grad_()
    torch.sigmoid(x).sum().backward()
    return x.grad


@mistake(of="sigmoid_prime", caught_by="test_any_x")
def makes_float32(x):
    """Your result is always float32. Keep the dtype of x."""
    y = torch.sigmoid(x.float())
    return y * (1 - y)


@mistake(of="sigmoid_prime", caught_by="test_any_x")
def changes_its_input(x):
    """You write into the caller's tensor: methods whose names end in an underscore do that. Make a new tensor."""
    y = x.sigmoid_().clone()
    return y * (1 - y)


@mistake(of="sigmoid_prime", caught_by="test_any_x", raises="RuntimeError")
def prime_for_tables_only(x):
    """You go through x by rows and columns, so your function does not work for every shape. Use operations on the whole
    tensor: they work for any shape.
    """
    y = torch.sigmoid(x)
    if y.dim() == 0:
        return y * (1 - y)
    return torch.tensor([[(v * (1 - v)).item() for v in row] for row in y], dtype=x.dtype)


@mistake(of="saturated", caught_by="test_any_x")
def mask_writes_into_x(x, tol=1e-3):
    """Your mask is right, but you write into the caller's x: methods whose names end in an underscore do that. Make a
    new tensor.
    """
    y = x.sigmoid_()
    return y * (1 - y) < tol


@mistake(of="saturated", caught_by="test_any_x", raises="RuntimeError")
def mask_for_tables_only(x, tol=1e-3):
    """You go through x by rows and columns, so your function does not work for every shape. Compare the whole tensor
    with tol: that works for any shape.
    """
    return torch.tensor([[(torch.sigmoid(v) * (1 - torch.sigmoid(v))).item() < tol for v in row] for row in x])


@mistake(of="saturated", caught_by="test_saturated")
def high_side_only(x, tol=1e-3):
    """You find only large positive x. Find very negative x too: the sigmoid is flat on both sides."""
    return torch.sigmoid(x) > 1 - tol


@mistake(of="saturated", caught_by="test_saturated")
def low_side_only(x, tol=1e-3):
    """You compare the sigmoid itself with tol, so you find only very negative x. Compare its slope with tol."""
    return torch.sigmoid(x) < tol


@mistake(of="saturated", caught_by="test_saturated")
def turned_round(x, tol=1e-3):
    """Your mask is True where the sigmoid is steep. Make it True where the sigmoid is flat: there the slope is below
    tol.
    """
    y = torch.sigmoid(x)
    return y * (1 - y) >= tol


@mistake(of="saturated", caught_by="test_saturated")
def compares_x_with_tol(x, tol=1e-3):
    """You compare x with tol. Compare the slope of the sigmoid at x with tol."""
    return x.abs() < tol


@mistake(of="saturated", caught_by="test_saturated")
def mask_of_numbers(x, tol=1e-3):
    """Your mask holds the numbers 0 and 1. Return the bool tensor that a comparison gives."""
    y = torch.sigmoid(x)
    return (y * (1 - y) < tol).float()


@mistake(of="saturated", caught_by="test_saturated")
def the_values_themselves(x, tol=1e-3):
    """You return the elements that are saturated. Return a mask: True or False for each element, in the shape of x."""
    y = torch.sigmoid(x)
    return x[y * (1 - y) < tol]


@mistake(of="saturated", caught_by="test_saturated")
def one_answer_for_all(x, tol=1e-3):
    """You return one number for the whole tensor. Return a mask: True or False for each element, in the shape of x."""
    y = torch.sigmoid(x)
    return (y * (1 - y) < tol).sum()


@mistake(of="saturated", caught_by="test_saturated_tol")
def ignores_tol(x, tol=1e-3):
    """You always compare the slope with 0.001, so a larger tol changes nothing. Compare the slope with the argument
    `tol`.
    """
    y = torch.sigmoid(x)
    return y * (1 - y) < 1e-3


@mistake(of="dead_units", caught_by="test_dead_units")
def silent_once(acts):
    """You count the units that are 0 for at least one sample. Count the units that are 0 for all samples."""
    return (acts == 0).any(dim=0).sum().item()


@mistake(of="dead_units", caught_by="test_dead_units")
def counts_samples(acts):
    """You count the samples for which all units are 0. Count units: they are columns, so look along dimension 0, the
    samples.
    """
    return (acts == 0).all(dim=1).sum().item()


@mistake(of="dead_units", caught_by="test_dead_units")
def counts_entries(acts):
    """You count the entries that are 0. Count units: columns in which all entries are 0."""
    return (acts == 0).sum().item()


@mistake(of="dead_units", caught_by="test_dead_units")
def counts_the_living(acts):
    """You count the units that are alive. Count the units that are 0 for every sample."""
    return (acts > 0).any(dim=0).sum().item()


@mistake(of="dead_units", caught_by="test_dead_units")
def returns_a_tensor(acts):
    """You return a tensor. Return a plain int: take the number out of the tensor."""
    return (acts == 0).all(dim=0).sum()


@mistake(of="dead_units", caught_by="test_dead_units")
def returns_a_share(acts):
    """You return the share of dead units. Return their number, a plain int."""
    return (acts == 0).all(dim=0).float().mean().item()


@mistake(of="dead_units", caught_by="test_dead_units")
def returns_a_mask(acts):
    """You return a mask of the dead units. Return how many there are, as a plain int."""
    return (acts == 0).all(dim=0)


@mistake(of="dead_units", caught_by="test_dead_units")
def first_sample_only(acts):
    """You look at the first sample only. Look at all samples: a dead unit is 0 for every sample."""
    return (acts[0] == 0).sum().item()


@mistake(of="dead_units", caught_by="test_dead_units")
def weak_counts_as_dead(acts):
    """You count units as dead that fire weakly. Count only units that are exactly 0 for every sample."""
    return (acts.mean(dim=0) < 1e-3).sum().item()


@mistake(of="dead_units", caught_by="test_dead_edges")
def close_to_zero_counts_as_dead(acts):
    """You count units as dead that fire so weakly that `isclose` reads them as 0. Compare with 0 itself."""
    return torch.isclose(acts, torch.zeros_like(acts)).all(dim=0).sum().item()


@mistake(of="dead_units", caught_by="test_dead_edges")
def counts_in_the_callers_table(acts):
    """Your count is right, but you write into the caller's activations. Make a new tensor, or a mask."""
    acts[acts > 0] = 1
    return int((acts.sum(dim=0) == 0).sum())
