"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from torch.nn import functional as F

from dlcourse.graders.authoring import mistake


@mistake(of="cross_entropy", caught_by="test_one_sample")
def softmax_twice(logits, target):
    """You apply the softmax twice: torch's cross-entropy expects logits and applies one itself. The loss then hardly
    tells right from wrong. Leave out your softmax."""
    return F.cross_entropy(logits.softmax(dim=1), target)


@mistake(of="cross_entropy", caught_by="test_large_logits")
def logarithm_of_softmax(logits, target):
    """You take the logarithm of a softmax. For large logits the softmax is 0 in float32, and its logarithm is -inf.
    Compute softmax and logarithm in one step."""
    p = logits.softmax(dim=1)
    if target.ndim == 2:
        return -(target * p.log()).sum(dim=1).mean()
    return -p[torch.arange(len(target)), target].log().mean()


@mistake(of="cross_entropy", caught_by="test_large_logits")
def logarithm_of_softmax_times_zero(logits, target):
    """You take the logarithm of a softmax. For large logits the softmax is 0 in float32, its logarithm is -inf, and 0 ·
    inf is nan. Compute softmax and logarithm in one step."""
    target = F.one_hot(target, logits.shape[1]) if target.ndim == 1 else target
    return -(target * logits.softmax(dim=1).log()).sum(dim=1).mean()


@mistake(of="cross_entropy", caught_by="test_large_logits")
def logarithm_of_softmax_for_probabilities(logits, target):
    """Your loss is right for large logits with class indices. But if the target holds probabilities, you take the
    logarithm of a softmax, which can be 0. Compute softmax and logarithm in one step in both cases."""
    if target.ndim == 1:
        return F.cross_entropy(logits, target)
    return -(target * logits.softmax(dim=1).log()).sum(dim=1).mean()


@mistake(of="cross_entropy", caught_by="test_large_logits")
def largest_of_all_is_subtracted(logits, target):
    """You subtract the maximum of the whole tensor, so in a row far below it all powers of e are 0, and so is their
    sum. Subtract each row's own maximum."""
    target = F.one_hot(target, logits.shape[1]) if target.ndim == 1 else target
    shifted = logits - logits.max()
    return (target * (shifted.exp().sum(dim=1, keepdim=True).log() - shifted)).sum(dim=1).mean()


@mistake(of="cross_entropy", caught_by="test_large_logits")
def small_number_in_the_logarithm(logits, target):
    """You add a small number inside the logarithm. The loss is finite, but not right: it stops growing, however wrong
    the network is. Compute the logarithm of the softmax in one step."""
    target = F.one_hot(target, logits.shape[1]) if target.ndim == 1 else target
    return -(target * torch.log(logits.softmax(dim=1) + 1e-9)).sum(dim=1).mean()


@mistake(of="cross_entropy", caught_by="test_class_indices")
def mean_over_all_entries(logits, target):
    """You take the mean over all N × C entries, so the loss is C times too small. Sum over the classes, and take the
    mean over the samples."""
    target = F.one_hot(target, logits.shape[1]) if target.ndim == 1 else target
    return -(target * logits.log_softmax(dim=1)).mean()


@mistake(of="cross_entropy", caught_by="test_class_indices")
def sum_over_samples(logits, target):
    """You return the sum of the samples' losses. Return their mean."""
    return F.cross_entropy(logits, target, reduction="sum")


@mistake(of="cross_entropy", caught_by="test_one_sample")
def one_loss_per_sample(logits, target):
    """You return one loss for each sample. Return one number, their mean, as a tensor without dimensions."""
    return F.cross_entropy(logits, target, reduction="none")


@mistake(of="cross_entropy", caught_by="test_one_sample")
def no_minus(logits, target):
    """Your loss has the wrong sign. The logarithm of a probability is negative: return minus that."""
    return -F.cross_entropy(logits, target)


@mistake(of="cross_entropy", caught_by="test_one_sample")
def no_softmax(logits, target):
    """You use the logits as if they were logarithms of probabilities already. Take the logarithm of their softmax."""
    target = F.one_hot(target, logits.shape[1]) if target.ndim == 1 else target
    return -(target * logits).sum(dim=1).mean()


@mistake(of="cross_entropy", caught_by="test_one_sample")
def no_logarithm(logits, target):
    """You return minus the probability of the true class. Return minus its logarithm."""
    target = F.one_hot(target, logits.shape[1]) if target.ndim == 1 else target
    return -(target * logits.softmax(dim=1)).sum(dim=1).mean()


@mistake(of="cross_entropy", caught_by="test_one_sample")
def softmax_over_the_samples(logits, target):
    """Your softmax works over the samples, dimension 0. Let it work over the classes of each sample, dimension 1."""
    target = F.one_hot(target, logits.shape[1]) if target.ndim == 1 else target
    return -(target * logits.log_softmax(dim=0)).sum(dim=1).mean()


@mistake(of="cross_entropy", caught_by="test_class_indices")
def picks_columns_for_all(logits, target):
    """You use `x[:, target]`, which takes these columns from every row. Take one entry from each row: the entry of its
    own class."""
    if target.ndim == 2:
        return F.cross_entropy(logits, target)
    return -logits.log_softmax(dim=1)[:, target].mean()


@mistake(of="cross_entropy", caught_by="test_class_indices")
def picks_rows(logits, target):
    """You use `x[target]`, which takes whole rows, with the class indices as row numbers, and fails if there is no such
    row. Take one entry from each row: the entry of its own class."""
    if target.ndim == 2:
        return F.cross_entropy(logits, target)
    return -logits.log_softmax(dim=1)[target].mean()


@mistake(of="cross_entropy", caught_by="test_class_indices")
def picks_rows_always(logits, target):
    """You use `x[target]`, which takes whole rows, with the class indices as row numbers, and fails if there is no such
    row. Take one entry from each row: the entry of its own class. If the target holds probabilities, pick nothing."""
    return -logits.log_softmax(dim=1)[target].mean()


@mistake(of="cross_entropy", caught_by="test_probabilities")
def soft_targets_are_rounded(logits, target):
    """You reduce the target probabilities to the most likely class. Let each class count with its own probability."""
    return F.cross_entropy(logits, target.argmax(dim=1) if target.ndim == 2 else target)


@mistake(of="cross_entropy", caught_by="test_probabilities", raises="IndexError")
def class_indices_only(logits, target):
    """You always use the target as class indices. Accept probabilities too, one for each class: floats of the logits'
    shape."""
    return -logits.log_softmax(dim=1)[torch.arange(len(target)), target].mean()


@mistake(of="cross_entropy", caught_by="test_class_indices", raises="RuntimeError")
def probabilities_only(logits, target):
    """You always use the target as probabilities. Accept class indices too, one whole number for each sample."""
    return -(target * logits.log_softmax(dim=1)).sum(dim=1).mean()


@mistake(of="cross_entropy", caught_by="test_one_sample")
def returns_a_number(logits, target):
    """You return a plain number, from which no gradient can be computed. Return a tensor without dimensions, and leave
    out `.item()`."""
    return F.cross_entropy(logits, target).item()


@mistake(of="cross_entropy", caught_by="test_gradient", raises="RuntimeError")
def leaves_the_graph(logits, target):
    """No gradient flows through your loss: it leaves torch with NumPy, `.detach()` or `torch.tensor(…)`, or runs under
    `torch.no_grad()`. Keep every step in the graph."""
    return torch.tensor(F.cross_entropy(logits, target).item(), dtype=logits.dtype)


@mistake(of="cross_entropy", caught_by="test_dtypes_and_inputs")
def changes_the_logits(logits, target):
    """You subtract from the caller's logits in place: -= writes into them. Make a new tensor."""
    logits -= logits.amax(dim=1, keepdim=True)
    return F.cross_entropy(logits, target)


@mistake(of="cross_entropy", caught_by="test_gradient", raises="RuntimeError")
def probabilities_leave_the_graph(logits, target):
    """If the target holds probabilities, no gradient flows through your loss: that branch leaves torch with NumPy,
    `.detach()` or `torch.tensor(…)`, or runs under `torch.no_grad()`. Keep every step in the graph."""
    return F.cross_entropy(logits if target.ndim == 1 else logits.detach(), target)


@mistake(of="cross_entropy", caught_by="test_dtypes_and_inputs", raises="RuntimeError")
def target_gets_a_dimension(logits, target):
    """You change the shape of the caller's target: `unsqueeze_` works in place. Use `unsqueeze`, without the
    underscore, which returns a new tensor."""
    loss = F.cross_entropy(logits, target)
    if target.ndim == 1:
        target.unsqueeze_(1)
    return loss


@mistake(of="cross_entropy", caught_by="test_dtypes_and_inputs")
def changes_the_probabilities(logits, target):
    """You multiply the caller's target in place: *= and mul_ write into it. Make a new tensor."""
    if target.ndim == 1:
        return F.cross_entropy(logits, target)
    loss = F.cross_entropy(logits, target)
    target *= logits.detach().log_softmax(dim=1)
    return loss


@mistake(of="cross_entropy", caught_by="test_dtypes_and_inputs")
def makes_float32(logits, target):
    """Your loss is float32 for every dtype. Keep the dtype of the logits."""
    return F.cross_entropy(logits.float(), target)


@mistake(of="binary_cross_entropy", caught_by="test_binary_values")
def one_term_only(p, y):
    """You leave out the second term, so samples with y = 0 cost nothing. Give them the loss -log(1 - p)."""
    if p.shape != y.shape:
        raise ValueError
    return -(y * p.clamp(1e-6, 1 - 1e-6).log()).mean()


@mistake(of="binary_cross_entropy", caught_by="test_binary_values")
def binary_sum(p, y):
    """You return the sum over the elements. Return their mean."""
    return F.binary_cross_entropy(p, y, reduction="sum")


@mistake(of="binary_cross_entropy", caught_by="test_binary_values")
def one_binary_loss_per_element(p, y):
    """You return one loss for each element. Return one number, their mean, as a tensor without dimensions."""
    return F.binary_cross_entropy(p, y, reduction="none")


@mistake(of="binary_cross_entropy", caught_by="test_binary_values")
def binary_no_minus(p, y):
    """Your loss has the wrong sign. Logarithms of probabilities are negative: return minus their mean."""
    return -F.binary_cross_entropy(p, y)


@mistake(of="binary_cross_entropy", caught_by="test_binary_values")
def roles_swapped(p, y):
    """You take the logarithms of y, the truth, instead of p, the prediction. Check the order of the arguments."""
    return F.binary_cross_entropy(y, p)


@mistake(of="binary_cross_entropy", caught_by="test_binary_values")
def probabilities_as_logits(p, y):
    """You read p as logits and apply a sigmoid to it. Use p as it is: it holds probabilities already."""
    return F.binary_cross_entropy_with_logits(p, y)


@mistake(of="binary_cross_entropy", caught_by="test_binary_table")
def mean_over_rows_only(p, y):
    """You divide by the number of rows, but a table with several columns has more elements than rows. Take the mean of
    all elements."""
    return F.binary_cross_entropy(p, y, reduction="sum") / len(p)


@mistake(of="binary_cross_entropy", caught_by="test_binary_table", raises="RuntimeError")
def views_as_one_row(p, y):
    """You use `view`, which refuses a transposed tensor: its numbers are not in order in memory. Leave `view` out, or
    use `reshape`, which accepts every tensor."""
    if p.shape != y.shape:
        raise ValueError
    return F.binary_cross_entropy(p.view(-1), y.view(-1))


@mistake(of="binary_cross_entropy", caught_by="test_binary_table")
def binary_makes_float32(p, y):
    """Your loss is float32 for every dtype. Keep the dtype of p."""
    return F.binary_cross_entropy(p.float(), y.float())


@mistake(of="binary_cross_entropy", caught_by="test_binary_table")
def certain_elements_are_left_out(p, y):
    """You leave out the elements whose p is 0 or 1, so your mean is over fewer elements. Include them: a certain and
    right one costs nothing, but it counts."""
    if p.shape != y.shape:
        raise ValueError
    inside = (p > 0) & (p < 1)
    return F.binary_cross_entropy(p[inside], y[inside]) if inside.any() else F.binary_cross_entropy(p, y)


@mistake(of="binary_cross_entropy", caught_by="test_binary_other_shapes")
def compares_the_number_of_rows(p, y):
    """You compare only a part of the shapes, such as the number of rows or of elements, so the rest is broadcast.
    Compare the whole shapes."""
    if p.ndim != y.ndim or len(p) != len(y):
        raise ValueError
    p = p.clamp(1e-6, 1 - 1e-6)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()


@mistake(of="binary_cross_entropy", caught_by="test_certain")
def zero_times_infinity(p, y):
    """Your loss is nan or inf if p is 0 or 1: log 0 is -inf, and 0 · inf is nan. Keep p a little away from 0 and 1
    first."""
    if p.shape != y.shape:
        raise ValueError
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()


@mistake(of="binary_cross_entropy", caught_by="test_certain")
def clamps_too_finely(p, y):
    """Your loss is finite if p is 0, but not if p is 1: float32 has about seven digits, so your p is still exactly 1
    and log(1 - p) is -inf. Keep p so far away from 1 that float32 shows the difference."""
    if p.shape != y.shape:
        raise ValueError
    p = p.clamp(1e-12, 1 - 1e-12)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()


@mistake(of="binary_cross_entropy", caught_by="test_binary_shapes")
def binary_broadcasts(p, y):
    """You let the shapes broadcast: (N, 1) with (N,) pairs every p with every y, N × N pairs in all. Raise ValueError
    if the shapes differ."""
    p = p.clamp(1e-6, 1 - 1e-6)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()


@mistake(of="binary_cross_entropy", caught_by="test_binary_shapes")
def binary_flattens(p, y):
    """You flatten both arguments, or compare only how many numbers they hold. Raise ValueError if the shapes differ."""
    p, y = p.flatten(), y.flatten()
    if len(p) != len(y):
        raise ValueError
    return F.binary_cross_entropy(p, y)


@mistake(of="binary_cross_entropy", caught_by="test_binary_other_shapes")
def compares_the_number_of_dimensions(p, y):
    """You compare only a part of the shapes, such as the number of dimensions. Compare the whole shapes."""
    if p.ndim != y.ndim:
        raise ValueError
    return F.binary_cross_entropy(p.flatten(), y.flatten())


@mistake(of="binary_cross_entropy", caught_by="test_binary_shapes")
def binary_asserts(p, y):
    """You refuse different shapes with `assert`. Assertions can be switched off, and callers cannot tell them from
    bugs. Raise ValueError."""
    assert p.shape == y.shape
    return F.binary_cross_entropy(p, y)


@mistake(of="binary_cross_entropy", caught_by="test_binary_shapes")
def binary_returns_the_error(p, y):
    """You return the error, so the caller goes on with it as if it were a loss. Raise it."""
    if p.shape != y.shape:
        return ValueError("shapes differ")
    return F.binary_cross_entropy(p, y)


@mistake(of="binary_cross_entropy", caught_by="test_binary_gradient", raises="RuntimeError")
def binary_leaves_the_graph(p, y):
    """No gradient flows through your loss: it leaves torch with NumPy, `.detach()` or `torch.tensor(…)`, or runs under
    `torch.no_grad()`. Keep every step in the graph."""
    return F.binary_cross_entropy(p.detach(), y)


@mistake(of="binary_cross_entropy", caught_by="test_binary_values")
def binary_returns_a_number(p, y):
    """You return a plain number, from which no gradient can be computed. Return a tensor without dimensions, and leave
    out `.item()`."""
    return F.binary_cross_entropy(p, y).item()


@mistake(of="binary_cross_entropy", caught_by="test_binary_table")
def clamps_in_place(p, y):
    """You clamp the caller's p in place: `clamp_`, with an underscore, and an assignment to `p[…]` write into it. Make
    a new tensor."""
    p.data.clamp_(1e-6, 1 - 1e-6)
    return F.binary_cross_entropy(p, y)
