"""How layer_gradients is called. Weights and batches are inputs, so that every run can be repeated."""

import torch
from torch import nn
from torch.nn import functional as F

from dlcourse.graders.authoring import probe
from dlcourse.graders.networks import loaded


def three_layers():
    return nn.Sequential(nn.Linear(16, 8), nn.Linear(8, 4), nn.Linear(4, 2))


def two_layers():
    return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))


class Residual(nn.Module):
    """Modules inside modules, one of them at two places, a parameter of its own, and float64."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(3, 3), nn.Sigmoid(), nn.Linear(3, 3, bias=False))
        self.again = self.encoder[0]
        self.scale = nn.Parameter(torch.ones(3))
        self.head = nn.Linear(3, 2)
        self.double()

    def forward(self, X):
        return self.head(self.again(X) + self.scale * self.encoder(X))


def sixteen_features(rng):
    return {"X": rng.normal(size=(5, 16)), "y": rng.integers(0, 2, 5), "weights": three_layers().state_dict()}


def two_batches(rng):
    return {
        "X1": rng.normal(size=(4, 3)),
        "y1": rng.integers(0, 2, 4),
        "X2": rng.normal(size=(6, 3)),
        "y2": rng.integers(0, 2, 6),
        "weights": two_layers().state_dict(),
    }


def three_features(rng):
    return {"X": rng.normal(size=(4, 3)), "y": rng.integers(0, 2, 4), "weights": Residual().state_dict()}


def one_by_one(gradients, model):
    """Return the names first and then each gradient by itself, so that a message shows the wrong one."""
    each = {f"gradient of {name}": gradients.get(name) for name, _ in model.named_parameters()}
    return {"names": sorted(str(name) for name in gradients), **each}


@probe(inputs=sixteen_features)
def six_gradients(student, X, y, weights):
    """model = nn.Sequential of the linear layers 16-8-4-2; loss = cross-entropy of a batch of 5"""
    model = loaded(three_layers(), weights)
    loss = F.cross_entropy(model(X), y)
    return one_by_one(student.layer_gradients(model, loss), model)


@probe(inputs=two_batches)
def earlier_gradients(student, X1, y1, X2, y2, weights):
    """model = 3-4-2 with tanh; its .grad still hold the gradients of another batch"""
    model = loaded(two_layers(), weights)
    F.cross_entropy(model(X1), y1).backward()
    loss = F.cross_entropy(model(X2), y2)
    return one_by_one(student.layer_gradients(model, loss), model)


@probe(inputs=two_batches)
def kept_gradients(student, X1, y1, X2, y2, weights):
    """model = 3-4-2 with tanh; afterwards the caller sets the model's gradients to zeros and calls backward() for
    another batch"""
    model = loaded(two_layers(), weights)
    loss = F.cross_entropy(model(X1), y1)
    gradients = student.layer_gradients(model, loss)
    model.zero_grad(set_to_none=False)
    F.cross_entropy(model(X2), y2).backward()
    return one_by_one(gradients, model)


@probe(inputs=three_features)
def own_module(student, X, y, weights):
    """a model in float64 with modules inside modules: "encoder", "head", the first layer of the encoder once more as
    "again", and a parameter "scale" of its own; loss = 100 times a cross-entropy"""
    model = loaded(Residual(), weights)
    loss = 100 * F.cross_entropy(model(X.double()), y)
    return one_by_one(student.layer_gradients(model, loss), model)


@probe(inputs=two_batches)
def frozen_layer(student, X1, y1, weights):
    """model = 3-4-2 with tanh; its first layer is frozen"""
    model = loaded(two_layers(), weights)
    model[0].requires_grad_(False)
    loss = F.cross_entropy(model(X1), y1)
    gradients = student.layer_gradients(model, loss)
    return {"trainable": [p.requires_grad for p in model.parameters()], **one_by_one(gradients, model)}


@probe(inputs=two_batches)
def unused_layer(student, X1, weights):
    """model = 3-4-2 with tanh; the loss is computed from its first layer alone"""
    model = loaded(two_layers(), weights)
    loss = model[0](X1).square().mean()
    gradients = student.layer_gradients(model, loss)
    return {**one_by_one(gradients, model), "weight of the first layer": model[0].weight}


@probe(inputs=two_batches)
def left_from_before(student, X1, y1, weights):
    """model = 3-4-2 with tanh; its .grad still hold the gradients of another loss, and its first layer was frozen after
    that; the loss is the sum of the squares of the last layer's bias"""
    model = loaded(two_layers(), weights)
    F.cross_entropy(model(X1), y1).backward()
    model[0].requires_grad_(False)
    return one_by_one(student.layer_gradients(model, model[2].bias.square().sum()), model)


@probe(inputs=two_batches)
def gradients_of_zero(student, X1, weights):
    """model = 3-4-2 with tanh; the loss is computed with it, but multiplied by 0"""
    model = loaded(two_layers(), weights)
    return one_by_one(student.layer_gradients(model, 0 * model(X1).sum()), model)
