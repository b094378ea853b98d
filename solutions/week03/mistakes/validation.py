"""Wrong solutions that students hand in; each docstring is the feedback."""

import numpy as np
import torch
from torch.utils.data import random_split

from dlcourse.graders.authoring import mistake


@mistake(of="validate", caught_by="test_eval_mode")
def eval_mode_is_not_set(model, loader, criterion):
    """Your validate leaves the model in train mode, so dropout drops values and a batch norm learns. Put the model into
    eval mode first.
    """
    with torch.no_grad():
        losses = [criterion(model(X), y).item() for X, y in loader]
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_mode_is_restored")
def train_mode_is_not_restored(model, loader, criterion):
    """Your validate leaves the model in eval mode, so the next training epoch would run without dropout. Put it back
    into train mode.
    """
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X), y).item() for X, y in loader]
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_mode_is_restored")
def gradients_stay_off(model, loader, criterion):
    """Your validate switches gradients off for the whole program, so nothing can be trained after it. Switch them off
    in a `with` block, which switches them on again at its end.
    """
    torch.set_grad_enabled(False)
    model.eval()
    losses = [criterion(model(X), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_no_graph")
def a_graph_is_built(model, loader, criterion):
    """Your validate records a graph that nobody needs, because eval mode does not stop this. Use `torch.no_grad()`: it
    saves memory and time.
    """
    model.eval()
    losses = [criterion(model(X), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_validation_loss")
def loss_stays_a_tensor(model, loader, criterion):
    """Your validate returns a tensor. Return a plain float: take the number out of each loss."""
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X), y) for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_validation_loss")
def loss_divided_by_samples(model, loader, criterion):
    """You divide the sum of the batch losses by the number of samples. Divide it by the number of batches: each batch
    loss is already a mean.
    """
    model.eval()
    total, samples = 0.0, 0
    with torch.no_grad():
        for X, y in loader:
            total += criterion(model(X), y).item()
            samples += len(X)
    model.train()
    return total / samples


@mistake(of="validate", caught_by="test_validation_loss")
def loss_weighted_by_samples(model, loader, criterion):
    """You weight each batch by its size. That is a good mean too, but here every batch counts the same: do not weight."""
    model.eval()
    total, samples = 0.0, 0
    with torch.no_grad():
        for X, y in loader:
            total += criterion(model(X), y).item() * len(X)
            samples += len(X)
    model.train()
    return total / samples


@mistake(of="validate", caught_by="test_validation_loss")
def loss_is_the_sum(model, loader, criterion):
    """Your validate returns the sum of the batch losses. Divide it by the number of batches."""
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X), y).item() for X, y in loader]
    model.train()
    return sum(losses)


@mistake(of="validate", caught_by="test_validation_loss")
def loss_of_the_last_batch(model, loader, criterion):
    """Your validate returns the loss of the last batch only. Collect the loss of every batch, and return the mean."""
    model.eval()
    with torch.no_grad():
        for X, y in loader:
            loss = criterion(model(X), y)
    model.train()
    return loss.item()


@mistake(of="validate", caught_by="test_validation_loss")
def loss_of_the_first_batch(model, loader, criterion):
    """Your validate ends after the first batch. Go through the whole loader, and check the indentation of the `return`."""
    model.eval()
    with torch.no_grad():
        X, y = next(iter(loader))
        loss = criterion(model(X), y)
    model.train()
    return loss.item()


@mistake(of="validate", caught_by="test_validation_loss")
def squeezed_predictions(model, loader, criterion):
    """You squeeze the predictions from (N, 1) to (N,), but y is (N, 1), so the loss compares every prediction with
    every target. Keep the two shapes equal.
    """
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X).squeeze(), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_eval_mode")
def softmax_before_the_loss(model, loader, criterion):
    """You apply a softmax to the outputs of the model. Give the loss the plain outputs: `nn.CrossEntropyLoss`
    applies the softmax.
    """
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X).softmax(dim=-1), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_eval_mode", raises="NotImplementedError")
def criterion_arguments_swapped(model, loader, criterion):
    """You give the criterion the targets first. Give it the predictions first, then y: for MSE the order does not
    matter, for cross-entropy it does.
    """
    model.eval()
    with torch.no_grad():
        losses = [criterion(y, model(X)).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_parameters_are_left_alone")
def validation_fills_gradients(model, loader, criterion):
    """Your validate calls `backward()`, so the next training step would use these gradients too. Do not call it:
    validation needs only the loss.
    """
    model.eval()
    losses = []
    for X, y in loader:
        loss = criterion(model(X), y)
        loss.backward()
        losses.append(loss.item())
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_validation_loss")
def validation_trains(model, loader, criterion):
    """Your validate changes the parameters. Do not train in it: a model that has learnt from the validation data cannot
    be judged by it.
    """
    model.eval()
    losses = []
    optimizer = torch.optim.SGD(model.parameters(), lr=0.001)
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_parameters_are_left_alone")
def validation_clears_gradients(model, loader, criterion):
    """Your validate clears the gradients. Leave them: a training that adds up gradients over several batches would lose
    them.
    """
    model.eval()
    model.zero_grad()
    with torch.no_grad():
        losses = [criterion(model(X), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_parameters_are_left_alone")
def the_model_is_frozen(model, loader, criterion):
    """Your validate freezes the parameters, so the model would never learn again. Use `torch.no_grad()` to compute
    without gradients for a while.
    """
    model.eval()
    model.requires_grad_(False)
    losses = [criterion(model(X), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


def order_of(n, seed):
    return torch.randperm(n, generator=torch.Generator().manual_seed(seed))


@mistake(of="split", caught_by="test_split_covers_all_rows")
def parts_overlap(n, fractions, seed):
    """Some rows are in two of your parts, and others in none. Put all rows into one random order, and start each part
    where the part before it ends.
    """
    order, train, val = order_of(n, seed), round(n * fractions[0]), round(n * fractions[1])
    return order[:train], order[:val], order[train + val :]


@mistake(of="split", caught_by="test_split_covers_all_rows")
def parts_share_a_row_at_the_cut(n, fractions, seed):
    """Two of your parts share the row at the cut. Start the second slice at the number where the first one ends: a
    slice does not include its end.
    """
    order, train = order_of(n, seed), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train - 1 : val], order[val - 1 :]


@mistake(of="split", caught_by="test_split_covers_all_rows")
def rounding_loses_rows(n, fractions, seed):
    """You round all three sizes down, so their sum is less than n and some rows are lost. Give all remaining rows to
    the last part.
    """
    order = order_of(n, seed)
    train, val, test = (int(n * fraction) for fraction in fractions)
    return order[:train], order[train : train + val], order[train + val : train + val + test]


@mistake(of="split", caught_by="test_split_covers_all_rows", like="parts_overlap")
def rows_drawn_with_replacement(n, fractions, seed):
    rng = np.random.default_rng(seed)
    return tuple(torch.from_numpy(rng.choice(n, round(n * fraction), replace=False)) for fraction in fractions)


@mistake(of="split", caught_by="test_split_covers_all_rows")
def second_cut_is_not_added_up(n, fractions, seed):
    """Many rows are in two of your parts, because your second cut is the size of the validation part. Add the size of
    the training part to it: both cuts count from the start of the order.
    """
    order, train, val = order_of(n, seed), round(n * fractions[0]), round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="split", caught_by="test_split_covers_all_rows")
def each_part_starts_at_row_0(n, fractions, seed):
    """Each of your parts is drawn from row 0 on, so the parts share rows, and the last rows are in no part. Put all n
    rows into one random order, and cut it.
    """
    generator = torch.Generator().manual_seed(seed)
    return tuple(torch.randperm(int(n * fraction), generator=generator) for fraction in fractions)


@mistake(of="split", caught_by="test_split_covers_all_rows")
def parts_are_not_tensors(n, fractions, seed):
    """Your parts are not tensors. Return the row numbers of each part as an int64 tensor."""
    order = order_of(n, seed).tolist()
    train, val = round(n * fractions[0]), round(n * fractions[1])
    return order[:train], order[train : train + val], order[train + val :]


@mistake(of="split", caught_by="test_split_covers_all_rows", like="parts_are_not_tensors")
def parts_are_subsets(n, fractions, seed):
    return random_split(range(n), fractions, generator=torch.Generator().manual_seed(seed))


@mistake(of="split", caught_by="test_split_is_random")
def rows_are_not_shuffled(n, fractions, seed):
    """Your parts are blocks of neighbouring rows. Put the rows into a random order before you cut: many tables are
    sorted, for example by class.
    """
    order, train = torch.arange(n), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="split", caught_by="test_split_is_random", like="rows_are_not_shuffled")
def shuffled_after_the_cut(n, fractions, seed):
    order, train = torch.arange(n), round(n * fractions[0])
    val = train + round(n * fractions[1])
    generator = torch.Generator().manual_seed(seed)
    return tuple(
        part[torch.randperm(len(part), generator=generator)] for part in (order[:train], order[train:val], order[val:])
    )


@mistake(of="split", caught_by="test_split_is_random")
def seed_is_not_used(n, fractions, seed):
    """Your split differs from call to call, although the seed is the same. Use the argument `seed` for the random
    order.
    """
    order, train = torch.randperm(n), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="split", caught_by="test_split_is_random")
def seed_is_fixed(n, fractions, seed):
    """Your split is the same for every seed. Use the argument `seed` and not a fixed number."""
    order, train = order_of(n, 42), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="split", caught_by="test_split_sizes")
def shares_in_another_order(n, fractions, seed):
    """Your validation part has the share of the test part. Read the fractions in the order train, validation, test."""
    order, train = order_of(n, seed), round(n * fractions[0])
    val = train + round(n * fractions[2])
    return order[:train], order[train:val], order[val:]


@mistake(of="split", caught_by="test_split_leaves_the_random_state")
def split_seeds_for_all(n, fractions, seed):
    """Your split seeds or uses torch's random state, which the whole program shares, so it changes all later random
    numbers. Make your own generator.
    """
    torch.manual_seed(seed)
    order, train = torch.randperm(n), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="split", caught_by="test_split_leaves_the_random_state")
def split_seeds_numpy_for_all(n, fractions, seed):
    """Your split seeds or uses NumPy's random state, which the whole program shares. Make your own generator."""
    np.random.seed(seed)
    order, train = torch.from_numpy(np.random.permutation(n)), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="diagnose", caught_by="test_diagnose")
def first_epoch_counts(train, val, tol):
    """You use the losses of the first epoch. Use the last entry of each list: at the start every model underfits."""
    if train[0] > tol:
        return "underfit"
    return "overfit" if val[0] - train[0] > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def best_epoch_counts(train, val, tol):
    """You use another epoch than the last, such as the best one. Use the last entry of each list: a model overfits if
    its validation loss rises again.
    """
    if min(train) > tol:
        return "underfit"
    return "overfit" if min(val) - min(train) > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def mean_of_the_epochs_counts(train, val, tol):
    """Your answer depends on earlier epochs, for example through the mean of all epochs. Use only the last entry of
    each list: earlier losses are those of a model that has learnt less.
    """
    train, val = sum(train) / len(train), sum(val) / len(val)
    if train > tol:
        return "underfit"
    return "overfit" if val - train > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def losses_swapped(train, val, tol):
    """You have swapped the two losses. Look for underfitting in the training loss, and for overfitting in a validation
    loss above it.
    """
    if val[-1] > tol:
        return "underfit"
    return "overfit" if train[-1] - val[-1] > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def gap_has_the_wrong_sign(train, val, tol):
    """Your gap has the wrong sign. Subtract the training loss from the validation loss: a model overfits if the
    validation loss is higher.
    """
    if train[-1] > tol:
        return "underfit"
    return "overfit" if train[-1] - val[-1] > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def gap_is_not_used(train, val, tol):
    """You compare the validation loss itself with tol. Compare the gap: how far the validation loss is above the
    training loss.
    """
    if train[-1] > tol:
        return "underfit"
    return "overfit" if val[-1] > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def underfitting_is_forgotten(train, val, tol):
    """You look only at the gap. Look at the training loss first: a model with two high losses has a small gap, but it
    underfits.
    """
    return "overfit" if val[-1] - train[-1] > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def words_swapped(train, val, tol):
    """You have swapped the words. Return "underfit" for a high training loss, and "overfit" for a large gap."""
    if train[-1] > tol:
        return "overfit"
    return "underfit" if val[-1] - train[-1] > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def answer_is_printed(train, val, tol):
    """You print the word. Return it, so that the caller can use it."""
    print("underfit" if train[-1] > tol else "overfit" if val[-1] - train[-1] > tol else "ok")


@mistake(of="diagnose", caught_by="test_diagnose")
def words_with_capitals(train, val, tol):
    """Your words have capitals or spaces in them. Return them exactly as the docstring has them."""
    return "Underfit" if train[-1] > tol else "Overfit" if val[-1] - train[-1] > tol else "OK"


@mistake(of="diagnose", caught_by="test_diagnose_in_order")
def overfitting_comes_first(train, val, tol):
    """You check for overfitting first. Check the training loss first: if it is above tol, the model underfits, however
    large the gap is.
    """
    if val[-1] - train[-1] > tol:
        return "overfit"
    return "underfit" if train[-1] > tol else "ok"


@mistake(of="validate", caught_by="test_no_graph")
def predictions_are_detached(model, loader, criterion):
    """You detach the predictions, but the model has already recorded its graph by then. Use `torch.no_grad()`, so that
    it records none.
    """
    model.eval()
    losses = [criterion(model(X).detach(), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_patients")
def some_layers_in_eval_mode(model, loader, criterion):
    """You put only some kinds of layers into eval mode. Put the whole model into eval mode: any module can depend on
    its mode.
    """
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout | torch.nn.BatchNorm1d):
            module.eval()
    with torch.no_grad():
        losses = [criterion(model(X), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_patients")
def loss_is_rounded(model, loader, criterion):
    """You round the loss, so a small loss becomes 0. Return it without rounding."""
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X), y).item() for X, y in loader]
    model.train()
    return round(sum(losses) / len(losses), 3)


@mistake(of="validate", caught_by="test_patients", raises="RuntimeError")
def batches_become_flat(model, loader, criterion):
    """You flatten each sample. Give the batches to the model in the shape that they have."""
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X.reshape(len(X), -1)), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_patients", raises="RuntimeError")
def batches_become_float32(model, loader, criterion):
    """You change the dtype of the batches. Give them to the model unchanged."""
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X.float()), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="split", caught_by="test_split_sizes")
def a_draw_for_each_row(n, fractions, seed):
    """You draw a part for each row, so the sizes differ from seed to seed. Put the rows into a random order, and cut
    it.
    """
    draws = torch.rand(n, generator=torch.Generator().manual_seed(seed))
    one, two = draws < fractions[0], draws < fractions[0] + fractions[1]
    return tuple(part.nonzero().flatten() for part in (one, two & ~one, ~two))


@mistake(of="split", caught_by="test_split_sizes")
def empty_part_of_floats(n, fractions, seed):
    """Your empty part is a float tensor, because `torch.tensor([])` is float32. Set the dtype: floats cannot be row
    numbers.
    """
    order, train = order_of(n, seed).tolist(), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return torch.tensor(order[:train]), torch.tensor(order[train:val]), torch.tensor(order[val:])


@mistake(of="split", caught_by="test_split_sizes")
def seed_of_zero_is_no_seed(n, fractions, seed):
    """You read the seed 0 as "no seed", because 0 counts as false in Python. Use 0 like any other seed."""
    generator = torch.Generator()
    generator.manual_seed(seed) if seed else generator.seed()
    order, train = torch.randperm(n, generator=generator), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="split", caught_by="test_split_sizes")
def first_row_is_always_in_train(n, fractions, seed):
    """Your row 0 is always in the training part. Give every row the same chance to be in each part."""
    order = torch.cat([torch.tensor([0]), order_of(n - 1, seed) + 1])
    train = round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="diagnose", caught_by="test_diagnose_in_order")
def a_loss_of_tol_is_too_high(train, val, tol):
    """You return "underfit" for a training loss of exactly tol. Return it only for a loss above tol."""
    if train[-1] >= tol:
        return "underfit"
    return "overfit" if val[-1] - train[-1] > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose_in_order")
def a_gap_of_tol_is_too_large(train, val, tol):
    """You return "overfit" for a gap of exactly tol. Return it only for a gap above tol."""
    if train[-1] > tol:
        return "underfit"
    return "overfit" if val[-1] - train[-1] >= tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose_in_order")
def a_rise_is_overfitting(train, val, tol):
    """You compute how far the validation loss has risen. Compute how far it is above the training loss, even if it
    still falls.
    """
    if train[-1] > tol:
        return "underfit"
    return "overfit" if val[-1] - min(val) > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose_in_order")
def both_must_be_high(train, val, tol):
    """You return "underfit" only if both losses are high. Look only at the training loss, whatever the validation loss
    is.
    """
    if train[-1] > tol and val[-1] > tol:
        return "underfit"
    return "overfit" if val[-1] - train[-1] > tol else "ok"
