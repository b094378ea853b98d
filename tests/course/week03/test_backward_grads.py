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
