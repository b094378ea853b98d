"""The reference against torch.optim, and against numbers worked out by hand."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import nn
from torch.nn import functional as F

KINDS = {
    "sgd": torch.optim.SGD,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "rmsprop": torch.optim.RMSprop,
    "adagrad": torch.optim.Adagrad,
}


@pytest.mark.parametrize("name", KINDS)
def test_make_optimizer(solution, name):
    w = torch.zeros(3, requires_grad=True)
    for spelt in (name, name.upper(), name.title()):
        optimizer = solution.make_optimizer(spelt, [w], weight_decay=0.25)
        assert type(optimizer) is KINDS[name]
        assert optimizer.param_groups[0]["params"] == [w]
        assert optimizer.defaults == KINDS[name]([w], lr=1e-3, weight_decay=0.25).defaults
    assert solution.make_optimizer(name, [w], lr=0.5).defaults["lr"] == 0.5


@pytest.mark.parametrize("momentum", [0.0, 0.9])
@pytest.mark.parametrize("weight_decay", [0.0, 0.1])
def test_equals_torch(solution, momentum, weight_decay):
    model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))
    twin = copy.deepcopy(model)
    X, y = torch.randn(6, 3), torch.tensor([0, 1, 1, 0, 1, 0])
    settings = {"lr": 0.2, "momentum": momentum, "weight_decay": weight_decay}
    for net, kind in ((model, solution.SGDMomentum), (twin, torch.optim.SGD)):
        optimizer = kind(net.parameters(), **settings)
        for _ in range(5):
            optimizer.zero_grad()
            F.cross_entropy(net(X), y).backward()
            optimizer.step()
    torch.testing.assert_close(model.state_dict(), twin.state_dict())


def test_by_hand(solution):
    """Velocities 2, 3, 3.5 at momentum 0.5 and lr 0.1; a step without gradient changes nothing."""
    w = torch.tensor([1.0], requires_grad=True)
    optimizer = solution.SGDMomentum([w], lr=0.1, momentum=0.5)
    found = []
    for gradient in (2.0, 2.0, None, 2.0):
        w.grad = None if gradient is None else torch.tensor([gradient])
        optimizer.step()
        found.append(w.item())
    torch.testing.assert_close(found, [0.8, 0.5, 0.5, 0.15])
