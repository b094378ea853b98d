"""Wrong solutions that students hand in; each docstring is the feedback."""

import copy

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


@mistake(of="freeze", caught_by="test_freezes_a_layer")
def sets_an_attribute_of_the_module(model, names):
    """Your freeze leaves the layer trainable. Either `requires_grad` is set on a module, or misspelt, where nobody reads it; or you compare names of modules with names of parameters, such as "0" with "0.weight"."""
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
    """You freeze the weight and leave the bias to the optimizer. Freeze all parameters of the module."""
    modules = dict(model.named_modules())
    for name in names:
        modules[name].weight.requires_grad = False


@mistake(of="freeze", caught_by="test_freezes_a_layer")
def freezes_everything(model, names):
    """You freeze the whole model. Freeze the named modules only."""
    for name in names:
        dict(model.named_modules())[name]
    model.requires_grad_(False).zero_grad()


@mistake(of="freeze", caught_by="test_names_are_exact")
def freezes_the_first_layer(model, names):
    """You always freeze module 0. Freeze the modules in `names`."""
    for name in names:
        dict(model.named_modules())[name]
    freeze(model, [next(name for name, _ in model.named_children())])


@mistake(of="freeze", caught_by="test_names_are_exact")
def freezes_the_first_name_only(model, names):
    """You freeze only the first of the names. Is a `return` inside the loop? Go through all of them."""
    freeze(model, names[:1])


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


@mistake(of="freeze", caught_by="test_names_are_exact", like="freezes_by_prefix")
def freezes_names_that_contain_it(model, names):
    for name in names:
        if name not in dict(model.named_modules()):
            raise KeyError(name)
        for key, parameter in model.named_parameters():
            if name in key:
                parameter.requires_grad_(False)
                parameter.grad = None


@mistake(of="freeze", caught_by="test_nested_modules")
def takes_names_for_positions(model, names):
    """You take a name for a position in the model. Names such as "0.1" and "encoder" are no numbers: look the module up by its name."""
    for name in names:
        for parameter in model[int(name)].parameters():
            parameter.requires_grad_(False)
            parameter.grad = None


@mistake(of="freeze", caught_by="test_nested_modules")
def freezes_parameters_of_the_module_itself(model, names):
    """You freeze only the parameters that the named module holds itself. Those of the modules inside of it belong to it too."""
    modules = dict(model.named_modules())
    for name in names:
        for parameter in modules[name].parameters(recurse=False):
            parameter.requires_grad_(False)
            parameter.grad = None


@mistake(of="freeze", caught_by="test_nested_modules")
def freezes_direct_children_only(model, names):
    """You look only at the model's direct children. Names such as "0.1" go deeper, to modules inside of modules."""
    children = dict(model.named_children())
    for name in names:
        if "." not in name and name not in children:
            raise KeyError(name)
        for parameter in children[name].parameters() if name in children else ():
            parameter.requires_grad_(False)
            parameter.grad = None


@mistake(of="freeze", caught_by="test_names_are_exact")
def unfreezes_the_rest(model, names):
    """You make every other parameter trainable. What was frozen before must stay frozen."""
    model.requires_grad_(True)
    freeze(model, names)


@mistake(of="freeze", caught_by="test_stale_gradient")
def leaves_a_stale_gradient(model, names):
    """You leave the old gradient in place: with requires_grad False, an optimizer still moves a parameter whose .grad is not None."""
    modules = dict(model.named_modules())
    for name in names:
        modules[name].requires_grad_(False)


@mistake(of="freeze", caught_by="test_stale_gradient")
def zeroes_a_stale_gradient(model, names):
    """You set the old gradient to 0. Weight decay moves a parameter with a gradient of 0 too; one that has no gradient at all stays."""
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
    """You raise ValueError for an unknown name. Raise KeyError: the name is looked up, and is not there."""
    if any(name not in dict(model.named_modules()) for name in names):
        raise ValueError(names)
    freeze(model, names)


@mistake(of="freeze", caught_by="test_unknown_name")
def raises_for_modules_without_parameters(model, names):
    """You raise KeyError for a module that has no parameters. It is there, and there is nothing to freeze in it."""
    for name in names:
        found = [p for key, p in model.named_parameters() if key.startswith(f"{name}.")]
        if not found:
            raise KeyError(name)
        for parameter in found:
            parameter.requires_grad = False
            parameter.grad = None


@mistake(of="freeze", caught_by="test_unknown_name")
def ignores_unknown_names(model, names):
    """You pass over names that the model does not have. Raise KeyError: a typing error would leave the layer unfrozen."""
    freeze(model, [name for name in names if name in dict(model.named_modules())])


@mistake(of="finetune", caught_by="test_steps")
def ignores_lr(model, loader, criterion, lr, epochs):
    """You train with a learning rate of your own. Give the optimizer the argument `lr`."""
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
    """You train for one epoch, whatever `epochs` says."""
    return finetune(model, loader, criterion, lr, 1)


@mistake(of="finetune", caught_by="test_losses")
def returns_the_last_loss(model, loader, criterion, lr, epochs):
    """You return one loss. Collect the loss of every epoch in a list."""
    return finetune(model, loader, criterion, lr, epochs)[-1]


@mistake(of="finetune", caught_by="test_first_loss")
def starts_from_new_weights(model, loader, criterion, lr, epochs):
    """You give the model new random weights first. Fine-tuning goes on from the weights that are there."""
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
    """Your weights never change. For each batch, `backward()` fills the gradients and then `optimizer.step()` uses them; `zero_grad()` must not come in between."""
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
    """You train a copy, and the caller's model learns nothing. Train the model that you are given."""
    return finetune(copy.deepcopy(model), loader, criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_losses")
def one_step_per_epoch(model, loader, criterion, lr, epochs):
    """You make one step at the end of each epoch. Make one for each batch: `optimizer.step()` belongs inside the inner loop."""
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
    """You give the optimizer settings that nobody asked for, such as a momentum. Use lr and nothing else."""
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
    """You give the criterion y first. The predictions come first, then y; few losses are the same both ways."""
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
    """You apply a softmax to the model's outputs. Give the loss the plain outputs."""
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
    """You squeeze the predictions from (N, 1) to (N,) while y stays (N, 1): the loss then compares every prediction with every target. Keep the shapes equal."""
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
    """Your list holds tensors, where floats are asked for. Take the number out of each loss with `.item()`: a tensor that is still in its graph keeps all of the graph in memory."""
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
    """You list the loss of every batch. List one number for each epoch, the mean of its batch losses."""
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
    """Your epoch losses are those of each epoch's last batch. The loss of an epoch is the mean over all its batches."""
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
    """You sum the batch losses of an epoch. Divide the sum by the number of batches."""
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
    """You divide the sum of the batch losses by the number of samples. Each of them is a mean already: divide by the number of batches."""
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
    """You weight each batch by its size. That is a good mean too, but not the one asked for here: every batch counts the same."""
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
    """The total of your losses goes on from epoch to epoch. Begin each epoch anew."""
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
    """You train the last layer only. Every parameter that is not frozen learns."""
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
    """You leave the biases out. Every parameter that is not frozen learns."""
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
    """You do not train in train mode: the model may come in eval mode, where dropout and batch norm work differently. Set the mode first."""
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
    """You switch to eval mode at the end. Leave the model in train mode; whoever evaluates it sets the mode that they need."""
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
    """You make all parameters trainable first. What is frozen must stay frozen."""
    model.requires_grad_(True)
    return finetune(model, loader, criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_steps")
def gradients_are_cleared_once_an_epoch(model, loader, criterion, lr, epochs):
    """You clear the gradients once in each epoch, and within it they add up. Clear them for each batch."""
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
    """You give the model new random weights first, frozen layers too. Fine-tuning goes on from the weights that are there."""
    for module in model.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return finetune(model, loader, criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_first_loss")
def restarts_every_layer_with_sgd(model, loader, criterion, lr, epochs):
    """You give the model new random weights first, frozen layers too. Fine-tuning goes on from the weights that are there."""
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
    """You clear the gradients once in each epoch, and within it they add up. Clear them for each batch."""
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
    """You make one step at the end of each epoch. Make one for each batch: `optimizer.step()` belongs inside the inner loop."""
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
    """You clear the gradients of the whole model. Those of the other modules are still wanted: clear only what you freeze."""
    freeze(model, names)
    model.zero_grad()


@mistake(of="freeze", caught_by="test_nested_modules")
def freezes_weights_and_biases_only(model, names):
    """You freeze parameters called weight and bias. A module can have others: go through all of its parameters."""
    modules = dict(model.named_modules())
    for name in names:
        for key, parameter in modules[name].named_parameters():
            if key.endswith(("weight", "bias")):
                parameter.requires_grad_(False)
                parameter.grad = None


@mistake(of="freeze", caught_by="test_nested_modules")
def takes_a_list_only(model, names):
    """You take everything but a list for a single name. The names may come in a tuple too."""
    freeze(model, names if isinstance(names, list) else [names])


@mistake(of="freeze", caught_by="test_nested_modules")
def takes_the_names_out(model, names):
    """You take the names out of the caller's list, and a tuple does not allow that. Go through them, and leave them there."""
    while names:
        freeze(model, [names.pop(0)])


@mistake(of="freeze", caught_by="test_nested_modules")
def whole_model_in_eval_mode(model, names):
    """You put the whole model into eval mode. The modules that are not named stay as they are."""
    freeze(model, names)
    model.eval()


@mistake(of="freeze", caught_by="test_nested_modules")
def one_known_name_is_enough(model, names):
    """You raise KeyError only if none of the names is there. Every single one has to be."""
    known = [name for name in names if name in dict(model.named_modules())]
    if not known:
        raise KeyError(names)
    freeze(model, known)


@mistake(of="freeze", caught_by="test_nested_modules")
def only_the_first_part_is_looked_up(model, names):
    """You look up only what stands before the first dot. The whole name must be that of a module."""
    for name in names:
        if name.split(".")[0] not in dict(model.named_children()):
            raise KeyError(name)
        for key, parameter in model.named_parameters():
            if key.startswith(f"{name}."):
                parameter.requires_grad_(False)
                parameter.grad = None


@mistake(of="freeze", caught_by="test_nested_modules")
def takes_names_of_parameters_too(model, names):
    """You take names of parameters too. Only the names of modules count; for any other, raise KeyError."""
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
    """You give Adam settings that nobody asked for, such as betas. Use lr and nothing else."""
    return trained(model, loader, criterion, torch.optim.Adam(model.parameters(), lr=lr, betas=(0.5, 0.9)), epochs)


@mistake(of="finetune", caught_by="test_one_optimizer")
def adamw(model, loader, criterion, lr, epochs):
    """You use AdamW, which pulls all weights towards 0 besides. Use SGD or Adam, with lr and nothing else."""
    return trained(model, loader, criterion, torch.optim.AdamW(model.parameters(), lr=lr), epochs)


@mistake(of="finetune", caught_by="test_one_optimizer")
def weight_decay_of_its_own(model, loader, criterion, lr, epochs):
    """You give SGD a weight decay that nobody asked for. Use lr and nothing else."""
    return trained(model, loader, criterion, torch.optim.SGD(model.parameters(), lr=lr, weight_decay=1e-4), epochs)


@mistake(of="finetune", caught_by="test_one_optimizer")
def learning_rate_falls(model, loader, criterion, lr, epochs):
    """You make the learning rate smaller after some epochs. It is lr in every step."""
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 5, 0.1)
    return trained(model, loader, criterion, optimizer, epochs, after_each=scheduler.step)


@mistake(of="finetune", caught_by="test_one_optimizer")
def gradients_are_clipped(model, loader, criterion, lr, epochs):
    """You clip the gradients. Every step is made from the gradient of its batch as it is."""
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    optimizer.register_step_pre_hook(lambda *_: nn.utils.clip_grad_norm_(model.parameters(), 1.0))
    return trained(model, loader, criterion, optimizer, epochs)


@mistake(of="finetune", caught_by="test_one_optimizer")
def new_optimizer_for_each_epoch(model, loader, criterion, lr, epochs):
    """You make a new Adam for each epoch, and it forgets what it has seen. Make one, before the epochs."""
    return [trained(model, loader, criterion, torch.optim.Adam(model.parameters(), lr=lr), 1)[0] for _ in range(epochs)]


@mistake(of="finetune", caught_by="test_one_optimizer")
def best_epoch_comes_back(model, loader, criterion, lr, epochs):
    """You put back the weights of the epoch with the lowest training loss. The model keeps those of the last step."""
    optimizer, history, best = torch.optim.Adam(model.parameters(), lr=lr), [], None
    for _ in range(epochs):
        history += trained(model, loader, criterion, optimizer, 1)
        if best is None or history[-1] == min(history):
            best = copy.deepcopy(model.state_dict())
    model.load_state_dict(best)
    return history


@mistake(of="finetune", caught_by="test_one_optimizer")
def stops_when_the_loss_rises(model, loader, criterion, lr, epochs):
    """You stop as soon as the loss rises. Train all the epochs: the caller decides how many."""
    optimizer, history = torch.optim.Adam(model.parameters(), lr=lr), []
    while len(history) < epochs:
        history += trained(model, loader, criterion, optimizer, 1)
        if len(history) > 1 and history[-1] > history[-2]:
            break
    return history


@mistake(of="finetune", caught_by="test_one_optimizer")
def batches_become_float32(model, loader, criterion, lr, epochs):
    """You change the dtype of the batches. They fit the model as they come."""
    return finetune(model, [(X.float(), y.float()) for X, y in loader], criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_one_optimizer")
def batches_become_flat(model, loader, criterion, lr, epochs):
    """You flatten each sample. The model takes the batches in the shape in which they come."""
    return finetune(model, [(X.reshape(len(X), -1), y) for X, y in loader], criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_one_optimizer")
def order_of_the_first_epoch(model, loader, criterion, lr, epochs):
    """You keep the batches of the first epoch for all of them. Ask the loader anew in each epoch: it may shuffle."""
    return finetune(model, list(loader), criterion, lr, epochs)


@mistake(of="finetune", caught_by="test_one_optimizer")
def seeds_for_all(model, loader, criterion, lr, epochs):
    """You seed torch's random state, which the whole program shares. Leave the seeds to the caller."""
    torch.manual_seed(42)
    return finetune(model, loader, criterion, lr, epochs)
