"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from solution import layer_gradients

from dlcourse.graders.authoring import mistake


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def backward_is_missing(model, loss):
    """All your gradients are None. Call `loss.backward()` first: gradients exist only after it, and only until they are
    cleared."""
    return {name: p.grad for name, p in model.named_parameters()}


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def gradients_cleared_after_backward(model, loss):
    """All your gradients are None. Either you clear them after `backward()`, or you read the `.grad` of copies:
    `state_dict()`, `.data` and `detach()` give tensors that have none. Clear old gradients before `backward()`, and
    read the `.grad` of the parameters themselves."""
    loss.backward()
    model.zero_grad()
    return {name: p.grad for name, p in model.named_parameters()}


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def weights_only(model, loss):
    """You return the gradients of the weights only. Return those of the biases too: a bias is a parameter with its own
    gradient."""
    return {name: g for name, g in layer_gradients(model, loss).items() if name.endswith("weight")}


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def parameters_themselves(model, loss):
    """You return the parameters. Return their gradients, which are in the attribute `.grad` of each parameter."""
    loss.backward()
    return {name: p.detach().clone() for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_six_gradients", raises="AttributeError")
def gradients_without_names(model, loss):
    """You return a list. Return a dict, so that the caller can tell which gradient belongs to which parameter."""
    return list(layer_gradients(model, loss).values())


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def gradients_in_numpy(model, loss):
    """Your dict holds NumPy arrays. Keep the gradients as tensors."""
    return {name: g.numpy() for name, g in layer_gradients(model, loss).items()}


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def parameters_as_keys(model, loss):
    """The keys of your dict are not the parameters' names. Use `model.named_parameters()`, which yields each parameter
    with its name."""
    loss.backward()
    return {p: p.grad.clone() for p in model.parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def numbers_as_keys(model, loss):
    """Your keys count the parameters. Use their names, such as "0.weight", which `model.named_parameters()` yields."""
    return {str(number): g for number, g in enumerate(layer_gradients(model, loss).values())}


@mistake(of="layer_gradients", caught_by="test_six_gradients")
def one_gradient_per_layer(model, loss):
    """You return one gradient for each layer. Return two: a layer has a weight and a bias, each with its own name and
    gradient."""
    found = layer_gradients(model, loss)
    return {name.removesuffix(".weight"): g for name, g in found.items() if name.endswith(".weight")}


@mistake(of="layer_gradients", caught_by="test_earlier_gradients")
def earlier_gradients_added(model, loss):
    """Your gradients contain those of an earlier loss: `backward()` adds to what is in p.grad. Clear the old ones
    first."""
    loss.backward()
    return {name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_gradients_are_kept")
def gradients_still_shared(model, loss):
    """You return the same tensors that are in p.grad, so they change when the model's gradients change. Return
    copies."""
    model.zero_grad()
    loss.backward()
    return {name: p.grad for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_gradients_are_kept", like="gradients_still_shared")
def gradients_only_detached(model, loss):
    model.zero_grad()
    loss.backward()
    return {name: p.grad.detach() for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_any_module", raises="TypeError")
def layers_by_number(model, loss):
    """You take the layers by their numbers, 0, 1 and 2. In another model such a number is an activation, or there are
    no numbers. Go through all parameters of the model."""
    model.zero_grad()
    loss.backward()
    found = {}
    for i in range(3):
        found[f"{i}.weight"] = model[i].weight.grad.clone()
        found[f"{i}.bias"] = model[i].bias.grad.clone()
    return found


@mistake(of="layer_gradients", caught_by="test_any_module")
def direct_children_only(model, loss):
    """You look only at the model's direct children. Modules can hold other modules, and parameters of their own. Go
    through all parameters of the model."""
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


@mistake(of="layer_gradients", caught_by="test_frozen_layer", raises="AttributeError")
def every_parameter_has_a_gradient(model, loss):
    """You expect a gradient for every parameter. Leave out a parameter that is frozen, or that the loss does not depend
    on: it has none."""
    model.zero_grad()
    loss.backward()
    return {name: p.grad.clone() for name, p in model.named_parameters()}


@mistake(of="layer_gradients", caught_by="test_frozen_layer", raises="RuntimeError")
def every_parameter_asks_autograd(model, loss):
    """You call `autograd.grad` with every parameter. It refuses a frozen one, and one that the loss does not depend on.
    Leave these out."""
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
    """You return zeros for parameters without a gradient. Leave these parameters out: no gradient is not the same as a
    gradient of 0."""
    found = layer_gradients(model, loss)
    return {name: found.get(name, torch.zeros_like(p)) for name, p in model.named_parameters()}


@mistake(of="layer_gradients", caught_by="test_unused_layer")
def cleared_to_zeros(model, loss):
    """You set all gradients to zeros first, so you return zeros for a layer that the loss does not depend on. Clear
    them to None, and leave out those that stay None."""
    for p in model.parameters():
        p.grad = torch.zeros_like(p) if p.requires_grad else None
    loss.backward()
    return {name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_unused_layer")
def earlier_gradients_become_zeros(model, loss):
    """You set earlier gradients to zeros, so you return zeros for a parameter that has an earlier gradient, but that
    this loss does not depend on. Clear them to None, and leave out those that stay None."""
    model.zero_grad(set_to_none=False)
    loss.backward()
    return {name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_unused_layer")
def frozen_gradients_stay(model, loss):
    """You clear only the gradients of trainable parameters, so you return the old gradient of a frozen one. Clear all
    of them, or check whether each parameter is trainable."""
    for p in model.parameters():
        if p.requires_grad:
            p.grad = None
    loss.backward()
    return {name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_unused_layer")
def gradients_of_zero_are_left_out(model, loss):
    """You leave out gradients that are 0. Keep them: a parameter that the loss depends on has a gradient, even if it is
    0. Only p.grad that is None means no gradient."""
    return {name: g for name, g in layer_gradients(model, loss).items() if g.any()}


@mistake(of="layer_gradients", caught_by="test_any_module")
def shared_layers_stand_twice(model, loss):
    """A layer that is used at two places of the model is in your dict twice, as in `state_dict()`. Use the names of
    `model.named_parameters()`, which yields each parameter once."""
    layer_gradients(model, loss)
    every = model.state_dict(keep_vars=True)
    return {name: p.grad.clone() for name, p in every.items() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_any_module")
def gradients_are_clipped(model, loss):
    """You clip the gradients, which makes large ones smaller. That can help before a step, but here return the
    gradients as they are."""
    layer_gradients(model, loss)
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    return {name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}


@mistake(of="layer_gradients", caught_by="test_frozen_layer")
def everything_is_unfrozen(model, loss):
    """You set requires_grad on all parameters. Leave the parameters frozen that the caller has frozen."""
    model.requires_grad_(True)
    return layer_gradients(model, loss)


@mistake(of="layer_gradients", caught_by="test_unused_layer")
def weights_move(model, loss):
    """You change the weights. Only read the gradients: the step comes later."""
    found = layer_gradients(model, loss)
    torch.optim.SGD(model.parameters(), lr=0.1).step()
    return found
