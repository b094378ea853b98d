"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from torch import nn

from dlcourse.graders.authoring import mistake


@mistake(caught_by="test_one_layer", edit={"parameter -=": "parameter = parameter -"})
def rebinds_a_name():
    """Your weights never change: nothing is written into the parameters. Write the new numbers into the parameters
    themselves, not into a name or a copy, and do not clear the gradients before you use them."""


@mistake(caught_by="test_one_layer", raises="RuntimeError", edit={"with torch.no_grad()": "if True"})
def autograd_watches():
    """You change a parameter in place while autograd records, which it refuses. Make the update where autograd does not
    record."""


@mistake(caught_by="test_one_layer", edit={"-=": "+="})
def goes_uphill():
    """You add the gradient, which points to where the loss grows. Subtract it."""


@mistake(caught_by="test_one_layer", edit={"lr *": "0.001 *"})
def learning_rate_is_fixed():
    """Your step always uses the learning rate 0.001. Use the argument `lr`."""


@mistake(caught_by="test_one_layer", edit={"lr * ": ""})
def learning_rate_is_forgotten():
    """You subtract the whole gradient. Multiply it by the learning rate first."""


@mistake(caught_by="test_one_layer", edit={"lr * parameter.grad": "lr"})
def gradient_is_forgotten():
    """You subtract the same amount from every number. Subtract each number's own gradient, times the learning rate."""


@mistake(caught_by="test_one_layer", edit={"parameter -= lr * parameter.grad": "parameter.copy_(lr * parameter.grad)"})
def becomes_the_step():
    """Your parameters become lr times the gradient. Subtract that from their old values."""


@mistake(
    caught_by="test_one_layer",
    edit={
        "parameter in model.parameters()": "name, parameter in model.named_parameters()",
        "if parameter.grad": 'if name.endswith("weight") and parameter.grad',
    },
)
def weights_only():
    """You move the weights but not the biases. Move the biases too: they are parameters."""


@mistake(caught_by="test_one_layer", raises="TypeError", edit={"model.parameters()": "model[0].parameters()"})
def layers_by_number():
    """You take the layers by their numbers. In another model these numbers mean other layers, or there are no numbers:
    go through all parameters of the model."""


@mistake(
    caught_by="test_every_layer", raises="AttributeError", edit={"model.parameters()": "(model.weight, model.bias)"}
)
def direct_layers_only():
    """You look for weight and bias in the model itself. In a model of several layers they belong to the layers: move
    the parameters of all layers."""


@mistake(caught_by="test_one_layer", edit={"* parameter.grad": "* parameter.grad\nreturn"})
def returns_after_the_first():
    """Only the first parameter moves, because your loop ends after it. Return after the loop, not inside it."""


@mistake(caught_by="test_same_parameters")
def puts_new_parameters(model, lr):
    """You put new Parameter objects into the model. An optimizer that holds the old ones, for example, would go on
    moving those: change the values inside the old ones instead."""
    for module in model.modules():
        for name, p in list(module.named_parameters(recurse=False)):
            if p.grad is not None:
                setattr(module, name, nn.Parameter(p.detach() - lr * p.grad))


@mistake(caught_by="test_same_parameters", edit={"parameter -=": "parameter.requires_grad_(False)\nparameter -="})
def turns_requires_grad_off():
    """You turn requires_grad off for the update and leave it off, so the model cannot learn any more. Leave the
    parameters as trainable as they were."""


@mistake(
    caught_by="test_without_gradient",
    edit={"* parameter.grad": "* parameter.grad\nmodel.requires_grad_(True)"},
)
def everything_is_trainable_afterwards():
    """You turn requires_grad on for all parameters, also for those that the caller had frozen. Leave them as trainable
    as they were, or use torch.no_grad."""


@mistake(caught_by="test_without_gradient", raises="TypeError", edit={"if parameter.grad is not None": "if True"})
def gradient_everywhere():
    """You expect a gradient for every parameter. If .grad is None, leave the parameter as it is."""


@mistake(
    caught_by="test_without_gradient",
    base="gradient_everywhere",
    edit={"parameter -=": "if parameter.grad is None:\n    return\nparameter -="},
)
def stops_without_gradient():
    """You stop at the first parameter without a gradient. Skip it, and go on with the others."""


@mistake(
    caught_by="test_without_gradient",
    raises="TypeError",
    edit={"if parameter.grad is not None": "if parameter.requires_grad"},
)
def trainable_means_gradient():
    """You check whether a parameter is trainable. A trainable parameter has no gradient if the loss does not depend on
    it: check whether .grad is None."""


@mistake(caught_by="test_gradients_stay", edit={"* parameter.grad": "* parameter.grad\nparameter.grad = None"})
def clears_the_gradients():
    """You clear the gradients after the step. Leave them as they are: clearing them is up to the caller."""


@mistake(
    caught_by="test_gradients_stay",
    edit={"* parameter.grad": "* parameter.grad\nparameter.grad.zero_()"},
    like="clears_the_gradients",
)
def sets_gradients_to_zero(): ...


@mistake(
    caught_by="test_gradients_stay",
    edit={"parameter -= lr * parameter.grad": "parameter.grad *= lr\nparameter -= parameter.grad"},
)
def scales_the_gradients():
    """You multiply p.grad by the learning rate in place, so the caller finds other gradients than backward() left.
    Compute the step in a new tensor."""


@mistake(
    caught_by="test_shared_layer",
    edit={"model.parameters()": "[p for module in model.modules() for p in module.parameters(recurse=False)]"},
)
def shared_weights_move_twice():
    """You ask each module for its own parameters, so a weight that two layers share moves twice. Go through the
    parameters of the model, which yields each of them once."""


@mistake(
    caught_by="test_shared_layer",
    edit={
        "model.parameters()": "[p for layer in model.modules() if isinstance(layer, nn.Linear) for p in layer.parameters()]"
    },
)
def layers_only():
    """You move the parameters of nn.Linear layers, and nothing else. Move all parameters: a module can have some of its
    own."""


@mistake(
    caught_by="test_three_steps",
    raises="RuntimeError",
    edit={"parameter -= lr * parameter.grad": "parameter.data = (parameter - lr * parameter.grad).float()"},
)
def makes_float32():
    """Your step converts the parameters to float32. Keep their dtype."""


@mistake(of="sgd_step", caught_by="test_one_layer", like="returns_after_the_first")
def returns_after_the_first_with_or_without_gradient(model, lr):
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.grad is not None:
                parameter -= lr * parameter.grad
            return


@mistake(caught_by="test_one_layer", edit={"is not None": "is None"})
def condition_is_turned():
    """You move only parameters without a gradient: your condition is turned around. Move those whose .grad is not None."""


@mistake(
    caught_by="test_one_layer",
    raises="RuntimeError",
    edit={
        "with torch.no_grad()": "for parameter in model.parameters():\n    parameter.backward()\nwith torch.no_grad()"
    },
)
def backward_of_a_parameter():
    """You call `backward()` on a parameter. The gradients are there already when sgd_step is called: only read .grad."""


@mistake(caught_by="test_one_layer", edit={"lr * parameter.grad": "parameter.grad / lr"})
def divides_by_the_rate():
    """You divide the gradient by the learning rate. Multiply it: a smaller lr is a smaller step."""


@mistake(
    caught_by="test_every_layer",
    edit={"model.parameters()": "[p for module in model.modules() for p in module.parameters()]"},
)
def every_module_moves_its_parameters():
    """You go through all modules and through all parameters of each, so the parameters of an inner layer move once for every
    module around them. Go through the parameters of the model, which yields each of them once."""
