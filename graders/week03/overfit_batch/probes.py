"""Inputs and calls for overfit_one_batch. Weights, data and order are inputs, so that every run can be repeated."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from dlcourse.datasets.tables import load
from dlcourse.graders.authoring import probe


def zero_line():
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    return model


def small_network():
    return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 3))


def digit_network():
    return nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))


class NotesItsMode(nn.Module):
    """Changes nothing, and stores whether it was in train mode."""

    def __init__(self):
        super().__init__()
        self.modes = []

    def forward(self, X):
        self.modes.append(self.training)
        return 1 * X


def three_classes(rng):
    return {
        "X": rng.normal(size=(9, 3)),
        "y": rng.integers(0, 3, 9),
        "weights": small_network().state_dict(),
        "lr": round(rng.uniform(0.05, 0.2), 3),
    }


def scattered_line(rng):
    """No two batches of these lead to the same w."""
    x = rng.permutation([0.5, 0.7, 0.9, 1.1, 1.3, 1.5, 1.7, 1.9])[:, None]
    return {
        "x": x,
        "y": x * rng.permutation([[1.0], [2], [3], [4], [5], [6], [7], [8]]),
        "seed": int(rng.integers(1000)),
    }


def digits(rng):
    table = load("digits")
    rows = rng.permutation(len(table.y))[:48]
    return {"X": table.X[rows] / 16, "y": table.y[rows], "weights": digit_network().state_dict()}


@probe()
def line_by_hand(student):
    """model = nn.Linear(1, 1, bias=False) with w = 0; MSE; SGD with lr 0.1; batches x = [1, 2] and x = [3], y = 2x"""
    model, criterion = zero_line(), nn.MSELoss()
    x = torch.tensor([[1.0], [2.0], [3.0]])
    loader = DataLoader(TensorDataset(x, 2 * x), batch_size=2)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    loss = student.overfit_one_batch(model, loader, criterion, optimizer, steps=3)
    return {"w": model.weight, "loss": loss, "loss after the last step": criterion(model(x[:2]), 2 * x[:2]).item()}


@probe()
def rising_loss(student):
    """model = nn.Linear(1, 1, bias=False) with w = 0; MSE; SGD with lr 0.5, which is too large, so the loss rises; one
    batch x = [1, 2], y = 2x
    """
    model, criterion = zero_line(), nn.MSELoss()
    x = torch.tensor([[1.0], [2.0]])
    loader = DataLoader(TensorDataset(x, 2 * x), batch_size=2)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    loss = student.overfit_one_batch(model, loader, criterion, optimizer, steps=3)
    return {"loss": loss, "loss after the last step": criterion(model(x), 2 * x).item()}


@probe(inputs=scattered_line)
def shuffled_loader(student, x, y, seed):
    """8 samples in shuffled batches of 3; model = nn.Linear(1, 1, bias=False) with w = 0; MSE; SGD with lr 0.05"""
    model, criterion = zero_line(), nn.MSELoss()
    generator = torch.Generator().manual_seed(seed)
    loader = DataLoader(TensorDataset(x, y), batch_size=3, shuffle=True, generator=generator)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    student.overfit_one_batch(model, loader, criterion, optimizer, steps=5)
    return {"w": model.weight}


@probe(inputs=digits)
def handwritten_digits(student, X, y, weights):
    """digits: the first 16 of 48 images; model 64-32-10 with ReLU; CrossEntropyLoss; Adam with lr 0.01"""
    model, criterion = digit_network(), nn.CrossEntropyLoss()
    model.load_state_dict(weights)
    loader = DataLoader(TensorDataset(X, y), batch_size=16)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    student.overfit_one_batch(model, loader, criterion, optimizer, steps=300)
    return {"logits": model.eval()(X[:16])}


@probe(inputs=three_classes)
def momentum(student, X, y, weights, lr):
    """model 3-4-3 with tanh; CrossEntropyLoss; SGD with momentum 0.9; batches of 5"""
    model, criterion = small_network(), nn.CrossEntropyLoss()
    model.load_state_dict(weights)
    loader = DataLoader(TensorDataset(X, y), batch_size=5)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    student.overfit_one_batch(model, loader, criterion, optimizer, steps=4)
    return model.state_dict()


@probe(inputs=scattered_line)
def used_up_loader(student, x, y):
    """the loader is an iterator over batches, so it works only once; X and y are (2, 1, 1) and float64; model =
    nn.Linear(1, 1, bias=False) with w = 0; MSE; SGD
    """
    model, criterion = zero_line().double(), nn.MSELoss()
    X, Y = x.double()[:, None], y.double()[:, None]
    loader = iter(list(zip(X.split(2), Y.split(2), strict=True)))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    student.overfit_one_batch(model, loader, criterion, optimizer, steps=3)
    return {"w": model.weight}


@probe()
def default_steps(student):
    """model = nn.Linear(1, 1, bias=False) with w = 0; MSE; SGD with lr 0.001; one batch x = [1, 2], y = x / 1000, so
    the loss is small from the start
    """
    model, criterion = zero_line(), nn.MSELoss()
    x = torch.tensor([[1.0], [2.0]])
    loader = DataLoader(TensorDataset(x, x / 1000), batch_size=2)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.001)
    student.overfit_one_batch(model, loader, criterion, optimizer)
    return {"w": model.weight}


@probe(inputs=three_classes)
def train_mode(student, X, y):
    """model = nn.Sequential of a layer that stores its mode and nn.Linear(3, 3), in eval mode at the start;
    CrossEntropyLoss; SGD
    """
    model, criterion = nn.Sequential(NotesItsMode(), nn.Linear(3, 3)).eval(), nn.CrossEntropyLoss()
    loader = DataLoader(TensorDataset(X, y), batch_size=5)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    student.overfit_one_batch(model, loader, criterion, optimizer, steps=2)
    return {"model.training": model.training, "the steps were made in train mode": all(model[0].modes[:2])}
