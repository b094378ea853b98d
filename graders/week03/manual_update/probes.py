"""How sgd_step is called. Weights and batches are inputs, so that every run can be repeated."""

import torch
from torch import nn
from torch.nn import functional as F

from dlcourse.graders.authoring import probe
from dlcourse.graders.networks import loaded


def two_layers():
    return nn.Sequential(nn.Linear(3, 4), nn.Sigmoid(), nn.Linear(4, 2))


class Twice(nn.Module):
    """One layer at two places, a layer that shares its weight, and a parameter outside of all layers."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(3, 3)
        self.inner = nn.Sequential(self.encoder, nn.Tanh())
        self.decoder = nn.Linear(3, 3)
        self.decoder.weight = self.encoder.weight
        self.scale = nn.Parameter(torch.ones(3))

    def forward(self, X):
        return self.scale * self.decoder(self.encoder(self.inner(X)))


def any_lr(rng):
    return {"lr": round(rng.uniform(0.05, 0.5), 3)}


def given_gradients(rng):
    return {
        "weight": rng.normal(size=(2, 3)),
        "bias": rng.normal(size=2),
        "weight_grad": 8 * rng.normal(size=(2, 3)),
        "bias_grad": 8 * rng.normal(size=2),
        **any_lr(rng),
    }


def classification(rng):
    return {
        "X": rng.normal(size=(6, 3)),
        "y": rng.integers(0, 2, 6),
        "weights": two_layers().state_dict(),
        **any_lr(rng),
    }


def regression(rng):
    return {"X": rng.normal(size=(5, 3)), "y": rng.normal(size=(5, 3)), "weights": Twice().state_dict(), **any_lr(rng)}


def layer_with_gradients(weight, bias, weight_grad, bias_grad):
    model = nn.Linear(3, 2)
    model.load_state_dict({"weight": weight, "bias": bias})
    model.weight.grad, model.bias.grad = weight_grad, bias_grad
    return model


def state_of(model):
    return {
        "trainable": [p.requires_grad for p in model.parameters()],
        "without a gradient": [name for name, p in model.named_parameters() if p.grad is None],
    }


@probe(inputs=given_gradients)
def one_layer(student, weight, bias, weight_grad, bias_grad, lr):
    """model = nn.Linear(3, 2); its gradients are set"""
    model = layer_with_gradients(weight, bias, weight_grad, bias_grad)
    student.sgd_step(model, lr)
    return {"weight": model.weight, "bias": model.bias}


@probe(inputs=classification)
def every_layer(student, X, y, weights, lr):
    """model = nn.Sequential(nn.Linear(3, 4), nn.Sigmoid(), nn.Linear(4, 2)); its gradients are those of a
    cross-entropy"""
    model = loaded(two_layers(), weights)
    F.cross_entropy(model(X), y).backward()
    student.sgd_step(model, lr)
    return model.state_dict()


@probe(inputs=given_gradients)
def same_parameters(student, weight, bias, weight_grad, bias_grad, lr):
    """model = nn.Linear(3, 2); its gradients are set"""
    model = layer_with_gradients(weight, bias, weight_grad, bias_grad)
    before = list(model.parameters())
    student.sgd_step(model, lr)
    after = list(model.parameters())
    return {
        "the same objects": len(before) == len(after) and all(a is b for a, b in zip(before, after, strict=True)),
        "requires_grad": [p.requires_grad for p in after],
        "leaves of the graph": [p.is_leaf for p in after],
    }


@probe(inputs=classification)
def without_gradient(student, X, y, weights, lr):
    """model = 3-4-2 with a sigmoid; its first layer is frozen, so the gradients of that layer are None"""
    model = loaded(two_layers(), weights)
    model[0].requires_grad_(False)
    F.cross_entropy(model(X), y).backward()
    student.sgd_step(model, lr)
    return {**model.state_dict(), **state_of(model)}


@probe(inputs=classification)
def unused_layer(student, X, weights, lr):
    """model = 3-4-2 with a sigmoid, all of it trainable; the loss is computed from its first layer alone, so the
    gradients of the last layer are None"""
    model = loaded(two_layers(), weights)
    model[0](X).square().mean().backward()
    student.sgd_step(model, lr)
    return {**model.state_dict(), **state_of(model)}


@probe(inputs=given_gradients)
def gradients_after(student, weight, bias, weight_grad, bias_grad, lr):
    """model = nn.Linear(3, 2); its gradients are set"""
    model = layer_with_gradients(weight, bias, weight_grad, bias_grad)
    returned = student.sgd_step(model, lr)
    return {"weight.grad": model.weight.grad, "bias.grad": model.bias.grad, "what sgd_step returns": returned}


@probe(inputs=regression)
def shared_layer(student, X, y, weights, lr):
    """a model in which two modules share a layer, one layer has the weight of another layer, and "scale" is a parameter
    of its own"""
    model = loaded(Twice(), weights)
    F.mse_loss(model(X), y).backward()
    student.sgd_step(model, lr)
    return {
        "weight": model.encoder.weight,
        "bias": model.encoder.bias,
        "scale": model.scale,
        "bias of the decoder": model.decoder.bias,
    }


@probe(inputs=classification)
def three_steps(student, X, y, weights, lr):
    """model = 3-4-2 with a sigmoid, in float64; three times zero_grad(), backward() and sgd_step"""
    model = loaded(two_layers().double(), weights)
    losses = []
    for _ in range(3):
        model.zero_grad()
        loss = F.cross_entropy(model(X.double()), y)
        loss.backward()
        student.sgd_step(model, lr)
        losses.append(loss.item())
    return {"losses": losses, **model.state_dict()}
