"""Right but unusual solutions."""

import torch
from torch import nn
from torch.nn import functional as F

from dlcourse.graders.authoring import variant


@variant(of="mlp")
def mlp_as_a_class(sizes, final=None):
    """Returns a module of its own, with functions instead of layers at the end."""
    if len(sizes) < 2 or any(size < 1 for size in sizes):
        raise ValueError("bad sizes")
    if final not in (None, "sigmoid", "softmax"):
        raise ValueError("bad final")

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList(nn.Linear(sizes[i], sizes[i + 1]) for i in range(len(sizes) - 1))

        def forward(self, X):
            for layer in self.layers:
                X = layer(X)
            if final == "sigmoid":
                return torch.sigmoid(X)
            return F.softmax(X, dim=1) if final == "softmax" else X

    return Network()


@variant(of="mlp")
def mlp_by_append(sizes, final=None):
    """Builds a Sequential from the end, with an Identity if nothing follows."""
    match final:
        case None:
            end = nn.Identity()
        case "sigmoid":
            end = nn.Sigmoid()
        case "softmax":
            end = nn.Softmax(1)
        case _:
            raise ValueError(f"unknown: {final}")
    if len(sizes) <= 1 or not all(size >= 1 for size in sizes):
        raise ValueError("bad sizes")
    model = nn.Sequential(end)
    for i in reversed(range(1, len(sizes))):
        model.insert(0, nn.Linear(sizes[i - 1], sizes[i]))
    return model


@variant(of="mlp")
def mlp_that_is_nested(sizes, final=None):
    """Returns a Sequential of Sequentials that flattens first; the layers are registered from the last to the first."""
    if len(sizes) < 2 or min(sizes) < 1 or final not in {None, "sigmoid", "softmax"}:
        raise ValueError("no such network")

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            for i in reversed(range(len(sizes) - 1)):
                self.add_module(f"layer{i}", nn.Linear(sizes[i], sizes[i + 1]))

        def forward(self, X):
            for i in range(len(sizes) - 1):
                X = getattr(self, f"layer{i}")(X)
            return X

    ends = {"sigmoid": nn.Sigmoid(), "softmax": nn.Softmax(dim=-1)}
    return nn.Sequential(nn.Sequential(nn.Flatten(), Network()), ends.get(final, nn.Identity()))


@variant(of="mlp")
def mlp_with_biases_of_zero(sizes, final=None):
    """Chooses other initial values."""
    model = mlp_by_append(sizes, final)
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    return model
