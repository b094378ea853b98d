"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake, survives

survives("model.train() -> after losses = []", because="the mode is set before the loop all the same")
survives(
    "optimizer.zero_grad() -> after loss = criterion(model(X), y)",
    because="the gradients may be cleared at any time before backward()",
)
survives(
    "optimizer.step() -> after losses.append(loss.item())",
    because="the loss was computed before the step, which does not change it",
)


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch", edit={"optimizer.zero_grad()": "pass"})
def gradients_are_never_cleared():
    """Your gradients add up from batch to batch: `backward()` adds to p.grad. Call `optimizer.zero_grad()` for each
    batch."""


@mistake(
    of="train_one_epoch",
    caught_by="test_weights_after_an_epoch",
    edit={"for X, y in loader:\n    optimizer.zero_grad()": "optimizer.zero_grad()\nfor X, y in loader:"},
)
def gradients_are_cleared_once_an_epoch():
    """You clear the gradients once, before the loop, so they add up from batch to batch. Clear them for each batch."""


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch", edit={"optimizer.step()": "pass"})
def weights_never_change():
    """Your weights never change. For each batch, call `backward()` first, then `optimizer.step()`, and do not clear the
    gradients between the two."""


@mistake(
    of="train_one_epoch",
    caught_by="test_weights_after_an_epoch",
    edit={"losses.append(loss.item())": "return loss.item()"},
)
def returns_after_the_first_batch():
    """You train on the first batch only. Go through all batches, and put `return` after the loop, not inside it."""


@mistake(
    of="train_one_epoch",
    caught_by="test_weights_after_an_epoch",
    edit={"optimizer.step()\nlosses": "losses", "return": "optimizer.step()\nreturn"},
)
def one_step_per_epoch():
    """You make one step at the end of the epoch. Make one for each batch: call `backward()` and `optimizer.step()`
    inside the loop."""


@mistake(
    caught_by="test_weights_after_an_epoch",
    base="one_step_per_epoch",
    edit={"for X, y in loader:\n    optimizer.zero_grad()": "optimizer.zero_grad()\nfor X, y in loader:"},
    like="one_step_per_epoch",
)
def one_step_for_all_gradients(): ...


@mistake(
    of="train_one_epoch",
    caught_by="test_weights_after_an_epoch",
    edit={"model(X)": "model(X).softmax(dim=-1)"},
)
def softmax_before_the_loss():
    """You apply a softmax to the model's outputs, but `nn.CrossEntropyLoss` does that itself. Give the loss the plain
    outputs."""


@mistake(of="train_one_epoch", caught_by="test_weights_after_an_epoch", edit={"model(X)": "model(X).squeeze()"})
def squeezed_predictions():
    """You squeeze the predictions from (N, 1) to (N,) but leave y as (N, 1), so the loss compares every prediction with
    every target. Keep the shapes equal."""


@mistake(of="train_one_epoch", caught_by="test_loss_of_an_epoch", edit={"loss.item()": "loss"})
def loss_stays_a_tensor():
    """You return a tensor instead of a float. Take the number out of each loss with `.item()`: a tensor that is still
    in its graph keeps the whole graph in memory."""


@mistake(
    of="train_one_epoch",
    caught_by="test_loss_of_an_epoch",
    edit={"loss.item()": "loss.detach()"},
    like="loss_stays_a_tensor",
)
def loss_is_detached(): ...


@mistake(of="train_one_epoch", caught_by="test_loss_of_an_epoch", edit={"sum(losses) / len(losses)": "losses"})
def returns_every_loss():
    """You return the loss of every batch. Return one float, their mean."""


@mistake(
    of="train_one_epoch",
    caught_by="test_loss_of_an_epoch",
    edit={
        "losses = []": "losses, samples = [], 0",
        "backward()": "backward()\nsamples += len(X)",
        "len(losses)": "samples",
    },
)
def loss_divided_by_samples():
    """You divide the sum of the batch losses by the number of samples. Each batch loss is a mean already: divide by the
    number of batches."""


@mistake(
    caught_by="test_loss_of_an_epoch",
    base="loss_divided_by_samples",
    edit={"loss.item()": "loss.item() * len(X)"},
)
def loss_weighted_by_samples():
    """You weight each batch by its size. That is a good mean too, but here every batch counts the same: divide the sum
    of the batch losses by the number of batches."""


@mistake(of="train_one_epoch", caught_by="test_loss_of_an_epoch", edit={" / len(losses)": ""})
def loss_is_the_sum():
    """You return the sum of the batch losses. Divide it by the number of batches."""


@mistake(of="train_one_epoch", caught_by="test_loss_of_an_epoch", edit={"sum(losses) / len(losses)": "losses[-1]"})
def loss_of_the_last_batch():
    """You return the loss of the last batch only. Collect the loss of every batch, and return their mean."""


@mistake(of="train_one_epoch", caught_by="test_train_mode", edit={"model.train()": "pass"})
def train_mode_is_not_set():
    """You do not train in train mode. The model may come in eval mode, in which dropout and batch norm work
    differently: set train mode before the loop."""


@mistake(of="train_one_epoch", caught_by="test_train_mode", edit={"return": "model.eval()\nreturn"})
def ends_in_eval_mode():
    """You switch to eval mode at the end. Leave the model in train mode: the code that evaluates it sets its own
    mode."""


@mistake(
    of="train_one_epoch",
    caught_by="test_two_epochs",
    edit={"losses = []": "losses = []\noptimizer = type(optimizer)(model.parameters(), **optimizer.defaults)"},
)
def starts_a_new_optimizer():
    """You make a new optimizer in every call, which loses the momentum. Use the one that you are given."""


@mistake(
    of="train_one_epoch",
    caught_by="test_two_epochs",
    edit={
        "optimizer.step()": "for p in model.parameters():\n"
        '    p.data -= optimizer.defaults["lr"] * (0 if p.grad is None else p.grad)'
    },
)
def steps_by_hand():
    """You subtract lr times the gradient from the parameters yourself, which is plain SGD only. Let the optimizer make
    its step: it may have momentum, or be Adam."""


@mistake(of="train_one_epoch", caught_by="test_as_they_come", edit={"model(X), y": "y, model(X)"})
def criterion_arguments_swapped():
    """You give y to the criterion first. Give the predictions first, then y: most losses change if the two are
    swapped."""


@mistake(of="train_one_epoch", caught_by="test_as_they_come", edit={"criterion(": "nn.functional.mse_loss("})
def criterion_of_its_own():
    """You always use the mean squared error. Use the argument `criterion`."""


@mistake(of="train_one_epoch", caught_by="test_as_they_come", raises="RuntimeError", edit={"(X)": "(X.float())"})
def casts_to_float32():
    """You convert X or y to another dtype. Pass both on as they come: the caller has chosen dtypes for the model and
    the criterion."""


@mistake(of="train_one_epoch", caught_by="test_as_they_come", edit={", y)": ", y.float())"}, like="casts_to_float32")
def targets_become_float32(): ...


@mistake(
    of="train_one_epoch",
    caught_by="test_as_they_come",
    raises="IndexError",
    edit={"model(X), y": "model(X).squeeze(), y.squeeze()"},
)
def squeezes_both():
    """You squeeze the predictions and y. A plain mean does not change, but a criterion may need their shape: pass both
    on as they come."""


@mistake(of="train_one_epoch", caught_by="test_as_they_come", edit={"len(losses)": "len(list(loader))"})
def counts_the_batches_again():
    """You go through the loader more than once in an epoch, to count or to look. A loader that shuffles or reads files
    does all its work again: count in the same loop, or use `len(loader)`."""


@mistake(
    of="train_one_epoch",
    caught_by="test_as_they_come",
    raises="AttributeError",
    edit={"losses = []": "losses, samples = [], len(loader.dataset)"},
)
def asks_for_the_dataset():
    """You ask the loader for something that only a DataLoader has, such as `dataset` or `batch_size`. Accept any object
    that yields batches, also a list: `len(loader)` is the number of its batches."""


@mistake(of="train_one_epoch", caught_by="test_random_state", edit={"losses = []": "losses = []\ntorch.manual_seed(0)"})
def sets_the_seed():
    """You set torch's seed in the function, so a loader that shuffles has the same order in every epoch. Leave the seed
    to the caller."""


@mistake(of="train_one_epoch", caught_by="test_frozen_layers_stay", edit={".train()": ".train().requires_grad_()"})
def everything_is_unfrozen():
    """You set requires_grad on all parameters. Leave the parameters frozen that the caller has frozen."""


@mistake(
    of="fit",
    caught_by="test_fit_trains",
    edit={"return": "for _ in range(epochs):\n    return", " for _ in range(epochs)]": "]"},
)
def fit_returns_in_the_loop():
    """You train for one epoch, whatever `epochs` says. Train for all epochs, and put `return` after the loop, not
    inside it."""


@mistake(of="fit", caught_by="test_fit_history", edit={"(epochs)]": "(epochs)][-1]"})
def fit_returns_the_last_loss():
    """You return only the last epoch's loss. Return a list with one loss for each epoch."""


@mistake(
    of="fit",
    caught_by="test_fit_trains",
    edit={"optimizer)": "type(optimizer)(model.parameters(), **optimizer.defaults))"},
)
def fit_makes_a_new_optimizer_each_epoch():
    """You make a new optimizer in each epoch, which loses the momentum. Use the one that you are given, in all
    epochs."""


@mistake(of="fit", caught_by="test_fit_history", edit={"return": "losses =", "]": "]\nreturn torch.tensor(losses)"})
def fit_returns_a_tensor():
    """You return a tensor. Return a list of plain floats."""


@mistake(of="fit", caught_by="test_fit_trains", edit={"range(epochs)": "range(1, epochs)"})
def fit_stops_one_early():
    """You train one epoch too few: `range(1, epochs)` has one number less than `epochs`. Begin the range at 0."""


@mistake(of="fit", caught_by="test_fit_trains", edit={"return": "loader = list(loader)\nreturn"})
def fit_keeps_the_batches():
    """You make a list of the loader once, so every epoch has the same batches. Go through the loader itself in each
    epoch: one that shuffles then makes a new order."""


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


@mistake(
    of="train_one_epoch",
    caught_by="test_weights_after_an_epoch",
    edit={"losses.append(loss.item())": "return loss.item() / len(loader)"},
    like="returns_after_the_first_batch",
)
def returns_a_share_after_the_first_batch(): ...


@mistake(
    of="train_one_epoch",
    caught_by="test_weights_after_an_epoch",
    edit={"model.train()": "pass", "optimizer.zero_grad()": "pass"},
)
def neither_train_mode_nor_cleared_gradients():
    """Two things are missing: your gradients add up from batch to batch, so call `optimizer.zero_grad()` for each batch;
    and the model may come in eval mode, so call `model.train()` before the loop."""


@mistake(
    of="fit",
    caught_by="test_fit_history",
    edit={"return": "losses =", "]": "]\nreturn [loss for loss in losses for _ in loader]"},
)
def fit_returns_a_loss_for_each_batch():
    """You return a loss for each batch. Return one for each epoch: the mean of the losses of its batches."""


@mistake(
    caught_by="test_loss_of_an_epoch",
    edit={"for X, y in loader": "for i, (X, y) in enumerate(loader)", "len(losses)": "i"},
)
def loss_divided_by_the_last_index():
    """You divide by the last index of `enumerate`, which is one less than the number of batches. Divide by the number of
    batches, `len(loader)`."""


@mistake(caught_by="test_loss_of_an_epoch", edit={"len(losses)": "len(X)"})
def loss_divided_by_the_last_batch():
    """You divide the sum of the batch losses by the size of the last batch, `len(X)`. Divide it by the number of batches,
    `len(loader)`."""


@mistake(
    caught_by="test_loss_of_an_epoch",
    edit={"losses.append(loss.item())": "losses = losses or [0] * len(loader)\nlosses[0] = loss.item()"},
)
def total_has_the_last_loss_only():
    """Your total holds only the loss of the last batch. Set it to 0 once, before the loop, and add with `+=`: `=+` assigns."""


@mistake(
    caught_by="test_loss_of_an_epoch",
    edit={"losses.append(loss.item())": "losses.append(criterion(model(X), y).item())"},
)
def loss_after_the_step():
    """You compute the loss again after the step, when the weights have changed. Return the loss that `backward()` was called
    on, of the weights before the step."""


@mistake(
    caught_by="test_weights_after_an_epoch",
    edit={
        "losses = []\nfor X, y in loader": "losses, loader = [], list(loader)\nfor X, y in loader * 10",
        "sum(losses)": "sum(losses[-len(loader):])",
        "len(losses)": "len(loader)",
    },
)
def ten_epochs_in_one():
    """You go through the loader several times. train_one_epoch is one epoch: go through it once. fit repeats it."""


@mistake(
    of="fit",
    caught_by="test_fit_history",
    edit={
        "return [": "vars(fit).setdefault('losses', []).extend([",
        " for _ in range(epochs)]": " for _ in range(epochs)])\nreturn fit.losses",
    },
)
def losses_of_all_calls():
    """Your list goes on from call to call, because a default value such as `losses=[]` is made only once. Begin with an empty
    list inside the function."""


@mistake(
    of="fit",
    caught_by="test_fit_trains",
    edit={"optimizer)": "torch.optim.SGD(model.parameters(), lr=0.1))"},
)
def fit_makes_sgd_of_its_own():
    """You make an optimizer of your own in fit. Use the one that you are given: the caller has chosen its learning rate and
    its kind."""


@mistake(
    of="fit",
    caught_by="test_fit_trains",
    edit={"optimizer)": "torch.optim.SGD(model.parameters(), lr=0.01))"},
    like="fit_makes_sgd_of_its_own",
)
def fit_makes_slow_sgd_of_its_own(): ...
