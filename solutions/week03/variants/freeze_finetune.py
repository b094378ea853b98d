"""Right but unusual solutions."""

import torch

from dlcourse.graders.authoring import variant


@variant(of="freeze")
def by_get_submodule(model, names):
    """Lets torch find the module, and freezes it in one call."""
    for name in names:
        try:
            module = model.get_submodule(name)
        except AttributeError as error:
            raise KeyError(name) from error
        module.requires_grad_(False).zero_grad(set_to_none=True)


@variant(of="freeze")
def by_whole_prefix(model, names):
    """Compares names with the dot that ends them."""
    for name in names:
        found = [p for key, p in model.named_parameters() if key.startswith(f"{name}.")]
        if not found:
            raise KeyError(name)
        for parameter in found:
            parameter.requires_grad = False
            parameter.grad = None


@variant(of="finetune")
def with_sgd_over_all_parameters(model, loader, criterion, lr, epochs):
    """SGD that holds the frozen parameters too: without a gradient it leaves them alone."""
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
