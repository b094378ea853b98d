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
    """Your X still has the target in it. A model that sees the answer learns nothing else: leave that column out."""
    table = pd.read_csv(csv)
    return tensor(table), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_features_and_target")
def last_column_is_the_target(csv, target):
    """You take the last column as the target. Use the argument `target`: the column can stand anywhere."""
    table = pd.read_csv(csv)
    if target not in table:
        raise KeyError(target)
    return tensor(table.iloc[:, :-1]), tensor(table.iloc[:, -1:])


@mistake(of="load_xy", caught_by="test_features_and_target")
def last_column_is_left_out(csv, target):
    """Your X has every column but the last, whichever the target is. Leave out the target's column, and only that one."""
    table = pd.read_csv(csv)
    return tensor(table.iloc[:, :-1]), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_features_and_target")
def last_feature_is_cut_off(csv, target):
    """Your X lacks the last feature: a slice ends before its second number."""
    table = pd.read_csv(csv)
    return tensor(table.drop(columns=target).iloc[:, :-1]), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_features_and_target")
def first_feature_is_cut_off(csv, target):
    """Your X lacks the first column. It is a feature like the others, no index, and columns are counted from 0."""
    table = pd.read_csv(csv)
    return tensor(table.drop(columns=target).iloc[:, 1:]), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_features_and_target")
def first_sample_is_lost(csv, target):
    """Your tensors lack the first sample. Only the line with the names is no sample."""
    table = pd.read_csv(csv).iloc[1:]
    return tensor(table.drop(columns=target)), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_features_and_target")
def numbers_stay_float64(csv, target):
    """Your tensors are float64, as NumPy and pandas count. The parameters of a model are float32, and the two cannot be multiplied: convert."""
    table = pd.read_csv(csv)
    X, y = table.drop(columns=target).to_numpy(), table[[target]].to_numpy()
    return torch.from_numpy(X.astype("float64")), torch.from_numpy(y.astype("float64"))


@mistake(of="load_xy", caught_by="test_features_and_target")
def target_is_flat(csv, target):
    """Your y has the shape (N,). Beside predictions of shape (N, 1), a loss would compare everything with everything: make it (N, 1)."""
    table = pd.read_csv(csv)
    return tensor(table.drop(columns=target)), tensor(table[target])


@mistake(of="load_xy", caught_by="test_features_and_target")
def target_is_cut_to_whole_numbers(csv, target):
    """Your y holds whole numbers, and what came after the decimal point is lost. Make it float32 from the start."""
    table = pd.read_csv(csv)
    return tensor(table.drop(columns=target)), torch.tensor(table[[target]].to_numpy()).long()


@mistake(of="load_xy", caught_by="test_features_and_target")
def everything_is_cut_to_whole_numbers(csv, target):
    """Your numbers lose what comes after the decimal point: they pass through a dtype of whole numbers. Make them float32 from the start."""
    table = pd.read_csv(csv).astype("int64")
    return tensor(table.drop(columns=target)), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_features_and_target")
def arrays_instead_of_tensors(csv, target):
    """Your load_xy returns arrays or a DataFrame. Make tensors of them."""
    table = pd.read_csv(csv).astype("float32")
    return table.drop(columns=target).to_numpy(), table[[target]].to_numpy()


@mistake(of="load_xy", caught_by="test_features_and_target")
def y_before_X(csv, target):
    """Your load_xy returns the target first. The features come first, then the target."""
    table = pd.read_csv(csv)
    return tensor(table[[target]]), tensor(table.drop(columns=target))


@mistake(of="load_xy", caught_by="test_unknown_column")
def unknown_column_is_a_value_error(csv, target):
    """For an unknown column you raise a ValueError. It is a name that is not there: raise a KeyError."""
    with open(csv, encoding="utf-8") as file:  # noqa: PTH123  as a student would
        names, *rows = csv_module.reader(file)
    values = torch.tensor([[float(value) for value in row] for row in rows])
    i = names.index(target)
    return torch.cat([values[:, :i], values[:, i + 1 :]], dim=1), values[:, i : i + 1]


@mistake(of="load_xy", caught_by="test_unknown_column")
def unknown_column_is_ignored(csv, target):
    """An unknown target goes through unnoticed. Raise a KeyError, so that the caller sees the misspelt name."""
    table = pd.read_csv(csv)
    if target not in table:
        return tensor(table.iloc[:, :-1]), tensor(table.iloc[:, -1:])
    return tensor(table.drop(columns=target)), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_unknown_column")
def name_is_looked_for_in_the_line(csv, target):
    """You look for the target in the whole first line, where a part of another column's name is found too. Split the line into names first."""
    head, *lines = Path(csv).read_text(encoding="utf-8").splitlines()
    if target not in head:
        raise KeyError(target)
    i = head.split(",").index(target)
    values = torch.tensor([[float(value) for value in line.split(",")] for line in lines])
    return torch.cat([values[:, :i], values[:, i + 1 :]], dim=1), values[:, i : i + 1]


@mistake(of="load_xy", caught_by="test_other_tables")
def names_that_contain_the_target(csv, target):
    """You leave out every column whose name contains the target's name. Compare whole names: only one column is the target."""
    table = pd.read_csv(csv)
    return tensor(table[[name for name in table if target not in name]]), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_other_tables")
def text_must_end_with_a_line_break(csv, target):
    """You lose the last sample where the file ends without a line break: what comes after the last one is a line too."""
    head, *lines = Path(csv).read_text(encoding="utf-8").split("\n")[:-1]
    values = torch.tensor([[float(value) for value in line.split(",")] for line in lines])
    i = {name: i for i, name in enumerate(head.split(","))}[target]
    return torch.cat([values[:, :i], values[:, i + 1 :]], dim=1), values[:, i : i + 1]


@mistake(of="load_xy", caught_by="test_other_tables")
def equal_samples_are_dropped(csv, target):
    """You drop rows that are there twice. Two flats can be equal: return every sample of the file."""
    table = pd.read_csv(csv).drop_duplicates()
    return tensor(table.drop(columns=target)), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_other_tables")
def path_must_be_a_str(csv, target):
    """Your load_xy takes the path for a str. It may be a Path too: hand it on as it is."""
    if not csv.endswith(".csv"):
        raise ValueError(csv)
    table = pd.read_csv(csv)
    return tensor(table.drop(columns=target)), tensor(table[[target]])


@mistake(of="load_xy", caught_by="test_other_tables")
def a_single_row_is_squeezed(csv, target):
    """You squeeze the values, and a table with one row loses a dimension. X is (N, F), for N = 1 too."""
    table = pd.read_csv(csv)
    return tensor(table.drop(columns=target)).squeeze(), tensor(table[[target]]).reshape(-1, 1)


def own_generator(seed):
    return None if seed is None else torch.Generator().manual_seed(seed)


@mistake(of="make_loader", caught_by="test_batches_in_order")
def last_batch_is_dropped(X, y, batch_size, shuffle, seed=None):
    """Your loader drops the last batch where it is smaller, and with it samples that nobody ever sees. Keep it."""
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed), drop_last=True)


@mistake(of="make_loader", caught_by="test_batches_in_order")
def batch_size_is_not_used(X, y, batch_size, shuffle, seed=None):
    """Your batches have one sample each. Give the loader the argument `batch_size`."""
    return DataLoader(TensorDataset(X, y), shuffle=shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def batch_size_is_fixed(X, y, batch_size, shuffle, seed=None):
    """Your batches have a size of your own. Give the loader the argument `batch_size`."""
    return DataLoader(TensorDataset(X, y), batch_size=2, shuffle=shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def one_batch_of_all(X, y, batch_size, shuffle, seed=None):
    """Your loader puts all samples into one batch. Give it the argument `batch_size`."""
    return DataLoader(TensorDataset(X, y), batch_size=len(X), shuffle=shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def always_shuffled(X, y, batch_size, shuffle, seed=None):
    """Your loader shuffles, whatever the caller says. Use the argument `shuffle`: a validation loader is to keep the order."""
    return DataLoader(TensorDataset(X, y), batch_size, shuffle=True, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def list_of_batches(X, y, batch_size, shuffle, seed=None):
    """You return a list of batches, and every epoch has the same ones. A DataLoader is asked for: it makes them anew for every epoch."""
    return list(DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed)))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def list_of_batches_in_order(X, y, batch_size, shuffle, seed=None):
    """You return a list of batches. A DataLoader is asked for: it makes the batches anew for every epoch, and shuffles them if the caller asks for it."""
    return list(DataLoader(TensorDataset(X, y), batch_size))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def list_of_batches_without_the_seed(X, y, batch_size, shuffle, seed=None):
    """You return a list of batches. A DataLoader is asked for: it makes the batches anew for every epoch, in an order that follows from the seed."""
    return list(DataLoader(TensorDataset(X, y), batch_size, shuffle))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def generator_of_batches(X, y, batch_size, shuffle, seed=None):
    """You return a generator, or another iterator, which is used up after one epoch. A DataLoader is asked for: it can be gone through again, and shuffles if the caller asks for it."""
    return iter(DataLoader(TensorDataset(X, y), batch_size))


@mistake(of="make_loader", caught_by="test_batches_in_order")
def batches_for_one_epoch(X, y, batch_size, shuffle, seed=None):
    """What you return is used up after one epoch: an iterator or a generator. A DataLoader is asked for, which can be gone through again."""
    return iter(DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed)))


@mistake(of="make_loader", caught_by="test_shuffled_samples")
def never_shuffled(X, y, batch_size, shuffle, seed=None):
    """Your loader never shuffles. Use the argument `shuffle`."""
    return DataLoader(TensorDataset(X, y), batch_size)


@mistake(of="make_loader", caught_by="test_shuffled_samples")
def shuffled_apart(X, y, batch_size, shuffle, seed=None):
    """You shuffle X and y apart, and the samples lose their targets. Whatever order you draw, both must have it."""
    if shuffle:
        generator = own_generator(seed)
        X, y = X[torch.randperm(len(X), generator=generator)], y[torch.randperm(len(y), generator=generator)]
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_shuffled_samples")
def drawn_with_replacement(X, y, batch_size, shuffle, seed=None):
    """You draw each sample anew, so some come twice in an epoch and others not at all. Go through all of them, in random order."""
    if not shuffle:
        return DataLoader(TensorDataset(X, y), batch_size)
    sampler = torch.utils.data.RandomSampler(X, replacement=True, generator=own_generator(seed))
    return DataLoader(TensorDataset(X, y), batch_size, sampler=sampler)


@mistake(of="make_loader", caught_by="test_seed")
def seed_is_not_used(X, y, batch_size, shuffle, seed=None):
    """Two loaders with the same seed give different orders: you do not use the argument `seed`."""
    return DataLoader(TensorDataset(X, y), batch_size, shuffle)


@mistake(of="make_loader", caught_by="test_seed")
def seed_is_set_for_all(X, y, batch_size, shuffle, seed=None):
    """You seed the random state that the whole program shares. Whoever draws from it before the epoch begins changes your order: give the loader a generator of its own."""
    if seed is not None:
        torch.manual_seed(seed)
    return DataLoader(TensorDataset(X, y), batch_size, shuffle)


@mistake(of="make_loader", caught_by="test_seed")
def seed_is_fixed(X, y, batch_size, shuffle, seed=None):
    """Every seed gives the same orders. Use the argument `seed` instead of a number of your own."""
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(42))


@mistake(of="make_loader", caught_by="test_seed")
def shuffled_once(X, y, batch_size, shuffle, seed=None):
    """You shuffle once, and every epoch has the same order. Let the loader shuffle: it does so anew for every epoch."""
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
    """You seed the random state of NumPy (or of Python), which the whole program shares. Whoever draws from it before the epoch begins changes your order: give the loader a generator of its own."""
    if seed is not None:
        np.random.seed(seed)
    return DataLoader(TensorDataset(X, y), batch_size, sampler=SharedOrder(len(X)) if shuffle else None)


@mistake(of="make_loader", caught_by="test_shuffled_samples")
def shuffled_once_without_a_seed(X, y, batch_size, shuffle, seed=None):
    """Without a seed you shuffle once, and every epoch has the same order. Let the loader shuffle, with a seed and without."""
    if shuffle and seed is None:
        order = torch.randperm(len(X))
        return DataLoader(TensorDataset(X[order], y[order]), batch_size)
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed))


SHARED = torch.Generator()


@mistake(of="make_loader", caught_by="test_seed_is_the_loaders_own")
def one_generator_for_all_loaders(X, y, batch_size, shuffle, seed=None):
    """All your loaders draw from one generator, so that each changes the orders of the others. Make a new one in every call."""
    if seed is not None:
        SHARED.manual_seed(seed)
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=SHARED)


@mistake(of="make_loader", caught_by="test_seed_is_the_loaders_own")
def seed_alone_shuffles(X, y, batch_size, shuffle, seed=None):
    """You shuffle as soon as there is a seed. Whether to shuffle is for `shuffle` to say; without it the seed has nothing to decide."""
    return DataLoader(TensorDataset(X, y), batch_size, shuffle or seed is not None, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_seed_is_the_loaders_own")
def zero_is_no_seed(X, y, batch_size, shuffle, seed=None):
    """Your loader takes the seed 0 for none, because 0 counts as false in an `if`. Ask whether it is None."""
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed) if seed else None)


@mistake(of="make_loader", caught_by="test_seed_is_the_loaders_own")
def shared_state_is_seeded_too(X, y, batch_size, shuffle, seed=None):
    """Your loader has its own generator, but you seed the shared random state as well: weights that are drawn later would follow from it."""
    if seed is not None:
        torch.manual_seed(seed)
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_labels")
def targets_become_floats(X, y, batch_size, shuffle, seed=None):
    """You turn y into floats. Labels of classes must stay int64, or nn.CrossEntropyLoss refuses them: keep the dtype."""
    return DataLoader(TensorDataset(X.float(), y.float()), batch_size, shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_labels")
def features_become_float32(X, y, batch_size, shuffle, seed=None):
    """You turn X into float32. Put it into the data set as it is: the caller has chosen a dtype that fits the model."""
    return DataLoader(TensorDataset(X.float(), y), batch_size, shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_labels")
def single_sample_is_dropped(X, y, batch_size, shuffle, seed=None):
    """You drop the last batch where it has one sample only. It belongs to the epoch as all others do."""
    generator, alone = own_generator(seed), len(X) % batch_size == 1
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=generator, drop_last=alone)


@mistake(of="make_loader", caught_by="test_labels")
def targets_get_a_dimension(X, y, batch_size, shuffle, seed=None):
    """You make (N, 1) of every y. Labels of shape (N,) stay as they are; load_xy has given regression targets their shape already."""
    return DataLoader(TensorDataset(X, y.reshape(len(y), -1)), batch_size, shuffle, generator=own_generator(seed))


@mistake(of="make_loader", caught_by="test_given_tensors")
def shuffled_in_place(X, y, batch_size, shuffle, seed=None):
    """You shuffle the caller's own X and y. Leave them as they are, and let the loader pick samples in another order."""
    if shuffle:
        order = torch.randperm(len(X), generator=own_generator(seed))
        X[:], y[:] = X[order], y[order]
    return DataLoader(TensorDataset(X, y), batch_size, shuffle, generator=own_generator(seed))
