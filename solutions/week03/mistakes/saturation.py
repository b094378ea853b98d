"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch

from dlcourse.graders.authoring import mistake


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def returns_the_sigmoid(x):
    """You return the sigmoid itself. Return its derivative, the slope."""
    return torch.sigmoid(x)


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def square_of_the_sigmoid(x):
    """You return σ², which grows to 1 for large x. The slope goes to 0 on both sides."""
    return torch.sigmoid(x) ** 2


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def takes_x_for_the_sigmoid(x):
    """You use x as if it were the sigmoid's value already. Take the sigmoid of it first."""
    return x * (1 - x)


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def x_times_the_rest(x):
    """You multiply x itself by one minus the sigmoid. Both factors come from the sigmoid's value."""
    return x * (1 - torch.sigmoid(x))


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def slope_of_tanh(x):
    """You return the slope of tanh, which is 1 at 0. That of the sigmoid is 0.25 there."""
    return 1 - torch.tanh(x) ** 2


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def negative_slope(x):
    """Your slope is negative. The sigmoid rises everywhere, so its slope is positive."""
    y = torch.sigmoid(x)
    return y * (y - 1)


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def leaves_torch(x):
    """You return a NumPy array. Stay with operations on tensors."""
    y = 1 / (1 + (-x).exp().detach().numpy())
    return y * (1 - y)


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def backward_of_many_numbers(x):
    """You call backward() on many numbers at once, and it starts from a single one. Each output depends on its own x only, so their sum has the same slopes; or leave autograd out of it."""
    x = x.clone().requires_grad_()
    y = torch.sigmoid(x)
    y.backward()
    return x.grad


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime")
def nothing_requires_a_gradient(x):
    """Autograd has recorded nothing: x requires no gradient. Ask for one on a tensor of your own, or leave autograd out of it."""
    torch.sigmoid(x).sum().backward()
    return x.grad


@mistake(of="sigmoid_prime", caught_by="test_sigmoid_prime_far")
def overflows(x):
    """Your powers of e overflow to inf for very negative x, and inf / inf is nan. Use the sigmoid's value, which stays between 0 and 1."""
    return torch.exp(-x) / (1 + torch.exp(-x)) ** 2


@mistake(of="sigmoid_prime", caught_by="test_any_x")
def gradients_add_up(x):
    """You collect the slope in the caller's x.grad, and a second call adds to it. Work on a tensor of your own."""
    x.requires_grad_()
    torch.sigmoid(x).sum().backward()
    return x.grad


@mistake(of="sigmoid_prime", caught_by="test_any_x")
def makes_float32(x):
    """Your result is float32 whatever it gets. Keep the dtype of x."""
    y = torch.sigmoid(x.float())
    return y * (1 - y)


@mistake(of="sigmoid_prime", caught_by="test_any_x")
def changes_its_input(x):
    """You write into the caller's tensor; names that end in an underscore do. Make a new tensor."""
    y = x.sigmoid_().clone()
    return y * (1 - y)


@mistake(of="sigmoid_prime", caught_by="test_any_x")
def prime_for_tables_only(x):
    """You go through x by rows and columns, and so take tensors of two dimensions only. Operations on whole tensors take any shape."""
    y = torch.sigmoid(x)
    if y.dim() == 0:
        return y * (1 - y)
    return torch.tensor([[(v * (1 - v)).item() for v in row] for row in y], dtype=x.dtype)


@mistake(of="saturated", caught_by="test_any_x")
def mask_writes_into_x(x, tol=1e-3):
    """Your mask is right, but you have written into the caller's x. Names that end in an underscore do; make a new tensor."""
    y = x.sigmoid_()
    return y * (1 - y) < tol


@mistake(of="saturated", caught_by="test_any_x")
def mask_for_tables_only(x, tol=1e-3):
    """You go through x by rows and columns, and so take tensors of two dimensions only. Compare the whole tensor with tol: that takes any shape."""
    return torch.tensor([[(torch.sigmoid(v) * (1 - torch.sigmoid(v))).item() < tol for v in row] for row in x])


@mistake(of="saturated", caught_by="test_saturated")
def high_side_only(x, tol=1e-3):
    """You find large positive x only. The sigmoid is flat for very negative ones too."""
    return torch.sigmoid(x) > 1 - tol


@mistake(of="saturated", caught_by="test_saturated")
def low_side_only(x, tol=1e-3):
    """You compare the sigmoid itself with tol, and so find very negative x only. Compare its slope."""
    return torch.sigmoid(x) < tol


@mistake(of="saturated", caught_by="test_saturated")
def turned_round(x, tol=1e-3):
    """Your mask is True where the sigmoid is steep. Saturated means flat: the slope is below tol."""
    y = torch.sigmoid(x)
    return y * (1 - y) >= tol


@mistake(of="saturated", caught_by="test_saturated")
def compares_x_with_tol(x, tol=1e-3):
    """You compare x with tol. It is the slope of the sigmoid at x that has to be small."""
    return x.abs() < tol


@mistake(of="saturated", caught_by="test_saturated")
def mask_of_numbers(x, tol=1e-3):
    """Your mask holds numbers, zeros and ones. Return the bool tensor that a comparison gives."""
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
    """Your mask stays False everywhere when a larger tol is given, as if it were still 0.001. What the slope is compared with is the argument `tol`."""
    y = torch.sigmoid(x)
    return y * (1 - y) < 1e-3


@mistake(of="dead_units", caught_by="test_dead_units")
def silent_once(acts):
    """You count units that are 0 for some sample. Dead means 0 for all of them."""
    return (acts == 0).any(dim=0).sum().item()


@mistake(of="dead_units", caught_by="test_dead_units")
def counts_samples(acts):
    """You count the samples for which all units are 0. Units are columns: look along the samples, dimension 0."""
    return (acts == 0).all(dim=1).sum().item()


@mistake(of="dead_units", caught_by="test_dead_units")
def counts_entries(acts):
    """You count the entries that are 0. Count units: columns in which all entries are 0."""
    return (acts == 0).sum().item()


@mistake(of="dead_units", caught_by="test_dead_units")
def counts_the_living(acts):
    """You count the units that are alive. Count those that are 0 for every sample."""
    return (acts > 0).any(dim=0).sum().item()


@mistake(of="dead_units", caught_by="test_dead_units")
def returns_a_tensor(acts):
    """You return a tensor. Take the number out of it: a plain int is asked for."""
    return (acts == 0).all(dim=0).sum()


@mistake(of="dead_units", caught_by="test_dead_units")
def returns_a_share(acts):
    """You return the share of dead units. Return their number, a plain int."""
    return (acts == 0).all(dim=0).float().mean().item()


@mistake(of="dead_units", caught_by="test_dead_units")
def returns_a_mask(acts):
    """You say which units are dead. Return how many there are, a plain int."""
    return (acts == 0).all(dim=0)


@mistake(of="dead_units", caught_by="test_dead_units")
def first_sample_only(acts):
    """You look at the first sample only. A unit is dead if it is 0 for every one."""
    return (acts[0] == 0).sum().item()


@mistake(of="dead_units", caught_by="test_dead_units")
def weak_counts_as_dead(acts):
    """You count a unit as dead that fires, if only weakly. Dead is exactly 0, for every sample."""
    return (acts.mean(dim=0) < 1e-3).sum().item()


@mistake(of="dead_units", caught_by="test_dead_edges")
def close_to_zero_counts_as_dead(acts):
    """You count a unit as dead that fires so weakly that `isclose` takes it for 0. Compare with 0 itself."""
    return torch.isclose(acts, torch.zeros_like(acts)).all(dim=0).sum().item()


@mistake(of="dead_units", caught_by="test_dead_edges")
def counts_in_the_callers_table(acts):
    """Your count is right, but you have written into the caller's activations. Make a new tensor, or a mask."""
    acts[acts > 0] = 1
    return int((acts.sum(dim=0) == 0).sum())
