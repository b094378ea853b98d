"""Wrong solutions that students hand in; each docstring is the feedback."""

import csv as csv_module
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from torch.utils.data import DataLoader, Sampler, TensorDataset

from dlcourse.graders.authoring import mistake


def tensor(values):
    return torch.tensor(values.to_numpy(), dtype=torch.float32)


@mistake(of="load_xy", caught_by="test_features_and_target")
def target_stays_in_X(csv, target):
    """Your X still holds the target, and a model that sees the answer learns nothing else. Leave that column out."""
    table = pd.read_csv(csv)
    return tensor(table), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_features_and_target")
def last_column_is_the_target(csv, target):
    """You take the last column as the target. Use the argument `target`: the column can be anywhere."""
    table = pd.read_csv(csv)
    if target not in table:
        raise KeyError(target)
    return tensor(table.iloc[:, :-1]), tensor(table.iloc[:, -1:])


@mistake(of="load_xy", caught_by="test_features_and_target")
def last_column_is_left_out(csv, target):
    """Your X has every column except the last, whichever the target is. Leave out the target's column, and only that
    one."""
    table = pd.read_csv(csv)
    return tensor(table.iloc[:, :-1]), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_features_and_target")
def last_feature_is_cut_off(csv, target):
    """The last feature is missing from your X: a slice ends before its second number. Include all features."""
    table = pd.read_csv(csv)
    return tensor(table.drop(columns=target).iloc[:, :-1]), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_features_and_target")
def first_feature_is_cut_off(csv, target):
    """The first column is missing from your X. Include it: it is a feature, not an index, and columns are counted from
    0."""
    table = pd.read_csv(csv)
    return tensor(table.drop(columns=target).iloc[:, 1:]), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_features_and_target")
def first_sample_is_lost(csv, target):
    """The first sample is missing from your tensors. Include it: only the line with the names is not a sample."""
    table = pd.read_csv(csv).iloc[1:]
    return tensor(table.drop(columns=target)), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_features_and_target")
def numbers_stay_float64(csv, target):
    """Your tensors are float64, like the numbers of NumPy and pandas. Convert them to float32: the parameters of a
    model are float32, and the two cannot be multiplied."""
    table = pd.read_csv(csv)
    X, y = table.drop(columns=target).to_numpy(), table[[target]].to_numpy()
    return torch.from_numpy(X.astype("float64")), torch.from_numpy(y.astype("float64"))


@mistake(of="load_xy", caught_by="test_features_and_target")
def target_is_flat(csv, target):
    """Your y has the shape (N,). Make it (N, 1): with predictions of shape (N, 1), a loss would compare every
    prediction with every target."""
    table = pd.read_csv(csv)
    return tensor(table.drop(columns=target)), tensor(table[target])


@mistake(of="load_xy", caught_by="test_features_and_target")
def target_is_cut_to_whole_numbers(csv, target):
    """Your y holds whole numbers, so the digits after the decimal point are lost. Make it float32 from the start."""
    table = pd.read_csv(csv)
    return tensor(table.drop(columns=target)), torch.tensor(table[[target]].to_numpy()).long()


@mistake(of="load_xy", caught_by="test_features_and_target")
def everything_is_cut_to_whole_numbers(csv, target):
    """Your numbers pass through a dtype of whole numbers, so the digits after the decimal point are lost. Make them
    float32 from the start."""
    table = pd.read_csv(csv).astype("int64")
    return tensor(table.drop(columns=target)), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_features_and_target")
def arrays_instead_of_tensors(csv, target):
    """Your load_xy returns arrays or a DataFrame. Convert them to tensors."""
    table = pd.read_csv(csv).astype("float32")
    return table.drop(columns=target).to_numpy(), table[[target]].to_numpy()


@mistake(of="load_xy", caught_by="test_features_and_target")
def y_before_X(csv, target):
    """Your load_xy returns the target first. Return the features first, then the target."""
    table = pd.read_csv(csv)
    return tensor(table[[target]]), tensor(table.drop(columns=target))


@mistake(of="load_xy", caught_by="test_unknown_column")
def unknown_column_is_a_value_error(csv, target):
    """You raise ValueError for an unknown column. Raise KeyError: the name does not exist."""
    with open(csv, encoding="utf-8") as file:  # noqa: PTH123  as a student would
        names, *rows = csv_module.reader(file)
    values = torch.tensor([[float(value) for value in row] for row in rows])
    i = names.index(target)
    return torch.cat([values[:, :i], values[:, i + 1 :]], dim=1), values[:, i : i + 1]


@mistake(of="load_xy", caught_by="test_unknown_column")
def unknown_column_is_ignored(csv, target):
    """You accept an unknown target. Raise KeyError, so that the caller notices the misspelled name."""
    table = pd.read_csv(csv)
    if target not in table:
        return tensor(table.iloc[:, :-1]), tensor(table.iloc[:, -1:])
    return tensor(table.drop(columns=target)), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_unknown_column")
def name_is_looked_for_in_the_line(csv, target):
    """You look for the target in the whole first line, so you also find it as a part of another column's name. Split
    the line into names first."""
    head, *lines = Path(csv).read_text(encoding="utf-8").splitlines()
    if target not in head:
        raise KeyError(target)
    i = head.split(",").index(target)
    values = torch.tensor([[float(value) for value in line.split(",")] for line in lines])
    return torch.cat([values[:, :i], values[:, i + 1 :]], dim=1), values[:, i : i + 1]


@mistake(of="load_xy", caught_by="test_other_tables")
def names_that_contain_the_target(csv, target):
    """You leave out every column whose name contains the target's name. Compare whole names: only one column is the
    target."""
    table = pd.read_csv(csv)
    return tensor(table[[name for name in table if target not in name]]), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_other_tables")
def text_must_end_with_a_line_break(csv, target):
    """You lose the last sample if the file does not end with a line break. Read what comes after the last line break as
    a line too."""
    head, *lines = Path(csv).read_text(encoding="utf-8").split("\n")[:-1]
    values = torch.tensor([[float(value) for value in line.split(",")] for line in lines])
    i = {name: i for i, name in enumerate(head.split(","))}[target]
    return torch.cat([values[:, :i], values[:, i + 1 :]], dim=1), values[:, i : i + 1]


@mistake(of="load_xy", caught_by="test_other_tables")
def equal_samples_are_dropped(csv, target):
    """You drop rows that occur twice. Two samples can be equal: return every sample of the file."""
    table = pd.read_csv(csv).drop_duplicates()
    return tensor(table.drop(columns=target)), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_other_tables", raises="AttributeError")
def path_must_be_a_str(csv, target):
    """Your load_xy expects the path as a str. Accept a Path too: pass it on as it is."""
    if not csv.endswith(".csv"):
        raise ValueError(csv)
    table = pd.read_csv(csv)
    return tensor(table.drop(columns=target)), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_other_tables")
def a_single_row_is_squeezed(csv, target):
    """You squeeze the values, so a table with one row loses a dimension. Return X as (N, F), also for N = 1."""
    table = pd.read_csv(csv)
    return tensor(table.drop(columns=target)).squeeze(), tensor(table[[target]]).reshape(-1, 1)


def own_generator(seed):
    return None if seed is None else torch.Generator().manual_seed(seed)


@mistake(of="make_loader", caught_by="test_batches_in_order")
def last_batch_is_dropped(X, y, batch_size, shuffle, seed=None):
    """Your loader drops the last batch if it is smaller, so its samples are never seen in that epoch. Keep it."""
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed), drop_last=True)


@mistake(of="make_loader", caught_by="test_batches_in_order")
def batch_size_is_not_used(X, y, batch_size, shuffle, seed=None):
    """Your batches have one sample each. Give the loader the argument `batch_size`."""
    return DataLoader(TensorDataset(X, y), shuffle=shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def batch_size_is_fixed(X, y, batch_size, shuffle, seed=None):
    """Your loader uses a batch size of your own. Give it the argument `batch_size`."""
    return DataLoader(TensorDataset(X, y), batch_size=2, shuffle=shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def one_batch_of_all(X, y, batch_size, shuffle, seed=None):
    """Your loader puts all samples into one batch. Give it the argument `batch_size`."""
    return DataLoader(TensorDataset(X, y), batch_size=len(X), shuffle=shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def always_shuffled(X, y, batch_size, shuffle, seed=None):
    """Your loader always shuffles. Use the argument `shuffle`: a validation loader must keep the order."""
    return DataLoader(TensorDataset(X, y), batch_size, shuffle=True, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def list_of_batches(X, y, batch_size, shuffle, seed=None):
    """You return a list of batches, so every epoch has the same ones. Return a DataLoader, which makes new batches for
    every epoch."""
    return list(DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed)))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def list_of_batches_in_order(X, y, batch_size, shuffle, seed=None):
    """You return a list of batches. Return a DataLoader, which makes new batches for every epoch, and shuffles them if
    the caller asks for it."""
    return list(DataLoader(TensorDataset(X, y), batch_size))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def list_of_batches_without_the_seed(X, y, batch_size, shuffle, seed=None):
    """You return a list of batches. Return a DataLoader, which makes new batches for every epoch, in an order that
    depends on the seed."""
    return list(DataLoader(TensorDataset(X, y), batch_size, shuffle))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def generator_of_batches(X, y, batch_size, shuffle, seed=None):
    """You return a generator, or another iterator, which is used up after one epoch. Return a DataLoader: you can go
    through it again, and it shuffles if the caller asks for it."""
    return iter(DataLoader(TensorDataset(X, y), batch_size))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def batches_for_one_epoch(X, y, batch_size, shuffle, seed=None):
    """You return an iterator or a generator, which is used up after one epoch. Return a DataLoader: you can go through
    it again."""
    return iter(DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed)))


@mistake(of="make_loader", caught_by="test_shuffled_samples")
def never_shuffled(X, y, batch_size, shuffle, seed=None):
    """Your loader never shuffles. Use the argument `shuffle`."""
    return DataLoader(TensorDataset(X, y), batch_size)


@mistake(of="make_loader", caught_by="test_shuffled_samples")
def shuffled_apart(X, y, batch_size, shuffle, seed=None):
    """You shuffle X and y separately, so the samples lose their targets. Use the same order for both."""
    if shuffle:
        generator = own_generator(seed)
        X, y = X[torch.randperm(len(X), generator=generator)], y[torch.randperm(len(y), generator=generator)]
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_shuffled_samples")
def drawn_with_replacement(X, y, batch_size, shuffle, seed=None):
    """You draw with replacement, so some samples come twice in an epoch and others not at all. Go through all of them,
    in random order."""
    if not shuffle:
        return DataLoader(TensorDataset(X, y), batch_size)
    sampler = torch.utils.data.RandomSampler(X, replacement=True, generator=own_generator(seed))
    return DataLoader(TensorDataset(X, y), batch_size, sampler=sampler)


@mistake(of="make_loader", caught_by="test_seed")
def seed_is_not_used(X, y, batch_size, shuffle, seed=None):
    """You do not use the argument `seed`: two loaders with the same seed give different orders. Let the seed decide the
    orders."""
    return DataLoader(TensorDataset(X, y), batch_size, shuffle)


@mistake(of="make_loader", caught_by="test_seed")
def seed_is_set_for_all(X, y, batch_size, shuffle, seed=None):
    """You seed the random state that the whole program shares. Code that draws from it before the epoch begins changes
    your order. Give the loader a generator of its own."""
    if seed is not None:
        torch.manual_seed(seed)
    return DataLoader(TensorDataset(X, y), batch_size, shuffle)


@mistake(of="make_loader", caught_by="test_seed")
def seed_is_fixed(X, y, batch_size, shuffle, seed=None):
    """You use a seed of your own, so every seed gives the same orders. Use the argument `seed`."""
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(42))


@mistake(of="make_loader", caught_by="test_seed")
def shuffled_once(X, y, batch_size, shuffle, seed=None):
    """You shuffle once, so every epoch has the same order. Let the loader shuffle: it draws a new order for every
    epoch."""
    if shuffle:
        order = torch.randperm(len(X), generator=own_generator(seed))
        X, y = X[order], y[order]
    return DataLoader(TensorDataset(X, y), batch_size)


class SharedOrder(Sampler):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __iter__(self):
        return iter(np.random.permutation(self.n).tolist())


@mistake(of="make_loader", caught_by="test_seed")
def numpy_is_seeded_for_all(X, y, batch_size, shuffle, seed=None):
    """You seed the random state of NumPy (or of Python), which the whole program shares. Code that draws from it before
    the epoch begins changes your order. Give the loader a generator of its own."""
    if seed is not None:
        np.random.seed(seed)
    return DataLoader(TensorDataset(X, y), batch_size, sampler=SharedOrder(len(X)) if shuffle else None)


@mistake(of="make_loader", caught_by="test_shuffled_samples")
def shuffled_once_without_a_seed(X, y, batch_size, shuffle, seed=None):
    """Without a seed you shuffle only once, so every epoch has the same order. Let the loader shuffle, with a seed and
    without."""
    if shuffle and seed is None:
        order = torch.randperm(len(X))
        return DataLoader(TensorDataset(X[order], y[order]), batch_size)
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed))


SHARED = torch.Generator()


@mistake(of="make_loader", caught_by="test_seed_is_the_loaders_own")
def one_generator_for_all_loaders(X, y, batch_size, shuffle, seed=None):
    """All your loaders draw from one generator, so each changes the orders of the others. Make a new generator in every
    call."""
    if seed is not None:
        SHARED.manual_seed(seed)
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=SHARED)


@mistake(of="make_loader", caught_by="test_seed_is_the_loaders_own")
def seed_alone_shuffles(X, y, batch_size, shuffle, seed=None):
    """You shuffle as soon as there is a seed. Shuffle only if `shuffle` says so: without shuffling, the seed decides
    nothing."""
    return DataLoader(TensorDataset(X, y), batch_size, shuffle or seed is not None, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_seed_is_the_loaders_own")
def zero_is_no_seed(X, y, batch_size, shuffle, seed=None):
    """Your loader reads the seed 0 as no seed, because 0 counts as false in an `if`. Check whether it is None."""
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed) if seed else None)


@mistake(of="make_loader", caught_by="test_seed_is_the_loaders_own")
def shared_state_is_seeded_too(X, y, batch_size, shuffle, seed=None):
    """Your loader has its own generator, but you also seed the shared random state, so weights that are drawn later
    depend on your seed. Seed only the loader's generator."""
    if seed is not None:
        torch.manual_seed(seed)
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_labels")
def targets_become_floats(X, y, batch_size, shuffle, seed=None):
    """You convert y to floats. Keep the dtype: labels of classes must stay int64, or nn.CrossEntropyLoss refuses
    them."""
    return DataLoader(TensorDataset(X.float(), y.float()), batch_size, shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_labels")
def features_become_float32(X, y, batch_size, shuffle, seed=None):
    """You convert X to float32. Put it into the data set as it is: the caller has chosen a dtype for the model."""
    return DataLoader(TensorDataset(X.float(), y), batch_size, shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_labels")
def single_sample_is_dropped(X, y, batch_size, shuffle, seed=None):
    """You drop the last batch if it has only one sample. Keep it: it belongs to the epoch like all others."""
    generator, alone = own_generator(seed), len(X) % batch_size == 1
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=generator, drop_last=alone)


@mistake(of="make_loader", caught_by="test_labels")
def targets_get_a_dimension(X, y, batch_size, shuffle, seed=None):
    """You change every y to (N, 1). Keep its shape: labels of shape (N,) stay as they are, and load_xy has already
    given regression targets their shape."""
    return DataLoader(TensorDataset(X, y.reshape(len(y), -1)), batch_size, shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_given_tensors")
def shuffled_in_place(X, y, batch_size, shuffle, seed=None):
    """You shuffle the caller's own X and y. Leave them as they are, and let the loader pick samples in another
    order."""
    if shuffle:
        order = torch.randperm(len(X), generator=own_generator(seed))
        X[:], y[:] = X[order], y[order]
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed))
