"""Wrong solutions that students hand in; each docstring is the feedback."""

import numpy as np
import torch
from torch.utils.data import random_split

from dlcourse.graders.authoring import mistake


@mistake(of="validate", caught_by="test_eval_mode")
def eval_mode_is_not_set(model, loader, criterion):
    """Your validate leaves the model in train mode: dropout still drops values, and a batch norm still learns. Switch the model to eval mode first."""
    with torch.no_grad():
        losses = [criterion(model(X), y).item() for X, y in loader]
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_mode_is_restored")
def train_mode_is_not_restored(model, loader, criterion):
    """Your validate leaves the model in eval mode, so the next training epoch would run without dropout. Put it back into train mode."""
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X), y).item() for X, y in loader]
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_mode_is_restored")
def gradients_stay_off(model, loader, criterion):
    """Your validate switches gradients off for the whole program, and nobody could train afterwards. Switch them off in a `with` block: it ends by itself."""
    torch.set_grad_enabled(False)
    model.eval()
    losses = [criterion(model(X), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_no_graph")
def a_graph_is_built(model, loader, criterion):
    """Your validate records a graph for gradients that nobody asks for: eval mode does not stop that. It costs memory and time; use `torch.no_grad()`."""
    model.eval()
    losses = [criterion(model(X), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_validation_loss")
def loss_stays_a_tensor(model, loader, criterion):
    """Your validate returns a tensor. Take the plain number out of each loss."""
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X), y) for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_validation_loss")
def loss_divided_by_samples(model, loader, criterion):
    """You divide the sum of the batch losses by the number of samples. Each of them is a mean already: divide by the number of batches."""
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
    """You weight each batch by its size. That is a good mean too, but not the one asked for here: every batch counts the same."""
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
    """Your validate returns the loss of the last batch only. Collect the loss of every batch and return their mean."""
    model.eval()
    with torch.no_grad():
        for X, y in loader:
            loss = criterion(model(X), y)
    model.train()
    return loss.item()


@mistake(of="validate", caught_by="test_validation_loss")
def loss_of_the_first_batch(model, loader, criterion):
    """Your validate ends after the first batch. Look at how far the `return` is indented, and whether the loop runs over all of the loader."""
    model.eval()
    with torch.no_grad():
        X, y = next(iter(loader))
        loss = criterion(model(X), y)
    model.train()
    return loss.item()


@mistake(of="validate", caught_by="test_validation_loss")
def squeezed_predictions(model, loader, criterion):
    """You squeeze the predictions from (N, 1) to (N,) while y stays (N, 1): the loss then compares every prediction with every target. Keep the shapes equal."""
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X).squeeze(), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_eval_mode")
def softmax_before_the_loss(model, loader, criterion):
    """You apply a softmax to the model's outputs. `nn.CrossEntropyLoss` does that itself; give the loss the plain outputs."""
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X).softmax(dim=-1), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_eval_mode")
def criterion_arguments_swapped(model, loader, criterion):
    """You give the criterion the targets first. The predictions come first, then y; MSE does not mind, cross-entropy does."""
    model.eval()
    with torch.no_grad():
        losses = [criterion(y, model(X)).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_parameters_are_left_alone")
def validation_fills_gradients(model, loader, criterion):
    """Your validate calls `backward()`, and the next training step would use these gradients too. Validation needs the loss, not its gradient."""
    model.eval()
    losses = []
    for X, y in loader:
        loss = criterion(model(X), y)
        loss.backward()
        losses.append(loss.item())
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_parameters_are_left_alone")
def validation_trains(model, loader, criterion):
    """Your validate moves the parameters. A model that has learnt from the validation data cannot be judged by it any more."""
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
    """Your validate clears the gradients. Whoever adds up gradients over several batches would lose them: leave them as they are."""
    model.eval()
    model.zero_grad()
    with torch.no_grad():
        losses = [criterion(model(X), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_parameters_are_left_alone")
def the_model_is_frozen(model, loader, criterion):
    """Your validate freezes the parameters, and the model would never learn again. To compute without gradients for a while, there is `torch.no_grad()`."""
    model.eval()
    model.requires_grad_(False)
    losses = [criterion(model(X), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


def order_of(n, seed):
    return torch.randperm(n, generator=torch.Generator().manual_seed(seed))


@mistake(of="split", caught_by="test_split_covers_all_rows")
def parts_overlap(n, fractions, seed):
    """Some rows are in two of your parts, and others in none. Put all the rows into one random order, and begin each part where the one before it ends."""
    order, train, val = order_of(n, seed), round(n * fractions[0]), round(n * fractions[1])
    return order[:train], order[:val], order[train + val :]


@mistake(of="split", caught_by="test_split_covers_all_rows")
def parts_share_a_row_at_the_cut(n, fractions, seed):
    """Two of your parts share the row at the cut. A slice ends before its second number, so the next one begins with that number itself."""
    order, train = order_of(n, seed), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train - 1 : val], order[val - 1 :]


@mistake(of="split", caught_by="test_split_covers_all_rows")
def rounding_loses_rows(n, fractions, seed):
    """You cut off all three sizes, and together they are less than n: rows get lost. Give the last part what is left."""
    order = order_of(n, seed)
    train, val, test = (int(n * fraction) for fraction in fractions)
    return order[:train], order[train : train + val], order[train + val : train + val + test]


@mistake(of="split", caught_by="test_split_covers_all_rows", like="parts_overlap")
def rows_drawn_with_replacement(n, fractions, seed):
    rng = np.random.default_rng(seed)
    return tuple(torch.from_numpy(rng.choice(n, round(n * fraction), replace=False)) for fraction in fractions)


@mistake(of="split", caught_by="test_split_covers_all_rows")
def second_cut_is_not_added_up(n, fractions, seed):
    """Many rows are in two of your parts. Both cuts are counted from the start of the order: the second one lies behind the first."""
    order, train, val = order_of(n, seed), round(n * fractions[0]), round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="split", caught_by="test_split_covers_all_rows")
def each_part_starts_at_row_0(n, fractions, seed):
    """Each of your parts starts at row 0 again, so the parts share rows, and the last rows are in none. Put all n rows into one random order, and cut that."""
    generator = torch.Generator().manual_seed(seed)
    return tuple(torch.randperm(int(n * fraction), generator=generator) for fraction in fractions)


@mistake(of="split", caught_by="test_split_covers_all_rows")
def parts_are_not_tensors(n, fractions, seed):
    """Your parts are no tensors. Return the row numbers of each part as an int64 tensor."""
    order = order_of(n, seed).tolist()
    train, val = round(n * fractions[0]), round(n * fractions[1])
    return order[:train], order[train : train + val], order[train + val :]


@mistake(of="split", caught_by="test_split_covers_all_rows", like="parts_are_not_tensors")
def parts_are_subsets(n, fractions, seed):
    return random_split(range(n), fractions, generator=torch.Generator().manual_seed(seed))


@mistake(of="split", caught_by="test_split_is_random")
def rows_are_not_shuffled(n, fractions, seed):
    """Your parts are blocks of neighbouring rows. Many tables are sorted, by class for example: deal the rows at random."""
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
    """Your split differs from call to call although the seed is the same. Let the argument `seed` decide the order."""
    order, train = torch.randperm(n), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="split", caught_by="test_split_is_random")
def seed_is_fixed(n, fractions, seed):
    """Your split is the same for every seed. Use the argument `seed` instead of a number of your own."""
    order, train = order_of(n, 42), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="split", caught_by="test_split_sizes")
def shares_in_another_order(n, fractions, seed):
    """Your validation part has the share of the test part. The fractions come in the order train, validation, test."""
    order, train = order_of(n, seed), round(n * fractions[0])
    val = train + round(n * fractions[2])
    return order[:train], order[train:val], order[val:]


@mistake(of="split", caught_by="test_split_leaves_the_random_state")
def split_seeds_for_all(n, fractions, seed):
    """Your split seeds or uses the random state of torch that the whole program shares: weights that are drawn later depend on it. Make a generator of your own."""
    torch.manual_seed(seed)
    order, train = torch.randperm(n), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="split", caught_by="test_split_leaves_the_random_state")
def split_seeds_numpy_for_all(n, fractions, seed):
    """Your split seeds or uses NumPy's random state, which the whole program shares. Make a generator of your own."""
    np.random.seed(seed)
    order, train = torch.from_numpy(np.random.permutation(n)), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="diagnose", caught_by="test_diagnose")
def first_epoch_counts(train, val, tol):
    """You judge by the first epoch. At the start every model underfits; the last entry of each list says where it got to."""
    if train[0] > tol:
        return "underfit"
    return "overfit" if val[0] - train[0] > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def best_epoch_counts(train, val, tol):
    """You judge by another epoch than the last, such as the best one. A model overfits when its validation loss rises again, so look at the last entry of each of the two lists."""
    if min(train) > tol:
        return "underfit"
    return "overfit" if min(val) - min(train) > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def mean_of_the_epochs_counts(train, val, tol):
    """Earlier epochs have a say in your answer: the first one, or the mean of all. They were before the model had learnt; the last entry of each list says where it got to."""
    train, val = sum(train) / len(train), sum(val) / len(val)
    if train > tol:
        return "underfit"
    return "overfit" if val - train > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def losses_swapped(train, val, tol):
    """You have swapped the two losses. Underfitting shows in the training loss, overfitting in a validation loss above it."""
    if val[-1] > tol:
        return "underfit"
    return "overfit" if train[-1] - val[-1] > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def gap_has_the_wrong_sign(train, val, tol):
    """Your gap has the wrong sign. A model overfits when the validation loss is the higher one."""
    if train[-1] > tol:
        return "underfit"
    return "overfit" if train[-1] - val[-1] > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def gap_is_not_used(train, val, tol):
    """You compare the validation loss itself with tol. What tells overfitting is how far it lies above the training loss."""
    if train[-1] > tol:
        return "underfit"
    return "overfit" if val[-1] > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def underfitting_is_forgotten(train, val, tol):
    """You look at the gap only. A model with two high losses has a small gap too, and it underfits."""
    return "overfit" if val[-1] - train[-1] > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def words_swapped(train, val, tol):
    """You have swapped the words: a high training loss is underfitting, a large gap is overfitting."""
    if train[-1] > tol:
        return "overfit"
    return "underfit" if val[-1] - train[-1] > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose")
def answer_is_printed(train, val, tol):
    """You print the word. Return it, so that whoever calls diagnose can use it."""
    print("underfit" if train[-1] > tol else "overfit" if val[-1] - train[-1] > tol else "ok")


@mistake(of="diagnose", caught_by="test_diagnose")
def words_with_capitals(train, val, tol):
    """Your words have capitals or blanks in them. Return them letter by letter as the docstring has them."""
    return "Underfit" if train[-1] > tol else "Overfit" if val[-1] - train[-1] > tol else "OK"


@mistake(of="diagnose", caught_by="test_diagnose_in_order")
def overfitting_comes_first(train, val, tol):
    """You ask for overfitting first. A model whose training loss is above tol underfits, however large the gap is."""
    if val[-1] - train[-1] > tol:
        return "overfit"
    return "underfit" if train[-1] > tol else "ok"


@mistake(of="validate", caught_by="test_no_graph")
def predictions_are_detached(model, loader, criterion):
    """Your validate detaches the predictions, when the model has recorded its graph already. Let it record none: use `torch.no_grad()`."""
    model.eval()
    losses = [criterion(model(X).detach(), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_patients")
def some_layers_in_eval_mode(model, loader, criterion):
    """You put only some kinds of layers into eval mode. Any module can look at its mode: switch the whole model."""
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout | torch.nn.BatchNorm1d):
            module.eval()
    with torch.no_grad():
        losses = [criterion(model(X), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_patients")
def loss_is_rounded(model, loader, criterion):
    """You round the loss, and a small one becomes 0. Return it as it is; whoever prints it can round."""
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X), y).item() for X, y in loader]
    model.train()
    return round(sum(losses) / len(losses), 3)


@mistake(of="validate", caught_by="test_patients")
def batches_become_flat(model, loader, criterion):
    """You flatten each sample. The model takes the batches in the shape in which they come."""
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X.reshape(len(X), -1)), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="validate", caught_by="test_patients")
def batches_become_float32(model, loader, criterion):
    """You change the dtype of the batches. They fit the model as they come."""
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(X.float()), y).item() for X, y in loader]
    model.train()
    return sum(losses) / len(losses)


@mistake(of="split", caught_by="test_split_sizes")
def a_draw_for_each_row(n, fractions, seed):
    """You draw for each row into which part it goes, and the sizes differ from seed to seed. Put the rows into a random order, and cut it."""
    draws = torch.rand(n, generator=torch.Generator().manual_seed(seed))
    one, two = draws < fractions[0], draws < fractions[0] + fractions[1]
    return tuple(part.nonzero().flatten() for part in (one, two & ~one, ~two))


@mistake(of="split", caught_by="test_split_sizes")
def empty_part_of_floats(n, fractions, seed):
    """Your empty part is a float tensor, which cannot pick any rows: `torch.tensor([])` is float32. Name the dtype."""
    order, train = order_of(n, seed).tolist(), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return torch.tensor(order[:train]), torch.tensor(order[train:val]), torch.tensor(order[val:])


@mistake(of="split", caught_by="test_split_sizes")
def seed_of_zero_is_no_seed(n, fractions, seed):
    """You take the seed 0 for none: in Python, 0 counts as false. 0 is a seed like any other."""
    generator = torch.Generator()
    generator.manual_seed(seed) if seed else generator.seed()
    order, train = torch.randperm(n, generator=generator), round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="split", caught_by="test_split_sizes")
def first_row_is_always_in_train(n, fractions, seed):
    """Your row 0 comes into the training part each time. Every row has the same chance to be in each part, the first one too."""
    order = torch.cat([torch.tensor([0]), order_of(n - 1, seed) + 1])
    train = round(n * fractions[0])
    val = train + round(n * fractions[1])
    return order[:train], order[train:val], order[val:]


@mistake(of="diagnose", caught_by="test_diagnose_in_order")
def a_loss_of_tol_is_too_high(train, val, tol):
    """You name underfitting for a training loss of exactly tol. Only one above it is too high."""
    if train[-1] >= tol:
        return "underfit"
    return "overfit" if val[-1] - train[-1] > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose_in_order")
def a_gap_of_tol_is_too_large(train, val, tol):
    """You name overfitting for a gap of exactly tol. Only one of more than tol is too large."""
    if train[-1] > tol:
        return "underfit"
    return "overfit" if val[-1] - train[-1] >= tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose_in_order")
def a_rise_is_overfitting(train, val, tol):
    """You look at how far the validation loss has risen. What counts is how far it lies above the training loss, even if it still falls."""
    if train[-1] > tol:
        return "underfit"
    return "overfit" if val[-1] - min(val) > tol else "ok"


@mistake(of="diagnose", caught_by="test_diagnose_in_order")
def both_must_be_high(train, val, tol):
    """You name underfitting only if both losses are high. The training loss alone decides, whatever the validation loss is."""
    if train[-1] > tol and val[-1] > tol:
        return "underfit"
    return "overfit" if val[-1] - train[-1] > tol else "ok"
