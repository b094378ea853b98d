"""Wrong solutions that students hand in; each docstring is the feedback."""

import numpy as np
import torch
from torch.utils.data import random_split

from dlcourse.graders.authoring import mistake


@mistake(of="validate", caught_by="test_eval_mode", edit={"model.eval()": "pass"})
def eval_mode_is_not_set():
    """Your validate leaves the model in train mode, so dropout drops values and a batch norm learns. Put the model into
    eval mode first.
    """


@mistake(of="validate", caught_by="test_mode_is_restored", edit={"model.train(was_training)": "pass"})
def train_mode_is_not_restored():
    """Your validate leaves the model in eval mode, so the next training epoch would run without dropout. Put it back
    into train mode before the `return`: a line after it never runs.
    """


@mistake(
    of="validate",
    caught_by="test_mode_is_restored",
    edit={"with torch.no_grad():\n    losses": "torch.set_grad_enabled(False)\nlosses"},
)
def gradients_stay_off():
    """Your validate switches gradients off for the whole program, so nothing can be trained after it. Switch them off
    in a `with` block, which switches them on again at its end.
    """


@mistake(of="validate", caught_by="test_no_graph", edit={"with torch.no_grad():": "if True:"})
def a_graph_is_built():
    """Your validate records a graph that nobody needs, because eval mode does not stop this. Use `torch.no_grad()`: it
    saves memory and time.
    """


@mistake(of="validate", caught_by="test_validation_loss", edit={".item()": ""})
def loss_stays_a_tensor():
    """Your validate returns a tensor. Return a plain float: take the number out of each loss."""


@mistake(of="validate", caught_by="test_validation_loss", edit={"len(losses)": "len(loader.dataset)"})
def loss_divided_by_samples():
    """You divide the sum of the batch losses by the number of samples. Divide it by the number of batches: each batch
    loss is already a mean.
    """


@mistake(
    of="validate",
    caught_by="test_validation_loss",
    base="loss_divided_by_samples",
    edit={".item()": ".item() * len(X)"},
)
def loss_weighted_by_samples():
    """You weight each batch by its size. That is a good mean too, but here every batch counts the same: do not weight."""


@mistake(of="validate", caught_by="test_validation_loss", edit={" / len(losses)": ""})
def loss_is_the_sum():
    """Your validate returns the sum of the batch losses. Divide it by the number of batches."""


@mistake(of="validate", caught_by="test_validation_loss", edit={"sum(losses) / len(losses)": "losses[-1]"})
def loss_of_the_last_batch():
    """Your validate returns the loss of the last batch only. Collect the loss of every batch, and return the mean."""


@mistake(
    of="validate",
    caught_by="test_validation_loss",
    edit={
        "losses = [criterion(model(X), y).item() for X, y in loader]": "for X, y in loader:\n"
        "    return criterion(model(X), y).item()"
    },
)
def loss_of_the_first_batch():
    """Your validate ends after the first batch. Go through the whole loader, and check the indentation of the `return`."""


@mistake(
    of="validate",
    caught_by="test_validation_loss",
    base="loss_of_the_first_batch",
    edit={".item()": ".item() / len(loader)"},
    like="loss_of_the_first_batch",
)
def first_batch_divided_by_the_batches(): ...


@mistake(of="validate", caught_by="test_validation_loss", edit={"model(X)": "model(X).squeeze()"})
def squeezed_predictions():
    """You squeeze the predictions from (N, 1) to (N,), but y is (N, 1), so the loss compares every prediction with
    every target. Keep the two shapes equal.
    """


@mistake(of="validate", caught_by="test_eval_mode", edit={"model(X)": "model(X).softmax(dim=-1)"})
def softmax_before_the_loss():
    """You apply a softmax to the outputs of the model. Give the loss the plain outputs: `nn.CrossEntropyLoss`
    applies the softmax.
    """


@mistake(of="validate", caught_by="test_eval_mode", edit={"model(X), y": "y, model(X)"}, raises="NotImplementedError")
def criterion_arguments_swapped():
    """You give the criterion the targets first. Give it the predictions first, then y: for MSE the order does not
    matter, for cross-entropy it does.
    """


@mistake(
    of="validate",
    caught_by="test_parameters_are_left_alone",
    base="a_graph_is_built",
    edit={
        "losses = [criterion(model(X), y).item() for X, y in loader]": "losses = []\nfor X, y in loader:\n"
        "    loss = criterion(model(X), y)\n    loss.backward()\n    losses.append(loss.item())"
    },
)
def validation_fills_gradients():
    """Your validate calls `backward()`, so the next training step would use these gradients too. Do not call it:
    validation needs only the loss.
    """


@mistake(
    of="validate", caught_by="test_parameters_are_left_alone", edit={"model.eval()": "model.eval()\nmodel.zero_grad()"}
)
def validation_clears_gradients():
    """Your validate clears the gradients. Leave them: a training that adds up gradients over several batches would lose
    them.
    """


@mistake(of="validate", caught_by="test_patients", edit={"model(X)": "model(X.float())"}, raises="RuntimeError")
def batches_become_float32():
    """You change the dtype of the batches. Give them to the model unchanged."""


@mistake(
    of="split",
    caught_by="test_split_covers_all_rows",
    edit={"order[end_of_train:end_of_validation]": "order[: end_of_validation - end_of_train]"},
)
def parts_overlap():
    """Some rows are in two of your parts, and others in none. Put all rows into one random order, and start each part
    where the part before it ends.
    """


@mistake(of="split", caught_by="test_split_covers_all_rows", edit={"fractions[0] + fractions[1]": "fractions[1]"})
def second_cut_is_not_added_up():
    """Many rows are in two of your parts, because your second cut is the size of the validation part. Add the size of
    the training part to it: both cuts count from the start of the order.
    """


@mistake(
    of="split",
    caught_by="test_split_covers_all_rows",
    edit={
        "round(n * fractions[0])": "int(n * fractions[0])",
        "round(n * (fractions[0] + fractions[1]))": "end_of_train + int(n * fractions[1])",
        "order[end_of_validation:]": "order[end_of_validation : end_of_validation + int(n * fractions[2])]",
    },
)
def rounding_loses_rows():
    """You round all three sizes down, so their sum is less than n and some rows are lost. Give all remaining rows to
    the last part.
    """


@mistake(of="split", caught_by="test_split_covers_all_rows", edit={"manual_seed(seed))": "manual_seed(seed)).tolist()"})
def parts_are_not_tensors():
    """Your parts are not tensors. Return the row numbers of each part as an int64 tensor."""


@mistake(of="split", caught_by="test_split_covers_all_rows", like="parts_are_not_tensors")
def parts_are_subsets(n, fractions, seed):
    return random_split(range(n), fractions, generator=torch.Generator().manual_seed(seed))


@mistake(
    of="split",
    caught_by="test_split_is_random",
    edit={"torch.randperm(n, generator=torch.Generator().manual_seed(seed))": "torch.arange(n)"},
)
def rows_are_not_shuffled():
    """Your parts are blocks of neighbouring rows. Put the rows into a random order before you cut: many tables are
    sorted, for example by class.
    """


@mistake(of="split", caught_by="test_split_is_random", edit={", generator=torch.Generator().manual_seed(seed)": ""})
def seed_is_not_used():
    """Your split differs from call to call, although the seed is the same. Use the argument `seed` for the random
    order.
    """


@mistake(of="split", caught_by="test_split_is_random", edit={"manual_seed(seed)": "manual_seed(42)"})
def seed_is_fixed():
    """Your split is the same for every seed. Use the argument `seed` and not a fixed number."""


@mistake(
    of="split",
    caught_by="test_split_is_random",
    edit={"torch.Generator().manual_seed(seed)": "torch.Generator().manual_seed(seed) if seed else None"},
)
def zero_is_no_seed():
    """Your split reads the seed 0 as no seed, because 0 counts as false in an `if`. Use every seed, also 0."""


@mistake(of="split", caught_by="test_split_sizes", edit={"fractions[1]": "fractions[2]"})
def shares_in_another_order():
    """Your validation part has the share of the test part. Read the fractions in the order train, validation, test."""


@mistake(
    of="split",
    caught_by="test_split_leaves_the_random_state",
    base="seed_is_not_used",
    edit={"order = ": "torch.manual_seed(seed)\norder = "},
)
def split_seeds_for_all():
    """Your split seeds or uses torch's random state, which the whole program shares, so it changes all later random
    numbers. Make your own generator.
    """


@mistake(of="split", caught_by="test_split_leaves_the_random_state")
def split_seeds_numpy_for_all(n, fractions, seed):
    """Your split seeds or uses NumPy's random state, which the whole program shares. Make your own generator."""
    np.random.seed(seed)
    order, train = torch.from_numpy(np.random.permutation(n)), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(
    of="diagnose",
    caught_by="test_diagnose",
    edit={"if train[-1]": "if train[0]", "val[-1] - train[-1]": "val[0] - train[0]"},
)
def first_epoch_counts():
    """You use other losses than the last ones, such as those of the first epoch or the mean over all epochs. Use the last entry
    of each list: at the start every model underfits."""


@mistake(
    of="diagnose",
    caught_by="test_diagnose",
    edit={"if train[-1]": "if min(train)", "val[-1] - train[-1]": "min(val) - min(train)"},
)
def best_epoch_counts():
    """You use another epoch than the last, such as the best one. Use the last entry of each list: a model overfits if
    its validation loss rises again.
    """


@mistake(of="diagnose", caught_by="test_diagnose", edit={"val[-1] - train[-1]": "val[-1]"})
def gap_is_not_used():
    """You compare the validation loss itself with tol. Compare the gap: how far the validation loss is above the
    training loss.
    """


@mistake(of="diagnose", caught_by="test_diagnose", edit={'if train[-1] > tol:\n    return "underfit"': "pass"})
def underfitting_is_forgotten():
    """You look only at the gap. Look at the training loss first: a model with two high losses has a small gap, but it
    underfits.
    """


@mistake(
    of="diagnose",
    caught_by="test_diagnose",
    edit={
        'return "underfit"': 'print("underfit")',
        'return "overfit"': 'print("overfit")',
        'return "ok"': 'print("ok")',
    },
)
def answer_is_printed():
    """You print the word. Return it, so that the caller can use it."""


@mistake(
    of="diagnose",
    caught_by="test_diagnose",
    edit={'"underfit"': '"Underfit"', '"overfit"': '"Overfit"', '"ok"': '"OK"'},
)
def words_with_capitals():
    """Your words have capitals or spaces in them. Return them exactly as the docstring has them."""


@mistake(
    of="diagnose",
    caught_by="test_diagnose",
    edit={"if train[-1]": 'if val[-1] - train[-1] > tol:\n    return "overfit"\nif train[-1]'},
)
def overfitting_comes_first():
    """You check for overfitting first. Check the training loss first: if it is above tol, the model underfits, however
    large the gap is.
    """


@mistake(of="diagnose", caught_by="test_diagnose_in_order", edit={"if train[-1] >": "if train[-1] >="})
def a_loss_of_tol_is_too_high():
    """You return "underfit" for a training loss of exactly tol. Return it only for a loss above tol."""


@mistake(of="diagnose", caught_by="test_diagnose_in_order", edit={"val[-1] - train[-1] >": "val[-1] - train[-1] >="})
def a_gap_of_tol_is_too_large():
    """You return "overfit" for a gap of exactly tol. Return it only for a gap above tol."""


@mistake(of="diagnose", caught_by="test_diagnose_in_order", edit={"val[-1] - train[-1]": "val[-1] - min(val)"})
def a_rise_is_overfitting():
    """You compute how far the validation loss has risen. Compute how far it is above the training loss, even if it
    still falls.
    """


@mistake(
    of="validate",
    caught_by="test_validation_loss",
    edit={
        "losses = [criterion(model(X), y).item() for X, y in loader]": "for X, y in loader:\n"
        "    loss = criterion(model(X), y).item()\n"
        "    model.train(was_training)\n"
        "    return loss / len(loader)"
    },
    like="loss_of_the_first_batch",
)
def first_batch_divided_in_train_mode(): ...


@mistake(
    of="validate",
    caught_by="test_eval_mode",
    edit={"model.eval()": "pass", "with torch.no_grad():": "if True:"},
)
def neither_eval_mode_nor_no_grad():
    """Two things are missing: the model is in train mode, so dropout drops values and a batch norm learns: call
    `model.eval()` first. And autograd records a graph that nobody needs: use `torch.no_grad()`."""


@mistake(
    of="diagnose",
    caught_by="test_diagnose",
    edit={'"underfit"': '"underfitting"', '"overfit"': '"overfitting"'},
)
def other_words():
    """You return other words. Return exactly "underfit", "overfit" or "ok"."""


@mistake(of="diagnose", caught_by="test_diagnose", edit={"val[-1] - train[-1] > tol": "val[-1] > val[0]"})
def asks_whether_the_loss_rises():
    """You ask whether the validation loss is higher than at the start. It can fall and still be far above the training loss:
    compare the gap between the two last losses with tol."""


@mistake(
    of="diagnose",
    caught_by="test_diagnose",
    edit={
        "if train[-1]": "if sum(train) / len(train)",
        "val[-1] - train[-1]": "sum(val) / len(val) - sum(train) / len(train)",
    },
    like="first_epoch_counts",
)
def mean_over_the_epochs(): ...
