"""The reference against Python's own numbers, and its graph against the one that torch makes."""

from __future__ import annotations

import operator

import pytest
import torch

BINARY = (operator.add, operator.sub, operator.mul, operator.truediv)


@pytest.mark.parametrize("function", BINARY)
@pytest.mark.parametrize(("a", "b"), [(2.0, -3.0), (1, 4), (-0.5, 7)])
def test_operators(solution, function, a, b):
    """A Value with a Value, with a number, and a number with a Value: always what the numbers give."""
    for left, right in ((solution.Value(a), solution.Value(b)), (solution.Value(a), b), (a, solution.Value(b))):
        assert function(left, right).data == function(a, b)


@pytest.mark.parametrize("exponent", [2, 3, -1, 0.5, 0])
def test_power_and_minus(solution, exponent):
    assert (solution.Value(1.7) ** exponent).data == 1.7**exponent
    assert (-solution.Value(1.7)).data == -1.7


def depth(node, parents) -> int:
    """Return how many operations lie one behind the other in a graph."""
    return 1 + max((depth(parent, parents) for parent in parents(node)), default=0)


def test_graph(solution):
    """The graph of (a b + c) f is as deep as torch's, whose leaves are nodes too."""
    a, b, c, f = (torch.tensor(data, requires_grad=True) for data in (2.0, -3.0, 10.0, -2.0))
    torchs = ((a * b + c) * f).grad_fn
    a, b, c, f = (solution.Value(data) for data in (2.0, -3.0, 10.0, -2.0))
    ours = (a * b + c) * f
    assert ours.data == -8.0
    assert depth(ours, lambda node: node.parents) == depth(
        torchs, lambda node: [n for n, _ in node.next_functions if n]
    )


@pytest.mark.parametrize("other", ["two", None, [2], {}, object()])
def test_other_types(solution, other):
    value = solution.Value(2.0)
    for function in (*BINARY, operator.pow):
        with pytest.raises(TypeError):
            function(value, other)
    for function in BINARY:
        with pytest.raises(TypeError):
            function(other, value)


def test_identity(solution):
    a, b = solution.Value(2.0), solution.Value(2.0)
    assert a != b
    assert len({a, b, a}) == 2
