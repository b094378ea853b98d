"""The reference against torch, on graphs that are drawn."""

from __future__ import annotations

import random

import pytest
import torch


def test_by_hand(solution):
    """(a * b + c) * f with 2, -3, 10 and -2."""
    a, b, c, f = leaves = [solution.Value(data) for data in (2.0, -3.0, 10.0, -2.0)]
    result = (a * b + c) * f
    result.backward()
    assert result.data == -8
    assert [leaf.grad for leaf in leaves] == [6, -4, -2, 4]


@pytest.mark.parametrize("seed", range(20))
def test_backward(solution, seed):
    """Graphs in which each node is used by many others."""
    draw = random.Random(seed)
    start = [draw.uniform(-1, 1) for _ in range(4)]
    nodes = [solution.Value(data) for data in start]
    tensors = [torch.tensor(data, dtype=torch.float64, requires_grad=True) for data in start]
    for _ in range(12):
        i, j = draw.choices(range(len(nodes)), k=2)
        product = draw.random() < 0.5
        nodes.append(nodes[i] * nodes[j] if product else nodes[i] + nodes[j])
        tensors.append(tensors[i] * tensors[j] if product else tensors[i] + tensors[j])
        tensors[-1].retain_grad()
    nodes[-1].backward()
    tensors[-1].backward()
    for node, tensor in zip(nodes, tensors, strict=True):
        assert node.grad == pytest.approx(0.0 if tensor.grad is None else tensor.grad.item())


def test_zero_grad(solution):
    """Everything below the root is reset, also in a graph that is deeper than Python allows calls."""
    x, factor = solution.Value(1.0), solution.Value(1.001)
    nodes = [factor, x]
    for _ in range(5000):
        nodes.append(nodes[-1] * factor)
    nodes[-1].backward()
    assert x.grad == pytest.approx(1.001**5000)
    solution.zero_grad(nodes[-2])
    assert all(node.grad == 0 for node in nodes[:-1])
    assert nodes[-1].grad == 1
