"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch

from dlcourse.graders.authoring import mistake


@mistake(caught_by="test_six_gradients", edit={"loss.backward()\n": ""})
def backward_is_missing():
    """You return no gradient: there are none before `loss.backward()`, nor after they are cleared. Clear old ones
    before `backward()`, and read the `.grad` of the parameters, not of copies such as those of `state_dict()`."""


@mistake(
    caught_by="test_six_gradients",
    base="backward_is_missing",
    edit={"p.grad.clone()": "p.grad", " if p.grad is not None": ""},
    like="backward_is_missing",
)
def gradients_cleared_after_backward(): ...


@mistake(caught_by="test_six_gradients", like="backward_is_missing")
def neither_cleared_nor_computed(model, loss):
    return {name: p.grad for name, p in model.named_parameters()}


@mistake(caught_by="test_six_gradients", edit={"if p": 'if "weight" in name and p'})
def weights_only():
    """You return the gradients of the weights only. Return those of the biases too: a bias is a parameter with its own
    gradient."""


@mistake(caught_by="test_six_gradients", edit={"p.grad.clone()": "p.detach().clone()"})
def parameters_themselves():
    """You return the parameters. Return their gradients, which are in the attribute `.grad` of each parameter."""


@mistake(
    caught_by="test_six_gradients",
    raises="AttributeError",
    edit={
        "{name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}": "[p.grad.clone() for p in model.parameters() if p.grad is not None]"
    },
)
def gradients_without_names():
    """You return a list. Return a dict, so that the caller can tell which gradient belongs to which parameter."""


@mistake(caught_by="test_six_gradients", edit={"clone()": "numpy()"})
def gradients_in_numpy():
    """Your dict holds NumPy arrays. Keep the gradients as tensors."""


@mistake(caught_by="test_six_gradients", edit={"{name:": "{p:"})
def parameters_as_keys():
    """The keys of your dict are not the parameters' names. Use `model.named_parameters()`, which yields each parameter
    with its name."""


@mistake(
    caught_by="test_earlier_gradients", edit={"for parameter in model.parameters():\n    parameter.grad = None\n": ""}
)
def earlier_gradients_added():
    """Your gradients contain those of an earlier loss: `backward()` adds to what is in p.grad. Clear the old ones
    first."""


@mistake(caught_by="test_gradients_are_kept", edit={".clone()": ""})
def gradients_still_shared():
    """You return the same tensors that are in p.grad, so they change when the model's gradients change. Return copies:
    `detach()` makes none."""


@mistake(caught_by="test_any_module", raises="TypeError")
def layers_by_number(model, loss):
    """You take the layers by their numbers, 0, 1 and 2. In another model such a number is an activation, or there are
    no numbers: go through all parameters of the model."""
    model.zero_grad()
    loss.backward()
    found = {}
    for i in range(3):
        found[f"{i}.weight"] = model[i].weight.grad.clone()
        found[f"{i}.bias"] = model[i].bias.grad.clone()
    return found


@mistake(caught_by="test_any_module", edit={"clone()": "clone().float()"})
def gradients_as_float32():
    """Your gradients are always float32. Keep the dtype of the parameter."""


@mistake(caught_by="test_any_module", edit={"named_parameters()": "state_dict(keep_vars=True).items()"})
def shared_layers_stand_twice():
    """A layer that is used at two places of the model is in your dict twice, as in `state_dict()`. Use the names of
    `model.named_parameters()`, which yields each parameter once."""


@mistake(caught_by="test_frozen_layer", raises="AttributeError", edit={" if p.grad is not None": ""})
def every_parameter_has_a_gradient():
    """You expect a gradient for every parameter. Leave out a parameter that is frozen, or that the loss does not depend
    on: it has none."""


@mistake(caught_by="test_frozen_layer", raises="RuntimeError")
def every_parameter_asks_autograd(model, loss):
    """You call `autograd.grad` with every parameter. It refuses a frozen one, and one that the loss does not depend on:
    leave these out."""
    names, parameters = zip(*model.named_parameters(), strict=True)
    return dict(zip(names, torch.autograd.grad(loss, parameters), strict=True))


@mistake(
    caught_by="test_frozen_layer",
    edit={"if p.grad is not None": "", "p.grad.clone()": "None if p.grad is None else p.grad.clone()"},
)
def missing_gradients_as_none():
    """Your dict has entries that are None, for parameters without a gradient. Leave these parameters out."""


@mistake(
    caught_by="test_frozen_layer",
    edit={"if p.grad is not None": "", "p.grad.clone()": "p.detach() * 0 if p.grad is None else p.grad.clone()"},
)
def missing_gradients_as_zeros():
    """You return zeros for parameters without a gradient. Leave these parameters out: no gradient is not the same as a
    gradient of 0."""


@mistake(caught_by="test_frozen_layer", edit={"loss.backward()": "model.requires_grad_(True)\nloss.backward()"})
def everything_is_unfrozen():
    """You set requires_grad on all parameters. Leave the parameters frozen that the caller has frozen."""


@mistake(
    caught_by="test_unused_layer",
    edit={"for parameter in model.parameters():\n    parameter.grad = None": "model.zero_grad(set_to_none=False)"},
)
def earlier_gradients_become_zeros():
    """You set earlier gradients to zeros, so you return zeros for a parameter that this loss does not depend on. Clear
    them to None, and leave out those that stay None."""


@mistake(caught_by="test_unused_layer", edit={"is not None": "is not None and p.grad.any()"})
def gradients_of_zero_are_left_out():
    """You leave out gradients that are 0. Keep them: only a `.grad` that is None means that there is no gradient."""


@mistake(
    caught_by="test_six_gradients",
    edit={"for parameter in model.parameters():\n    parameter.grad = None\nloss.backward()\n": ""},
    like="backward_is_missing",
)
def neither_cleared_nor_computed_but_filtered(): ...


@mistake(
    caught_by="test_six_gradients",
    edit={"in model.named_parameters()": "in list(model.named_parameters())[:1]"},
)
def returns_in_the_loop():
    """Your dict holds the first parameter at most, because `return` stands inside the loop. Move it behind the loop."""


@mistake(
    caught_by="test_six_gradients",
    raises="AttributeError",
    base="gradients_without_names",
    edit={" if p.grad is not None": ""},
    like="gradients_without_names",
)
def gradients_without_names_of_all_parameters(): ...


@mistake(caught_by="test_frozen_layer", raises="AttributeError", edit={"p.grad is not None": "p.requires_grad"})
def trainable_means_gradient():
    """You leave out the parameters that are frozen. One that the loss does not depend on has no gradient either: check
    whether .grad is None."""
