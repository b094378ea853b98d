"""Right but unusual solutions."""

import copy

import torch
from torch import nn
from torch.nn import functional as F

from dlcourse.graders.authoring import variant


@variant(of="evaluate")
def evaluate_in_batches(model, X, y):
    """Adds up over batches of four, under inference_mode."""
    model.eval()
    total, right = 0.0, 0
    with torch.inference_mode():
        for inputs, labels in zip(X.split(4), y.split(4), strict=True):
            log_probabilities = model(inputs).log_softmax(dim=1)
            total -= log_probabilities[torch.arange(len(labels)), labels].sum().item()
            right += int((log_probabilities.max(dim=1).indices == labels).sum())
    model.train()
    return total / len(y), right / len(y)


@torch.no_grad()
def _loss(model, X, y):
    return F.cross_entropy(model.eval()(X), y).item()


@variant(of="train_reader")
def choose_by_validation(X, y):
    """Keeps a fifth for validation, and returns the network of the best epoch; momentum, weight decay and dropout."""
    order = torch.randperm(len(y))
    kept, rest = order[: len(y) // 5], order[len(y) // 5 :]
    model = nn.Sequential(nn.Linear(64, 64), nn.LeakyReLU(), nn.Dropout(0.2), nn.Linear(64, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
    best, lowest = copy.deepcopy(model), float("inf")
    for _ in range(20):
        model.train()
        for rows in rest[torch.randperm(len(rest))].split(64):
            optimizer.zero_grad()
            F.cross_entropy(model(X[rows]), y[rows]).backward()
            optimizer.step()
        loss = _loss(model, X[kept], y[kept])
        if loss < lowest:
            best, lowest = copy.deepcopy(model), loss
    return best


@variant(of="train_reader")
def by_hand(X, y):
    """All pictures at once, the updates by hand, and log-probabilities as outputs; it stays in eval mode."""
    model = nn.Sequential(nn.Linear(64, 48), nn.Tanh(), nn.Linear(48, 10), nn.LogSoftmax(dim=1))
    velocities = [torch.zeros_like(p) for p in model.parameters()]
    for _ in range(300):
        gradients = torch.autograd.grad(F.nll_loss(model(X), y), list(model.parameters()))
        with torch.no_grad():
            for p, v, gradient in zip(model.parameters(), velocities, gradients, strict=True):
                v.mul_(0.9).add_(gradient)
                p -= 0.2 * v
    return model.eval()
