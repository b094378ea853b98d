"""How make_optimizer and SGDMomentum are called. Parameters and gradients are inputs, so every run can be repeated."""

import torch
from torch import nn
from torch.nn import functional as F

from dlcourse.graders.authoring import error_of, probe
from dlcourse.graders.networks import loaded


def away_from_zero(rng, *shape):
    return rng.uniform(0.5, 2, shape) * rng.choice([-1, 1], shape)


def one_parameter(rng):
    return {
        "w": away_from_zero(rng, 3),
        "gradients": [away_from_zero(rng, 3) for _ in range(5)],
        "lr": round(rng.uniform(0.05, 0.2), 3),
        "momentum": round(rng.uniform(0.5, 0.85), 2),
        "weight_decay": round(rng.uniform(0.1, 0.4), 2),
    }


def two_layers():
    return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))


def classification(rng):
    return {"X": rng.normal(size=(6, 3)), "y": rng.integers(0, 2, 6), "weights": two_layers().state_dict()}


def stepped(optimizer, w, gradients):
    """Give the optimizer one gradient after the other, and return w after each step, one row for each step."""
    path = []
    for gradient in gradients:
        w.grad = gradient.clone()
        optimizer.step()
        path.append(w.detach().clone())
    return torch.stack(path)


@probe(inputs=one_parameter)
def five_optimizers(student, w, gradients, lr):
    """For each of the five names, w after the optimizer's first three steps"""
    found = {}
    for name in ("sgd", "adam", "adamw", "rmsprop", "adagrad"):
        parameter = w.clone().requires_grad_()
        optimizer = student.make_optimizer(name, [parameter], lr=lr)
        found[name] = stepped(optimizer, parameter, gradients[:3])
    return found


@probe(inputs=one_parameter)
def settings(student, w, gradients, lr, momentum, weight_decay):
    """w after the optimizer's first three steps"""
    parameter = w.requires_grad_()
    optimizer = student.make_optimizer("sgd", [parameter], lr=lr, momentum=momentum, weight_decay=weight_decay)
    return {"w": stepped(optimizer, parameter, gradients[:3])}


@probe(inputs=one_parameter)
def settings_of_adam(student, w, gradients, lr, momentum, weight_decay):
    """w after the optimizer's first three steps"""
    parameter = w.requires_grad_()
    optimizer = student.make_optimizer("adam", [parameter], lr=lr, betas=(momentum, 0.9), weight_decay=weight_decay)
    return {"w": stepped(optimizer, parameter, gradients[:3])}


@probe(inputs=classification)
def parameters_of_a_model(student, X, y, weights):
    """model = 3-4-2 with tanh; one backward() and one step()"""
    model = loaded(two_layers(), weights)
    optimizer = student.make_optimizer("sgd", model.parameters(), lr=0.2)
    F.cross_entropy(model(X), y).backward()
    optimizer.step()
    return model.state_dict()


@probe(inputs=one_parameter)
def default_rate(student, w, gradients):
    """w after the optimizer's first three steps"""
    parameter = w.requires_grad_()
    optimizer = student.make_optimizer("rmsprop", [parameter])
    return {"w": stepped(optimizer, parameter, gradients[:3])}


@probe(inputs=one_parameter)
def any_case(student, w, gradients, lr):
    """The names "SGD", "AdamW" and "RMSprop"; w after the optimizer's first three steps"""
    found = {}
    for name in ("SGD", "AdamW", "RMSprop"):
        parameter = w.clone().requires_grad_()
        optimizer = student.make_optimizer(name, [parameter], lr=lr)
        found[name] = stepped(optimizer, parameter, gradients[:3])
    return found


@probe(inputs=one_parameter)
def unknown_name(student, w):
    """The names "newton", "adamax" and "asgd"; the last two are optimizers of PyTorch"""
    make, names, parameter = student.make_optimizer, ("newton", "adamax", "asgd"), w.requires_grad_()
    return {f"raised for {name}": error_of(make, name, [parameter]) or "no error" for name in names}


@probe(inputs=one_parameter)
def plain_steps(student, w, gradients, lr):
    """Two steps, without momentum"""
    parameter = w.requires_grad_()
    optimizer = student.SGDMomentum([parameter], lr=lr)
    return {"w": stepped(optimizer, parameter, gradients[:2]), "still trainable": parameter.requires_grad}


@probe(inputs=one_parameter)
def five_steps(student, w, gradients, lr, momentum):
    """parameter is w; five steps, with momentum"""
    parameter = w.requires_grad_()
    optimizer = student.SGDMomentum([parameter], lr=lr, momentum=momentum)
    return {"w": stepped(optimizer, parameter, gradients)}


@probe(inputs=classification)
def training(student, X, y, weights):
    """model = 3-4-2 with tanh; four rounds of zero_grad(), backward() and step()"""
    model = loaded(two_layers(), weights)
    optimizer = student.SGDMomentum(model.parameters(), lr=0.2, momentum=0.8)
    losses = []
    for _ in range(4):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {"losses": losses, **model.state_dict()}


def gradient_of_backward(w, factors):
    """Return w.grad after backward() from the sum of factors · w²: backward() adds to what zero_grad has left."""
    if w.requires_grad:
        (factors * w**2).sum().backward()
    return w.grad


@probe(inputs=one_parameter)
def cleared(student, w, gradients, lr):
    """w has a gradient, another parameter has none; zero_grad(); then backward() from the sum of gradients[1] * w ** 2"""
    parameter, other = w.requires_grad_(), torch.zeros(2, requires_grad=True)
    parameter.grad = gradients[0]
    optimizer = student.SGDMomentum([parameter, other], lr=lr)
    optimizer.zero_grad()
    return {
        "w.requires_grad": parameter.requires_grad,
        "w": parameter.detach().clone(),
        "w.grad after backward()": gradient_of_backward(parameter, gradients[1]),
    }


@probe(inputs=one_parameter)
def cleared_of_nan(student, w, gradients, lr):
    """w has a gradient of nan; zero_grad(); then backward() from the sum of gradients[0] * w ** 2"""
    parameter = w.requires_grad_()
    parameter.grad = torch.full((3,), torch.nan)
    optimizer = student.SGDMomentum([parameter], lr=lr)
    optimizer.zero_grad()
    return {"w.grad after backward()": gradient_of_backward(parameter, gradients[0])}


@probe(inputs=one_parameter)
def decayed_steps(student, w, gradients, lr, momentum, weight_decay):
    """parameter is w; five steps, with momentum and weight decay"""
    parameter = w.requires_grad_()
    optimizer = student.SGDMomentum([parameter], lr=lr, momentum=momentum, weight_decay=weight_decay)
    return {"w": stepped(optimizer, parameter, gradients)}


@probe(inputs=one_parameter)
def gradient_after(student, w, gradients, lr, momentum, weight_decay):
    """Two steps with the same w.grad"""
    parameter = w.requires_grad_()
    parameter.grad = gradients[0].clone()
    optimizer = student.SGDMomentum([parameter], lr=lr, momentum=momentum, weight_decay=weight_decay)
    optimizer.step()
    optimizer.step()
    return {"w.grad": parameter.grad}


@probe(inputs=one_parameter)
def gradient_after_without_decay(student, w, gradients, lr, momentum):
    """Two steps with the same gradient; one optimizer has momentum, the other has none"""
    one, two = w.clone().requires_grad_(), w.clone().requires_grad_()
    one.grad, two.grad = gradients[0].clone(), gradients[0].clone()
    for optimizer in (student.SGDMomentum([one], lr=lr, momentum=momentum), student.SGDMomentum([two], lr=lr)):
        optimizer.step()
        optimizer.step()
    return {"gradient with momentum": one.grad, "gradient without": two.grad}


@probe(inputs=one_parameter)
def without_gradient(student, w, gradients, lr, momentum):
    """w has a gradient only in the first and in the last of three steps; another parameter never has one"""
    parameter, other = w.requires_grad_(), torch.ones(2, requires_grad=True)
    optimizer = student.SGDMomentum([other, parameter], lr=lr, momentum=momentum)
    path = []
    for gradient in (gradients[0], None, gradients[1]):
        parameter.grad = gradient
        optimizer.step()
        path.append(parameter.detach().clone())
    return {"w": torch.stack(path), "the other": other}


@probe(inputs=one_parameter)
def decay_without_gradient(student, w, lr, weight_decay):
    """w never has a gradient; one step"""
    parameter = w.requires_grad_()
    optimizer = student.SGDMomentum([parameter], lr=lr, weight_decay=weight_decay)
    optimizer.step()
    return {"w": parameter}


@probe(inputs=one_parameter)
def two_optimizers(student, w, gradients, lr, momentum):
    """Two optimizers for two parameters, w and its copy, with different gradients; they step in turn"""
    one, two = w.clone().requires_grad_(), w.clone().requires_grad_()
    first = student.SGDMomentum([one], lr=lr, momentum=momentum)
    second = student.SGDMomentum([two], lr=lr, momentum=momentum)
    for gradient, other in zip(gradients[:2], gradients[2:4], strict=True):
        one.grad, two.grad = gradient.clone(), other.clone()
        first.step()
        second.step()
    return {"w": one, "its copy": two}


@probe(inputs=one_parameter)
def one_after_the_other(student, w, gradients, lr, momentum):
    """Two steps of an optimizer for w; then two steps of a new optimizer for the same w"""
    parameter = w.requires_grad_()
    first = student.SGDMomentum([parameter], lr=lr, momentum=momentum)
    before = stepped(first, parameter, gradients[:2])
    second = student.SGDMomentum([parameter], lr=lr, momentum=momentum)
    return {"w": torch.cat([before, stepped(second, parameter, gradients[2:4])])}


@probe(inputs=one_parameter)
def many_shapes(student, w, gradients, lr, momentum, weight_decay):
    """One optimizer for w, for its copy with another gradient, for a float64 matrix and for a number; two steps"""
    parameters = [w.clone(), w.clone(), w[None].double(), w[0].clone()]
    of_each = [gradients[0], gradients[1], gradients[2][None].double(), gradients[3][0]]
    for parameter, gradient in zip(parameters, of_each, strict=True):
        parameter.requires_grad_().grad = gradient.clone()
    optimizer = student.SGDMomentum(parameters, lr=lr, momentum=momentum, weight_decay=weight_decay)
    optimizer.step()
    optimizer.step()
    return dict(zip(("w", "its copy", "matrix", "number"), parameters, strict=True))
