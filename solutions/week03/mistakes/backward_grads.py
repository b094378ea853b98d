"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from solution import layer_gradients

from dlcourse.graders.authoring import mistake


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def backward_is_missing(model, loss):
    """All your gradients are None. They exist only after `loss.backward()`, and only until someone clears them."""
    return {name: p.grad for name, p in model.named_parameters()}


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def gradients_cleared_after_backward(model, loss):
    """All your gradients are None. Either you clear them after `backward()` (clear what is old before), or you read the `.grad` of copies: `state_dict()`, `.data` and `detach()` give tensors that have none."""
    loss.backward()
    model.zero_grad()
    return {name: p.grad for name, p in model.named_parameters()}


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def weights_only(model, loss):
    """You return the gradients of the weights only. The biases are parameters too, and have gradients of their own."""
    return {name: g for name, g in layer_gradients(model, loss).items() if name.endswith("weight")}


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def parameters_themselves(model, loss):
    """You return the parameters. Their gradients stand in the attribute `.grad` of each."""
    loss.backward()
    return {name: p.detach().clone() for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def gradients_without_names(model, loss):
    """You return a list. Return a dict, so that the caller can tell which gradient belongs to which parameter."""
    return list(layer_gradients(model, loss).values())


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def gradients_in_numpy(model, loss):
    """Your dict holds NumPy arrays. Keep the gradients as tensors."""
    return {name: g.numpy() for name, g in layer_gradients(model, loss).items()}


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def parameters_as_keys(model, loss):
    """The keys of your dict are not the parameters' names. `model.named_parameters()` yields each parameter with its name."""
    loss.backward()
    return {p: p.grad.clone() for p in model.parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def numbers_as_keys(model, loss):
    """Your keys count the parameters. Use their names, such as "0.weight", which `model.named_parameters()` yields."""
    return {str(number): g for number, g in enumerate(layer_gradients(model, loss).values())}


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def one_gradient_per_layer(model, loss):
    """You return one gradient for each layer. A layer has two parameters, its weight and its bias, each with its own name and gradient."""
    found = layer_gradients(model, loss)
    return {name.removesuffix(".weight"): g for name, g in found.items() if name.endswith(".weight")}


@mistake(of="layer_gradients", caught_by="test_earlier_gradients")
def earlier_gradients_added(model, loss):
    """Your gradients contain those of an earlier loss: `backward()` adds to what is in p.grad. Get rid of the old ones first."""
    loss.backward()
    return {name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_gradients_are_kept")
def gradients_still_shared(model, loss):
    """You return the very tensors that stand in p.grad, so they change when the model's gradients do. Return copies."""
    model.zero_grad()
    loss.backward()
    return {name: p.grad for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_gradients_are_kept", like="gradients_still_shared")
def gradients_only_detached(model, loss):
    model.zero_grad()
    loss.backward()
    return {name: p.grad.detach() for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_any_module")
def layers_by_number(model, loss):
    """You take the layers by their numbers, 0, 1 and 2. Elsewhere that number is an activation, or the model has no numbers: go through all its parameters."""
    model.zero_grad()
    loss.backward()
    found = {}
    for i in range(3):
        found[f"{i}.weight"] = model[i].weight.grad.clone()
        found[f"{i}.bias"] = model[i].bias.grad.clone()
    return found


@mistake(of="layer_gradients", caught_by="test_any_module")
def direct_children_only(model, loss):
    """You look only at the model's direct children. Modules can hold modules, and parameters of their own."""
    model.zero_grad()
    loss.backward()
    found = {}
    for name, layer in model.named_children():
        for kind in ("weight", "bias"):
            if getattr(layer, kind, None) is not None and getattr(layer, kind).grad is not None:
                found[f"{name}.{kind}"] = getattr(layer, kind).grad.clone()
    return found


@mistake(of="layer_gradients", caught_by="test_any_module")
def gradients_as_float32(model, loss):
    """Your gradients are always float32. Keep the dtype of the parameter."""
    return {name: g.float() for name, g in layer_gradients(model, loss).items()}


@mistake(of="layer_gradients", caught_by="test_frozen_layer")
def every_parameter_has_a_gradient(model, loss):
    """You expect a gradient for every parameter. A frozen parameter, or one that the loss does not depend on, has none: leave it out."""
    model.zero_grad()
    loss.backward()
    return {name: p.grad.clone() for name, p in model.named_parameters()}


@mistake(of="layer_gradients", caught_by="test_frozen_layer")
def every_parameter_asks_autograd(model, loss):
    """You ask `autograd.grad` for every parameter. It refuses where one is frozen or the loss does not depend on it: leave these out."""
    names, parameters = zip(*model.named_parameters(), strict=True)
    return dict(zip(names, torch.autograd.grad(loss, parameters), strict=True))


@mistake(of="layer_gradients", caught_by="test_frozen_layer")
def missing_gradients_as_none(model, loss):
    """Your dict has entries that are None, for parameters without a gradient. Leave these parameters out."""
    model.zero_grad()
    loss.backward()
    return {name: None if p.grad is None else p.grad.clone() for name, p in model.named_parameters()}


@mistake(of="layer_gradients", caught_by="test_frozen_layer")
def missing_gradients_as_zeros(model, loss):
    """You return zeros for parameters without a gradient. Leave these parameters out: no gradient is something else than a gradient of 0."""
    found = layer_gradients(model, loss)
    return {name: found.get(name, torch.zeros_like(p)) for name, p in model.named_parameters()}


@mistake(of="layer_gradients", caught_by="test_unused_layer")
def cleared_to_zeros(model, loss):
    """You return zeros for a layer that the loss does not depend on, since you set the gradients to zeros before. Clear them to None, and leave out what stays None."""
    for p in model.parameters():
        p.grad = torch.zeros_like(p) if p.requires_grad else None
    loss.backward()
    return {name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_unused_layer")
def earlier_gradients_become_zeros(model, loss):
    """You return zeros for parameters that the loss does not depend on, if they have a gradient from before: you set it to zeros. Clear it to None, and leave out what stays None."""
    model.zero_grad(set_to_none=False)
    loss.backward()
    return {name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_unused_layer")
def frozen_gradients_stay(model, loss):
    """You clear only the gradients of trainable parameters, and return what a frozen one has kept from before. Clear all, or ask each parameter whether it is trainable."""
    for p in model.parameters():
        if p.requires_grad:
            p.grad = None
    loss.backward()
    return {name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_unused_layer")
def gradients_of_zero_are_left_out(model, loss):
    """You leave out gradients that are 0. A parameter that the loss depends on has a gradient, even where it is 0; without one, p.grad is None."""
    return {name: g for name, g in layer_gradients(model, loss).items() if g.any()}


@mistake(of="layer_gradients", caught_by="test_any_module")
def shared_layers_stand_twice(model, loss):
    """A layer that stands at two places in the model is in your dict twice, as in `state_dict()`. Use the names of `model.named_parameters()`, where each parameter stands once."""
    layer_gradients(model, loss)
    every = model.state_dict(keep_vars=True)
    return {name: p.grad.clone() for name, p in every.items() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_any_module")
def gradients_are_clipped(model, loss):
    """You clip the gradients, which makes large ones smaller. That can be a good idea before a step; here the gradients themselves are asked for."""
    layer_gradients(model, loss)
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    return {name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_frozen_layer")
def everything_is_unfrozen(model, loss):
    """You set requires_grad on all parameters. What the caller has frozen must stay frozen."""
    model.requires_grad_(True)
    return layer_gradients(model, loss)


@mistake(of="layer_gradients", caught_by="test_unused_layer")
def weights_move(model, loss):
    """You change the weights. This function only reads the gradients; the step is for later."""
    found = layer_gradients(model, loss)
    torch.optim.SGD(model.parameters(), lr=0.1).step()
    return found
