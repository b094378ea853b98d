"""Right but unusual solutions."""

import torch

from dlcourse.graders.authoring import variant


@variant(of="overfit_one_batch")
def overfit_with_a_break(model, loader, criterion, optimizer, steps=1000):
    """Leaves a loop over the loader at once, clears after each step, and returns the loss after the last step."""
    for X, y in loader:
        break
    model.train()
    model.zero_grad()
    for _ in range(steps):
        criterion(model(X), y).backward()
        optimizer.step()
        model.zero_grad()
    with torch.no_grad():
        return float(criterion(model(X), y))


@variant(of="overfit_one_batch")
def overfit_by_autograd_grad(model, loader, criterion, optimizer, steps=1000):
    """Goes through the whole loader once, and sets p.grad by hand."""
    X, y = next(iter(list(loader)))
    model.train()
    parameters = [p for p in model.parameters() if p.requires_grad]
    while steps:
        loss = criterion(model(X), y)
        for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
            parameter.grad = gradient
        optimizer.step()
        steps -= 1
    return loss.item()


@variant(of="overfit_one_batch")
def overfit_by_functional_call(model, loader, criterion, optimizer, steps=1000):
    """Takes gradients from torch.func."""
    batch = next(iter(loader))
    model.train()

    def loss_of(parameters, X, y):
        return criterion(torch.func.functional_call(model, parameters, (X,)), y)

    for _ in range(steps):
        parameters = {name: p.detach() for name, p in model.named_parameters()}
        gradients, loss = torch.func.grad_and_value(loss_of)(parameters, *batch)
        for name, parameter in model.named_parameters():
            parameter.grad = gradients[name]
        optimizer.step()
    return loss.item()


@variant(of="overfit_one_batch")
def overfit_with_a_closure(model, loader, criterion, optimizer, steps=1000):
    """Gives the optimizer a closure."""
    X, y = next(iter(loader))
    model.train()

    def closure():
        optimizer.zero_grad(set_to_none=False)
        loss = criterion(model(X), y)
        loss.backward()
        return loss

    losses = [float(optimizer.step(closure)) for _ in range(steps)]
    return losses[-1]


@variant(of="overfit_one_batch")
def overfit_from_the_optimizer(model, loader, criterion, optimizer, steps=1000):
    """Takes the parameters from the optimizer, and clears them by hand after each step."""
    batches = enumerate(loader)
    _, (X, y) = next(batches)
    losses = torch.zeros(steps, dtype=torch.float64)
    for i in range(steps):
        loss = criterion(model.train()(X), y)
        loss.backward()
        optimizer.step()
        losses[i] = loss.detach()
        for group in optimizer.param_groups:
            for parameter in group["params"]:
                parameter.grad = None
    return losses.tolist().pop()
