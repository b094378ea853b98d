import torch


def freeze(model, names):
    for name in names:
        try:
            module = model.get_submodule(name)
        except AttributeError as error:
            raise KeyError(name) from error
        module.requires_grad_(False).zero_grad()


def finetune(model, loader, criterion, lr, epochs):
    trainable = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.SGD(trainable, lr=lr)
    losses = []
    for _ in range(epochs):
        model.train()
        batch_losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())
        losses.append(sum(batch_losses) / len(batch_losses))
    return losses
