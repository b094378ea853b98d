"""Wrong solutions that students hand in; each docstring is the feedback."""

import numpy as np
import torch
from solution import train_one_epoch

from dlcourse.graders.authoring import mistake


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch")
def gradients_are_never_cleared(model, loader, criterion, optimizer):
    """Your gradients add up from batch to batch: `backward()` adds to p.grad. Call `optimizer.zero_grad()` for each
    batch."""
    model.train()
    losses = []
    for X, y in loader:
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch")
def gradients_are_cleared_once_an_epoch(model, loader, criterion, optimizer):
    """You clear the gradients once, before the loop, so they add up from batch to batch. Clear them for each batch."""
    model.train()
    losses = []
    optimizer.zero_grad()
    for X, y in loader:
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch")
def weights_never_change(model, loader, criterion, optimizer):
    """Your weights never change. For each batch, call `backward()`, which computes the gradients, and then
    `optimizer.step()`, which uses them to change the parameters themselves. Do not call `zero_grad()` between the
    two."""
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


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch", like="weights_never_change")
def parameters_are_rebound(model, loader, criterion, optimizer):
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        for p in [p for p in model.parameters() if p.grad is not None]:
            p = p - optimizer.param_groups[0]["lr"] * p.grad
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch")
def step_before_backward(model, loader, criterion, optimizer):
    """You step before `backward()`, so each step uses the gradient of the batch before. Compute the gradient of this
    batch first, then step."""
    model.train()
    losses = []
    for X, y in loader:
        loss = criterion(model(X), y)
        optimizer.step()
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch")
def returns_after_the_first_batch(model, loader, criterion, optimizer):
    """You train on the first batch only. Go through all batches, and put `return` after the loop, not inside it."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch", like="returns_after_the_first_batch")
def takes_one_batch(model, loader, criterion, optimizer):
    model.train()
    X, y = next(iter(loader))
    optimizer.zero_grad()
    loss = criterion(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch")
def one_step_per_epoch(model, loader, criterion, optimizer):
    """You make one step at the end of the epoch. Make one for each batch: call `optimizer.step()` inside the loop."""
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
    """You apply a softmax to the model's outputs, but `nn.CrossEntropyLoss` does that itself. Give the loss the plain
    outputs."""
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
def sigmoid_before_the_loss(model, loader, criterion, optimizer):
    """You apply a sigmoid to the model's outputs. Give the criterion the outputs as they come from the model: many
    criteria apply the sigmoid themselves."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X).sigmoid(), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch")
def squeezed_predictions(model, loader, criterion, optimizer):
    """You squeeze the predictions from (N, 1) to (N,) but leave y as (N, 1), so the loss compares every prediction with
    every target. Keep the shapes equal."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X).squeeze(), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_loss_of_an_epoch")
def loss_stays_a_tensor(model, loader, criterion, optimizer):
    """You return a tensor instead of a float. Take the number out of each loss with `.item()`: a tensor that is still
    in its graph keeps the whole graph in memory."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss)
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_loss_of_an_epoch", like="loss_stays_a_tensor")
def loss_is_detached(model, loader, criterion, optimizer):
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_loss_of_an_epoch")
def loss_is_a_numpy_number(model, loader, criterion, optimizer):
    """You return a NumPy array or number instead of a plain float. Use `.item()`, which gives the float of a loss
    directly."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach().numpy())
    return np.mean(losses)


@mistake(of="train_one_epoch", caught_by="test_loss_of_an_epoch")
def returns_every_loss(model, loader, criterion, optimizer):
    """You return the loss of every batch. Return one float, their mean."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


@mistake(of="train_one_epoch", caught_by="test_loss_of_an_epoch")
def loss_divided_by_samples(model, loader, criterion, optimizer):
    """You divide the sum of the batch losses by the number of samples. Each batch loss is a mean already: divide by the
    number of batches."""
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
    """You weight each batch by its size. That is a good mean too, but here every batch counts the same. Divide the sum
    of the batch losses by the number of batches."""
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
    """You return the loss of the last batch only. Collect the loss of every batch, and return their mean."""
    model.train()
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
    return loss.item()


@mistake(of="train_one_epoch", caught_by="test_train_mode")
def train_mode_is_not_set(model, loader, criterion, optimizer):
    """You do not train in train mode. The model may come in eval mode, in which dropout and batch norm work
    differently. Set train mode before the loop."""
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_train_mode", like="train_mode_is_not_set")
def trains_in_eval_mode(model, loader, criterion, optimizer):
    model.eval()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_train_mode")
def ends_in_eval_mode(model, loader, criterion, optimizer):
    """You switch to eval mode at the end. Leave the model in train mode: the code that evaluates it sets its own
    mode."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    model.eval()
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_two_epochs")
def starts_a_new_optimizer(model, loader, criterion, optimizer):
    """You make a new optimizer in every call, which loses the momentum. Use the one that you are given."""
    optimizer = type(optimizer)(model.parameters(), **optimizer.defaults)
    return train_one_epoch(model, loader, criterion, optimizer)


@mistake(of="train_one_epoch", caught_by="test_two_epochs")
def steps_by_hand(model, loader, criterion, optimizer):
    """You subtract lr times the gradient from the parameters yourself, which is plain SGD only. Let the optimizer make
    its step: it may have momentum, or be Adam."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                if p.grad is not None:
                    p -= optimizer.param_groups[0]["lr"] * p.grad
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_losses_of_two_epochs")
def losses_kept_between_calls(model, loader, criterion, optimizer, losses=[]):
    """Your list of losses outlives the call: a default argument, or a global list, is made once and then shared by all
    calls. Make a new list inside the function."""
    model.train()
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_two_epochs")
def skips_a_small_batch(model, loader, criterion, optimizer):
    """You leave out the last batch if it is smaller than the others. Train on every batch."""
    model.train()
    losses, size = [], None
    for X, y in loader:
        size = size or len(X)
        if len(X) == size:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_as_they_come")
def criterion_arguments_swapped(model, loader, criterion, optimizer):
    """You give y to the criterion first. Give the predictions first, then y: most losses change if the two are
    swapped."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(y, model(X))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_as_they_come")
def criterion_of_its_own(model, loader, criterion, optimizer):
    """You always use the mean squared error. Use the argument `criterion`."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_as_they_come", raises="RuntimeError")
def casts_to_float32(model, loader, criterion, optimizer):
    """You convert X or y to another dtype. Pass both on as they come: the caller has chosen dtypes for the model and
    the criterion."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X.float()), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


def epoch_of(model, loader, criterion, optimizer, prepare):
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        X, y = prepare(X, y)
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_as_they_come", raises="RuntimeError")
def flattens_the_samples(model, loader, criterion, optimizer):
    """You change the shape of X before the model gets it. Pass X on as it comes: the caller has chosen its shape for
    the model."""
    return epoch_of(model, loader, criterion, optimizer, lambda X, y: (X.reshape(len(X), -1), y))


@mistake(of="train_one_epoch", caught_by="test_as_they_come", raises="IndexError")
def squeezes_both(model, loader, criterion, optimizer):
    """You squeeze the predictions and y. A plain mean does not change, but a criterion may need their shape. Pass both
    on as they come."""
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X).squeeze(), y.squeeze())
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_as_they_come")
def targets_become_float32(model, loader, criterion, optimizer):
    """You convert y to float32. Pass y on as it comes: the caller has chosen a dtype for the criterion."""
    return epoch_of(model, loader, criterion, optimizer, lambda X, y: (X, y.float() if y.is_floating_point() else y))


@mistake(of="train_one_epoch", caught_by="test_as_they_come")
def counts_the_batches_first(model, loader, criterion, optimizer):
    """You go through the loader more than once in an epoch, to count or to look. A loader that shuffles or reads files
    does all its work again. Count, and collect, in the same loop."""
    batches = sum(1 for _ in loader)
    return train_one_epoch(model, loader, criterion, optimizer) * batches / len(loader)


@mistake(of="train_one_epoch", caught_by="test_as_they_come", raises="AttributeError")
def asks_for_the_dataset(model, loader, criterion, optimizer):
    """You ask the loader for something that only a DataLoader has, such as `dataset` or `batch_size`. Accept any object
    that yields batches, also a list: `len(loader)` is the number of its batches."""
    loss = train_one_epoch(model, loader, criterion, optimizer)
    batches = -(-len(loader.dataset) // loader.batch_size)
    return loss * len(loader) / batches


@mistake(of="train_one_epoch", caught_by="test_frozen_layers_stay")
def clears_the_first_group_only(model, loader, criterion, optimizer):
    """You clear the gradients of the optimizer's first group only. Call `optimizer.zero_grad()`, which clears all
    groups."""
    model.train()
    losses = []
    for X, y in loader:
        for p in optimizer.param_groups[0]["params"]:
            p.grad = None
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@mistake(of="train_one_epoch", caught_by="test_random_state")
def sets_the_seed(model, loader, criterion, optimizer):
    """You set torch's seed in the function, so a loader that shuffles has the same order in every epoch. Leave the seed
    to the caller."""
    torch.manual_seed(0)
    return train_one_epoch(model, loader, criterion, optimizer)


@mistake(of="train_one_epoch", caught_by="test_frozen_layers_stay")
def everything_is_unfrozen(model, loader, criterion, optimizer):
    """You set requires_grad on all parameters. Leave the parameters frozen that the caller has frozen."""
    model.requires_grad_(True)
    return train_one_epoch(model, loader, criterion, optimizer)


@mistake(of="fit", caught_by="test_fit_trains")
def fit_trains_one_epoch(model, loader, criterion, optimizer, epochs):
    """You train for one epoch, whatever `epochs` says. Train for all epochs, and put `return` after the loop, not
    inside it."""
    return [train_one_epoch(model, loader, criterion, optimizer)]


@mistake(of="fit", caught_by="test_fit_history")
def fit_returns_the_last_loss(model, loader, criterion, optimizer, epochs):
    """You return only the last epoch's loss. Return a list with one loss for each epoch."""
    loss = None
    for _ in range(epochs):
        loss = train_one_epoch(model, loader, criterion, optimizer)
    return loss


@mistake(of="fit", caught_by="test_fit_trains")
def fit_makes_a_new_optimizer_each_epoch(model, loader, criterion, optimizer, epochs):
    """You make a new optimizer in each epoch, which loses the momentum. Use the one that you are given, in all
    epochs."""
    losses = []
    for _ in range(epochs):
        optimizer = type(optimizer)(model.parameters(), **optimizer.defaults)
        losses.append(train_one_epoch(model, loader, criterion, optimizer))
    return losses


@mistake(of="fit", caught_by="test_fit_trains")
def fit_makes_plain_sgd_each_epoch(model, loader, criterion, optimizer, epochs):
    """You train with a new optimizer of your own, without momentum. Use the one that you are given, in all epochs: it
    may have momentum, or be Adam."""
    losses = []
    for _ in range(epochs):
        own = torch.optim.SGD(model.parameters(), lr=optimizer.param_groups[0]["lr"])
        losses.append(train_one_epoch(model, loader, criterion, own))
    return losses


@mistake(of="fit", caught_by="test_fit_trains")
def fit_makes_sgd_with_momentum_each_epoch(model, loader, criterion, optimizer, epochs):
    """You make a new SGD in each epoch, which loses its momentum. Use the optimizer that you are given, in all epochs:
    it may also be Adam."""
    losses = []
    for _ in range(epochs):
        own = torch.optim.SGD(model.parameters(), lr=optimizer.param_groups[0]["lr"], momentum=0.9)
        losses.append(train_one_epoch(model, loader, criterion, own))
    return losses


@mistake(of="fit", caught_by="test_fit_history")
def fit_counts_only_the_last_batch(model, loader, criterion, optimizer, epochs):
    """Your epoch losses are those of each epoch's last batch. Return the mean over all batches of the epoch."""
    batches = list(loader)
    losses = []
    for _ in range(epochs):
        train_one_epoch(model, batches[:-1], criterion, optimizer)
        losses.append(train_one_epoch(model, batches[-1:], criterion, optimizer))
    return losses


@mistake(of="fit", caught_by="test_fit_history")
def fit_returns_tensors(model, loader, criterion, optimizer, epochs):
    """Your list holds tensors. Convert them to plain floats with `.item()`."""
    return [torch.tensor(train_one_epoch(model, loader, criterion, optimizer)) for _ in range(epochs)]


@mistake(of="fit", caught_by="test_fit_trains", like="fit_trains_one_epoch")
def fit_returns_in_the_loop(model, loader, criterion, optimizer, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(train_one_epoch(model, loader, criterion, optimizer))
        return losses


@mistake(of="fit", caught_by="test_fit_trains")
def fit_stops_one_early(model, loader, criterion, optimizer, epochs):
    """You train one epoch too few: `range(1, epochs)` has one number less than `epochs`. Begin the range at 0."""
    return [train_one_epoch(model, loader, criterion, optimizer) for _ in range(1, epochs)]


@mistake(of="fit", caught_by="test_fit_trains")
def fit_squeezes_predictions(model, loader, criterion, optimizer, epochs):
    """You squeeze the predictions from (N, 1) to (N,) but leave y as (N, 1), so the loss compares every prediction with
    every target. Keep the shapes equal."""
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X).squeeze(), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="fit", caught_by="test_fit_history")
def fit_total_is_never_reset(model, loader, criterion, optimizer, epochs):
    """The total of your losses goes on from epoch to epoch, so each number holds all epochs so far. Begin each epoch at
    0."""
    total, history = 0.0, []
    for _ in range(epochs):
        total += train_one_epoch(model, loader, criterion, optimizer)
        history.append(total)
    return history


@mistake(of="fit", caught_by="test_fit_history")
def fit_lists_every_batch(model, loader, criterion, optimizer, epochs):
    """You list the loss of every batch. List one number for each epoch, the mean of its batch losses."""
    history = []
    for _ in range(epochs):
        for batch in loader:
            history.append(train_one_epoch(model, [batch], criterion, optimizer))
    return history


@mistake(of="fit", caught_by="test_fit_history")
def fit_returns_the_mean(model, loader, criterion, optimizer, epochs):
    """You return the mean over all epochs. Return a list with one loss for each epoch."""
    losses = [train_one_epoch(model, loader, criterion, optimizer) for _ in range(epochs)]
    return sum(losses) / max(len(losses), 1)


@mistake(of="fit", caught_by="test_fit_in_parts")
def fit_keeps_its_history(model, loader, criterion, optimizer, epochs, history=[]):
    """Your list of losses outlives the call: a default argument, or a global list, is made once and then shared by all
    calls. Make a new list inside the function."""
    for _ in range(epochs):
        history.append(train_one_epoch(model, loader, criterion, optimizer))
    return history


@mistake(of="fit", caught_by="test_random_state")
def fit_sets_the_seed(model, loader, criterion, optimizer, epochs):
    """You set torch's seed in fit, so every call shuffles and drops out in the same way. Leave the seed to the
    caller."""
    torch.manual_seed(42)
    return [train_one_epoch(model, loader, criterion, optimizer) for _ in range(epochs)]


@mistake(of="fit", caught_by="test_fit_in_parts")
def fit_keeps_the_batches(model, loader, criterion, optimizer, epochs):
    """You make a list of the loader once, so every epoch has the same batches. Go through the loader itself in each
    epoch: one that shuffles then makes a new order."""
    batches = list(loader)
    return [train_one_epoch(model, batches, criterion, optimizer) for _ in range(epochs)]


@mistake(of="fit", caught_by="test_fit_in_parts", raises="IndexError")
def fit_squeezes_both(model, loader, criterion, optimizer, epochs):
    """You squeeze the predictions and y. A plain mean does not change, but a criterion may need their shape. Pass both
    on as they come, or call train_one_epoch."""
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X).squeeze(), y.squeeze())
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="fit", caught_by="test_fit_in_parts")
def fit_stops_when_the_loss_does(model, loader, criterion, optimizer, epochs):
    """You stop before the last epoch, when the loss is small or no longer falls. That can be useful, but here train for
    all `epochs` epochs, and return as many losses."""
    history, best, worse = [], float("inf"), 0
    for _ in range(epochs):
        history.append(train_one_epoch(model, loader, criterion, optimizer))
        worse = 0 if history[-1] < best else worse + 1
        best = min(best, history[-1])
        if worse == 5:
            break
    return history


@mistake(of="fit", caught_by="test_fit_in_parts")
def fit_trains_at_least_once(model, loader, criterion, optimizer, epochs):
    """You train one epoch even if `epochs` is 0. Do nothing then, and return an empty list."""
    history = [train_one_epoch(model, loader, criterion, optimizer)]
    while len(history) < epochs:
        history.append(train_one_epoch(model, loader, criterion, optimizer))
    return history


@mistake(of="fit", caught_by="test_fit_in_parts", raises="IndexError")
def fit_prints_the_last_loss(model, loader, criterion, optimizer, epochs):
    """You ask for the last loss, but there is none if `epochs` is 0. Return the empty list then."""
    history = [train_one_epoch(model, loader, criterion, optimizer) for _ in range(epochs)]
    print("final loss:", history[-1])
    return history


@mistake(of="fit", caught_by="test_fit_in_parts")
def fit_forgets_the_train_mode(model, loader, criterion, optimizer, epochs):
    """Your fit does not train in train mode, but the model may come in eval mode. Call train_one_epoch, which sets
    train mode, or call `model.train()` in each epoch."""
    history = []
    for _ in range(epochs):
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="fit", caught_by="test_fit_in_parts")
def fit_ends_in_eval_mode(model, loader, criterion, optimizer, epochs):
    """Your fit switches to eval mode at its end. Leave the model in train mode: the code that evaluates it sets its own
    mode."""
    history = [train_one_epoch(model, loader, criterion, optimizer) for _ in range(epochs)]
    model.eval()
    return history
