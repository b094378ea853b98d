"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from solution import sgd_step
from torch import nn

from dlcourse.graders.authoring import mistake


@mistake(of="sgd_step", caught_by="test_one_layer")
def rebinds_a_name(model, lr):
    """Your weights never change: nothing is written into the parameters. Do you give the new numbers to a name or a copy, or clear the gradients before you use them?"""
    for p in model.parameters():
        p = p - lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def rebinds_a_name_with_care(model, lr):
    """Your weights never change: nothing is written into the parameters. Do you give the new numbers to a name or a copy, or clear the gradients before you use them?"""
    for p in model.parameters():
        if p.grad is not None:
            p = p.data - lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer", like="rebinds_a_name")
def changes_copies(model, lr):
    with torch.no_grad():
        for p in model.parameters():
            new = p.clone()
            new -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def in_place_with_autograd_watching(model, lr):
    """Autograd refuses: it records operations on parameters, and one that it records must not change them in place. Make the update where it does not record."""
    for p in model.parameters():
        if p.grad is not None:
            p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def in_place_with_autograd_watching_everywhere(model, lr):
    """Autograd refuses: it records operations on parameters, and one that it records must not change them in place. Make the update where it does not record."""
    for p in model.parameters():
        p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def goes_uphill(model, lr):
    """You add the gradient. It points to where the loss grows; go the other way."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p += lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def goes_uphill_everywhere(model, lr):
    """You add the gradient. It points to where the loss grows; go the other way."""
    with torch.no_grad():
        for p in model.parameters():
            p += lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def learning_rate_is_fixed(model, lr):
    """Your step does not depend on `lr`: it always uses 0.001. Use the argument."""
    sgd_step(model, 0.001)


@mistake(of="sgd_step", caught_by="test_one_layer")
def learning_rate_is_forgotten(model, lr):
    """You subtract the whole gradient. Multiply it by the learning rate first."""
    sgd_step(model, 1.0)


@mistake(of="sgd_step", caught_by="test_one_layer")
def gradient_is_forgotten(model, lr):
    """You take the same amount off every number. Each one moves by its own gradient times the learning rate."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= lr


@mistake(of="sgd_step", caught_by="test_one_layer")
def becomes_the_step(model, lr):
    """Your parameters become lr times the gradient. That is the step: subtract it from what is there."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p.copy_(lr * p.grad)


@mistake(of="sgd_step", caught_by="test_one_layer")
def weights_only(model, lr):
    """You move the weights and forget the biases. They are parameters too."""
    with torch.no_grad():
        for name, p in model.named_parameters():
            if name.endswith("weight") and p.grad is not None:
                p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def every_weight_and_no_bias(model, lr):
    """You move the weights and forget the biases. They are parameters too."""
    with torch.no_grad():
        for name, p in model.named_parameters():
            if name.endswith("weight"):
                p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def layers_by_number(model, lr):
    """You take the layers by their numbers. Another model has other layers at these places, or no numbers at all: go through all its parameters."""
    with torch.no_grad():
        for i in range(3):
            model[i].weight -= lr * model[i].weight.grad
            model[i].bias -= lr * model[i].bias.grad


@mistake(of="sgd_step", caught_by="test_every_layer")
def direct_layers_only(model, lr):
    """You look for weight and bias in the model itself. In a model of several layers they belong to the layers; all of them must move."""
    with torch.no_grad():
        for kind in ("weight", "bias"):
            if hasattr(model, kind):
                p = getattr(model, kind)
                p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_every_layer")
def first_layer_only(model, lr):
    """You move `model[0]` and nothing else. Every layer has parameters that learn, and not every model has numbers."""
    with torch.no_grad():
        model[0].weight -= lr * model[0].weight.grad
        model[0].bias -= lr * model[0].bias.grad


@mistake(of="sgd_step", caught_by="test_every_layer")
def returns_after_the_first(model, lr):
    """Only the first parameter moves: your loop ends after it. Look at where `return` stands."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= lr * p.grad
            return


@mistake(of="sgd_step", caught_by="test_same_parameters")
def puts_new_parameters(model, lr):
    """You put new Parameter objects into the model. Whoever holds the old ones, an optimizer for example, would go on with those: change the values inside instead."""
    for module in model.modules():
        for name, p in list(module.named_parameters(recurse=False)):
            if p.grad is not None:
                setattr(module, name, nn.Parameter(p.detach() - lr * p.grad))


@mistake(of="sgd_step", caught_by="test_same_parameters")
def turns_requires_grad_off(model, lr):
    """You turn requires_grad off for the update, and leave it off: the model cannot learn any more. Leave the parameters as trainable as they were."""
    for p in model.parameters():
        if p.grad is not None:
            p.requires_grad_(False)
            p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_without_gradient")
def gradient_everywhere(model, lr):
    """You expect a gradient for every parameter. Where .grad is None, leave the parameter as it is."""
    with torch.no_grad():
        for p in model.parameters():
            p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_without_gradient")
def stops_without_gradient(model, lr):
    """You stop at the first parameter without gradient. Skip it, and go on with the others."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is None:
                return
            p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_without_gradient")
def turns_requires_grad_on(model, lr):
    """You set requires_grad and a gradient on every parameter. What is frozen has none: leave it as it is."""
    with torch.no_grad():
        for p in model.parameters():
            p.requires_grad_(True)
            p -= lr * (torch.ones_like(p) if p.grad is None else p.grad)


@mistake(of="sgd_step", caught_by="test_without_gradient")
def trainable_means_gradient(model, lr):
    """You ask whether a parameter is trainable. It can be and have no gradient still, if the loss does not depend on it: ask whether .grad is None."""
    with torch.no_grad():
        for p in model.parameters():
            if p.requires_grad:
                p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_without_gradient")
def everything_is_trainable_afterwards(model, lr):
    """You turn requires_grad off for the update, and on again for all parameters, those too that the caller had frozen. Leave them as trainable as they were, or use torch.no_grad."""
    for p in model.parameters():
        p.requires_grad_(False)
    sgd_step(model, lr)
    for p in model.parameters():
        p.requires_grad_(True)


@mistake(of="sgd_step", caught_by="test_without_gradient")
def zeros_for_missing_gradients(model, lr):
    """You give a gradient of zeros to parameters that have none. They do not move, but the caller finds a .grad where None was."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is None:
                p.grad = torch.zeros_like(p)
            p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def gradients_are_clipped(model, lr):
    """You clip the gradients before the step. That can be a good idea elsewhere, but here the step is lr times the whole gradient."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= lr * p.grad.clamp(-1, 1)


@mistake(of="sgd_step", caught_by="test_gradients_stay")
def returns_the_model(model, lr):
    """You return the model. It is changed in place, so the caller has it already: return nothing."""
    sgd_step(model, lr)
    return model


@mistake(of="sgd_step", caught_by="test_shared_layer")
def shared_weights_move_twice(model, lr):
    """You ask each module for its own parameters, so a weight that two layers share moves twice. Go through the parameters of the model, where each stands once."""
    with torch.no_grad():
        for module in model.modules():
            for p in module.parameters(recurse=False):
                if p.grad is not None:
                    p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_gradients_stay")
def clears_the_gradients(model, lr):
    """You clear the gradients after the step. That is the caller's decision; leave them as they are."""
    sgd_step(model, lr)
    model.zero_grad()


@mistake(of="sgd_step", caught_by="test_gradients_stay")
def sets_gradients_to_zero(model, lr):
    """You set the gradients to 0 after the step. That is the caller's decision; leave them as they are."""
    sgd_step(model, lr)
    model.zero_grad(set_to_none=False)


@mistake(of="sgd_step", caught_by="test_gradients_stay")
def scales_the_gradients(model, lr):
    """You multiply p.grad by the learning rate in place. The caller finds other gradients than backward() has left: compute the step apart."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p.grad *= lr
                p -= p.grad


@mistake(of="sgd_step", caught_by="test_shared_layer")
def shared_layers_move_twice(model, lr):
    """A layer that two modules share moves twice in your step. Go through the parameters of the model, where each stands once."""
    with torch.no_grad():
        for module in model.modules():
            for child in module.children():
                for p in child.parameters(recurse=False):
                    if p.grad is not None:
                        p -= lr * p.grad
        for p in model.parameters(recurse=False):
            if p.grad is not None:
                p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_shared_layer")
def layers_only(model, lr):
    """You move what nn.Linear layers hold, and nothing else. A module can have parameters of its own."""
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, nn.Linear):
                for p in (module.weight, module.bias):
                    if p.grad is not None:
                        p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_three_steps")
def makes_float32(model, lr):
    """Your step makes float32 of the parameters. Keep the dtype they have."""
    for p in model.parameters():
        if p.grad is not None:
            gradient, p.grad = p.grad, None
            p.data = (p.data - lr * gradient).float()
            p.grad = gradient.float()
