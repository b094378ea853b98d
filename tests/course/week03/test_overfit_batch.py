"""The reference against numbers worked out by hand, and against the catalogue's figure on real digits."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from dlcourse.datasets.tables import load


def zero_line():
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    return model, torch.optim.SGD(model.parameters(), lr=0.1)


@pytest.mark.parametrize(
    ("steps", "w", "before", "after"), [(1, 1.0, 10, 2.5), (2, 1.5, 2.5, 0.625), (3, 1.75, 0.625, 0.15625)]
)
def test_by_hand(solution, steps, w, before, after):
    model, optimizer = zero_line()
    x = torch.tensor([[1.0], [2.0], [3.0]])
    loader = DataLoader(TensorDataset(x, 2 * x), batch_size=2)
    loss = solution.overfit_one_batch(model, loader, nn.MSELoss(), optimizer, steps)
    assert model.weight.item() == pytest.approx(w)
    assert type(loss) is float
    assert loss in (pytest.approx(before), pytest.approx(after))
    assert model.training


def test_one_pass_is_enough(solution):
    model, optimizer = zero_line()
    batches = iter([(torch.tensor([[2.0]]), torch.tensor([[6.0]])), (torch.tensor([[2.0]]), torch.tensor([[0.0]]))])
    solution.overfit_one_batch(model, batches, nn.MSELoss(), optimizer, 50)
    assert model.weight.item() == pytest.approx(3, abs=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_digits_are_learnt_by_heart(solution, seed):
    torch.manual_seed(seed)
    table = load("digits")
    rows = torch.randperm(len(table.y))[:16]
    X, y = torch.from_numpy(table.X)[rows] / 16, torch.from_numpy(table.y)[rows]
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    loss = solution.overfit_one_batch(model, [(X, y)], nn.CrossEntropyLoss(), optimizer, steps=300)
    assert loss < 0.01
    assert torch.equal(model(X).argmax(dim=1), y)
