"""The reference against torch's own function, and numbers worked out by hand."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F


@pytest.mark.parametrize("shape", [(), (5,), (4, 1), (2, 3, 4)])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_mse(solution, shape, dtype):
    pred, target = torch.randn(shape, dtype=dtype), torch.randn(shape, dtype=dtype)
    torch.testing.assert_close(solution.mse(pred, target), F.mse_loss(pred, target))


@pytest.mark.parametrize(
    ("pred", "target", "loss"),
    [(10.0, 1.0, 81.0), ([1, 2], [2, 4], 2.5), ([[0], [0]], [[2], [4]], 10.0)],
)
def test_values_by_hand(solution, pred, target, loss):
    torch.testing.assert_close(solution.mse(torch.tensor(pred), torch.tensor(target)), torch.tensor(loss))


def test_gradient(solution):
    pred, target = torch.randn(3, 2, dtype=torch.float64, requires_grad=True), torch.randn(3, 2, dtype=torch.float64)
    assert torch.autograd.gradcheck(lambda pred: solution.mse(pred, target), (pred,))
