"""Right but unusual solutions."""

import csv as csv_module
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import BatchSampler, DataLoader, Dataset, IterableDataset, RandomSampler, Sampler, TensorDataset

from dlcourse.graders.authoring import variant


@variant(of="load_xy")
def load_by_csv_module(csv, target):
    """Reads dicts with the csv module; X and y are views of one tensor's columns."""
    with Path(csv).open(newline="", encoding="utf-8") as file:
        rows = list(csv_module.DictReader(file))
    names = [name for name in rows[0] if name != target]
    y = torch.tensor([float(row[target]) for row in rows])
    return torch.tensor([[float(row[name]) for name in names] for row in rows]), y.unsqueeze(1)


@variant(of="load_xy")
def load_by_numpy(csv, target):
    """Reads floats with NumPy and deletes a column; returns a list."""
    names = Path(csv).read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    values = np.loadtxt(csv, delimiter=",", skiprows=1, dtype=np.float32, ndmin=2)
    column = dict(zip(names, range(len(names)), strict=True))[target]
    return [torch.from_numpy(np.delete(values, column, axis=1)), torch.from_numpy(values[:, [column]])]


class Pairs(Dataset):
    """A data set of its own."""

    def __init__(self, X, y):
        self.X, self.y = X, y

    def __len__(self):
        return len(self.X)

    def __getitem__(self, i):
        return self.X[i], self.y[i]


@variant(of="make_loader")
def loader_of_own_dataset(X, y, batch_size, shuffle, seed=None):
    """Uses its own data set, and torch's random sampler."""
    generator = torch.Generator()
    if seed is not None:
        generator.manual_seed(seed)
    else:
        generator.seed()
    data = Pairs(X, y)
    sampler = RandomSampler(data, generator=generator) if shuffle else None
    return DataLoader(data, batch_size=batch_size, sampler=sampler)


class NumpyOrder(Sampler):
    """A sampler of its own."""

    def __init__(self, n, seed):
        self.n, self.rng = n, np.random.default_rng(seed)

    def __len__(self):
        return self.n

    def __iter__(self):
        return iter(self.rng.permutation(self.n).tolist())


@variant(of="make_loader")
def loader_with_own_sampler(X, y, batch_size, shuffle, seed=None):
    """Uses its own sampler with NumPy's generator, in a batch sampler that picks whole batches at once."""
    order = NumpyOrder(len(X), seed) if shuffle else range(len(X))
    batches = BatchSampler(order, batch_size, drop_last=False)
    return DataLoader(TensorDataset(X, y), sampler=batches, batch_size=None)


@variant(of="make_loader")
def loader_of_list(X, y, batch_size, shuffle, seed=None):
    """A list of pairs is a data set too."""
    generator = None if seed is None else torch.Generator().manual_seed(seed + 10_000)
    return DataLoader(list(zip(X, y, strict=True)), batch_size, shuffle, generator=generator)


class Batches(IterableDataset):
    """A data set that yields whole batches."""

    def __init__(self, X, y, batch_size, shuffle, seed):
        self.X, self.y, self.batch_size, self.shuffle = X, y, batch_size, shuffle
        self.rng = np.random.RandomState(seed)

    def __iter__(self):
        order = self.rng.permutation(len(self.X)) if self.shuffle else np.arange(len(self.X))
        for places in torch.from_numpy(order).split(self.batch_size):
            yield self.X[places], self.y[places]


@variant(of="make_loader")
def loader_of_batches(X, y, batch_size, shuffle, seed=None):
    """The data set does everything, and the loader passes on what it yields."""
    return DataLoader(Batches(X, y, batch_size, shuffle, seed), batch_size=None)
