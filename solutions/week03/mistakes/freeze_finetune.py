"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from solution import finetune, freeze
from torch import nn

from dlcourse.graders.authoring import mistake


@mistake(of="freeze", caught_by="test_freezes_a_layer")
def freezes_the_weight_only(model, names):
    """You freeze the weight and leave the bias to the optimizer. Freeze all parameters of the module."""
    modules = dict(model.named_modules())
    for name in names:
        for kind, parameter in modules[name].named_parameters():
            if kind.endswith("weight"):
                parameter.requires_grad_(False)
                parameter.grad = None


@mistake(of="freeze", caught_by="test_freezes_a_layer")
def freezes_everything_else(model, names):
    """You freeze the modules that are not named. The named ones are those to freeze."""
    modules = dict(model.named_modules())
    named = {id(p) for name in names for p in modules[name].parameters()}
    for parameter in model.parameters():
        if id(parameter) not in named:
            parameter.requires_grad_(False)
            parameter.grad = None


@mistake(of="freeze", caught_by="test_names_are_exact")
def freezes_by_prefix(model, names):
    """You freeze every name that starts alike: "1" must not freeze "10" and "11". Look the module up by its whole name."""
    for name in names:
        if name not in dict(model.named_modules()):
            raise KeyError(name)
        for key, parameter in model.named_parameters():
            if key.startswith(name):
                parameter.requires_grad_(False)
                parameter.grad = None


@mistake(of="freeze", caught_by="test_nested_modules")
def freezes_direct_children_only(model, names):
    """You look only at the model's direct children. Names such as "0.1" go deeper: `model.named_modules()` knows them all."""
    children = dict(model.named_children())
    for name in names:
        if "." not in name and name not in children:
            raise KeyError(name)
        for parameter in children[name].parameters() if name in children else ():
            parameter.requires_grad_(False)
            parameter.grad = None


@mistake(of="freeze", caught_by="test_nested_modules")
def unfreezes_the_rest(model, names):
    """You make every other parameter trainable. What was frozen before must stay frozen."""
    model.requires_grad_(True)
    freeze(model, names)


@mistake(of="freeze", caught_by="test_stale_gradient")
def leaves_a_stale_gradient(model, names):
    """You leave the old gradient in place: with requires_grad False, an optimizer still moves a parameter whose .grad is not None. Set it to None."""
    modules = dict(model.named_modules())
    for name in names:
        modules[name].requires_grad_(False)


@mistake(of="freeze", caught_by="test_unknown_name")
def ignores_unknown_names(model, names):
    """You pass over names that the model does not have. Raise KeyError: a typing error would leave the layer unfrozen."""
    freeze(model, [name for name in names if name in dict(model.named_modules())])


@mistake(of="finetune", caught_by="test_steps_and_losses")
def ignores_lr(model, loader, criterion, lr, epochs):
    """You train with a learning rate of your own. Give the optimizer the argument `lr`."""
    return finetune(model, loader, criterion, 0.001, epochs)


@mistake(of="finetune", caught_by="test_steps_and_losses")
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


@mistake(of="finetune", caught_by="test_steps_and_losses")
def trains_one_epoch(model, loader, criterion, lr, epochs):
    """You train for one epoch, whatever `epochs` says."""
    return finetune(model, loader, criterion, lr, 1)


@mistake(of="finetune", caught_by="test_steps_and_losses")
def returns_the_last_loss(model, loader, criterion, lr, epochs):
    """You return one loss. Collect the loss of every epoch in a list."""
    return finetune(model, loader, criterion, lr, epochs)[-1]


@mistake(of="finetune", caught_by="test_steps_and_losses")
def starts_from_new_weights(model, loader, criterion, lr, epochs):
    """You give the model new random weights first. Fine-tuning goes on from the weights that are there."""
    for module in model.modules():
        if isinstance(module, nn.Linear) and module.weight.requires_grad:
            module.reset_parameters()
    return finetune(model, loader, criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_frozen_layers_stay")
def unfreezes_everything(model, loader, criterion, lr, epochs):
    """You make all parameters trainable first. What is frozen must stay frozen: give the optimizer only the others."""
    model.requires_grad_(True)
    return finetune(model, loader, criterion, lr, epochs)
