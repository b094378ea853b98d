"""How train_one_epoch and fit are called. Weights, data and order are inputs, so that every run can be repeated."""

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from dlcourse.datasets.tables import load, split, standardise, stratified_split
from dlcourse.graders.authoring import probe
from dlcourse.graders.networks import batches, loaded


class Counted:
    """A loader that is not a DataLoader, and that counts how often it is gone through. Each time, another batch comes
    first."""

    def __init__(self, *batches):
        self.batches, self.times = batches, 0

    def __len__(self):
        return len(self.batches)

    def __iter__(self):
        self.times += 1
        first = self.times % len(self.batches)
        return iter(self.batches[first:] + self.batches[:first])


def small_network():
    return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 3))


def three_classes(rng):
    return {
        "X": rng.normal(size=(7, 3)),
        "y": rng.integers(0, 3, 7),
        "weights": small_network().state_dict(),
        "lr": round(rng.uniform(0.05, 0.2), 3),
    }


def one_linear_layer(rng):
    return {"X": rng.normal(size=(7, 3)), "y": rng.integers(0, 3, 7), "weights": nn.Linear(3, 3).state_dict()}


def straight_line(rng):
    x = rng.uniform(-2, 2, size=(5, 1))
    return {"x": x, "y": rng.uniform(1, 3) * x + rng.uniform(-1, 1), "lr": round(rng.uniform(0.02, 0.06), 3)}


def five_points(rng):
    """Five points of a line through 0, and a start below its slope; lr is so small that no step jumps over the slope."""
    return {
        "x": (np.array([[1], [2], [3], [2], [1]]) + rng.uniform(-0.3, 0.3, (5, 1))).round(1),
        "slope": round(rng.uniform(1.5, 3), 1),
        "start": round(rng.uniform(-1, 0.5), 1),
        "lr": round(rng.uniform(0.02, 0.04), 3),
    }


def iris_network():
    return nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3))


def iris(rng):
    """Always the same flowers: with some splits, a right solution is close to the threshold. The test flowers come in
    another order with each seed, so that the outputs for one seed are wrong for another."""
    table = load("iris")
    train, test = stratified_split(table.y, 1 / 3, seed=0)
    test = rng.permutation(test)
    return {
        "X": table.X[train],
        "y": table.y[train],
        "X_test": table.X[test],
        "y_test": table.y[test],
        "weights": iris_network().state_dict(),
    }


def diabetes(rng):
    """Always the same patients: with one split in three hundred, a right solution would miss the threshold. The test
    patients come in another order with each seed, so that the predictions for one seed are wrong for another."""
    table = load("diabetes")
    train, test = split(len(table.y), 1 / 3, seed=0)
    test = rng.permutation(test)
    X, X_test = standardise(table.X[train], table.X[test])
    return {
        "X": X,
        "y": table.y[train, None],
        "X_test": X_test,
        "y_test": table.y[test],
        "weights": nn.Linear(10, 1).state_dict(),
    }


@probe(inputs=five_points)
def line_by_hand(student, x, slope, start, lr):
    """model = nn.Linear(1, 1, bias=False) with w = start; MSE; SGD with lr; three batches of one x and a last batch of
    two, y = slope * x; then once more with five batches of one"""
    model = nn.Linear(1, 1, bias=False)
    nn.init.constant_(model.weight, start)
    loader = [(X, slope * X) for X in x.split([1, 1, 1, 2])]
    criterion, optimizer = nn.MSELoss(), torch.optim.SGD(model.parameters(), lr=lr)
    loss = student.train_one_epoch(model, loader, criterion, optimizer)
    w = model.weight.detach().clone()
    student.train_one_epoch(model, batches(x, slope * x, 1), criterion, optimizer)
    return {"w": w, "loss": loss, "w after five more batches": model.weight}


@probe(inputs=three_classes)
def two_epochs(student, X, y, weights, lr):
    """model = 3-4-3 with tanh; CrossEntropyLoss; SGD with momentum 0.9; batches of 3, 3 and 1; two calls"""
    model = loaded(small_network(), weights)
    loader, criterion = batches(X, y, 3), nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = [student.train_one_epoch(model, loader, criterion, optimizer) for _ in range(2)]
    return {"losses": losses, "weights": model.state_dict()}


@probe(inputs=one_linear_layer)
def train_mode(student, X, y, weights):
    """model = nn.Sequential(nn.Dropout(1.0), nn.Linear(3, 3)), in eval mode at first; in train mode the dropout sets
    everything to 0, so only the bias learns; CrossEntropyLoss; SGD with lr 0.1"""
    model = nn.Sequential(nn.Dropout(1.0), nn.Linear(3, 3))
    model[1].load_state_dict(weights)
    model.eval()
    loader, criterion = batches(X, y, 4), nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    student.train_one_epoch(model, loader, criterion, optimizer)
    return {"model.training": model.training, "weight": model[1].weight, "bias": model[1].bias}


@probe(inputs=straight_line)
def fit_with_momentum(student, x, y, lr):
    """model = nn.Linear(1, 1) with w = b = 0; MSE; SGD with momentum 0.9; batches of 2, 2 and 1"""
    model = nn.Linear(1, 1)
    nn.init.zeros_(model.weight), nn.init.zeros_(model.bias)
    loader, criterion = batches(x, y, 2), nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = student.fit(model, loader, criterion, optimizer, epochs=4)
    return {"losses": losses, "w": model.weight, "b": model.bias}


@probe(inputs=iris)
def iris_flowers(student, X, y, X_test, weights):
    """iris: 99 flowers, batches of 16; model = 4-16-3 with ReLU; CrossEntropyLoss; Adam with lr 0.01"""
    model = loaded(iris_network(), weights)
    loader, criterion = batches(X, y, 16), nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    student.fit(model, loader, criterion, optimizer, epochs=60)
    return {"logits": model.eval()(X_test)}


@probe(inputs=straight_line)
def as_they_come(student, x, y):
    """model = nn.Linear(1, 1) with w = b = 0, in float64, and float64 batches of 3 and 2; the loss is the mean of
    (2 * predictions - y) ** 2; SGD with lr 0.01"""
    model = nn.Linear(1, 1).double()
    nn.init.zeros_(model.weight), nn.init.zeros_(model.bias)
    loader = batches(x.double(), y.double(), 3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    student.train_one_epoch(model, loader, lambda predictions, y: (2 * predictions - y).square().mean(), optimizer)
    return {"w": model.weight, "b": model.bias}


@probe(inputs=straight_line)
def own_shapes(student, x, y):
    """model = nn.Linear(1, 1) with w = b = 0, in float64; batches of 3 and 2, X and y both of shape (N, 2, 1); the
    criterion sums the squared errors of each sample, and records the dtype and shape of y; SGD with lr 0.01"""
    model = nn.Linear(1, 1).double()
    nn.init.zeros_(model.weight), nn.init.zeros_(model.bias)
    loader, given = batches(torch.stack([x, x + 1], 1).double(), torch.stack([y, -y], 1).double(), 3), set()

    def criterion(predictions, y):
        given.add(f"{y.dtype} of shape {tuple(y.shape)}")
        return (predictions - y).square().sum(dim=(1, 2)).mean()

    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    student.train_one_epoch(model, loader, criterion, optimizer)
    return {"what the criterion gets for y": sorted(given), "w": model.weight, "b": model.bias}


@probe(inputs=straight_line)
def gone_through(student, x, y):
    """model = nn.Linear(1, 1); MSE; SGD with lr 0.01; the loader is not a DataLoader, but another object with two
    batches; one call of train_one_epoch"""
    model, loader, criterion = nn.Linear(1, 1), Counted((x[:3], y[:3]), (x[3:], y[3:])), nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    student.train_one_epoch(model, loader, criterion, optimizer)
    return {"times that the loader was gone through": loader.times}


@probe(inputs=straight_line)
def gone_through_by_fit(student, x, y):
    """model = nn.Linear(1, 1) with w = b = 0; the loss is the mean of ((predictions - y) ** 2).sum(dim=1); SGD with lr
    0.01; the loader is not a DataLoader, but another object with two batches, in a new order each time; three epochs"""
    model, loader = nn.Linear(1, 1), Counted((x[:3], y[:3]), (x[3:], y[3:]))
    nn.init.zeros_(model.weight), nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    student.fit(model, loader, lambda p, y: (p - y).square().sum(dim=1).mean(), optimizer, epochs=3)
    return {"times that the loader was gone through": loader.times, "w": model.weight}


@probe(inputs=three_classes)
def frozen_layer(student, X, y, weights, lr):
    """model = 3-4-3 with tanh; its first layer is frozen; CrossEntropyLoss; SGD with one group of parameters for each
    layer; batches of 3, 3 and 1"""
    model = loaded(small_network(), weights)
    model[0].requires_grad_(False)
    loader, criterion = batches(X, y, 3), nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD([{"params": model[i].parameters()} for i in (0, 2)], lr=lr)
    student.train_one_epoch(model, loader, criterion, optimizer)
    return model.state_dict()


@probe(inputs=three_classes)
def random_state(student, X, y, weights):
    """model = 3-4-3 with tanh; CrossEntropyLoss; SGD with lr 0.1; a loader that shuffles; two calls"""
    model = loaded(small_network(), weights)
    loader, criterion = DataLoader(TensorDataset(X, y), batch_size=3, shuffle=True), nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    student.train_one_epoch(model, loader, criterion, optimizer)
    after_the_first = torch.get_rng_state()
    student.train_one_epoch(model, loader, criterion, optimizer)
    return {"random state is back where it was": after_the_first.tolist() == torch.get_rng_state().tolist()}


@probe(inputs=three_classes)
def random_state_of_fit(student, X, y, weights):
    """model = 3-4-3 with tanh; CrossEntropyLoss; SGD with lr 0.1; a loader that shuffles; two calls"""
    model = loaded(small_network(), weights)
    loader, criterion = DataLoader(TensorDataset(X, y), batch_size=3, shuffle=True), nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    student.fit(model, loader, criterion, optimizer, epochs=1)
    after_the_first = torch.get_rng_state()
    student.fit(model, loader, criterion, optimizer, epochs=1)
    return {"random state is back where it was": after_the_first.tolist() == torch.get_rng_state().tolist()}


@probe(inputs=one_linear_layer)
def train_mode_of_fit(student, X, y, weights):
    """model = nn.Sequential(nn.Dropout(1.0), nn.Linear(3, 3)), in eval mode at first; in train mode the dropout sets
    everything to 0, so only the bias learns; CrossEntropyLoss; SGD with lr 0.1"""
    model = nn.Sequential(nn.Dropout(1.0), nn.Linear(3, 3))
    model[1].load_state_dict(weights)
    model.eval()
    loader, criterion = batches(X, y, 4), nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    student.fit(model, loader, criterion, optimizer, epochs=2)
    return {"model.training": model.training, "weight": model[1].weight, "bias": model[1].bias}


@probe(inputs=straight_line)
def nothing_left_to_learn(student, x):
    """model = nn.Linear(1, 1, bias=False) with w = 2, and y = 2x; MSE; SGD with lr 0.01; one batch of 5"""
    model = nn.Linear(1, 1, bias=False)
    nn.init.constant_(model.weight, 2)
    loader, criterion = batches(x, 2 * x, 5), nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    losses = student.fit(model, loader, criterion, optimizer, epochs=30)
    none = student.fit(model, loader, criterion, optimizer, epochs=0)
    return {"number of losses in 30 epochs": len(losses), "losses of no epochs": none}


@probe(inputs=straight_line)
def fit_in_parts(student, x, y, lr):
    """model = nn.Linear(1, 1) with w = b = 0; MSE; Adam; one batch of 5; one epoch, then two more"""
    model = nn.Linear(1, 1)
    nn.init.zeros_(model.weight), nn.init.zeros_(model.bias)
    loader, criterion = batches(x, y, 5), nn.MSELoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    one = student.fit(model, loader, criterion, optimizer, epochs=1)
    two = student.fit(model, loader, criterion, optimizer, epochs=2)
    return {"one epoch": one, "two more": two, "w": model.weight}


@probe(inputs=diabetes)
def diabetes_patients(student, X, y, X_test, weights):
    """diabetes: 295 patients, batches of 25; model = nn.Linear(10, 1); MSE; SGD with lr 0.01"""
    model = loaded(nn.Linear(10, 1), weights)
    loader, criterion = batches(X, y, 25), nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    student.fit(model, loader, criterion, optimizer, epochs=30)
    return {"predictions": model.eval()(X_test)}
