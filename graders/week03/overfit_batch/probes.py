"""Inputs and calls for overfit_one_batch. Weights, data and order are inputs, so that every run can be repeated."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from dlcourse.datasets.tables import load
from dlcourse.graders.authoring import probe
from dlcourse.graders.networks import batches, loaded


def zero_line():
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    return model


def small_network():
    return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 3))


def digit_network():
    return nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))


def two_points(rng, lowest, highest):
    """Two different x and a learning rate, with which each step of SGD multiplies the distance of w from the slope by
    1 - u, u between lowest and highest.
    """
    x1, x2 = (rng.choice(range(10, 16), 2, replace=False) / 10).tolist()
    u = rng.uniform(lowest, highest)
    return {"x1": x1, "x2": x2, "lr": float(f"{u / (x1**2 + x2**2):.3g}")}


def slow_line(rng):
    """The loss is still above 0.05 before the last step, so code that stops at a loss of 0.01 makes all steps."""
    steps, slope = int(rng.integers(3, 6)), int(rng.integers(20, 41)) / 10
    return {**two_points(rng, 0.2, 0.4), "x3": int(rng.integers(17, 30)) / 10, "slope": slope, "steps": steps}


def steep_line(rng):
    return {**two_points(rng, 2.3, 2.8), "slope": int(rng.integers(20, 41)) / 10, "steps": int(rng.integers(3, 6))}


def flat_line(rng):
    """The loss starts between 4e-8 and 2e-7 and goes below 1e-8 before step 1000; the last steps still move w."""
    return {**two_points(rng, 0.0018, 0.0025), "slope": int(rng.integers(200, 301)) / 10**6}


def three_classes(rng):
    return {
        "X": rng.normal(size=(9, 3)),
        "y": rng.integers(0, 3, 9),
        "weights": small_network().state_dict(),
        "lr": round(rng.uniform(0.05, 0.2), 3),
    }


def labelled_points(rng):
    return {**three_classes(rng), "weights": nn.Linear(3, 3).state_dict()}


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


@probe(inputs=slow_line)
def line(student, x1, x2, x3, slope, lr, steps):
    """model = nn.Linear(1, 1, bias=False) with w = 0; MSE; SGD with lr; batches x = [x1, x2] and x = [x3], y = slope * x"""
    model, criterion = zero_line(), nn.MSELoss()
    x = torch.tensor([[x1], [x2], [x3]])
    loader = batches(x, slope * x, 2)
    optimizer = torch.optim.SGD(model.parameters(), lr)
    loss = student.overfit_one_batch(model, loader, criterion, optimizer, steps=steps)
    return {"w": model.weight, "loss": loss, "loss after the last step": criterion(model(x[:2]), slope * x[:2]).item()}


@probe(inputs=steep_line)
def rising_loss(student, x1, x2, slope, lr, steps):
    """model = nn.Linear(1, 1, bias=False) with w = 0; MSE; SGD with lr, which is too large, so the loss rises; one
    batch x = [x1, x2], y = slope * x
    """
    model, criterion = zero_line(), nn.MSELoss()
    x = torch.tensor([[x1], [x2]])
    loader = batches(x, slope * x, 2)
    optimizer = torch.optim.SGD(model.parameters(), lr)
    loss = student.overfit_one_batch(model, loader, criterion, optimizer, steps=steps)
    return {"loss": loss, "loss after the last step": criterion(model(x), slope * x).item()}


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
    model, criterion = loaded(digit_network(), weights), nn.CrossEntropyLoss()
    loader = batches(X, y, 16)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    student.overfit_one_batch(model, loader, criterion, optimizer, steps=300)
    return {"logits": model.eval()(X[:16])}


@probe(inputs=three_classes)
def momentum(student, X, y, weights, lr):
    """model 3-4-3 with tanh; CrossEntropyLoss; SGD with momentum 0.9; batches of 5"""
    model, criterion = loaded(small_network(), weights), nn.CrossEntropyLoss()
    loader = batches(X, y, 5)
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


@probe(inputs=flat_line)
def default_steps(student, x1, x2, slope, lr):
    """model = nn.Linear(1, 1, bias=False) with w = 0; MSE; SGD with lr; one batch x = [x1, x2], y = slope * x, so the
    loss is small from the start
    """
    model, criterion = zero_line(), nn.MSELoss()
    x = torch.tensor([[x1], [x2]])
    loader = batches(x, slope * x, 2)
    optimizer = torch.optim.SGD(model.parameters(), lr)
    student.overfit_one_batch(model, loader, criterion, optimizer)
    return {"w": model.weight}


@probe(inputs=labelled_points)
def train_mode(student, X, y, weights, lr):
    """model = nn.Sequential(nn.Dropout(1.0), nn.Linear(3, 3)), in eval mode at the start; in train mode the dropout
    sets all inputs to 0, so only the bias learns; CrossEntropyLoss; SGD with lr; batches of 5
    """
    model, criterion = nn.Sequential(nn.Dropout(1.0), nn.Linear(3, 3)), nn.CrossEntropyLoss()
    model[1].load_state_dict(weights)
    model.eval()
    loader = batches(X, y, 5)
    optimizer = torch.optim.SGD(model.parameters(), lr)
    student.overfit_one_batch(model, loader, criterion, optimizer, steps=2)
    return {"model.training": model.training, "weight": model[1].weight, "bias": model[1].bias}
