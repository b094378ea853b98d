def train_one_epoch(model, loader, criterion, optimizer):
    model.train()
    running = 0.0
    for inputs, targets in loader:
        optimizer.zero_grad()
        loss = criterion(model(inputs), targets)
        loss.backward()
        optimizer.step()
        running += loss.item()
    return running / len(loader)


def fit(model, loader, criterion, optimizer, epochs):
    raise NotImplementedError("fit")
