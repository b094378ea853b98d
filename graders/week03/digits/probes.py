"""Inputs and calls for evaluate and train_reader. The network of train_reader is the student's own: only its scores are
evidence, and the labels of the new pictures stay with the judge.
"""

import torch
from torch import nn

from dlcourse.datasets.tables import load, split
from dlcourse.graders.authoring import probe
from dlcourse.graders.networks import loaded


def small_network():
    return nn.Sequential(nn.Linear(4, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Dropout(0.5), nn.Linear(6, 3))


def four_test_sets(rng):
    """A network with its own running statistics, and samples of which it gets a drawn part right, less than half or more."""
    model = small_network()
    model[1].running_mean.copy_(torch.tensor(rng.uniform(-1, 1, 6)))
    model[1].running_var.copy_(torch.tensor(rng.uniform(0.3, 3, 6)))
    with torch.no_grad():
        model[4].weight *= 4
    X, y = [], []
    for size in rng.permutation([7, 9, 11, 13]):
        inputs = torch.tensor(rng.normal(size=(size, 4)), dtype=torch.float32)
        with torch.no_grad():
            labels = model.eval()(inputs).argmax(dim=1).numpy()
        wrong = int(rng.choice([2, size - 3]))
        labels[:wrong] = (labels[:wrong] + rng.integers(1, 3, wrong)) % 3
        order = rng.permutation(size)
        X.append(inputs.numpy()[order])
        y.append(labels[order])
    return {"weights": model.state_dict(), "X": X, "y": y}


def tables(rng):
    """Samples of shape (5, 2), so that only the first dimension counts them."""
    size = int(rng.integers(8, 20))
    weights = nn.Linear(10, 4).state_dict()
    return {"weights": weights, "X": rng.normal(size=(size, 5, 2)), "y": rng.integers(0, 4, size)}


def pictures(rng):
    """Always the same pictures: with some splits, a good network is close to the threshold. The new pictures come in
    another order with each seed, so that the scores for one seed are wrong for another."""
    table = load("digits")
    rows, new = split(len(table.y), 1 / 3, seed=0)
    new = rng.permutation(new)
    return {"X": table.X[rows] / 16, "y": table.y[rows], "X_new": table.X[new] / 16, "y_new": table.y[new]}


def other_classes(rng):
    """Other pictures, and the ten digits are numbered in a drawn order: a network that has learnt them before is wrong."""
    table, numbers = load("digits"), rng.permutation(10)
    rows = rng.permutation(len(table.y))
    X, y = table.X[rows] / 16, numbers[table.y[rows]]
    return {"X": X[:900], "y": y[:900], "X_new": X[900:1500], "y_new": y[900:1500]}


def plain(number):
    """Return a number as a float, if it is a tensor; another piece of evidence has its type."""
    return number.item() if hasattr(number, "item") else number


@probe(inputs=four_test_sets)
def four_evaluations(student, weights, X, y):
    """model = 4-6-3 with batch norm, ReLU and dropout, in train mode; four calls, with 7 to 13 samples"""
    losses, accuracies = [], []
    for inputs, labels in zip(X, y, strict=True):
        model = loaded(small_network(), weights)
        loss, accuracy = student.evaluate(model, inputs, labels)
        losses.append(plain(loss))
        accuracies.append(plain(accuracy))
    return {"cross-entropies": losses, "accuracies": accuracies}


@probe(inputs=four_test_sets)
def afterwards(student, weights, X, y):
    """model = 4-6-3 with batch norm, ReLU and dropout, in train mode; two calls, one after the other"""
    model, with_graph = loaded(small_network(), weights), set()
    model[4].register_forward_hook(lambda layer, inputs, outputs: with_graph.add(outputs.requires_grad))
    first = student.evaluate(model, X[0], y[0])
    return {
        "model.training": model.training,
        "a graph is recorded": sorted(with_graph),
        "gradients": [name for name, parameter in model.named_parameters() if parameter.grad is not None],
        "frozen": [name for name, parameter in model.named_parameters() if not parameter.requires_grad],
        "loss and accuracy": first,
        "again": student.evaluate(model, X[0], y[0]),
        "state_dict": model.state_dict(),
        "X": X[0],
        "y": y[0],
    }


@probe(inputs=tables)
def other_shapes(student, weights, X, y):
    """model = nn.Sequential(nn.Flatten(), nn.Linear(10, 4)); each sample has the shape (5, 2)"""
    model = nn.Sequential(nn.Flatten(), nn.Linear(10, 4))
    model[1].load_state_dict(weights)
    return {"loss and accuracy": student.evaluate(model, X, y)}


@probe(inputs=pictures)
def new_pictures(student, X, y, X_new):
    """1198 pictures to learn from, and 599 new ones; the network is in eval mode when it gets the new ones, and then 400 of
    those that it has learnt from
    """
    learnt = X[:400].clone()
    model = student.train_reader(X, y)
    with torch.no_grad():
        return {"scores": model.eval()(X_new), "scores of 400 learnt pictures": model(learnt)}


@probe(inputs=other_classes)
def digits_with_other_numbers(student, X, y, X_new):
    """900 pictures to learn from, and 600 new ones; the ten digits have other numbers here: the class of a 7 may be 2"""
    model = student.train_reader(X, y)
    with torch.no_grad():
        return {"scores": model.eval()(X_new)}
