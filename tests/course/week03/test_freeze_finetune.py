"""The reference against steps that were worked out by hand."""

from __future__ import annotations

import pytest
import torch
from torch import nn


def trainable(model):
    return {name for name, parameter in model.named_parameters() if parameter.requires_grad}


@pytest.mark.parametrize(
    ("names", "left"),
    [
        ([], {"0.weight", "0.bias", "2.0.weight", "2.0.bias", "2.1.weight", "2.1.bias"}),
        (["0"], {"2.0.weight", "2.0.bias", "2.1.weight", "2.1.bias"}),
        (["2"], {"0.weight", "0.bias"}),
        (["2.1", "0"], {"2.0.weight", "2.0.bias"}),
        (["1"], {"0.weight", "0.bias", "2.0.weight", "2.0.bias", "2.1.weight", "2.1.bias"}),
    ],
)
def test_freeze(solution, names, left):
    model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Sequential(nn.Linear(3, 3), nn.BatchNorm1d(3)))
    solution.freeze(model, names)
    assert trainable(model) == left


def test_freeze_takes_whole_names_and_keeps_what_is_frozen(solution):
    model = nn.Sequential(*(nn.Linear(1, 1, bias=False) for _ in range(12)))
    model[0].requires_grad_(False)
    solution.freeze(model, ["1"])
    assert trainable(model) == {f"{i}.weight" for i in range(2, 12)}


@pytest.mark.parametrize("name", ["7", "0.weight", "0.0", "linear"])
def test_freeze_an_unknown_module(solution, name):
    with pytest.raises(KeyError):
        solution.freeze(nn.Sequential(nn.Linear(2, 2)), [name])


@pytest.mark.parametrize("optimizer", [torch.optim.SGD, torch.optim.AdamW])
def test_a_frozen_layer_does_not_move(solution, optimizer):
    model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1))
    steps = optimizer(model.parameters(), lr=0.1, weight_decay=0.1)
    model(torch.ones(3, 2)).sum().backward()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    solution.freeze(model, ["0"])
    steps.step()
    moved = {name for name, value in model.state_dict().items() if not torch.equal(value, before[name])}
    assert moved == {"1.weight", "1.bias"}


def test_finetune_by_hand(solution):
    """With a gradient of 1 all the way, each of six steps takes lr off w; the loss is w less the mean of y."""
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    batches = [(torch.ones(2, 1), torch.tensor([[1.0], [2.0]])), (torch.ones(1, 1), torch.tensor([[-1.0]]))]
    history = solution.finetune(model, batches, lambda prediction, y: (prediction - y).mean(), 0.1, 3)
    assert all(type(loss) is float for loss in history)
    assert history == pytest.approx([(-1.5 + 0.9) / 2, (-1.7 + 0.7) / 2, (-1.9 + 0.5) / 2])
    assert model.weight.item() == pytest.approx(-0.6)


def test_finetune_moves_what_is_not_frozen(solution):
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1)).eval()
    solution.freeze(model, ["0"])
    before = {name: value.clone() for name, value in model.state_dict().items()}
    batches = [(torch.randn(4, 2), torch.randn(4, 1))]
    history = solution.finetune(model, batches, nn.MSELoss(), 0.01, 20)
    moved = {name for name, value in model.state_dict().items() if not torch.equal(value, before[name])}
    assert model.training
    assert moved == trainable(model) == {"2.weight", "2.bias"}
    assert history == sorted(history, reverse=True)
