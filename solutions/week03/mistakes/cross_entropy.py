"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch

from dlcourse.graders.authoring import mistake, survives

survives(
    "p = p.clamp(1e-06, 1 - 1e-06) -> p = p.clamp(2e-06, 1 - 1e-06)",
    because="the contract leaves open how far p stays away from 0",
)
survives(
    "p = p.clamp(1e-06, 1 - 1e-06) -> p = p.clamp(1e-06, 1 - 2e-06)",
    because="the contract leaves open how far p stays away from 1",
)


@mistake(
    of="cross_entropy", caught_by="test_one_sample", edit={"losses = ": "logits = logits.softmax(dim=1)\nlosses = "}
)
def softmax_twice():
    """You apply the softmax twice: torch's cross-entropy expects logits and applies one itself. Leave out your softmax,
    with which the loss hardly tells right from wrong.
    """


@mistake(of="cross_entropy", caught_by="test_one_sample", edit={"return (": "return -("})
def no_minus():
    """Your loss has the wrong sign. The logarithm of a probability is negative: return minus that."""


@mistake(
    of="cross_entropy", caught_by="test_one_sample", edit={"logits.logsumexp(dim=1, keepdim=True) - logits": "-logits"}
)
def no_softmax():
    """You use the logits as if they were logarithms of probabilities already. Take the logarithm of their softmax."""


@mistake(
    of="cross_entropy",
    caught_by="test_one_sample",
    edit={"logits.logsumexp(dim=1, keepdim=True) - logits": "-logits.softmax(dim=1)"},
)
def no_logarithm():
    """You return minus the probability of the true class. Return minus its logarithm."""


@mistake(
    of="cross_entropy",
    caught_by="test_one_sample",
    edit={"logits.logsumexp(dim=1, keepdim=True) - logits": "-logits.log_softmax(dim=0)"},
)
def softmax_over_the_samples():
    """Your softmax works over the samples, dimension 0. Let it work over the classes of each sample, dimension 1."""


@mistake(of="cross_entropy", caught_by="test_one_sample", edit={".mean()": ".mean().item()"})
def returns_a_number():
    """You return a plain number, from which no gradient can be computed. Return a tensor with a single number, and
    leave out `.item()`.
    """


@mistake(of="cross_entropy", caught_by="test_one_sample", edit={".mean()": ""})
def one_loss_per_sample():
    """You return one loss for each sample. Return their mean, as a tensor with a single number."""


@mistake(of="cross_entropy", caught_by="test_class_indices", edit={".mean()": ".sum()"})
def sum_over_samples():
    """You return the sum of the samples' losses. Return their mean."""


@mistake(of="cross_entropy", caught_by="test_class_indices", edit={".sum(dim=1)": ""})
def mean_over_all_entries():
    """You take the mean over all N × C entries, so the loss is C times too small. Sum over the classes, and take the
    mean over the samples.
    """


@mistake(of="cross_entropy", caught_by="test_class_indices", edit={", keepdim=True": ""}, raises="RuntimeError")
def sums_lose_their_dimension():
    """Your sum over the classes has the shape (N,), which broadcasting does not match with the rows of (N, C). Keep the
    dimension with keepdim=True, so that it is (N, 1).
    """


@mistake(of="cross_entropy", caught_by="test_one_sample", edit={", logits.shape[1]": ""}, raises="RuntimeError")
def one_hot_guesses_the_classes():
    """You let `one_hot` guess the number of classes from the largest index, which may be too small. Give it the number of
    logits of a sample.
    """


@mistake(
    of="cross_entropy",
    caught_by="test_class_indices",
    edit={
        "target = torch.nn.functional.one_hot(target, logits.shape[1])": "return -logits.log_softmax(dim=1)[:, target].mean()"
    },
)
def picks_columns_for_all():
    """You use `x[:, target]`, which takes these columns from every row. Take one entry from each row: the entry of its
    own class.
    """


@mistake(
    of="cross_entropy",
    caught_by="test_class_indices",
    edit={
        "target = torch.nn.functional.one_hot(target, logits.shape[1])": "return -logits.log_softmax(dim=1)[target].mean()"
    },
)
def picks_rows():
    """You use `x[target]`, which takes whole rows, with the class indices as row numbers, and fails if there is no such
    row. Take one entry from each row: the entry of its own class.
    """


@mistake(of="cross_entropy", caught_by="test_class_indices", edit={"target.ndim == 1": "False"}, raises="RuntimeError")
def probabilities_only():
    """You always use the target as probabilities. Accept class indices too, one whole number for each sample."""


@mistake(of="cross_entropy", caught_by="test_probabilities", raises="IndexError")
def class_indices_only(logits, target):
    """You always use the target as class indices. Accept probabilities too, one for each class: floats of the logits'
    shape.
    """
    return -logits.log_softmax(dim=1)[torch.arange(len(target)), target].mean()


@mistake(
    of="cross_entropy",
    caught_by="test_probabilities",
    edit={"if target.ndim == 1": "target = target.argmax(dim=1) if target.ndim == 2 else target\nif target.ndim == 1"},
)
def soft_targets_are_rounded():
    """You reduce the target probabilities to the most likely class. Let each class count with its own probability."""


@mistake(
    of="cross_entropy",
    caught_by="test_gradient",
    edit={"losses = ": "logits = logits.detach()\nlosses = "},
    raises="RuntimeError",
)
def leaves_the_graph():
    """No gradient flows through your loss: it leaves torch with NumPy, `.detach()` or `torch.tensor(…)`, or runs under
    `torch.no_grad()`. Keep every step in the graph.
    """


@mistake(
    of="cross_entropy",
    caught_by="test_large_logits",
    edit={"logits.logsumexp(dim=1, keepdim=True) - logits": "-logits.softmax(dim=1).log()"},
)
def logarithm_of_softmax():
    """You take the logarithm of a softmax, which is 0 in float32 for large logits, so the logarithm is -inf. Compute softmax
    and logarithm in one step.
    """


@mistake(of="cross_entropy", caught_by="test_large_logits", like="logarithm_of_softmax")
def logarithm_of_the_picked_probability(logits, target):
    p = logits.softmax(dim=1)
    if target.ndim == 2:
        return -(target * p.log()).sum(dim=1).mean()
    return -p[torch.arange(len(target)), target].log().mean()


@mistake(
    of="cross_entropy",
    caught_by="test_large_logits_apart",
    edit={
        "losses = ": "logits = logits - logits.max()\nlosses = ",
        "logits.logsumexp(dim=1, keepdim=True)": "logits.exp().sum(dim=1, keepdim=True).log()",
    },
)
def largest_of_all_is_subtracted():
    """You subtract the maximum of the whole tensor, so in a row far below it all powers of e are 0, and so is their
    sum. Subtract each row's own maximum.
    """


@mistake(
    of="cross_entropy",
    caught_by="test_large_logits",
    edit={"logits.logsumexp(dim=1, keepdim=True) - logits": "-torch.log(logits.softmax(dim=1) + 1e-9)"},
)
def small_number_in_the_logarithm():
    """You add a small number inside the logarithm, so the loss stops growing, however wrong the network is. Compute the
    logarithm of the softmax in one step.
    """


@mistake(
    of="cross_entropy",
    caught_by="test_dtypes_and_inputs",
    edit={"losses = ": "logits -= logits.amax(dim=1, keepdim=True)\nlosses = "},
)
def changes_the_logits():
    """You subtract from the caller's logits in place: -= writes into them. Make a new tensor."""


@mistake(
    of="cross_entropy", caught_by="test_dtypes_and_inputs", edit={"losses = ": "logits = logits.float()\nlosses = "}
)
def makes_float32():
    """Your loss is float32 for every dtype. Keep the dtype of the logits."""


@mistake(of="binary_cross_entropy", caught_by="test_binary_values", edit={" + (1 - y) * torch.log(1 - p)": ""})
def one_term_only():
    """You leave out the second term, so samples with y = 0 cost nothing. Give them the loss -log(1 - p)."""


@mistake(of="binary_cross_entropy", caught_by="test_binary_values", edit={".mean()": ".sum()"})
def binary_sum():
    """You return the sum over the elements. Return their mean."""


@mistake(of="binary_cross_entropy", caught_by="test_binary_values", edit={".mean()": ""})
def one_binary_loss_per_element():
    """You return one loss for each element. Return their mean, as a tensor with a single number."""


@mistake(of="binary_cross_entropy", caught_by="test_binary_values", edit={"return -": "return "})
def binary_no_minus():
    """Your loss has the wrong sign. Logarithms of probabilities are negative: return minus their mean."""


@mistake(
    of="binary_cross_entropy",
    caught_by="test_binary_values",
    edit={"-(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()": "torch.nn.functional.binary_cross_entropy(y, p)"},
)
def roles_swapped():
    """You take the logarithms of y, the truth, instead of p, the prediction. Check the order of the arguments."""


@mistake(of="binary_cross_entropy", caught_by="test_binary_values", edit={"p = p.": "p = p.sigmoid()."})
def probabilities_as_logits():
    """You read p as logits and apply a sigmoid to it. Use p as it is: it holds probabilities already."""


@mistake(
    of="binary_cross_entropy",
    caught_by="test_binary_values",
    edit={".mean()": ".mean().item()"},
)
def binary_returns_a_number():
    """You return a plain number, from which no gradient can be computed. Return a tensor with a single number, and
    leave out `.item()`.
    """


@mistake(of="binary_cross_entropy", caught_by="test_binary_shapes", edit={"p.shape != y.shape": "False"})
def binary_broadcasts():
    """You let the shapes broadcast: (N, 1) with (N,) pairs every p with every y, N × N pairs in all. Raise ValueError
    if the shapes differ.
    """


@mistake(
    of="binary_cross_entropy", caught_by="test_binary_shapes", edit={"if p": "p, y = p.flatten(), y.flatten()\nif p"}
)
def binary_flattens():
    """You flatten both arguments, so shapes that differ go unnoticed. Raise ValueError if the shapes differ."""


@mistake(of="binary_cross_entropy", caught_by="test_certain", edit={"p = p.clamp(1e-6, 1 - 1e-6)": "pass"})
def zero_times_infinity():
    """Your loss is nan or inf if p is 0 or 1: log 0 is -inf, and 0 · inf is nan. Keep p a little away from 0 and 1
    first.
    """


@mistake(of="binary_cross_entropy", caught_by="test_certain", edit={"1e-6, 1 - 1e-6": "1e-12, 1 - 1e-12"})
def clamps_too_finely():
    """Your loss is finite if p is 0, but not if p is 1: float32 has about seven digits, so 1 - 1e-12 is exactly 1. Keep p
    so far away from 1 that float32 shows the difference.
    """


@mistake(
    of="binary_cross_entropy",
    caught_by="test_binary_gradient",
    edit={"p = p.": "p = p.detach()."},
    raises="RuntimeError",
)
def binary_leaves_the_graph():
    """No gradient flows through your loss: it leaves torch with NumPy, `.detach()` or `torch.tensor(…)`, or runs under
    `torch.no_grad()`. Keep every step in the graph.
    """


@mistake(
    of="binary_cross_entropy", caught_by="test_binary_other_shapes", edit={"p.shape != y.shape": "p.ndim != y.ndim"}
)
def compares_the_number_of_dimensions():
    """You compare only a part of the shapes, such as the number of dimensions. Compare the whole shapes."""


@mistake(of="binary_cross_entropy", caught_by="test_binary_table", edit={"p = p.clamp(": "p.data.clamp_("})
def clamps_in_place():
    """You clamp the caller's p in place: `clamp_`, with an underscore, and an assignment to `p[…]` write into it. Make
    a new tensor.
    """


@mistake(of="cross_entropy", caught_by="test_large_logits", like="logarithm_of_softmax")
def logarithm_before_the_pick(logits, target):
    logarithms = logits.softmax(dim=1).log()
    if target.ndim == 2:
        return -(target * logarithms).sum(dim=1).mean()
    return -logarithms[torch.arange(len(target)), target].mean()


@mistake(of="binary_cross_entropy", caught_by="test_binary_values", edit={"return -(y": "return (-y"})
def minus_for_one_term_only():
    """Your minus sign is for the first term only. Put both terms into brackets: the minus is for their sum."""


@mistake(
    of="binary_cross_entropy",
    caught_by="test_binary_values",
    edit={"torch.log(p)": "torch.log2(p)", "torch.log(1 - p)": "torch.log2(1 - p)"},
)
def logarithm_to_base_two():
    """You use the logarithm to base 2. Use the natural one, torch.log."""


@mistake(
    of="binary_cross_entropy",
    caught_by="test_binary_values",
    edit={"torch.log(p)": "torch.log10(p)", "torch.log(1 - p)": "torch.log10(1 - p)"},
)
def logarithm_to_base_ten():
    """You use the logarithm to base 10. Use the natural one, torch.log."""


@mistake(of="binary_cross_entropy", caught_by="test_certain", edit={"1e-6, 1 - 1e-6": "0.1, 0.9"})
def clamps_too_far():
    """You clamp p to 0.1 and 0.9, which changes probabilities that the formula can use. Keep p only a little away from 0
    and 1."""


@mistake(
    of="binary_cross_entropy",
    caught_by="test_binary_values",
    edit={"p = p.clamp(1e-6, 1 - 1e-6)": "p, y = y.clamp(1e-7, 1 - 1e-7), p"},
    like="roles_swapped",
)
def roles_swapped_and_clamped(): ...


@mistake(
    of="cross_entropy",
    caught_by="test_one_sample",
    edit={"logits.logsumexp(dim=1, keepdim=True) - logits": "-logits.sigmoid().log()"},
)
def sigmoid_instead_of_softmax():
    """You turn each logit into a probability by itself, with a sigmoid. Use the softmax, which compares the classes of a
    sample."""


@mistake(
    of="cross_entropy",
    caught_by="test_large_logits",
    base="small_number_in_the_logarithm",
    edit={"1e-9": "1e-8"},
    like="small_number_in_the_logarithm",
)
def another_small_number_in_the_logarithm(): ...


@mistake(of="cross_entropy", caught_by="test_one_sample", like="sigmoid_instead_of_softmax")
def sigmoid_instead_of_softmax_picked(logits, target):
    logarithms = torch.log(torch.sigmoid(logits))
    if target.ndim == 1:
        return -logarithms[torch.arange(len(target)), target].mean()
    return -(target * logarithms).sum(dim=1).mean()
