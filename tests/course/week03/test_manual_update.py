"""The reference against torch.optim.SGD, and against numbers worked out by hand."""

from __future__ import annotations

import copy

import torch
from torch import nn
from torch.nn import functional as F


def test_equals_sgd(solution):
    model = nn.Sequential(nn.Linear(3, 4), nn.Sigmoid(), nn.Linear(4, 2))
    twin = copy.deepcopy(model)
    optimizer = torch.optim.SGD(twin.parameters(), lr=0.3)
    X, y = torch.randn(6, 3), torch.tensor([0, 1, 1, 0, 1, 0])
    for _ in range(5):
        for net in (model, twin):
            net.zero_grad()
            F.cross_entropy(net(X), y).backward()
        solution.sgd_step(model, 0.3)
        optimizer.step()
    torch.testing.assert_close(model.state_dict(), twin.state_dict())


def test_reference_trajectory(solution):
    """w goes from 0 to 1.0 to 2.8."""
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    found = []
    for x in (torch.tensor([[1.0], [2.0]]), torch.tensor([[3.0]])):
        model.zero_grad()
        F.mse_loss(model(x), 2 * x).backward()
        solution.sgd_step(model, 0.1)
        found.append(model.weight.item())
    torch.testing.assert_close(found, [1.0, 2.8])
