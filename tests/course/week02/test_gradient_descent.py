"""The reference against torch, and against NumPy's least squares."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch


@pytest.mark.parametrize("inputs", [1, 2, 5])
def test_fit(solution, inputs):
    """torch.optim.SGD takes the same steps."""
    generator = np.random.default_rng(inputs)
    xs, ys = generator.normal(size=(8, inputs)), generator.normal(size=8)
    neuron = solution.Neuron(inputs, seed=3)
    layer = torch.nn.Linear(inputs, 1, dtype=torch.float64)
    with torch.no_grad():
        layer.weight[:] = torch.tensor(neuron.w)
        layer.bias[:] = neuron.b
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.05)
    expected = []
    for _ in range(20):
        loss = torch.nn.functional.mse_loss(layer(torch.tensor(xs))[:, 0], torch.tensor(ys))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        expected.append(loss.item())
    assert solution.fit(neuron, xs.tolist(), ys.tolist(), lr=0.05, steps=20) == pytest.approx(expected)
    assert neuron.w == pytest.approx(layer.weight[0].tolist())
    assert neuron.b == pytest.approx(layer.bias.item())


def test_recovers_a_line(solution):
    """y = 2x - 1 is found, as least squares finds it."""
    xs = np.linspace(-2, 2, 9)
    neuron = solution.Neuron(1, seed=0)
    losses = solution.fit(neuron, xs[:, None].tolist(), (2 * xs - 1).tolist(), lr=0.1, steps=300)
    assert [neuron.w[0], neuron.b] == pytest.approx(np.polyfit(xs, 2 * xs - 1, 1))
    assert losses[-1] < losses[0] / 10
    assert all(type(loss) is float for loss in losses)


def test_first_weights(solution):
    """The weights are those of a generator with this seed, and the program's own generator does not notice."""
    random.seed(5)
    before = random.getstate()
    generator = random.Random(11)
    assert solution.Neuron(3, seed=11).w == [generator.uniform(-1, 1) for _ in range(3)]
    assert random.getstate() == before
