"""The reference against the catalogue's figures, formulas for parabolas, and torch.optim.SGD."""

from __future__ import annotations

import pytest
import torch


def square(x):
    return x**2


def two_dips(x):
    return x**4 + x**3 - 5 * x**2


@pytest.mark.parametrize("lr", [0.01, 0.1, 0.25, 1.0])
def test_parabola(solution, lr):
    """On x², each step multiplies x by 1 − 2·lr."""
    path = solution.descend(square, -2, lr)
    assert path == pytest.approx([-2 * (1 - 2 * lr) ** n for n in range(11)], rel=1e-5)


@pytest.mark.parametrize(("lr", "end"), [(0.1, -0.2147), (0.01, -1.634), (1.0, -2.0)])
def test_figures(solution, lr, end):
    assert solution.descend(square, -2.0, lr)[-1] == pytest.approx(end, abs=5e-4)


@pytest.mark.parametrize(("momentum", "end"), [(0.0, 1.25), (0.9, -2.0)])
def test_two_dips(solution, momentum, end):
    path = solution.descend(two_dips, 2, 0.02, momentum, 300)
    assert len(path) == 301
    assert path[-1] == pytest.approx(end, abs=1e-3)


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_equals_sgd(solution, momentum):
    x = torch.tensor(1.5, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=0.05, momentum=momentum)
    expected = [x.item()]
    for _ in range(8):
        optimizer.zero_grad()
        torch.sin(3 * x).backward()
        optimizer.step()
        expected.append(x.item())
    assert solution.descend(lambda x: torch.sin(3 * x), 1.5, 0.05, momentum, 8) == pytest.approx(expected, abs=1e-5)
