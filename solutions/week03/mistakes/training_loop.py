"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from solution import train_one_epoch

from dlcourse.graders.authoring import mistake


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch")
def gradients_are_never_cleared(model, loader, criterion, optimizer):
    """Your gradients add up from batch to batch: `backward()` adds to p.grad. Clear them with `optimizer.zero_grad()` for each batch."""
    model.train()
    losses = []
    for X, y in loader:
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch")
def weights_never_change(model, loader, criterion, optimizer):
    """Your weights never change. For each batch: `loss.backward()` fills the gradients, then `optimizer.step()` uses them, and `zero_grad()` must not come in between."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch", like="weights_never_change")
def no_backward(model, loader, criterion, optimizer):
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch", like="weights_never_change")
def gradients_cleared_before_the_step(model, loader, criterion, optimizer):
    model.train()
    losses = []
    for X, y in loader:
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch")
def one_step_per_epoch(model, loader, criterion, optimizer):
    """You make one step at the end of the epoch. Make one for each batch: `optimizer.step()` belongs into the loop."""
    model.train()
    losses = []
    optimizer.zero_grad()
    for X, y in loader:
        loss = criterion(model(X), y)
        loss.backward()
        losses.append(loss.item())
    optimizer.step()
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch")
def softmax_before_the_loss(model, loader, criterion, optimizer):
    """You apply a softmax to the model's outputs. `nn.CrossEntropyLoss` does that itself; give the loss the plain outputs."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X).softmax(dim=-1), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch")
def squeezed_predictions(model, loader, criterion, optimizer):
    """You squeeze the predictions from (N, 1) to (N,) while y stays (N, 1): the loss then compares every prediction with every target. Keep the shapes equal."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X).squeeze(), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch")
def wrong_name_in_the_loop(model, loader, criterion, optimizer):
    """You use a name that your function never sets. Use the names of your own loop, `for X, y in loader`, and the arguments."""
    model.train()
    losses = []
    for feature, target in loader:
        optimizer.zero_grad()
        loss = criterion(model(features), target)  # noqa: F821  the mistake itself
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_loss_of_an_epoch")
def loss_stays_a_tensor(model, loader, criterion, optimizer):
    """You return a tensor. Take the number out of each loss with `loss.item()`; a tensor would keep the whole graph in memory."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss)
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_loss_of_an_epoch")
def loss_divided_by_samples(model, loader, criterion, optimizer):
    """You divide the sum of the batch losses by the number of samples. Each of them is a mean already: divide by the number of batches, `len(loader)`."""
    model.train()
    total, samples = 0.0, 0
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        total += loss.item()
        samples += len(X)
    return total / samples


@mistake(of="train_one_epoch", caught_by="test_loss_of_an_epoch")
def loss_weighted_by_samples(model, loader, criterion, optimizer):
    """You weight each batch by its size. That is a good mean too, but not the one asked for here: every batch counts the same."""
    model.train()
    total, samples = 0.0, 0
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(X)
        samples += len(X)
    return total / samples


@mistake(of="train_one_epoch", caught_by="test_loss_of_an_epoch")
def loss_is_the_sum(model, loader, criterion, optimizer):
    """You return the sum of the batch losses. Divide it by the number of batches."""
    model.train()
    total = 0.0
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total


@mistake(of="train_one_epoch", caught_by="test_loss_of_an_epoch")
def loss_of_the_last_batch(model, loader, criterion, optimizer):
    """You return the loss of the last batch only. Collect the loss of every batch and return their mean."""
    model.train()
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
    return loss.item()


@mistake(of="train_one_epoch", caught_by="test_train_mode")
def train_mode_is_not_set(model, loader, criterion, optimizer):
    """You leave the model in the mode it comes in. Call `model.train()` first: dropout and batch norm work differently in training."""
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_frozen_layers_stay")
def everything_is_unfrozen(model, loader, criterion, optimizer):
    """You set requires_grad on all parameters. What the caller has frozen must stay frozen."""
    model.requires_grad_(True)
    return train_one_epoch(model, loader, criterion, optimizer)


@mistake(of="fit", caught_by="test_fit_history")
def fit_trains_one_epoch(model, loader, criterion, optimizer, epochs):
    """You train for one epoch, whatever `epochs` says. Call train_one_epoch once for each."""
    return [train_one_epoch(model, loader, criterion, optimizer)]


@mistake(of="fit", caught_by="test_fit_history")
def fit_returns_the_last_loss(model, loader, criterion, optimizer, epochs):
    """You return only the last epoch's loss. Collect one for each epoch in a list."""
    for _ in range(epochs):
        loss = train_one_epoch(model, loader, criterion, optimizer)
    return loss


@mistake(of="fit", caught_by="test_fit_history")
def fit_makes_a_new_optimizer_each_epoch(model, loader, criterion, optimizer, epochs):
    """Your optimizer starts anew in each epoch and forgets its momentum. Use the one that you are given, all the way."""
    losses = []
    for _ in range(epochs):
        optimizer = type(optimizer)(model.parameters(), **optimizer.defaults)
        losses.append(train_one_epoch(model, loader, criterion, optimizer))
    return losses


@mistake(of="fit", caught_by="test_fit_history")
def fit_counts_only_the_last_batch(model, loader, criterion, optimizer, epochs):
    """Your epoch losses are those of each epoch's last batch. Take what train_one_epoch returns."""
    batches = list(loader)
    losses = []
    for _ in range(epochs):
        train_one_epoch(model, batches[:-1], criterion, optimizer)
        losses.append(train_one_epoch(model, batches[-1:], criterion, optimizer))
    return losses


@mistake(of="fit", caught_by="test_fit_history")
def fit_returns_tensors(model, loader, criterion, optimizer, epochs):
    """Your list holds tensors. Make plain floats of them with `.item()`."""
    return [torch.tensor(train_one_epoch(model, loader, criterion, optimizer)) for _ in range(epochs)]
