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
    """Your gradients add up from step to step: `backward()` adds to p.grad. Clear them in each step."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def weights_never_change(model, loader, criterion, optimizer, steps=1000):
    """Your weights never change. In each step, `backward()` fills the gradients and `optimizer.step()` uses them; both are needed, and `zero_grad()` must not come in between."""
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


@mistake(of="overfit_one_batch", caught_by="test_weights")
def number_of_steps_is_a_float(model, loader, criterion, optimizer, steps=1000):
    """You give `range` a float, and it takes whole numbers only. The argument `steps` is one; 1e3 is not."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(1e3):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def number_of_steps_is_fixed(model, loader, criterion, optimizer, steps=1000):
    """You make 1000 steps, whatever `steps` says. Use the argument."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(1000):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def one_step_too_few(model, loader, criterion, optimizer, steps=1000):
    """You make one step too few. range(1, n) has n - 1 numbers."""
    X, y = next(iter(loader))
    model.train()
    loss = criterion(model(X), y)
    for _ in range(1, steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def one_step_too_many(model, loader, criterion, optimizer, steps=1000):
    """You make one step too many. range(n) has n numbers, and begins with 0."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps + 1):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def one_step_only(model, loader, criterion, optimizer, steps=1000):
    """You make one step. Repeat it on the same batch: look at what is inside the loop, and where the `return` stands."""
    X, y = next(iter(loader))
    model.train()
    return step(model, X, y, criterion, optimizer).item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def whole_epochs(model, loader, criterion, optimizer, steps=1000):
    """You train on all batches. Here it is the first batch alone, in every step."""
    model.train()
    for _ in range(steps):
        for X, y in loader:
            loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def one_step_for_each_batch(model, loader, criterion, optimizer, steps=1000):
    """You go on to the next batch after each step. Here it is the first batch alone, in every step."""
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
    """You train on the last batch: after a loop over the loader, its names hold the last one. Take the first."""
    for X, y in loader:  # noqa: B007  the mistake itself
        pass
    model.train()
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def first_sample_only(model, loader, criterion, optimizer, steps=1000):
    """You train on the first sample of the batch. Take the whole batch: one sample is learnt too easily to show much."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X[:1], y[:1], criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def batch_stays_in_a_pair(model, loader, criterion, optimizer, steps=1000):
    """You give the model the whole pair (X, y). It takes X alone."""
    batch = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, batch, batch[1], criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def loader_is_indexed(model, loader, criterion, optimizer, steps=1000):
    """You index the loader. It can only be gone through, batch by batch."""
    X, y = loader[0]
    model.train()
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def squeezed_predictions(model, loader, criterion, optimizer, steps=1000):
    """You squeeze the predictions from (N, 1) to (N,) while y stays (N, 1): the loss then compares every prediction with every target. Keep the shapes equal."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(lambda X: model(X).squeeze(), X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def softmax_before_the_loss(model, loader, criterion, optimizer, steps=1000):
    """You apply a softmax to the model's outputs. `nn.CrossEntropyLoss` does that itself; give the loss the plain outputs."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(lambda X: model(X).softmax(dim=-1), X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def a_copy_is_trained(model, loader, criterion, optimizer, steps=1000):
    """You train a copy of the model, and the caller's own has learnt nothing. Train the model that you are given."""
    model.train()
    model = copy.deepcopy(model)
    X, y = next(iter(loader))
    optimizer = type(optimizer)(model.parameters(), **optimizer.defaults)
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_weights")
def an_optimizer_of_ones_own(model, loader, criterion, optimizer, steps=1000):
    """You make an optimizer of your own. Use the one that you are given: it has the settings that the caller wants."""
    X, y = next(iter(loader))
    model.train()
    optimizer = torch.optim.Adam(model.parameters())
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_loss")
def loss_stays_a_tensor(model, loader, criterion, optimizer, steps=1000):
    """You return a tensor. Take the plain number out of the last loss."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss


@mistake(of="overfit_one_batch", caught_by="test_loss")
def first_loss(model, loader, criterion, optimizer, steps=1000):
    """You return the loss of the first step. The last one says how well the batch is known."""
    X, y = next(iter(loader))
    model.train()
    losses = [step(model, X, y, criterion, optimizer).item() for _ in range(steps)]
    return losses[0]


@mistake(of="overfit_one_batch", caught_by="test_loss")
def mean_of_the_losses(model, loader, criterion, optimizer, steps=1000):
    """You return the mean of all the losses. The high ones at the start say nothing about the end: return the last."""
    X, y = next(iter(loader))
    model.train()
    losses = [step(model, X, y, criterion, optimizer).item() for _ in range(steps)]
    return sum(losses) / len(losses)


@mistake(of="overfit_one_batch", caught_by="test_loss")
def list_of_losses(model, loader, criterion, optimizer, steps=1000):
    """You return the losses of all steps. One number is asked for, the last of them."""
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
    """You ask the loader in every step, and a shuffled loader gives another batch each time. Ask once, before the steps."""
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
    """You ask the loader once for X and once more for y, and a shuffled loader gives two batches. Take both from one."""
    X, _ = next(iter(loader))
    _, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_default_steps")
def stops_when_the_loss_is_small(model, loader, criterion, optimizer, steps=1000):
    """You stop as soon as the loss is small. Make all the steps: the caller decides how many."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
        if loss.item() < 0.01:
            break
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_default_steps")
def other_number_by_default(model, loader, criterion, optimizer, steps=100):
    """You have changed the default of `steps`. It is 1000."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_momentum")
def optimizer_made_anew_for_each_step(model, loader, criterion, optimizer, steps=1000):
    """Your optimizer starts anew in each step and forgets its momentum. Use the one that you are given, all the way."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        optimizer = type(optimizer)(model.parameters(), **optimizer.defaults)
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_train_mode")
def train_mode_is_not_set(model, loader, criterion, optimizer, steps=1000):
    """You leave the model in the mode it comes in. Put it into train mode first: dropout and batch norm work differently in training."""
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
    """You return a tensor. Take the plain number out of the last loss."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        step(model, X, y, criterion, optimizer)
    return criterion(model(X), y)


@mistake(of="overfit_one_batch", caught_by="test_weights")
def loss_before_the_loop(model, loader, criterion, optimizer, steps=1000):
    """You call backward() again on a loss whose graph is used up. Each step needs its own predictions and its own loss."""
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
    """You learn the first batch, and then the others in turn. Here it is the first batch alone."""
    model.train()
    for X, y in loader:
        for _ in range(steps):
            loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_loss")
def lowest_loss(model, loader, criterion, optimizer, steps=1000):
    """You return the lowest loss. The last one says how well the batch is known in the end; with too large a learning rate, it can be higher."""
    X, y = next(iter(loader))
    model.train()
    return min(step(model, X, y, criterion, optimizer).item() for _ in range(steps))


@mistake(of="overfit_one_batch", caught_by="test_loss")
def stops_when_the_loss_rises(model, loader, criterion, optimizer, steps=1000):
    """You stop as soon as the loss rises. Make all the steps: the caller decides how many."""
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
    """You stop as soon as the loss is small. Make all the steps: the caller decides how many."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        if criterion(model(X), y).item() < 1e-8:
            break
        loss = step(model, X, y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_used_up_loader")
def batch_becomes_float32(model, loader, criterion, optimizer, steps=1000):
    """You change the dtype of the batch. It fits the model as it comes."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X.float(), y, criterion, optimizer)
    return loss.item()


@mistake(of="overfit_one_batch", caught_by="test_used_up_loader")
def batch_becomes_flat(model, loader, criterion, optimizer, steps=1000):
    """You flatten each sample. The model takes the batch in the shape in which it comes."""
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        loss = step(model, X.reshape(len(X), -1), y, criterion, optimizer)
    return loss.item()
