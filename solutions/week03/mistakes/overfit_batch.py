"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake, survives

survives("X, y = next(iter(loader)) -> after model.train()", because="the mode is set before the steps all the same")
survives(
    "optimizer.zero_grad() -> after loss = criterion(model(X), y)",
    because="the gradients may be cleared at any time before backward()",
)


@mistake(caught_by="test_weights", edit={"optimizer.zero_grad()": "pass"})
def gradients_are_never_cleared():
    """Your gradients add up from step to step, because `backward()` adds to p.grad. Clear them in each step."""


@mistake(caught_by="test_weights", edit={"optimizer.step()": "pass"})
def weights_never_change():
    """Your weights never change. In each step, call `backward()` first, then `optimizer.step()`, and do not clear the
    gradients between the two."""


@mistake(caught_by="test_weights", edit={"optimizer.step()": "optimizer.step()\nreturn loss.item()"})
def one_step_only():
    """You make one step only. Repeat it on the same batch: check what is inside the loop, and the indentation of the
    `return`."""


@mistake(caught_by="test_weights", raises="TypeError", edit={"range(steps)": "range(1e3)"})
def number_of_steps_is_a_float():
    """You give `range` a float, but it accepts whole numbers only. Use the argument `steps`: it is an int, but 1e3 is a
    float."""


@mistake(caught_by="test_weights", edit={"range(steps)": "range(1000)"})
def number_of_steps_is_fixed():
    """You always make 1000 steps. Use the argument `steps`."""


@mistake(caught_by="test_weights", edit={"range(steps)": "range(1, steps)"})
def one_step_too_few():
    """You make one step too few. Check the range: range(1, n) has n - 1 numbers."""


@mistake(caught_by="test_weights", edit={"range(steps)": "range(steps + 1)"})
def one_step_too_many():
    """You make one step too many. Check the range: range(n) has n numbers, and starts with 0."""


@mistake(
    caught_by="test_weights",
    edit={
        "X, y = next(iter(loader))\n": "",
        "for _ in range(steps)": "for X, y in [batch for _ in range(steps) for batch in loader]",
    },
)
def whole_epochs():
    """You train on all batches. Use only the first batch, in every step."""


@mistake(caught_by="test_weights", base="whole_epochs", edit={"in loader]": "in loader][:steps]"})
def one_step_for_each_batch():
    """You go to the next batch after each step. Use only the first batch, in every step."""


@mistake(caught_by="test_weights", edit={"X, y = next(iter(loader))": "for X, y in loader:\n    pass"})
def last_batch_of_the_loader():
    """You train on the last batch: after a loop over the loader, X and y hold the last one. Use the first batch."""


@mistake(caught_by="test_weights", edit={"model.train()": "model.train()\nX, y = X[:1], y[:1]"})
def first_sample_only():
    """You train on the first sample of the batch only. Use the whole batch: one sample is too easy to learn."""


@mistake(caught_by="test_weights", raises="TypeError", edit={"model(X)": "model((X, y))"})
def batch_stays_in_a_pair():
    """You give the model the pair (X, y). Give it X only."""


@mistake(caught_by="test_weights", raises="TypeError", edit={"next(iter(loader))": "loader[0]"})
def loader_is_indexed():
    """You index the loader, which a loader does not allow. Go through it, batch by batch."""


@mistake(caught_by="test_weights", edit={"model(X)": "model(X).squeeze()"})
def squeezed_predictions():
    """You squeeze the predictions from (N, 1) to (N,), but y is (N, 1), so the loss compares every prediction with
    every target. Keep the two shapes equal."""


@mistake(caught_by="test_weights", edit={"model(X)": "model(X).softmax(dim=-1)"})
def softmax_before_the_loss():
    """You apply a softmax to the outputs of the model. Give the loss the plain outputs: `nn.CrossEntropyLoss` applies
    the softmax."""


@mistake(caught_by="test_momentum", raises="NotImplementedError", edit={"model(X), y": "y, model(X)"})
def criterion_arguments_swapped():
    """You give y to the criterion first. Give the predictions first, then y: most losses change if the two are
    swapped."""


@mistake(
    caught_by="test_weights",
    edit={"model.train()": "model.train()\noptimizer = torch.optim.Adam(model.parameters())"},
)
def own_optimizer():
    """You make your own optimizer. Use the one that you are given: it has the caller's settings."""


@mistake(
    caught_by="test_momentum",
    edit={
        "optimizer.step()": "optimizer.step()\noptimizer = type(optimizer)(model.parameters(), **optimizer.defaults)"
    },
)
def new_optimizer_for_each_step():
    """You use a new optimizer in each step, so it forgets its momentum. Use the one that you are given for all steps."""


@mistake(
    caught_by="test_weights",
    raises="RuntimeError",
    edit={
        "model.train()": "model.train()\nloss = criterion(model(X), y)",
        "loss = criterion(model(X), y)\nloss.backward()": "loss.backward()",
    },
)
def loss_before_the_loop():
    """You call backward() again on the same loss, but its graph is gone after the first call. Compute new predictions
    and a new loss in each step."""


@mistake(caught_by="test_loss", edit={"loss.item()": "loss"})
def loss_stays_a_tensor():
    """You return a tensor. Return a plain float: take the number out of the last loss."""


@mistake(caught_by="test_loss", edit={"loss.item()": "criterion(model(X), y)"}, like="loss_stays_a_tensor")
def loss_after_the_steps_stays_a_tensor(): ...


@mistake(
    caught_by="test_loss",
    edit={
        "model.train()": "model.train()\nlosses = []",
        "optimizer.step()": "optimizer.step()\nlosses.append(loss.item())",
        "return loss.item()": "return losses",
    },
)
def list_of_losses():
    """You return the losses of all steps. Return one number, the last loss."""


@mistake(caught_by="test_loss", base="list_of_losses", edit={"return losses": "return sum(losses) / len(losses)"})
def mean_of_the_losses():
    """You return the mean of all losses. Return the last one: the high losses at the start say nothing about the end."""


@mistake(caught_by="test_loss", base="list_of_losses", edit={"return losses": "return min(losses)"})
def lowest_loss():
    """You return the lowest loss. Return the last one, which can be higher: it says how well the model knows the batch
    at the end."""


@mistake(caught_by="test_loss", edit={"return loss.item()": "print(loss.item())"})
def nothing_is_returned():
    """Your function trains, but returns nothing. Return the loss of the last step."""


@mistake(
    caught_by="test_same_batch",
    edit={
        "X, y = next(iter(loader))\n": "",
        "optimizer.zero_grad()": "X, y = next(iter(loader))\noptimizer.zero_grad()",
    },
)
def new_batch_for_each_step():
    """You take a batch from the loader in every step, and a shuffled loader gives another one each time. Take one
    batch, before the steps."""


@mistake(caught_by="test_same_batch", edit={"next(iter(loader))": "next(iter(loader))[0], next(iter(loader))[1]"})
def X_and_y_of_two_batches():
    """You go through the loader once for X and once for y, so a shuffled loader gives two different batches. Take X and
    y from one batch."""


@mistake(
    caught_by="test_default_steps",
    edit={"optimizer.step()": "optimizer.step()\nif loss.item() < 0.01:\n    break"},
)
def stops_when_the_loss_is_small():
    """You stop when the loss is small. Make all steps: the caller decides how many."""


@mistake(caught_by="test_train_mode", edit={"model.train()": "pass"})
def train_mode_is_not_set():
    """You train in the mode that the model has, or in eval mode. Put the model into train mode first: dropout and batch
    norm work differently in training."""


@mistake(caught_by="test_used_up_loader", raises="RuntimeError", edit={"model(X)": "model(X.float())"})
def batch_becomes_float32():
    """You change the dtype of the batch. Give it to the model unchanged."""
