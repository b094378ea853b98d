"""Inputs and calls for validate, split and diagnose. Right splits differ from each other, so the evidence is what all
of them share.
"""

import random

import numpy as np
import torch
from torch import nn

from dlcourse.datasets.tables import load, standardise, stratified_split
from dlcourse.graders.authoring import probe
from dlcourse.graders.networks import batches, loaded


def dropout_network():
    return nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Dropout(0.5), nn.Linear(8, 3))


def three_classes(rng):
    return {"X": rng.normal(size=(8, 3)), "y": rng.integers(0, 3, 8), "weights": dropout_network().state_dict()}


def numbers(rng):
    """The loss of the second batch is always the larger one, and w is never the slope of y."""
    w = round(rng.uniform(0.5, 1.5), 1)
    a, b, c = (round(rng.uniform(low, low + 0.9), 1) for low in (1, 2, 3))
    return {"w": w, "k": round(w + rng.uniform(0.5, 1.5), 1), "a": a, "b": b, "c": c}


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


def tables(rng):
    """Numbers of rows without their last digit, which is 1; see rows_and_shares."""
    return rows_and_shares(rng) | {"tens": rng.integers(6, 40, 6).tolist()}


def empty_parts(rng):
    """Shares of which n has exactly so many rows. One share of each is 0."""
    shares = [[0.75, 0.25, 0.0], [0.75, 0.0, 0.25], [0.5, 0.5, 0.0], [0.625, 0.0, 0.375]]
    return {"n": (8 * rng.integers(4, 20, 4)).tolist(), "fractions": rng.permutation(shares).tolist()}


def seeds(rng):
    """Eight seeds, among them 0; each of them is there twice."""
    different = [0, *rng.choice(range(10, 1000), 3, replace=False)]
    return rows_and_shares(rng) | {"seeds": rng.permutation([*different, *different]).tolist()}


def program_seeds(rng):
    return rows_and_shares(rng) | {"torch_seed": int(rng.integers(1000)), "other_seed": int(rng.integers(1000))}


FLAT = [6, 4, 3.2, 3], [6.2, 4.3, 3.5, 3.3]  # the losses of each epoch, as multiples of tol
PARTING = [3, 0.7, 0.5, 0.4], [3.3, 1, 1.2, 3]  # neither the first train loss nor the second to last val loss shows it
CLOSE = [4, 1, 0.2, 0.8], [6, 2.5, 1.7, 1.4]
HIGH_AND_PARTING = [5, 3, 2], [5, 4, 5]
CROSSED = [3, 2, 0.8], [2.5, 1, 0.3]
FAR_CROSSED = [5, 3, 2], [4, 2, 0.4]
FALLING = [3, 2, 0.7, 0.4], [6, 4, 3, 2.5]
LIMITS = ([1.5, 1], [1.5, 1]), ([1.5, 0.5], [2, 1.5]), ([1.5, 1], [3, 2]), ([2, 1.25], [2, 1.25]), ([2, 0.5], [2, 1.75])


def case(rng, train, val):
    """Return train, val and tol."""
    tol = round(rng.uniform(0.1, 0.4), 2)
    shake = rng.uniform(0.97, 1.03)
    train, val = ([round(loss * tol * shake, 3) for loss in losses] for losses in (train, val))
    return [train, val, tol]


def in_random_order(rng, kinds, more):
    """One case of each kind, and some more, of any kind."""
    chosen = rng.permutation([*range(len(kinds)), *rng.integers(0, len(kinds), more)])
    return {"cases": [case(rng, *kinds[kind]) for kind in chosen]}


def ordinary_losses(rng):
    return in_random_order(rng, [FLAT, PARTING, CLOSE, HIGH_AND_PARTING], more=3)


def unusual_losses(rng):
    return in_random_order(rng, [HIGH_AND_PARTING, CROSSED, FAR_CROSSED, FALLING], more=4)


def losses_at_the_limits(rng):
    """Each loss is a multiple of 1/16, so that no difference is rounded."""
    tols = rng.choice([0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2], len(LIMITS), replace=False).tolist()
    kinds = zip(LIMITS, tols, strict=True)
    made = [[[loss * tol for loss in train], [loss * tol for loss in val], tol] for (train, val), tol in kinds]
    return {"cases": [made[i] for i in rng.permutation(len(made))]}


@probe(inputs=numbers)
def line_by_hand(student, w, k, a, b, c):
    """model = nn.Linear(1, 1, bias=False) with weight w; MSE; batches x = [a, b] and x = [c], y = k · x"""
    model = nn.Linear(1, 1, bias=False)
    nn.init.constant_(model.weight, w)
    x = torch.tensor([[a], [b], [c]])
    loader, criterion = batches(x, k * x, 2), nn.MSELoss()
    return {"loss": student.validate(model, loader, criterion)}


@probe(inputs=three_classes)
def dropout_twice(student, X, y, weights):
    """model 3-8-3 with ReLU and dropout, in train mode; CrossEntropyLoss; batches of 4; called twice"""
    model = loaded(dropout_network(), weights)
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
    model = loaded(patient_network(), weights)
    loader, criterion = batches(X, y, 25), nn.CrossEntropyLoss()
    loss = student.validate(model, loader, criterion)
    return {"loss": loss, "running mean": model[1].running_mean, "running variance": model[1].running_var}


def rows_of(parts):
    """Return the row numbers of each part, if it is a tensor or not; another probe looks at its type."""
    return [[int(row) for row in part] for part in parts]


def how_many(rows):
    return "none" if not rows else "one or two" if len(rows) < 3 else "many"


def kind(part):
    return f"{part.ndim}-d {part.dtype}" if isinstance(part, torch.Tensor) else "no tensor"


@probe(inputs=tables)
def types_of_parts(student, tens, fractions, seed):
    """six tables, with n = 10 · t + 1 rows for each t in tens: the type of each part, and the length of all parts together"""
    types, lengths = [], []
    for i in range(len(tens)):
        parts = student.split(10 * tens[i] + 1, fractions, seed)
        types.append([kind(part) for part in parts])
        lengths.append(sum(map(len, parts)))
    return {"types of the parts": types, "rows in all parts": lengths}


@probe(inputs=rows_and_shares)
def all_rows(student, n, fractions, seed):
    """how many of the n rows are in more than one part, and how many are in none"""
    rows = [row for part in rows_of(student.split(n, fractions, seed)) for row in part]
    return {
        "rows that come twice": how_many([row for row in set(rows) if rows.count(row) > 1]),
        "rows in no part": how_many(set(range(n)) - set(rows)),
        "numbers that are no row": how_many(set(rows) - set(range(n))),
    }


@probe(inputs=tables)
def sizes(student, tens, fractions, seed):
    """six tables, with n = 10 · t + 1 rows for each t in tens: the sizes of the parts"""
    return {"sizes": [[len(part) for part in student.split(10 * t + 1, fractions, seed)] for t in tens]}


@probe(inputs=empty_parts)
def empty_part(student, n, fractions):
    """four tables, each with a share of 0; seed=0, twice for each table"""
    found, repeated = {}, []
    for rows, shares in zip(n, fractions, strict=True):
        parts, again = (student.split(rows, shares, 0) for _ in range(2))
        found[f"parts of {rows} rows, fractions {shares}"] = [f"{len(part)} rows, {kind(part)}" for part in parts]
        repeated.append([*map(set, rows_of(parts))] == [*map(set, rows_of(again))])
    return found | {"equal seeds give equal parts": repeated}


@probe()
def every_row(student):
    """split(10, [0.6, 0.2, 0.2], seed) with 200 seeds; parts 0, 1 and 2 are train, validation and test"""
    splits = [rows_of(student.split(10, [0.6, 0.2, 0.2], seed)) for seed in range(200)]
    return {
        f"parts that row {row} came into": sorted({i for parts in splits for i in range(len(parts)) if row in parts[i]})
        for row in range(10)
    }


@probe(inputs=seeds)
def chance(student, n, fractions, seeds):
    """a call for each of eight seeds; some of the seeds are equal"""
    splits = [[set(part) for part in rows_of(student.split(n, fractions, seed))] for seed in seeds]
    neighbours = any(max(part, default=0) - min(part, default=0) + 1 == len(part) for part in splits[0])
    found = {"a part is a block of neighbours": neighbours}
    for i in range(len(seeds)):
        first = splits.index(splits[i])
        found[f"call {i + 1}, seed {seeds[i]}"] = "other parts" if first == i else f"the parts of call {first + 1}"
    return found


@probe(inputs=program_seeds)
def random_states(student, n, fractions, seed, torch_seed, other_seed):
    """before the call: torch.manual_seed(torch_seed), np.random.seed(other_seed), random.seed(other_seed); after it, the
    next random numbers of each
    """
    torch.manual_seed(torch_seed)
    np.random.seed(other_seed)
    random.seed(other_seed)
    student.split(n, fractions, seed)
    return {
        "torch.rand(3)": torch.rand(3),
        "np.random.rand(3)": np.random.rand(3).tolist(),
        "random.random()": random.random(),
    }


def in_small_letters(word):
    """Return a word in small letters and without spaces around it; another probe looks at its spelling."""
    return word.strip().lower() if isinstance(word, str) else word


@probe(inputs=ordinary_losses)
def spelling(student, cases):
    """the losses of seven trainings; "underfit", "overfit" and "ok" are the three answers"""
    words = [student.diagnose(train, val, tol) for train, val, tol in cases]
    return {"written in small letters": [word == in_small_letters(word) for word in words]}


@probe(inputs=ordinary_losses)
def ordinary(student, cases):
    """the losses of seven trainings"""
    return {
        f"train {train}, val {val}, tol {tol}": in_small_letters(student.diagnose(train, val, tol))
        for train, val, tol in cases
    }


@probe(inputs=unusual_losses)
def unusual(student, cases):
    """the losses of eight trainings"""
    return {
        f"train {train}, val {val}, tol {tol}": in_small_letters(student.diagnose(train, val, tol))
        for train, val, tol in cases
    }


@probe(inputs=losses_at_the_limits)
def at_the_limits(student, cases):
    """the losses of five trainings: some of them, or their gaps, are exactly tol"""
    return {
        f"train {train}, val {val}, tol {tol}": in_small_letters(student.diagnose(train, val, tol))
        for train, val, tol in cases
    }
