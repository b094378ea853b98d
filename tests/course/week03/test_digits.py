"""The reference against NumPy, and the thresholds against what a network and the most common digit reach."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from dlcourse.datasets.tables import load, split


def test_evaluate_in_numpy(solution):
    """The loss is -log of the softmax at the label; the model comes back in train mode."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(20, 5)), rng.integers(0, 3, 20)
    model = nn.Sequential(nn.Dropout(0.5), nn.Linear(5, 3).double())
    with torch.no_grad():
        scores = X @ model[1].weight.numpy().T + model[1].bias.numpy()
    probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    loss, accuracy = solution.evaluate(model, torch.from_numpy(X), torch.from_numpy(y))
    assert loss == pytest.approx(-np.log(probabilities[np.arange(20), y]).mean())
    assert accuracy == pytest.approx(np.mean(probabilities.argmax(axis=1) == y))
    assert model.training


def test_thresholds(solution):
    """A network of the reference is well above 0.93 and below 0.5."""
    table = load("digits")
    rows, new = split(len(table.y), 1 / 3, seed=0)
    torch.manual_seed(0)
    model = solution.train_reader(torch.tensor(table.X[rows] / 16), torch.tensor(table.y[rows]))
    loss, accuracy = solution.evaluate(model, torch.tensor(table.X[new] / 16), torch.tensor(table.y[new]))
    assert accuracy > 0.945
    assert loss < 0.25
    assert max(np.bincount(table.y[new])) / len(new) < 0.2
