"""Inputs and calls for validate, split and diagnose. Right splits differ from each other, so the evidence is what all
of them share.
"""

import random

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from dlcourse.datasets.tables import load, standardise, stratified_split
from dlcourse.graders.authoring import probe


def batches(X, y, size):
    return DataLoader(TensorDataset(X, y), batch_size=size)


def dropout_network():
    return nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Dropout(0.5), nn.Linear(8, 3))


def three_classes(rng):
    return {"X": rng.normal(size=(8, 3)), "y": rng.integers(0, 3, 8), "weights": dropout_network().state_dict()}


def straight_line(rng):
    return {"X": rng.uniform(1, 3, (6, 1)), "y": rng.uniform(4, 8, (6, 1)), "gradient": rng.uniform(1, 2, (1, 1))}


class OwnMode(nn.Module):
    """Adds 10 in train mode, without a layer that depends on the mode."""

    def __init__(self):
        super().__init__()
        self.line = nn.Linear(1, 1, bias=False)
        nn.init.ones_(self.line.weight)

    def forward(self, X):
        return self.line(X) + 10.0 * self.training


def small_numbers(rng):
    return {"X": rng.uniform(1, 3, (6, 2, 1))}


def patient_network():
    return nn.Sequential(nn.Linear(30, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.3), nn.Linear(8, 2))


def breast_cancer(rng):
    table = load("breast_cancer")
    train, test = stratified_split(table.y, 0.2, seed=int(rng.integers(1000)))
    _, X_test = standardise(table.X[train], table.X[test])
    return {"X": X_test, "y": table.y[test], "weights": patient_network().state_dict()}


def rows_and_shares(rng):
    """One row more than a multiple of ten: if all sizes are rounded down, their sum is too small."""
    shares = [[0.7, 0.2, 0.1], [0.6, 0.3, 0.1]]
    return {"n": 10 * int(rng.integers(6, 15)) + 1, "fractions": shares[rng.integers(2)], "seed": int(rng.integers(99))}


def losses(rng, train, val):
    """Losses as multiples of tol."""
    tol = round(rng.uniform(0.1, 0.4), 2)
    shake = rng.uniform(0.97, 1.03)
    return {
        "train": [round(loss * tol * shake, 4) for loss in train],
        "val": [round(loss * tol * shake, 4) for loss in val],
        "tol": tol,
    }


def flat_losses(rng):
    return losses(rng, [6, 4, 3.2, 3], [6.2, 4.3, 3.5, 3.3])


def parting_losses(rng):
    return losses(rng, [0.9, 0.7, 0.5, 0.4], [1.3, 1, 1.6, 3])


def close_losses(rng):
    return losses(rng, [4, 1, 0.2, 0.8], [6, 2.5, 1.7, 1.4])


def high_and_parting_losses(rng):
    return losses(rng, [5, 3, 2], [5, 4, 5])


def crossed_losses(rng):
    return losses(rng, [3, 2, 0.8], [2.5, 1, 0.3])


def far_crossed_losses(rng):
    return losses(rng, [5, 3, 2], [4, 2, 0.4])


def falling_losses(rng):
    return losses(rng, [3, 1.4, 0.7, 0.4], [6, 4, 3, 2.5])


@probe()
def line_by_hand(student):
    """model = nn.Linear(1, 1, bias=False) with w = 1; MSE; batches x = [1, 2] and x = [3], y = 2x"""
    model = nn.Linear(1, 1, bias=False)
    nn.init.ones_(model.weight)
    x = torch.tensor([[1.0], [2.0], [3.0]])
    loader, criterion = batches(x, 2 * x, 2), nn.MSELoss()
    return {"loss": student.validate(model, loader, criterion)}


@probe(inputs=three_classes)
def dropout_twice(student, X, y, weights):
    """model 3-8-3 with ReLU and dropout, in train mode; CrossEntropyLoss; batches of 4; called twice"""
    model = dropout_network()
    model.load_state_dict(weights)
    loader, criterion = batches(X, y, 4), nn.CrossEntropyLoss()
    return {f"loss of call {i}": student.validate(model, loader, criterion) for i in (1, 2)}


@probe(inputs=straight_line)
def modes(student, X, y):
    """model = nn.Sequential(nn.Linear(1, 1), nn.Dropout(0.5)), in train mode; MSE; batches of 2"""
    model = nn.Sequential(nn.Linear(1, 1), nn.Dropout(0.5))
    loader, criterion = batches(X, y, 2), nn.MSELoss()
    student.validate(model, loader, criterion)
    return {
        "model.training": model.training,
        "model[1].training": model[1].training,
        "gradients are recorded": torch.is_grad_enabled(),
    }


@probe(inputs=straight_line)
def parameters(student, X, y, gradient):
    """model = nn.Linear(1, 1, bias=False) with w = 1 and a gradient from training; MSE; batches of 2"""
    model = nn.Linear(1, 1, bias=False)
    nn.init.ones_(model.weight)
    model.weight.grad = gradient.clone()
    loader, criterion = batches(X, y, 2), nn.MSELoss()
    student.validate(model, loader, criterion)
    return {
        "w": model.weight.detach(),
        "w has its gradient": model.weight.grad is not None,
        "w.grad": model.weight.grad,
        "w.requires_grad": model.weight.requires_grad,
    }


@probe(inputs=straight_line)
def graph(student, X, y):
    """model = nn.Linear(1, 1); batches of 2; requires_grad of the predictions is recorded in the model and in the
    criterion
    """
    model, seen, made = nn.Linear(1, 1), [], []
    model.register_forward_hook(lambda layer, given, output: made.append(output.requires_grad))

    def criterion(predictions, y):
        seen.append(predictions.requires_grad)
        return nn.functional.mse_loss(predictions, y)

    loader = batches(X, y, 2)
    student.validate(model, loader, criterion)
    return {"predictions require gradients": seen, "outputs of the model require gradients": made}


@probe(inputs=small_numbers)
def own_mode(student, X):
    """a model that returns X in eval mode, and X + 10 in train mode; X is (6, 2, 1) and float64, y is 1.003 · X; MSE;
    batches of 2
    """
    model, X = OwnMode().double(), X.double()
    loader, criterion = batches(X, 1.003 * X, 2), nn.MSELoss()
    return {"loss": student.validate(model, loader, criterion)}


@probe(inputs=breast_cancer)
def patients(student, X, y, weights):
    """breast cancer: 114 patients in batches of 25; model 30-8-2 with batch norm and dropout; CrossEntropyLoss"""
    model = patient_network()
    model.load_state_dict(weights)
    loader, criterion = batches(X, y, 25), nn.CrossEntropyLoss()
    loss = student.validate(model, loader, criterion)
    return {"loss": loss, "running mean": model[1].running_mean, "running variance": model[1].running_var}


def rows_of(parts):
    """Return the row numbers of each part, if it is a tensor or not; another probe looks at its type."""
    return [[int(row) for row in part] for part in parts]


def how_many(rows):
    return "none" if not rows else "one or two" if len(rows) < 3 else "many"


@probe(inputs=rows_and_shares)
def types_of_parts(student, n, fractions, seed):
    """the type of each part"""
    parts = student.split(n, fractions, seed)
    kinds = [f"{part.ndim}-d {part.dtype}" if isinstance(part, torch.Tensor) else "no tensor" for part in parts]
    return {"parts": kinds}


@probe(inputs=rows_and_shares)
def all_rows(student, n, fractions, seed):
    """how many of the n rows are in more than one part, and how many are in none"""
    rows = [row for part in rows_of(student.split(n, fractions, seed)) for row in part]
    return {
        "rows that come twice": how_many([row for row in set(rows) if rows.count(row) > 1]),
        "rows in no part": how_many(set(range(n)) - set(rows)),
        "numbers that are no row": how_many(set(rows) - set(range(n))),
    }


@probe(inputs=rows_and_shares)
def sizes(student, n, fractions, seed):
    """the sizes of the three parts, for this seed and the four after it"""
    return {"sizes": [[len(part) for part in student.split(n, fractions, seed + i)] for i in range(5)]}


@probe()
def empty_part(student):
    """split(50, [0.8, 0.2, 0.0], seed=0), twice"""
    parts, again = (student.split(50, [0.8, 0.2, 0.0], 0) for _ in range(2))
    kinds = [f"{part.ndim}-d {part.dtype}" if isinstance(part, torch.Tensor) else "no tensor" for part in parts]
    return {"parts": kinds, "equal seeds give equal parts": [*map(set, rows_of(parts))] == [*map(set, rows_of(again))]}


@probe()
def every_row(student):
    """split(10, [0.6, 0.2, 0.2], seed) with 200 seeds; parts 0, 1 and 2 are train, validation and test"""
    splits = [rows_of(student.split(10, [0.6, 0.2, 0.2], seed)) for seed in range(200)]
    return {
        f"parts that row {row} came into": sorted({i for parts in splits for i in range(len(parts)) if row in parts[i]})
        for row in range(10)
    }


@probe(inputs=rows_and_shares)
def chance(student, n, fractions, seed):
    """the same call twice, and a call with another seed"""
    parts = [set(part) for part in rows_of(student.split(n, fractions, seed))]
    again = [set(part) for part in rows_of(student.split(n, fractions, seed))]
    other = [set(part) for part in rows_of(student.split(n, fractions, seed + 1))]
    return {
        "a part is a block of neighbours": any(
            max(part, default=0) - min(part, default=0) + 1 == len(part) for part in parts
        ),
        "equal seeds give equal parts": parts == again,
        "another seed gives other parts": parts != other,
    }


def numpy_state():
    _, keys, position, *_ = np.random.get_state()
    return keys.tobytes(), position


@probe(inputs=rows_and_shares)
def random_states(student, n, fractions, seed):
    """the random states that the whole program shares, before and after the call"""
    before = torch.get_rng_state(), numpy_state(), random.getstate()
    student.split(n, fractions, seed)
    return {
        "torch's random state is as before": torch.equal(torch.get_rng_state(), before[0]),
        "NumPy's random state is as before": numpy_state() == before[1],
        "Python's random state is as before": random.getstate() == before[2],
    }


def in_small_letters(word):
    """Return a word in small letters and without spaces around it; another probe looks at its spelling."""
    return word.strip().lower() if isinstance(word, str) else word


@probe()
def spelling(student):
    """three calls; "underfit", "overfit" and "ok" are the three answers"""
    calls = [([3.0], [3.0]), ([0.5], [3.0]), ([0.5], [0.5])]
    words = [student.diagnose(train, val, 1.0) for train, val in calls]
    return {"written in small letters": all(word == in_small_letters(word) for word in words)}


@probe(inputs=flat_losses)
def underfitting(student, train, val, tol):
    return {"word": in_small_letters(student.diagnose(train, val, tol))}


@probe(inputs=parting_losses)
def overfitting(student, train, val, tol):
    return {"word": in_small_letters(student.diagnose(train, val, tol))}


@probe(inputs=close_losses)
def good_fit(student, train, val, tol):
    return {"word": in_small_letters(student.diagnose(train, val, tol))}


@probe(inputs=high_and_parting_losses)
def both_problems(student, train, val, tol):
    return {"word": in_small_letters(student.diagnose(train, val, tol))}


@probe(inputs=crossed_losses)
def validation_below_training(student, train, val, tol):
    return {"word": in_small_letters(student.diagnose(train, val, tol))}


@probe(inputs=far_crossed_losses)
def validation_far_below_training(student, train, val, tol):
    return {"word": in_small_letters(student.diagnose(train, val, tol))}


@probe(inputs=falling_losses)
def falling_apart(student, train, val, tol):
    """both losses still fall"""
    return {"word": in_small_letters(student.diagnose(train, val, tol))}


@probe()
def at_the_limits(student):
    """three calls with tol = 0.5; the last losses are 0.5 and 0.5, 0.25 and 0.75, 0.5 and 1.0"""
    calls = [([0.75, 0.5], [0.75, 0.5]), ([0.75, 0.25], [1.0, 0.75]), ([0.75, 0.5], [1.5, 1.0])]
    return {"words": [in_small_letters(student.diagnose(train, val, 0.5)) for train, val in calls]}
