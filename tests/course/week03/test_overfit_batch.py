"""The reference against numbers worked out by hand."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


@pytest.mark.parametrize(
    ("steps", "w", "before", "after"), [(1, 1.0, 10, 2.5), (2, 1.5, 2.5, 0.625), (3, 1.75, 0.625, 0.15625)]
)
def test_by_hand(solution, steps, w, before, after):
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    x = torch.tensor([[1.0], [2.0], [3.0]])
    loader = DataLoader(TensorDataset(x, 2 * x), batch_size=2)
    loss = solution.overfit_one_batch(model, loader, nn.MSELoss(), optimizer, steps)
    assert model.weight.item() == pytest.approx(w)
    assert loss in (pytest.approx(before), pytest.approx(after))
