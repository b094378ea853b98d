"""Wrong solutions that students hand in; each docstring is the feedback."""

import copy

import torch
from solution import finetune, freeze
from torch import nn

from dlcourse.graders.authoring import mistake


@mistake(of="freeze", caught_by="test_freezes_a_layer")
def freezes_the_weight_only(model, names):
    """You freeze the weight, but not the bias. Freeze all parameters of the module."""
    modules = dict(model.named_modules())
    for name in names:
        for kind, parameter in modules[name].named_parameters():
            if kind.endswith("weight"):
                parameter.requires_grad_(False)
                parameter.grad = None


@mistake(of="freeze", caught_by="test_freezes_a_layer")
def freezes_everything_else(model, names):
    """You freeze the modules that are not named. Freeze the named ones."""
    modules = dict(model.named_modules())
    named = {id(p) for name in names for p in modules[name].parameters()}
    for parameter in model.parameters():
        if id(parameter) not in named:
            parameter.requires_grad_(False)
            parameter.grad = None


@mistake(of="freeze", caught_by="test_freezes_a_layer")
def sets_an_attribute_of_the_module(model, names):
    """Your freeze leaves the layer trainable. Set `requires_grad`, spelt like this, on each parameter of the module:
    not on the module itself, and not on a detached tensor. And do not compare names of modules, such as "0", with names
    of parameters, such as "0.weight".
    """
    modules = dict(model.named_modules())
    for name in names:
        modules[name].requires_grad = False


@mistake(of="freeze", caught_by="test_freezes_a_layer", like="sets_an_attribute_of_the_module")
def misspells_requires_grad(model, names):
    modules = dict(model.named_modules())
    for name in names:
        for parameter in modules[name].parameters():
            parameter.require_grad = False


@mistake(of="freeze", caught_by="test_freezes_a_layer", like="sets_an_attribute_of_the_module")
def detaches_the_parameters(model, names):
    modules = dict(model.named_modules())
    for name in names:
        for parameter in modules[name].parameters():
            parameter = parameter.detach()


@mistake(of="freeze", caught_by="test_freezes_a_layer", like="sets_an_attribute_of_the_module")
def takes_names_for_those_of_parameters(model, names):
    for name in names:
        dict(model.named_modules())[name]
    for name, parameter in model.named_parameters():
        if name in names:
            parameter.requires_grad_(False)
            parameter.grad = None


@mistake(of="freeze", caught_by="test_freezes_a_layer")
def sets_the_attribute_of_the_weight_only(model, names):
    """You freeze the weight, but not the bias. Freeze all parameters of the module."""
    modules = dict(model.named_modules())
    for name in names:
        modules[name].weight.requires_grad = False


@mistake(of="freeze", caught_by="test_freezes_a_layer")
def freezes_everything(model, names):
    """You freeze the whole model. Freeze only the named modules."""
    for name in names:
        dict(model.named_modules())[name]
    model.requires_grad_(False).zero_grad()


@mistake(of="freeze", caught_by="test_freezes_a_layer")
def freezes_the_first_layer(model, names):
    """You always freeze module 0. Freeze the modules in `names`."""
    for name in names:
        dict(model.named_modules())[name]
    freeze(model, [next(name for name, _ in model.named_children())])


@mistake(of="freeze", caught_by="test_names_are_exact")
def freezes_the_first_name_only(model, names):
    """You freeze only the first name. Go through all names: is a `return` inside the loop?"""
    freeze(model, names[:1])


@mistake(of="freeze", caught_by="test_names_are_exact")
def freezes_by_prefix(model, names):
    """You freeze every name that starts with a given name or contains it, so "1" also freezes "10" and "11". Find the
    module by its whole name.
    """
    for name in names:
        if name not in dict(model.named_modules()):
            raise KeyError(name)
        for key, parameter in model.named_parameters():
            if key.startswith(name):
                parameter.requires_grad_(False)
                parameter.grad = None


@mistake(of="freeze", caught_by="test_names_are_exact", like="freezes_by_prefix")
def freezes_names_that_contain_it(model, names):
    for name in names:
        if name not in dict(model.named_modules()):
            raise KeyError(name)
        for key, parameter in model.named_parameters():
            if name in key:
                parameter.requires_grad_(False)
                parameter.grad = None


@mistake(of="freeze", caught_by="test_nested_modules", raises="ValueError")
def takes_names_for_positions(model, names):
    """You use a name as a position in the model. Find the module by its name: names such as "0.1" and "encoder" are not
    numbers.
    """
    for name in names:
        for parameter in model[int(name)].parameters():
            parameter.requires_grad_(False)
            parameter.grad = None


@mistake(of="freeze", caught_by="test_nested_modules")
def freezes_parameters_of_the_module_itself(model, names):
    """You freeze only the parameters directly in the named module. Freeze those of the modules inside it too."""
    modules = dict(model.named_modules())
    for name in names:
        for parameter in modules[name].parameters(recurse=False):
            parameter.requires_grad_(False)
            parameter.grad = None


@mistake(of="freeze", caught_by="test_nested_modules")
def freezes_direct_children_only(model, names):
    """You look only at the model's direct children. Find modules inside modules too: names such as "0.1" are theirs."""
    children = dict(model.named_children())
    for name in names:
        if "." not in name and name not in children:
            raise KeyError(name)
        for parameter in children[name].parameters() if name in children else ():
            parameter.requires_grad_(False)
            parameter.grad = None


@mistake(of="freeze", caught_by="test_names_are_exact")
def unfreezes_the_rest(model, names):
    """You make every other parameter trainable. Leave frozen what was frozen before."""
    model.requires_grad_(True)
    freeze(model, names)


@mistake(of="freeze", caught_by="test_stale_gradient")
def leaves_a_stale_gradient(model, names):
    """You keep the old gradient. Remove it: an optimizer moves a parameter whose .grad is not None, even if
    requires_grad is False.
    """
    modules = dict(model.named_modules())
    for name in names:
        modules[name].requires_grad_(False)


@mistake(of="freeze", caught_by="test_stale_gradient")
def zeroes_a_stale_gradient(model, names):
    """You set the old gradient to 0. Set it to None: weight decay moves a parameter even if its gradient is 0, but not
    if it has no gradient.
    """
    modules = dict(model.named_modules())
    for name in names:
        for parameter in modules[name].parameters():
            parameter.requires_grad_(False)
            if parameter.grad is not None:
                parameter.grad.zero_()


@mistake(of="freeze", caught_by="test_unknown_name")
def raises_attribute_error(model, names):
    """You raise AttributeError for an unknown name, as `get_submodule` does. Raise KeyError."""
    for name in names:
        for parameter in model.get_submodule(name).parameters():
            parameter.requires_grad_(False)
            parameter.grad = None


@mistake(of="freeze", caught_by="test_unknown_name")
def raises_value_error(model, names):
    """You raise ValueError for an unknown name. Raise KeyError: that is the error for a name that is not found."""
    if any(name not in dict(model.named_modules()) for name in names):
        raise ValueError(names)
    freeze(model, names)


@mistake(of="freeze", caught_by="test_unknown_name")
def raises_for_modules_without_parameters(model, names):
    """You raise KeyError for a module that has no parameters. Accept it: the module is there, and nothing in it needs
    freezing.
    """
    for name in names:
        found = [p for key, p in model.named_parameters() if key.startswith(f"{name}.")]
        if not found:
            raise KeyError(name)
        for parameter in found:
            parameter.requires_grad = False
            parameter.grad = None


@mistake(of="freeze", caught_by="test_unknown_name")
def ignores_unknown_names(model, names):
    """You ignore names that the model does not have. Raise KeyError: otherwise a typing error leaves the layer
    trainable.
    """
    freeze(model, [name for name in names if name in dict(model.named_modules())])


@mistake(of="finetune", caught_by="test_steps")
def ignores_lr(model, loader, criterion, lr, epochs):
    """You train with another learning rate than `lr`. Give the optimizer the argument `lr`."""
    return finetune(model, loader, criterion, 0.001, epochs)


@mistake(of="finetune", caught_by="test_steps")
def gradients_are_never_cleared(model, loader, criterion, lr, epochs):
    """Your gradients add up from batch to batch. Clear them with `optimizer.zero_grad()` for each batch."""
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_steps")
def trains_one_epoch(model, loader, criterion, lr, epochs):
    """You train for one epoch only. Train for as many as `epochs` says."""
    return finetune(model, loader, criterion, lr, 1)


@mistake(of="finetune", caught_by="test_losses")
def returns_the_last_loss(model, loader, criterion, lr, epochs):
    """You return a single loss. Return a list with the loss of every epoch."""
    return finetune(model, loader, criterion, lr, epochs)[-1]


@mistake(of="finetune", caught_by="test_first_loss")
def starts_from_new_weights(model, loader, criterion, lr, epochs):
    """You give the model new random weights first. Start from the weights that it has: that is fine-tuning."""
    for module in model.modules():
        if isinstance(module, nn.Linear) and module.weight.requires_grad:
            module.reset_parameters()
    return finetune(model, loader, criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_steps")
def gradients_of_adam_are_never_cleared(model, loader, criterion, lr, epochs):
    """Your gradients add up from batch to batch. Clear them with `optimizer.zero_grad()` for each batch."""
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_steps")
def weights_never_change(model, loader, criterion, lr, epochs):
    """Your weights never change. For each batch, call `backward()` to compute the gradients and then `optimizer.step()`
    to use them, without `zero_grad()` between the two; and give the optimizer the parameters of this model.
    """
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_steps", like="weights_never_change")
def no_backward(model, loader, criterion, lr, epochs):
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_steps", like="weights_never_change")
def gradients_cleared_before_the_step(model, loader, criterion, lr, epochs):
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.zero_grad()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_steps", like="weights_never_change")
def optimizer_of_another_model(model, loader, criterion, lr, epochs):
    optimizer = torch.optim.Adam([p for p in copy.deepcopy(model).parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_steps")
def trains_a_copy(model, loader, criterion, lr, epochs):
    """You train a copy, so the caller's model learns nothing. Train the model that you are given."""
    return finetune(copy.deepcopy(model), loader, criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_losses")
def one_step_per_epoch(model, loader, criterion, lr, epochs):
    """You make one step at the end of each epoch. Make one step for each batch: put `optimizer.step()` inside the inner
    loop.
    """
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        optimizer.zero_grad()
        for X, y in loader:
            loss = criterion(model(X), y)
            loss.backward()
            losses.append(loss.item())
        optimizer.step()
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_steps")
def momentum_of_its_own(model, loader, criterion, lr, epochs):
    """You give the optimizer other settings, such as a momentum. Give it lr only."""
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=lr, momentum=0.9)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_steps", like="trains_one_epoch")
def returns_after_the_first_epoch(model, loader, criterion, lr, epochs):
    return finetune(model, loader, criterion, lr, min(epochs, 1))


@mistake(of="finetune", caught_by="test_steps")
def criterion_arguments_swapped(model, loader, criterion, lr, epochs):
    """You give the criterion y first. Give it the predictions first, then y: for most losses the order matters."""
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(y, model(X))
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_losses")
def softmax_before_the_loss(model, loader, criterion, lr, epochs):
    """You apply a softmax to the outputs of the model. Give the loss the plain outputs."""
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X).softmax(dim=-1), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_first_loss")
def squeezed_predictions(model, loader, criterion, lr, epochs):
    """You squeeze the predictions from (N, 1) to (N,), but y is (N, 1), so the loss compares every prediction with
    every target. Keep the two shapes equal.
    """
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
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


@mistake(of="finetune", caught_by="test_losses")
def losses_stay_tensors(model, loader, criterion, lr, epochs):
    """Your list holds tensors. Return floats: call `.item()` on each loss. A tensor that is attached to its graph keeps
    the whole graph in memory.
    """
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss)
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_losses", like="losses_stay_tensors")
def losses_are_detached(model, loader, criterion, lr, epochs):
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_losses")
def losses_of_every_batch(model, loader, criterion, lr, epochs):
    """You return the loss of every batch. Return one number for each epoch: the mean of its batch losses."""
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            history.append(loss.item())
    return history


@mistake(of="finetune", caught_by="test_losses")
def losses_of_the_last_batch(model, loader, criterion, lr, epochs):
    """You return the loss of the last batch of each epoch. Return the mean over all batches of the epoch."""
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(losses[-1])
    return history


@mistake(of="finetune", caught_by="test_losses")
def losses_are_sums(model, loader, criterion, lr, epochs):
    """You return the sum of the batch losses of an epoch. Divide it by the number of batches."""
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses))
    return history


@mistake(of="finetune", caught_by="test_losses")
def losses_divided_by_samples(model, loader, criterion, lr, epochs):
    """You divide the sum of the batch losses by the number of samples. Divide it by the number of batches: each batch
    loss is already a mean.
    """
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(loader.dataset))
    return history


@mistake(of="finetune", caught_by="test_losses")
def losses_weighted_by_samples(model, loader, criterion, lr, epochs):
    """You weight each batch by its size. That is a good mean too, but here every batch counts the same: do not weight."""
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item() * len(X))
        history.append(sum(losses) / len(loader.dataset))
    return history


@mistake(of="finetune", caught_by="test_losses")
def total_is_never_reset(model, loader, criterion, lr, epochs):
    """Your total of the losses goes on from epoch to epoch. Start each epoch with a new total."""
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history, losses = [], []
    for _ in range(epochs):
        model.train()
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(loader))
    return history


@mistake(of="finetune", caught_by="test_frozen_layers_stay")
def trains_the_last_layer_only(model, loader, criterion, lr, epochs):
    """You train only the last layer. Train every parameter that is not frozen."""
    optimizer = torch.optim.Adam((list(model.children()) or [model])[-1].parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_frozen_layers_stay")
def trains_weights_only(model, loader, criterion, lr, epochs):
    """You do not train the biases. Train every parameter that is not frozen."""
    optimizer = torch.optim.Adam(
        [p for name, p in model.named_parameters() if "weight" in name and p.requires_grad], lr=lr
    )
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_train_mode")
def trains_in_the_mode_it_finds(model, loader, criterion, lr, epochs):
    """You do not train in train mode. Set the mode first: the model may be in eval mode, in which dropout and batch
    norm work differently.
    """
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
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


@mistake(of="finetune", caught_by="test_train_mode", like="trains_in_the_mode_it_finds")
def trains_in_eval_mode(model, loader, criterion, lr, epochs):
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.eval()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_train_mode")
def ends_in_eval_mode(model, loader, criterion, lr, epochs):
    """You put the model into eval mode at the end. Leave it in train mode: the caller sets the mode for an evaluation."""
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    model.eval()
    return history


@mistake(of="finetune", caught_by="test_frozen_layers_stay")
def unfreezes_everything(model, loader, criterion, lr, epochs):
    """You make all parameters trainable first. Leave frozen what is frozen."""
    model.requires_grad_(True)
    return finetune(model, loader, criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_steps")
def gradients_are_cleared_once_an_epoch(model, loader, criterion, lr, epochs):
    """You clear the gradients once in each epoch, so they add up within an epoch. Clear them for each batch."""
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        optimizer.zero_grad()
        for X, y in loader:
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_first_loss")
def restarts_every_layer(model, loader, criterion, lr, epochs):
    """You give the model new random weights first, frozen layers too. Start from the weights that it has: that is
    fine-tuning.
    """
    for module in model.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return finetune(model, loader, criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_first_loss")
def restarts_every_layer_with_sgd(model, loader, criterion, lr, epochs):
    """You give the model new random weights first, frozen layers too. Start from the weights that it has: that is
    fine-tuning.
    """
    for module in model.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_steps")
def gradients_of_adam_are_cleared_once_an_epoch(model, loader, criterion, lr, epochs):
    """You clear the gradients once in each epoch, so they add up within an epoch. Clear them for each batch."""
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        optimizer.zero_grad()
        for X, y in loader:
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_steps")
def one_step_of_adam_per_epoch(model, loader, criterion, lr, epochs):
    """You make one step at the end of each epoch. Make one step for each batch: put `optimizer.step()` inside the inner
    loop.
    """
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        optimizer.zero_grad()
        for X, y in loader:
            loss = criterion(model(X), y)
            loss.backward()
            losses.append(loss.item())
        optimizer.step()
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="freeze", caught_by="test_stale_gradient")
def clears_all_gradients(model, names):
    """You clear the gradients of the whole model. Clear only those of the parameters that you freeze: the others are
    still needed.
    """
    freeze(model, names)
    model.zero_grad()


@mistake(of="freeze", caught_by="test_nested_modules")
def freezes_weights_and_biases_only(model, names):
    """You freeze only parameters called weight and bias. Freeze all parameters of the module: a module can have others."""
    modules = dict(model.named_modules())
    for name in names:
        for key, parameter in modules[name].named_parameters():
            if key.endswith(("weight", "bias")):
                parameter.requires_grad_(False)
                parameter.grad = None


@mistake(of="freeze", caught_by="test_nested_modules", raises="KeyError")
def takes_a_list_only(model, names):
    """You read everything that is not a list as a single name. Accept a tuple of names too."""
    freeze(model, names if isinstance(names, list) else [names])


@mistake(of="freeze", caught_by="test_nested_modules", raises="AttributeError")
def takes_the_names_out(model, names):
    """You remove the names from the caller's list, and a tuple does not allow that. Go through the names without
    changing them.
    """
    while names:
        freeze(model, [names.pop(0)])


@mistake(of="freeze", caught_by="test_nested_modules")
def whole_model_in_eval_mode(model, names):
    """You put the whole model into eval mode. Do not change the modules that are not named."""
    freeze(model, names)
    model.eval()


@mistake(of="freeze", caught_by="test_nested_modules")
def one_known_name_is_enough(model, names):
    """You raise KeyError only if the model has none of the names. Raise it if a single name is unknown."""
    known = [name for name in names if name in dict(model.named_modules())]
    if not known:
        raise KeyError(names)
    freeze(model, known)


@mistake(of="freeze", caught_by="test_nested_modules")
def only_the_first_part_is_looked_up(model, names):
    """You check only the part of a name before the first dot. Check the whole name: a module must have it."""
    for name in names:
        if name.split(".")[0] not in dict(model.named_children()):
            raise KeyError(name)
        for key, parameter in model.named_parameters():
            if key.startswith(f"{name}."):
                parameter.requires_grad_(False)
                parameter.grad = None


@mistake(of="freeze", caught_by="test_nested_modules")
def takes_names_of_parameters_too(model, names):
    """You accept names of parameters too. Accept only names of modules, and raise KeyError for all others."""
    parameters = dict(model.named_parameters())
    for name in names:
        if name in parameters:
            parameters[name].requires_grad_(False)
            parameters[name].grad = None
        else:
            freeze(model, [name])


def trained(model, loader, criterion, optimizer, epochs, *, after_each=lambda: None):
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        after_each()
        history.append(sum(losses) / len(losses))
    return history


@mistake(of="finetune", caught_by="test_one_optimizer")
def other_betas(model, loader, criterion, lr, epochs):
    """You give Adam other settings, such as betas. Give it lr only."""
    return trained(model, loader, criterion, torch.optim.Adam(model.parameters(), lr=lr, betas=(0.5, 0.9)), epochs)


@mistake(of="finetune", caught_by="test_one_optimizer")
def adamw(model, loader, criterion, lr, epochs):
    """You use AdamW, which also pulls all weights towards 0. Use SGD or Adam, with lr only."""
    return trained(model, loader, criterion, torch.optim.AdamW(model.parameters(), lr=lr), epochs)


@mistake(of="finetune", caught_by="test_one_optimizer")
def weight_decay_of_its_own(model, loader, criterion, lr, epochs):
    """You give SGD a weight decay. Give it lr only."""
    return trained(model, loader, criterion, torch.optim.SGD(model.parameters(), lr=lr, weight_decay=1e-4), epochs)


@mistake(of="finetune", caught_by="test_one_optimizer")
def learning_rate_falls(model, loader, criterion, lr, epochs):
    """You make the learning rate smaller after some epochs. Use lr in every step."""
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 5, 0.1)
    return trained(model, loader, criterion, optimizer, epochs, after_each=scheduler.step)


@mistake(of="finetune", caught_by="test_one_optimizer", raises="RuntimeError")
def gradients_are_clipped(model, loader, criterion, lr, epochs):
    """You clip the gradients. Make every step from the unchanged gradient of its batch."""
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    optimizer.register_step_pre_hook(lambda *_: nn.utils.clip_grad_norm_(model.parameters(), 1.0))
    return trained(model, loader, criterion, optimizer, epochs)


@mistake(of="finetune", caught_by="test_one_optimizer")
def new_optimizer_for_each_epoch(model, loader, criterion, lr, epochs):
    """You make a new Adam for each epoch, so it forgets the epochs before. Make one Adam, before the first epoch."""
    return [trained(model, loader, criterion, torch.optim.Adam(model.parameters(), lr=lr), 1)[0] for _ in range(epochs)]


@mistake(of="finetune", caught_by="test_one_optimizer")
def best_epoch_comes_back(model, loader, criterion, lr, epochs):
    """You restore the weights of the epoch with the lowest training loss. Keep the weights of the last step."""
    optimizer, history, best = torch.optim.Adam(model.parameters(), lr=lr), [], None
    for _ in range(epochs):
        history += trained(model, loader, criterion, optimizer, 1)
        if best is None or history[-1] == min(history):
            best = copy.deepcopy(model.state_dict())
    model.load_state_dict(best)
    return history


@mistake(of="finetune", caught_by="test_one_optimizer")
def stops_when_the_loss_rises(model, loader, criterion, lr, epochs):
    """You stop when the loss rises. Train for all epochs: the caller decides how many."""
    optimizer, history = torch.optim.Adam(model.parameters(), lr=lr), []
    while len(history) < epochs:
        history += trained(model, loader, criterion, optimizer, 1)
        if len(history) > 1 and history[-1] > history[-2]:
            break
    return history


@mistake(of="finetune", caught_by="test_one_optimizer", raises="RuntimeError")
def batches_become_float32(model, loader, criterion, lr, epochs):
    """You change the dtype of the batches. Give them to the model unchanged."""
    return finetune(model, [(X.float(), y.float()) for X, y in loader], criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_one_optimizer", raises="RuntimeError")
def batches_become_flat(model, loader, criterion, lr, epochs):
    """You flatten each sample. Give the batches to the model in the shape that they have."""
    return finetune(model, [(X.reshape(len(X), -1), y) for X, y in loader], criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_one_optimizer")
def order_of_the_first_epoch(model, loader, criterion, lr, epochs):
    """You use the batches of the first epoch in all epochs. Go through the loader again in each epoch: it may shuffle."""
    return finetune(model, list(loader), criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_one_optimizer")
def seeds_for_all(model, loader, criterion, lr, epochs):
    """You seed torch's random state, which the whole program uses. Leave the seed to the caller."""
    torch.manual_seed(42)
    return finetune(model, loader, criterion, lr, epochs)
