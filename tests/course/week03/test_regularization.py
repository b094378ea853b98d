"""The reference against torch's SGD, and dropout against its own definition."""

from __future__ import annotations

import pytest
import torch


@pytest.mark.parametrize("p", [0.0, 0.2, 0.5, 0.9])
def test_dropout(solution, p):
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(200, 200, requires_grad=True)
    y = solution.dropout(x, p, generator=generator)
    kept = y != 0
    assert kept.double().mean().item() == pytest.approx(1 - p, abs=0.03)
    torch.testing.assert_close(y[kept], x[kept] / (1 - p))
    y.sum().backward()
    torch.testing.assert_close(x.grad, kept / (1 - p))


@pytest.mark.parametrize("wd", [0.0, 1e-4, 0.3])
def test_decayed_grad(solution, wd):
    p = torch.nn.Parameter(torch.randn(3, 4))
    before = p.detach().clone()
    p.grad = torch.randn(3, 4)
    torch.optim.SGD([p], lr=0.1, weight_decay=wd).step()
    torch.testing.assert_close(before - 0.1 * solution.decayed_grad(before, p.grad, wd), p.detach())
