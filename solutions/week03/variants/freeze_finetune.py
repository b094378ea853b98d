"""Right but unusual solutions."""

import numpy as np
import torch

from dlcourse.graders.authoring import variant


@variant(of="freeze")
def by_get_submodule(model, names):
    """Finds the module with torch, and freezes it in one call."""
    for name in names:
        try:
            module = model.get_submodule(name)
        except AttributeError as error:
            raise KeyError(name) from error
        module.requires_grad_(False).zero_grad(set_to_none=True)


@variant(of="freeze")
def by_whole_prefix(model, names):
    """Compares names with the dot at their end."""
    for name in names:
        if all(key != name for key, _ in model.named_modules()):
            raise KeyError(name)
        for key, parameter in model.named_parameters():
            if key.startswith(f"{name}."):
                parameter.requires_grad = False
                parameter.grad = None


@variant(of="finetune")
def with_sgd_over_all_parameters(model, loader, criterion, lr, epochs):
    """SGD holds the frozen parameters too; it does not move them, because they have no gradient."""
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    model.train()
    history = []
    for _ in range(epochs):
        total, batches = 0.0, 0
        for X, y in loader:
            loss = criterion(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total, batches = total + loss.item(), batches + 1
        history.append(total / batches)
    return history


@variant(of="finetune")
def by_autograd_grad(model, loader, criterion, lr, epochs):
    """SGD by hand: backward is never called, and no gradient is stored."""
    parameters = [p for p in model.parameters() if p.requires_grad]
    history = ()
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            loss = criterion(model(X), y)
            gradients = torch.autograd.grad(loss, parameters)
            with torch.no_grad():
                for parameter, gradient in zip(parameters, gradients, strict=True):
                    parameter -= lr * gradient
            losses.append(loss.detach())
        history += (torch.stack(losses).mean().item(),)
    return history


@variant(of="finetune")
def by_torch_func(model, loader, criterion, lr, epochs):
    """Differentiates a function of the parameters, and gives the gradients to SGD."""
    model.train()
    learning = {name: p for name, p in model.named_parameters() if p.requires_grad}
    optimizer = torch.optim.SGD(learning.values(), lr=lr)

    def loss_of(values, X, y):
        return criterion(torch.func.functional_call(model, values, (X,)), y)

    history = []
    for _ in range(epochs):
        losses = []
        for X, y in loader:
            values = {name: p.detach() for name, p in learning.items()}
            gradients, loss = torch.func.grad_and_value(loss_of)(values, X, y)
            for name, parameter in learning.items():
                parameter.grad = gradients[name]
            optimizer.step()
            losses.append(loss.item())
        history.append(np.mean(losses))
    return history


@variant(of="finetune")
def adam_with_gradients_set_to_none(model, loader, criterion, lr, epochs):
    """Adam over all parameters; their gradients are set to None after each step."""
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    model.train()
    history = []
    while len(history) < epochs:
        losses = torch.zeros(0)
        for X, y in loader:
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            for parameter in model.parameters():
                parameter.grad = None
            losses = torch.cat([losses, loss.detach().reshape(1)])
        history += [losses.mean().item()]
    return history


@variant(of="freeze")
def by_walking_down(model, names):
    """Follows the name from the model down, part by part, and detaches the parameters in place."""
    for name in names:
        module = model
        for part in name.split("."):
            module = module._modules[part]
        for parameter in module.parameters():
            parameter.detach_().grad = None


@variant(of="finetune")
def by_adam_of_ones_own(model, loader, criterion, lr, epochs):
    """Adam by its formula."""
    parameters, history, steps = [p for p in model.parameters() if p.requires_grad], [], 0
    means, squares = [0 * p.detach() for p in parameters], [0 * p.detach() for p in parameters]
    model.train()
    for _ in range(epochs):
        losses = []
        for X, y in loader:
            loss = criterion(model(X), y)
            steps += 1
            with torch.no_grad():
                for i, gradient in enumerate(torch.autograd.grad(loss, parameters)):
                    means[i] = 0.9 * means[i] + 0.1 * gradient
                    squares[i] = 0.999 * squares[i] + 0.001 * gradient**2
                    root = (squares[i] / (1 - 0.999**steps)).sqrt()
                    parameters[i] -= lr * means[i] / (1 - 0.9**steps) / (root + 1e-8)
            losses.append(loss.item())
        history.append(sum(losses) / len(loader))
    return history
