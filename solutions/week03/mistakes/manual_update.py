"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from solution import sgd_step
from torch import nn

from dlcourse.graders.authoring import mistake


@mistake(of="sgd_step", caught_by="test_one_layer")
def rebinds_a_name(model, lr):
    """Your weights never change: nothing is written into the parameters. Write the new numbers into the parameters
    themselves, not into a name or a copy, and do not clear the gradients before you use them."""
    for p in model.parameters():
        p = p - lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def rebinds_a_name_with_care(model, lr):
    """Your weights never change: nothing is written into the parameters. Write the new numbers into the parameters
    themselves, not into a name or a copy, and do not clear the gradients before you use them."""
    for p in model.parameters():
        if p.grad is not None:
            p = p.data - lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer", like="rebinds_a_name")
def changes_copies(model, lr):
    with torch.no_grad():
        for p in model.parameters():
            new = p.clone()
            new -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer", raises="RuntimeError")
def in_place_with_autograd_watching(model, lr):
    """You change a parameter in place while autograd records, which it refuses. Make the update where autograd does not
    record."""
    for p in model.parameters():
        if p.grad is not None:
            p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer", raises="RuntimeError")
def in_place_with_autograd_watching_everywhere(model, lr):
    """You change a parameter in place while autograd records, which it refuses. Make the update where autograd does not
    record."""
    for p in model.parameters():
        p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def goes_uphill(model, lr):
    """You add the gradient, which points to where the loss grows. Subtract it."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p += lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def goes_uphill_everywhere(model, lr):
    """You add the gradient, which points to where the loss grows. Subtract it."""
    with torch.no_grad():
        for p in model.parameters():
            p += lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def learning_rate_is_fixed(model, lr):
    """Your step always uses the learning rate 0.001. Use the argument `lr`."""
    sgd_step(model, 0.001)


@mistake(of="sgd_step", caught_by="test_one_layer")
def learning_rate_is_forgotten(model, lr):
    """You subtract the whole gradient. Multiply it by the learning rate first."""
    sgd_step(model, 1.0)


@mistake(of="sgd_step", caught_by="test_one_layer")
def gradient_is_forgotten(model, lr):
    """You subtract the same amount from every number. Subtract each number's own gradient, times the learning rate."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= lr


@mistake(of="sgd_step", caught_by="test_one_layer")
def becomes_the_step(model, lr):
    """Your parameters become lr times the gradient. Subtract that from their old values."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p.copy_(lr * p.grad)


@mistake(of="sgd_step", caught_by="test_one_layer")
def weights_only(model, lr):
    """You move the weights but not the biases. Move the biases too: they are parameters."""
    with torch.no_grad():
        for name, p in model.named_parameters():
            if name.endswith("weight") and p.grad is not None:
                p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def every_weight_and_no_bias(model, lr):
    """You move the weights but not the biases. Move the biases too: they are parameters."""
    with torch.no_grad():
        for name, p in model.named_parameters():
            if name.endswith("weight"):
                p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer", raises="TypeError")
def layers_by_number(model, lr):
    """You take the layers by their numbers. In another model these numbers mean other layers, or there are no numbers.
    Go through all parameters of the model."""
    with torch.no_grad():
        for i in range(3):
            model[i].weight -= lr * model[i].weight.grad
            model[i].bias -= lr * model[i].bias.grad


@mistake(of="sgd_step", caught_by="test_every_layer")
def direct_layers_only(model, lr):
    """You look for weight and bias in the model itself. In a model of several layers they belong to the layers. Move
    the parameters of all layers."""
    with torch.no_grad():
        for kind in ("weight", "bias"):
            if hasattr(model, kind):
                p = getattr(model, kind)
                p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_every_layer")
def first_layer_only(model, lr):
    """You move `model[0]` and nothing else. Move the parameters of every layer, and do not rely on numbers: not every
    model has them."""
    with torch.no_grad():
        model[0].weight -= lr * model[0].weight.grad
        model[0].bias -= lr * model[0].bias.grad


@mistake(of="sgd_step", caught_by="test_every_layer")
def returns_after_the_first(model, lr):
    """Only the first parameter moves, because your loop ends after it. Return after the loop, not inside it."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= lr * p.grad
            return


@mistake(of="sgd_step", caught_by="test_same_parameters")
def puts_new_parameters(model, lr):
    """You put new Parameter objects into the model. An optimizer that holds the old ones, for example, would go on
    moving those. Change the values inside the old ones instead."""
    for module in model.modules():
        for name, p in list(module.named_parameters(recurse=False)):
            if p.grad is not None:
                setattr(module, name, nn.Parameter(p.detach() - lr * p.grad))


@mistake(of="sgd_step", caught_by="test_same_parameters")
def turns_requires_grad_off(model, lr):
    """You turn requires_grad off for the update and leave it off, so the model cannot learn any more. Leave the
    parameters as trainable as they were."""
    for p in model.parameters():
        if p.grad is not None:
            p.requires_grad_(False)
            p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_without_gradient", raises="TypeError")
def gradient_everywhere(model, lr):
    """You expect a gradient for every parameter. If .grad is None, leave the parameter as it is."""
    with torch.no_grad():
        for p in model.parameters():
            p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_without_gradient")
def stops_without_gradient(model, lr):
    """You stop at the first parameter without a gradient. Skip it, and go on with the others."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is None:
                return
            p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_without_gradient")
def turns_requires_grad_on(model, lr):
    """You set requires_grad and a gradient on every parameter. Leave a frozen parameter as it is: it has no
    gradient."""
    with torch.no_grad():
        for p in model.parameters():
            p.requires_grad_(True)
            p -= lr * (torch.ones_like(p) if p.grad is None else p.grad)


@mistake(of="sgd_step", caught_by="test_without_gradient", raises="TypeError")
def trainable_means_gradient(model, lr):
    """You check whether a parameter is trainable. A trainable parameter has no gradient if the loss does not depend on
    it. Check whether .grad is None."""
    with torch.no_grad():
        for p in model.parameters():
            if p.requires_grad:
                p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_without_gradient")
def everything_is_trainable_afterwards(model, lr):
    """You turn requires_grad off for the update, and on again for all parameters, also for those that the caller had
    frozen. Leave them as trainable as they were, or use torch.no_grad."""
    for p in model.parameters():
        p.requires_grad_(False)
    sgd_step(model, lr)
    for p in model.parameters():
        p.requires_grad_(True)


@mistake(of="sgd_step", caught_by="test_without_gradient")
def zeros_for_missing_gradients(model, lr):
    """You give a gradient of zeros to parameters that have none. They do not move, but the caller finds zeros in .grad
    instead of None. Leave it None."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is None:
                p.grad = torch.zeros_like(p)
            p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_one_layer")
def gradients_are_clipped(model, lr):
    """You clip the gradients before the step. That can help elsewhere, but here the step is lr times the whole
    gradient. Do not clip."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= lr * p.grad.clamp(-1, 1)


@mistake(of="sgd_step", caught_by="test_gradients_stay")
def returns_the_model(model, lr):
    """You return the model. Return nothing: the model is changed in place, so the caller has it already."""
    sgd_step(model, lr)
    return model


@mistake(of="sgd_step", caught_by="test_shared_layer")
def shared_weights_move_twice(model, lr):
    """You ask each module for its own parameters, so a weight that two layers share moves twice. Go through the
    parameters of the model, which yields each of them once."""
    with torch.no_grad():
        for module in model.modules():
            for p in module.parameters(recurse=False):
                if p.grad is not None:
                    p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_gradients_stay")
def clears_the_gradients(model, lr):
    """You clear the gradients after the step. Leave them as they are: clearing them is up to the caller."""
    sgd_step(model, lr)
    model.zero_grad()


@mistake(of="sgd_step", caught_by="test_gradients_stay")
def sets_gradients_to_zero(model, lr):
    """You set the gradients to 0 after the step. Leave them as they are: clearing them is up to the caller."""
    sgd_step(model, lr)
    model.zero_grad(set_to_none=False)


@mistake(of="sgd_step", caught_by="test_gradients_stay")
def scales_the_gradients(model, lr):
    """You multiply p.grad by the learning rate in place, so the caller finds other gradients than backward() left.
    Compute the step in a new tensor."""
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p.grad *= lr
                p -= p.grad


@mistake(of="sgd_step", caught_by="test_shared_layer")
def shared_layers_move_twice(model, lr):
    """A layer that two modules share moves twice in your step. Go through the parameters of the model, which yields
    each of them once."""
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
    """You move the parameters of nn.Linear layers, and nothing else. Move all parameters: a module can have some of its
    own."""
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, nn.Linear):
                for p in (module.weight, module.bias):
                    if p.grad is not None:
                        p -= lr * p.grad


@mistake(of="sgd_step", caught_by="test_three_steps", raises="RuntimeError")
def makes_float32(model, lr):
    """Your step converts the parameters to float32. Keep their dtype."""
    for p in model.parameters():
        if p.grad is not None:
            gradient, p.grad = p.grad, None
            p.data = (p.data - lr * gradient).float()
            p.grad = gradient.float()
