"""Wrong solutions that students hand in; each docstring is the feedback."""

import copy

import torch

from dlcourse.graders.authoring import mistake


def step(model, X, y, criterion, optimizer):
    optimizer.zero_grad()
    loss = criterion(model(X), y)
    loss.backward()
    optimizer.step()
    return loss


@mistake(of="overfit_one_batch", caught_by="test_weights")
def gradients_are_never_cleared(model, loader, criterion, optimizer, steps=1000):
    """Your gradients add up from step to step, because `backward()` adds to p.grad. Clear them in each step."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def weights_never_change(model, loader, criterion, optimizer, steps=1000):
    """Your weights never change. In each step, call `backward()` to compute the gradients and then `optimizer.step()`
    to use them, without `zero_grad()` between the two.
    """
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        optimizer.step()
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights", like="weights_never_change")
def no_step(model, loader, criterion, optimizer, steps=1000):
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights", like="weights_never_change")
def gradients_cleared_before_the_step(model, loader, criterion, optimizer, steps=1000):
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights", raises="TypeError")
def number_of_steps_is_a_float(model, loader, criterion, optimizer, steps=1000):
    """You give `range` a float, but it accepts whole numbers only. Use the argument `steps`: it is an int, but 1e3 is a
    float.
    """
    X, y = next(iter(loader))
    model.train()
    for _ in range(1e3):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def number_of_steps_is_fixed(model, loader, criterion, optimizer, steps=1000):
    """You always make 1000 steps. Use the argument `steps`."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(1000):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def one_step_too_few(model, loader, criterion, optimizer, steps=1000):
    """You make one step too few. Check the range: range(1, n) has n - 1 numbers."""
    X, y = next(iter(loader))
    model.train()
    loss = criterion(model(X), y)
    for _ in range(1, steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def one_step_too_many(model, loader, criterion, optimizer, steps=1000):
    """You make one step too many. Check the range: range(n) has n numbers, and starts with 0."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps + 1):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def one_step_only(model, loader, criterion, optimizer, steps=1000):
    """You make one step only. Repeat it on the same batch: check what is inside the loop, and the indentation of the
    `return`.
    """
    X, y = next(iter(loader))
    model.train()
    return step(model, X, y, criterion, optimizer).item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def whole_epochs(model, loader, criterion, optimizer, steps=1000):
    """You train on all batches. Use only the first batch, in every step."""
    model.train()
    for _ in range(steps):
        for X, y in loader:
            loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def one_step_for_each_batch(model, loader, criterion, optimizer, steps=1000):
    """You go to the next batch after each step. Use only the first batch, in every step."""
    model.train()
    taken = 0
    while taken < steps:
        for X, y in loader:
            if taken < steps:
                loss = step(model, X, y, criterion, optimizer)
            taken += 1
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def last_batch_of_the_loader(model, loader, criterion, optimizer, steps=1000):
    """You train on the last batch: after a loop over the loader, X and y hold the last one. Use the first batch."""
    for X, y in loader:  # noqa: B007  the mistake itself
        pass
    model.train()
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def first_sample_only(model, loader, criterion, optimizer, steps=1000):
    """You train on the first sample of the batch only. Use the whole batch: one sample is too easy to learn."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X[:1], y[:1], criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights", raises="TypeError")
def batch_stays_in_a_pair(model, loader, criterion, optimizer, steps=1000):
    """You give the model the pair (X, y). Give it X only."""
    batch = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, batch, batch[1], criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights", raises="TypeError")
def loader_is_indexed(model, loader, criterion, optimizer, steps=1000):
    """You index the loader, which a loader does not allow. Go through it, batch by batch."""
    X, y = loader[0]
    model.train()
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def squeezed_predictions(model, loader, criterion, optimizer, steps=1000):
    """You squeeze the predictions from (N, 1) to (N,), but y is (N, 1), so the loss compares every prediction with
    every target. Keep the two shapes equal.
    """
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(lambda X: model(X).squeeze(), X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def softmax_before_the_loss(model, loader, criterion, optimizer, steps=1000):
    """You apply a softmax to the outputs of the model. Give the loss the plain outputs: `nn.CrossEntropyLoss`
    applies the softmax.
    """
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(lambda X: model(X).softmax(dim=-1), X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def a_copy_is_trained(model, loader, criterion, optimizer, steps=1000):
    """You train a copy of the model, so the caller's model learns nothing. Train the model that you are given."""
    model.train()
    model = copy.deepcopy(model)
    X, y = next(iter(loader))
    optimizer = type(optimizer)(model.parameters(), **optimizer.defaults)
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def an_optimizer_of_ones_own(model, loader, criterion, optimizer, steps=1000):
    """You make your own optimizer. Use the one that you are given: it has the caller's settings."""
    X, y = next(iter(loader))
    model.train()
    optimizer = torch.optim.Adam(model.parameters())
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_loss")
def loss_stays_a_tensor(model, loader, criterion, optimizer, steps=1000):
    """You return a tensor. Return a plain float: take the number out of the last loss."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss


@mistake(of="overfit_one_batch", caught_by="test_loss")
def first_loss(model, loader, criterion, optimizer, steps=1000):
    """You return the loss of the first step. Return the last one: it says how well the model knows the batch."""
    X, y = next(iter(loader))
    model.train()
    losses = [step(model, X, y, criterion, optimizer).item() for _ in range(steps)]
    return losses[0]


@mistake(of="overfit_one_batch", caught_by="test_loss")
def mean_of_the_losses(model, loader, criterion, optimizer, steps=1000):
    """You return the mean of all losses. Return the last one: the high losses at the start say nothing about the end."""
    X, y = next(iter(loader))
    model.train()
    losses = [step(model, X, y, criterion, optimizer).item() for _ in range(steps)]
    return sum(losses) / len(losses)


@mistake(of="overfit_one_batch", caught_by="test_loss")
def list_of_losses(model, loader, criterion, optimizer, steps=1000):
    """You return the losses of all steps. Return one number, the last loss."""
    X, y = next(iter(loader))
    model.train()
    return [step(model, X, y, criterion, optimizer).item() for _ in range(steps)]


@mistake(of="overfit_one_batch", caught_by="test_loss")
def nothing_is_returned(model, loader, criterion, optimizer, steps=1000):
    """Your function trains, but returns nothing. Return the loss of the last step."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    print(loss.item())


@mistake(of="overfit_one_batch", caught_by="test_same_batch")
def new_batch_for_each_step(model, loader, criterion, optimizer, steps=1000):
    """You take a batch from the loader in every step, and a shuffled loader gives another one each time. Take one
    batch, before the steps.
    """
    model.train()
    for _ in range(steps):
        X, y = next(iter(loader))
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_same_batch", like="new_batch_for_each_step")
def break_after_each_first_batch(model, loader, criterion, optimizer, steps=1000):
    model.train()
    for _ in range(steps):
        for X, y in loader:
            loss = step(model, X, y, criterion, optimizer)
            break
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_same_batch")
def X_and_y_of_two_batches(model, loader, criterion, optimizer, steps=1000):
    """You go through the loader once for X and once for y, so a shuffled loader gives two different batches. Take X and
    y from one batch.
    """
    X, _ = next(iter(loader))
    _, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_default_steps")
def stops_when_the_loss_is_small(model, loader, criterion, optimizer, steps=1000):
    """You stop when the loss is small. Make all steps: the caller decides how many."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
        if loss.item() < 0.01:
            break
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_default_steps")
def other_number_by_default(model, loader, criterion, optimizer, steps=100):
    """You have changed the default of `steps`. Set it to 1000."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_momentum")
def optimizer_made_anew_for_each_step(model, loader, criterion, optimizer, steps=1000):
    """You use a new optimizer in each step, so it forgets its momentum. Use the one that you are given for all steps."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        optimizer = type(optimizer)(model.parameters(), **optimizer.defaults)
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_train_mode")
def train_mode_is_not_set(model, loader, criterion, optimizer, steps=1000):
    """You train in the mode that the model has, or in eval mode. Put the model into train mode first: dropout and batch
    norm work differently in training.
    """
    X, y = next(iter(loader))
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_train_mode", like="train_mode_is_not_set")
def left_in_eval_mode(model, loader, criterion, optimizer, steps=1000):
    X, y = next(iter(loader))
    model.eval()
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_loss")
def loss_after_the_steps_stays_a_tensor(model, loader, criterion, optimizer, steps=1000):
    """You return a tensor. Return a plain float: take the number out of the last loss."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        step(model, X, y, criterion, optimizer)
    return criterion(model(X), y)


@mistake(of="overfit_one_batch", caught_by="test_weights", raises="RuntimeError")
def loss_before_the_loop(model, loader, criterion, optimizer, steps=1000):
    """You call backward() again on the same loss, but its graph is gone after the first call. Compute new predictions
    and a new loss in each step.
    """
    X, y = next(iter(loader))
    model.train()
    loss = criterion(model(X), y)
    for _ in range(steps):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def every_batch_in_turn(model, loader, criterion, optimizer, steps=1000):
    """You train on the first batch, and then on the others. Use only the first batch."""
    model.train()
    for X, y in loader:
        for _ in range(steps):
            loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_loss")
def lowest_loss(model, loader, criterion, optimizer, steps=1000):
    """You return the lowest loss. Return the last one, which can be higher: it says how well the model knows the batch
    at the end.
    """
    X, y = next(iter(loader))
    model.train()
    return min(step(model, X, y, criterion, optimizer).item() for _ in range(steps))


@mistake(of="overfit_one_batch", caught_by="test_loss")
def stops_when_the_loss_rises(model, loader, criterion, optimizer, steps=1000):
    """You stop when the loss rises. Make all steps: the caller decides how many."""
    X, y = next(iter(loader))
    model.train()
    losses = []
    for _ in range(steps):
        losses.append(step(model, X, y, criterion, optimizer).item())
        if losses[-1] > losses[0]:
            break
    return losses[-1]


@mistake(of="overfit_one_batch", caught_by="test_default_steps")
def stops_when_the_loss_is_tiny(model, loader, criterion, optimizer, steps=1000):
    """You stop when the loss is small. Make all steps: the caller decides how many."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        if criterion(model(X), y).item() < 1e-8:
            break
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_used_up_loader", raises="RuntimeError")
def batch_becomes_float32(model, loader, criterion, optimizer, steps=1000):
    """You change the dtype of the batch. Give it to the model unchanged."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X.float(), y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_used_up_loader")
def batch_becomes_flat(model, loader, criterion, optimizer, steps=1000):
    """You flatten each sample. Give the batch to the model in the shape that it has."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X.reshape(len(X), -1), y, criterion, optimizer)
    return loss.item()
