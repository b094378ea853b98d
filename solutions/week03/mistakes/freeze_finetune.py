"""Wrong solutions that students hand in; each docstring is the feedback."""

import copy

from solution import finetune

from dlcourse.graders.authoring import mistake, survives

survives("for _ in range(epochs) -> model.train() before the loop", because="nothing in the loop leaves train mode")
survives("model.train() -> after losses = []", because="neither needs the other")
survives("parameter.requires_grad_(False) -> after parameter.grad = None", because="neither needs the other")
survives("optimizer.zero_grad() -> after loss = criterion(model(X), y)", because="it is still before backward()")
survives("optimizer.step() -> after losses.append(loss.item())", because="the loss is computed already")


@mistake(of="freeze", caught_by="test_freezes_a_layer", edit={"modules[name].parameters()": "[modules[name].weight]"})
def freezes_the_weight_only():
    """You freeze only the weight of a module. Freeze all its parameters: the bias too."""


@mistake(
    of="freeze",
    caught_by="test_freezes_a_layer",
    edit={
        "for parameter in modules[name].parameters()": "for parameter in [modules[name]]",
        "parameter.requires_grad_(False)": "parameter.requires_grad = False",
    },
)
def sets_an_attribute_of_the_module():
    """Your freeze leaves the layer trainable. Set `requires_grad` (check the spelling) to False on each parameter of the
    named module: not on the module itself, and do not look for a parameter with the name of a module.
    """


@mistake(
    of="freeze",
    caught_by="test_freezes_a_layer",
    edit={"requires_grad_(False)": "require_grad = False"},
    like="sets_an_attribute_of_the_module",
)
def misspells_requires_grad(): ...


@mistake(
    of="freeze",
    caught_by="test_freezes_a_layer",
    edit={"in modules[name].parameters()": "in modules[name] and model.parameters()"},
)
def freezes_everything():
    """You freeze the whole model. Freeze only the named modules."""


@mistake(of="freeze", caught_by="test_names_are_exact", edit={"name in names": "name in names[:1]"})
def freezes_the_first_name_only():
    """You freeze only the first name. Go through all names: is a `return` inside the loop?"""


@mistake(
    of="freeze",
    caught_by="test_names_are_exact",
    edit={
        "for parameter in modules[name].parameters()": "modules[name]\n"
        "for parameter in [p for key, p in model.named_parameters() if key.startswith(name)]"
    },
)
def freezes_by_prefix():
    """You freeze every parameter whose name starts with a given name, so "1" also freezes "10" and "11". Find the module by
    its whole name.
    """


@mistake(
    of="freeze",
    caught_by="test_names_are_exact",
    edit={"for name in names": "model.requires_grad_(True)\nfor name in names"},
)
def unfreezes_the_rest():
    """You make every other parameter trainable. Leave frozen what was frozen before."""


@mistake(of="freeze", caught_by="test_nested_modules", edit={"modules[name]": "model[int(name)]"}, raises="ValueError")
def takes_names_for_positions():
    """You use a name as a position in the model. Find the module by its name: names such as "0.1" and "encoder" are not
    numbers.
    """


@mistake(of="freeze", caught_by="test_unknown_name", edit={"modules[name]": "model.get_submodule(name)"})
def raises_attribute_error():
    """You raise AttributeError for an unknown name, as `get_submodule` does. Raise KeyError."""


@mistake(
    of="freeze", caught_by="test_unknown_name", edit={"for name in names": "for name in modules.keys() & set(names)"}
)
def ignores_unknown_names():
    """You ignore names that the model does not have. Raise KeyError: otherwise a typing error leaves the layer
    trainable.
    """


@mistake(of="freeze", caught_by="test_stale_gradient", edit={"parameter.grad = None": "pass"})
def leaves_a_stale_gradient():
    """You keep the old gradient. Set `.grad` to None: an optimizer moves a parameter whose gradient is not None, even if
    requires_grad is False.
    """


@mistake(of="freeze", caught_by="test_stale_gradient", edit={"parameter.grad = None": "parameter.grad = 0 * parameter"})
def zeroes_a_stale_gradient():
    """You set the old gradient to 0. Set it to None: weight decay moves a parameter even if its gradient is 0, but not
    if it has no gradient.
    """


@mistake(of="freeze", caught_by="test_stale_gradient", edit={"parameter.grad = None": "model.zero_grad()"})
def clears_all_gradients():
    """You clear the gradients of the whole model. Clear only those of the parameters that you freeze: the others are
    still needed.
    """


@mistake(
    of="freeze", caught_by="test_nested_modules", edit={"modules[name].parameters()": "modules[name].parameters(False)"}
)
def freezes_parameters_of_the_module_itself():
    """You freeze only the parameters directly in the named module. Freeze those of the modules inside it too."""


@mistake(of="freeze", caught_by="test_nested_modules", edit={"named_modules()": "named_children()"}, raises="KeyError")
def finds_direct_children_only():
    """You look only at the model's direct children. Find modules inside modules too: names such as "0.1" are theirs."""


@mistake(of="finetune", caught_by="test_steps", edit={"lr=lr": "lr=0.001"})
def ignores_lr():
    """You train with another learning rate than `lr`. Give the optimizer the argument `lr`."""


@mistake(of="finetune", caught_by="test_steps", edit={"optim.Adam": "optim.SGD", "lr=lr": "lr=lr, momentum=0.9"})
def momentum_of_its_own():
    """You give the optimizer other settings, such as momentum or weight decay. Use SGD or Adam, with lr only."""


@mistake(of="finetune", caught_by="test_steps", edit={"optim.Adam(": "optim.AdamW("})
def adamw():
    """You use AdamW, which also pulls all weights towards 0. Use SGD or Adam, with lr only."""


@mistake(of="finetune", caught_by="test_steps", edit={"optimizer.zero_grad()": "pass"})
def gradients_are_never_cleared():
    """Your gradients add up from batch to batch. Call `optimizer.zero_grad()` in the inner loop, once for each batch."""


@mistake(
    of="finetune",
    caught_by="test_steps",
    base="gradients_are_never_cleared",
    edit={"optim.Adam": "optim.SGD"},
    like="gradients_are_never_cleared",
)
def gradients_are_never_cleared_with_sgd(): ...


@mistake(
    of="finetune",
    caught_by="test_steps",
    base="gradients_are_never_cleared",
    edit={"losses = []": "losses = []\noptimizer.zero_grad()"},
    like="gradients_are_never_cleared",
)
def gradients_are_cleared_once_an_epoch(): ...


@mistake(of="finetune", caught_by="test_steps", edit={"optimizer.step()": "pass"})
def weights_never_change():
    """Your weights never change. For each batch, call `backward()` to compute the gradients and then `optimizer.step()`
    to use them, without `zero_grad()` between the two; and give the optimizer the parameters of this model.
    """


@mistake(
    of="finetune",
    caught_by="test_steps",
    base="weights_never_change",
    edit={"history.append": "optimizer.step()\nhistory.append"},
)
def one_step_per_epoch():
    """You make one step at the end of each epoch. Make one step for each batch: put `optimizer.step()` inside the inner
    loop.
    """


@mistake(
    of="finetune",
    caught_by="test_steps",
    base="one_step_per_epoch",
    edit={"optim.Adam": "optim.SGD"},
    like="one_step_per_epoch",
)
def one_step_per_epoch_with_sgd(): ...


@mistake(of="finetune", caught_by="test_steps")
def trains_a_copy(model, loader, criterion, lr, epochs):
    """You train a copy, so the caller's model learns nothing. Train the model that you are given."""
    return finetune(copy.deepcopy(model), loader, criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_steps", edit={"range(epochs)": "range(1)"})
def trains_one_epoch():
    """You train for one epoch only. Train for as many as `epochs` says: is a `return` inside the loop?"""


@mistake(of="finetune", caught_by="test_steps", edit={"losses.append(": "return history\nlosses.append("})
def returns_after_the_first_batch():
    """You return after the first batch: your `return` is inside the loop over the batches. Put it after both loops."""


@mistake(of="finetune", caught_by="test_steps", edit={"criterion(model(X), y)": "criterion(y, model(X))"})
def criterion_arguments_swapped():
    """You give the criterion y first. Give it the predictions first, then y: for most losses the order matters."""


@mistake(of="finetune", caught_by="test_losses", edit={"loss.item()": "loss"})
def losses_stay_tensors():
    """Your list holds tensors. Return floats: call `.item()` on each loss."""


@mistake(of="finetune", caught_by="test_losses", edit={"return history": "return history[-1]"})
def returns_the_last_loss():
    """You return only the loss of the last epoch. Return a list with the loss of every epoch: append it inside the loop
    over the epochs.
    """


@mistake(
    of="finetune",
    caught_by="test_losses",
    edit={
        "history.append(sum(losses) / len(losses))": "pass",
        "return history": "history.append(sum(losses) / len(losses))\nreturn history",
    },
    like="returns_the_last_loss",
)
def appends_after_the_epochs(): ...


@mistake(
    of="finetune",
    caught_by="test_losses",
    edit={"history.append(sum(losses) / len(losses))": "pass", "losses.append": "history.append"},
)
def losses_of_every_batch():
    """You return a number for every batch. Return one for each epoch: the mean of its batch losses."""


@mistake(
    of="finetune",
    caught_by="test_losses",
    edit={
        "history.append(sum(losses) / len(losses))": "pass",
        "losses.append(loss.item())": "losses.append(loss.item())\nhistory.append(sum(losses) / len(losses))",
    },
    like="losses_of_every_batch",
)
def mean_of_the_losses_at_every_batch(): ...


@mistake(of="finetune", caught_by="test_losses", edit={"sum(losses) / len(losses)": "losses[-1]"})
def losses_of_the_last_batch():
    """You return the loss of the last batch of each epoch. Return the mean over all batches of the epoch."""


@mistake(of="finetune", caught_by="test_losses", edit={" / len(losses)": ""})
def losses_are_sums():
    """You return the sum of the batch losses of an epoch. Divide it by the number of batches."""


@mistake(of="finetune", caught_by="test_losses", edit={"len(losses)": "len(loader.dataset)"})
def losses_divided_by_samples():
    """You divide the sum of the batch losses by the number of samples. Divide it by the number of batches: each batch
    loss is already a mean.
    """


@mistake(
    of="finetune",
    caught_by="test_losses",
    base="losses_divided_by_samples",
    edit={"loss.item()": "loss.item() * len(X)"},
)
def losses_weighted_by_samples():
    """You weight each batch by its size. That is a good mean too, but here every batch counts the same: do not weight."""


@mistake(
    of="finetune",
    caught_by="test_losses",
    edit={"losses = []": "pass", "history = []": "history, losses = [], []", "len(losses)": "len(loader)"},
)
def total_is_never_reset():
    """Your total of the losses goes on from epoch to epoch. Start each epoch with a new total."""


@mistake(of="finetune", caught_by="test_first_loss", edit={"model(X)": "model(X).squeeze()"})
def squeezed_predictions():
    """You squeeze the predictions from (N, 1) to (N,), but y is (N, 1), so the loss compares every prediction with
    every target. Keep the two shapes equal.
    """


@mistake(
    of="finetune",
    caught_by="test_first_loss",
    edit={
        "history = []": "history = []\n"
        "for module in model.modules():\n"
        '    hasattr(module, "reset_parameters") and module.reset_parameters()'
    },
)
def starts_from_new_weights():
    """You give the model new random weights first. Start from the weights that it has: that is fine-tuning."""


@mistake(
    of="finetune",
    caught_by="test_frozen_layers_stay",
    edit={"optimizer = ": "model.requires_grad_(True)\noptimizer = "},
)
def unfreezes_everything():
    """You make all parameters trainable first. Leave frozen what is frozen."""


@mistake(of="finetune", caught_by="test_train_mode", edit={"model.train()": "pass"})
def trains_in_the_mode_it_finds():
    """You do not train in train mode. Set the mode first: the model may be in eval mode, in which dropout and batch
    norm work differently.
    """


@mistake(of="finetune", caught_by="test_train_mode", edit={"return history": "model.eval()\nreturn history"})
def ends_in_eval_mode():
    """You put the model into eval mode at the end. Leave it in train mode: the caller sets the mode for an evaluation."""


@mistake(
    of="finetune",
    caught_by="test_one_optimizer",
    edit={
        "model.train()": "model.train()\n"
        "optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)"
    },
)
def new_optimizer_for_each_epoch():
    """You make a new Adam for each epoch, so it forgets the epochs before. Make one Adam, before the first epoch."""


@mistake(
    of="finetune",
    caught_by="test_one_optimizer",
    edit={"model(X), y": "model(X.float()), y.float()"},
    raises="RuntimeError",
)
def batches_become_float32():
    """You change the dtype of the batches. Give them to the model unchanged."""


@mistake(of="finetune", caught_by="test_one_optimizer", edit={"history = []": "torch.manual_seed(42)\nhistory = []"})
def seeds_for_all():
    """You seed torch's random state, which the whole program uses. Leave the seed to the caller."""


@mistake(
    of="finetune",
    caught_by="test_steps",
    edit={"[p for p in model.parameters() if p.requires_grad]": "model[-1].parameters()"},
    raises="TypeError",
)
def trains_the_last_layer_only():
    """You give the optimizer the parameters of `model[-1]` only. Give it every parameter that is not frozen, of any model: not
    every model is an nn.Sequential."""


@mistake(
    of="finetune",
    caught_by="test_steps",
    base="trains_the_last_layer_only",
    edit={"optim.Adam": "optim.SGD"},
    raises="TypeError",
    like="trains_the_last_layer_only",
)
def trains_the_last_layer_only_with_sgd(): ...
