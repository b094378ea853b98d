"""The reference against gradients worked out by hand."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F


def test_chain_rule(solution):
    """Two linear layers and a mean squared error, by the chain rule."""
    model = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 1)).double()
    X, y = torch.randn(5, 3).double(), torch.randn(5, 1).double()
    (W1, b1), (W2, b2) = ([p.detach() for p in layer.parameters()] for layer in model)
    hidden = X @ W1.T + b1
    d_out = 2 * (hidden @ W2.T + b2 - y) / 5
    d_hidden = d_out @ W2
    expected = {
        "0.weight": d_hidden.T @ X,
        "0.bias": d_hidden.sum(0),
        "1.weight": d_out.T @ hidden,
        "1.bias": d_out.sum(0),
    }
    F.mse_loss(model(-X), y).backward()
    torch.testing.assert_close(solution.layer_gradients(model, F.mse_loss(model(X), y)), expected)


def test_shapes_of_16_8_4_2(solution):
    model = nn.Sequential(nn.Linear(16, 8), nn.Linear(8, 4), nn.Linear(4, 2))
    found = solution.layer_gradients(model, F.cross_entropy(model(torch.randn(3, 16)), torch.tensor([0, 1, 1])))
    assert {name: tuple(g.shape) for name, g in found.items()} == {
        "0.weight": (8, 16),
        "0.bias": (8,),
        "1.weight": (4, 8),
        "1.bias": (4,),
        "2.weight": (2, 4),
        "2.bias": (2,),
    }


def test_own_copies(solution):
    model = nn.Linear(2, 1)
    found = solution.layer_gradients(model, model(torch.ones(3, 2)).sum())
    model.zero_grad(set_to_none=False)
    model(torch.full((1, 2), 7.0)).sum().backward()
    torch.testing.assert_close(found, {"weight": torch.full((1, 2), 3.0), "bias": torch.tensor([3.0])})


def test_left_out(solution):
    model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2), nn.Linear(2, 2))
    model[0].requires_grad_(False)
    assert solution.layer_gradients(model, model[:2](torch.ones(1, 2)).sum()).keys() == {"1.weight", "1.bias"}
