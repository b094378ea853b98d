"""Right but unusual solutions."""

import numpy as np
import torch
from solution import train_one_epoch

from dlcourse.graders.authoring import variant


@variant(of="train_one_epoch")
def cleared_after_the_step(model, loader, criterion, optimizer):
    """Clears through the model, after each step and before the first; returns NumPy's float."""
    model.train()
    model.zero_grad()
    losses = []
    for X, y in loader:
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        model.zero_grad()
        losses.append(loss.item())
    return np.mean(losses)


@variant(of="train_one_epoch")
def cleared_only_after_the_step(model, loader, criterion, optimizer):
    """Leaves no gradient at the end, and so finds none at the start."""
    model.train()
    losses = []
    for X, y in loader:
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@variant(of="train_one_epoch")
def gradients_set_to_none(model, loader, criterion, optimizer):
    """Deletes the gradients one by one, between forward and backward."""
    model.train(True)
    total = 0.0
    for number, (X, y) in enumerate(loader, 1):
        loss = criterion(model(X), y)
        for parameter in model.parameters():
            parameter.grad = None
        loss.backward()
        optimizer.step()
        total += float(loss.detach())
        mean = total / number
    return mean


@variant(of="train_one_epoch")
def gradients_by_autograd_grad(model, loader, criterion, optimizer):
    """Calls autograd.grad and sets p.grad by hand: zero_grad and backward are never called."""
    model.train()
    parameters = [p for p in model.parameters() if p.requires_grad]
    losses = []
    for X, y in loader:
        loss = criterion(model(X), y)
        for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
            parameter.grad = gradient
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@variant(of="train_one_epoch")
def with_a_closure(model, loader, criterion, optimizer):
    """Lets the optimizer call a closure."""
    model.train()
    losses = []
    for X, y in loader:

        def closure(X=X, y=y):
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            return loss

        losses.append(float(optimizer.step(closure)))
    return sum(losses) / len(losses)


@variant(of="train_one_epoch")
def gradients_by_torch_func(model, loader, criterion, optimizer):
    """Differentiates a function of the parameters, and sets p.grad by hand."""
    model.train()
    parameters = {name: p for name, p in model.named_parameters() if p.requires_grad}

    def loss_of(values, X, y):
        return criterion(torch.func.functional_call(model, values, (X,)), y)

    losses = []
    for X, y in loader:
        values = {name: p.detach() for name, p in parameters.items()}
        gradients, loss = torch.func.grad_and_value(loss_of)(values, X, y)
        for name, parameter in parameters.items():
            parameter.grad = gradients[name]
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@variant(of="train_one_epoch")
def gradients_zeroed_in_place(model, loader, criterion, optimizer):
    """Writes zeros into the existing gradients, and uses the loader's number of batches."""
    model.train()
    total = 0.0
    for batch in loader:
        X, y = batch
        optimizer.zero_grad(set_to_none=False)
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(loader)


@variant(of="fit")
def fit_until_the_list_is_full(model, loader, criterion, optimizer, epochs):
    """Counts the epochs by the length of the list."""
    history = []
    while len(history) < epochs:
        history.append(train_one_epoch(model, loader, criterion, optimizer))
    return history


@variant(of="fit")
def fit_with_its_own_loop(model, loader, criterion, optimizer, epochs):
    """Writes the inner loop again, and returns a tuple."""
    history = ()
    for _ in range(epochs):
        model.train()
        losses = torch.zeros(0, dtype=torch.float64)
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses = torch.cat([losses, loss.detach().double().reshape(1)])
        history += (losses.mean().item(),)
    return history
