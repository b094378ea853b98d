"""How load_xy and make_loader are called. Two right orders differ, so shuffled batches are compared after sorting."""

import contextlib
import random
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import DataLoader

from dlcourse.graders.authoring import error_of, probe


def table(rng, names, rows, whole=()):
    """Return the text of a CSV file in which every column has its own numbers; the columns in `whole` hold whole
    numbers."""
    values = rng.uniform(-3, 30, (rows, len(names))).round(3).tolist()
    lines = [
        ",".join(str(round(value) if name in whole else value) for name, value in zip(names, row, strict=True))
        for row in values
    ]
    return {"text": "\n".join([",".join(names), *lines]) + "\n"}


def target_inside(rng):
    return table(rng, ["rooms", "area", "rent", "floor", "age"], 6, whole=("rooms", "floor"))


def target_first(rng):
    return table(rng, ["rent", "area", "rent_before"], 1)


def target_last_of_whole_numbers(rng):
    """Two samples are equal, and the file ends without a line break."""
    names, first, *others = table(rng, ["rooms", "floor", "rent"], 4, whole=("rooms", "floor", "rent"))[
        "text"
    ].splitlines()
    return {"text": "\n".join([names, first, first, *others])}


def samples(rng):
    """11 samples, all with different first features."""
    first = rng.permutation(11) + rng.uniform(0.1, 0.9, 11)
    return {
        "features": np.stack([first, rng.normal(size=11)], axis=1).round(3),
        "targets": rng.normal(size=(11, 1)).round(3),
        "seed": int(rng.integers(1, 1000)),
        "labels": rng.integers(0, 3, 11),
        "state": int(rng.integers(1, 1000)),
    }


@contextlib.contextmanager
def file_with(text):
    """Yield the path of a file that is deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flats.csv"
        path.write_text(text, encoding="ascii")
        yield path


def orders(loader, epochs=1):
    """Return the first features of each epoch, as a list of lists."""
    return [[value for X, _ in loader for value in X[:, 0].tolist()] for _ in range(epochs)]


def sorted_pairs(loader):
    """Return all samples of an epoch with their targets, sorted by the first feature."""
    rows = torch.cat([torch.cat([X, y.reshape(len(X), -1).to(X.dtype)], dim=1) for X, y in loader])
    return rows[rows[:, 0].argsort()]


@probe(inputs=target_inside)
def features_and_target(student, text):
    """A file with the columns rooms, area, rent, floor and age; 6 rows; some columns hold whole numbers"""
    with file_with(text) as path:
        X, y = student.load_xy(str(path), target="rent")
    return {"X": X, "y": y}


@probe(inputs=target_inside)
def unknown_column(student, text):
    """The targets "price" and "are"; a file with the columns rooms, area, rent, floor and age"""
    with file_with(text) as path:
        return {f"raised for {name}": error_of(student.load_xy, path, name) or "no error" for name in ("price", "are")}


@probe(inputs=target_first)
def path_and_one_row(student, text):
    """A Path; a file with the columns rent, area and rent_before, and one row"""
    with file_with(text) as path:
        X, y = student.load_xy(path, target="rent")
    return {"X": X, "y": y}


@probe(inputs=target_last_of_whole_numbers)
def whole_numbers(student, text):
    """A file with the columns rooms, floor and rent, all with whole numbers; two rows are equal, and the last line has
    no line break"""
    with file_with(text) as path:
        X, y = student.load_xy(str(path), target="rent")
    return {"X": X, "y": y}


@probe(inputs=samples)
def in_order(student, features, targets):
    """11 samples in batches of 4, two epochs"""
    X, y = features, targets
    loader = student.make_loader(X, y, batch_size=4, shuffle=False)
    epochs = [list(loader), list(loader)]
    return {
        "is a DataLoader": isinstance(loader, DataLoader),
        "batch sizes": [len(batch) for batch, _ in epochs[0]],
        "X of each batch": [batch for batch, _ in epochs[0]],
        "y of each batch": [target for _, target in epochs[0]],
        "X in the second epoch": [batch for batch, _ in epochs[1]],
    }


@probe(inputs=samples)
def shuffled(student, features, targets):
    """11 samples in batches of 4"""
    X, y = features, targets
    loader = student.make_loader(X, y, batch_size=4, shuffle=True)
    first, second = orders(loader, epochs=2)
    return {
        "X and y side by side, sorted": sorted_pairs(loader),
        "in the given order": first == X[:, 0].tolist(),
        "the second epoch has an order of its own": first != second,
    }


@probe(inputs=samples)
def seeded(student, features, targets, seed):
    """11 samples in batches of 4; two epochs of each loader; random numbers are drawn before the epochs of the third
    loader, with torch, and of the fourth, with NumPy and Python"""
    X, y = features.clone(), targets.clone()
    first = orders(student.make_loader(X, y, batch_size=4, shuffle=True, seed=seed), epochs=2)
    second = orders(student.make_loader(X, y, batch_size=4, shuffle=True, seed=seed), epochs=2)
    loader = student.make_loader(X, y, batch_size=4, shuffle=True, seed=seed)
    torch.rand(3)
    third = orders(loader, epochs=2)
    loader = student.make_loader(X, y, batch_size=4, shuffle=True, seed=seed)
    np.random.rand(3), random.random()
    fourth = orders(loader, epochs=2)
    other = orders(student.make_loader(X, y, batch_size=4, shuffle=True, seed=seed + 1), epochs=2)
    return {
        "equal seeds give equal epochs": first == second,
        "random numbers drawn in between change nothing": first == third,
        "NumPy's and Python's neither": first == fourth,
        "another seed gives other orders": first[0] != other[0],
        "the second epoch has an order of its own": first[0] != first[1],
        "X after all epochs": X,
        "X and y side by side, sorted": sorted_pairs(student.make_loader(X, y, batch_size=4, shuffle=True, seed=seed)),
    }


@probe(inputs=samples)
def seed_zero(student, features, targets):
    """Two loaders with the seed 0, then two with the seed 7; both loaders of a pair are made before the first one is
    used"""
    X, y = features, targets
    one = student.make_loader(X, y, batch_size=4, shuffle=True, seed=0)
    again = student.make_loader(X, y, batch_size=4, shuffle=True, seed=0)
    equal = orders(one) == orders(again)
    third = student.make_loader(X, y, batch_size=4, shuffle=True, seed=7)
    fourth = student.make_loader(X, y, batch_size=4, shuffle=True, seed=7)
    return {"the seed 0 gives equal epochs": equal, "the seed 7 gives equal epochs": orders(third) == orders(fourth)}


@probe(inputs=samples)
def shared_random_state(student, features, targets, seed, state):
    """torch.manual_seed(state) before the call, and torch.rand(3) after it"""
    X, y = features, targets
    torch.manual_seed(state)
    student.make_loader(X, y, batch_size=4, shuffle=True, seed=seed)
    return {"torch.rand(3)": torch.rand(3)}


@probe(inputs=samples)
def seed_without_shuffle(student, features, targets, seed):
    """11 samples in batches of 6"""
    X, y = features, targets
    loader = student.make_loader(X, y, batch_size=6, shuffle=False, seed=seed)
    return {"X of each batch": [batch for batch, _ in loader]}


@probe(inputs=samples)
def labels_of_classes(student, features, labels):
    """11 float64 samples of shape (1, 2) with int64 labels, in order, in one batch of 11 and in batches of 5"""
    X = features[:, None, :].double()
    (one,) = student.make_loader(X, labels, batch_size=11, shuffle=False)
    sizes = [len(y) for _, y in student.make_loader(X, labels, batch_size=5, shuffle=False)]
    return {"X": one[0], "y": one[1], "batch sizes": sizes}


@probe(inputs=samples)
def given_tensors(student, features, targets, seed):
    """X and y after a shuffled epoch of 11 samples"""
    X, y = features.clone(), targets.clone()
    loader = student.make_loader(X, y, batch_size=4, shuffle=True, seed=seed)
    orders(loader)
    return {"X": X, "y": y}
