"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch

from dlcourse.graders.authoring import mistake, survives

survives(
    "for p, v in zip(self.params, self.velocities, strict=True) -> for p, v in zip(self.params, self.velocities)",
    because="there are as many velocities as parameters",
)
survives(
    "for p, v in zip(self.params, self.velocities, strict=True)"
    " -> for p, v in zip(self.params, self.velocities, strict=False)",
    because="there are as many velocities as parameters",
)


@mistake(of="make_optimizer", caught_by="test_five_optimizers", edit={" lr=lr,": ""})
def learning_rate_is_dropped():
    """You do not pass the learning rate on to your optimizers, so each uses PyTorch's own default. Pass `lr` on."""


@mistake(of="make_optimizer", caught_by="test_five_optimizers", edit={"lr=lr": "lr=0.001"})
def learning_rate_is_fixed():
    """Your optimizers always get the learning rate 0.001. Use the argument `lr`: 0.001 is only its default."""


@mistake(of="make_optimizer", caught_by="test_five_optimizers", raises="ValueError", edit={"(params, lr=lr, **kw)": ""})
def class_is_returned():
    """You return the class itself. Call it with the parameters and the learning rate, and return that optimizer."""


@mistake(
    of="make_optimizer",
    caught_by="test_five_optimizers",
    raises="AttributeError",
    edit={"return optimizers[name.lower()]": "return getattr(torch.optim, name)"},
)
def name_in_the_wrong_spelling():
    """You look for the name in torch.optim as it is, but the classes there are spelt differently. Choose the class for
    each of the five names yourself."""


@mistake(of="make_optimizer", caught_by="test_five_optimizers", edit={"torch.optim.AdamW": "torch.optim.Adam"})
def adamw_is_adam():
    """Your "adamw" steps as Adam does: it is Adam, or you give it a weight decay of 0 if the caller names none. Use
    AdamW with its own default, 0.01, which it applies apart from the gradient."""


@mistake(of="make_optimizer", caught_by="test_settings", edit={", **kw": ""})
def settings_are_dropped():
    """You accept further settings, such as momentum, but do not use them. Pass `kw` on to the optimizer."""


@mistake(of="make_optimizer", caught_by="test_five_optimizers", raises="TypeError", edit={"**kw": "kw=kw"})
def settings_as_one_argument():
    """You pass `kw` on as one argument, a dict. Unpack the dict: the optimizer needs each setting under its name."""


@mistake(of="make_optimizer", caught_by="test_settings", edit={"**kw": '**(kw if name == "sgd" else {})'})
def settings_for_sgd_only():
    """You pass the settings on to SGD, but not to the other optimizers. Pass them on to all: Adam has betas, for
    example."""


@mistake(
    of="make_optimizer",
    caught_by="test_parameters_alone",
    raises="ValueError",
    edit={"if name": 'print(sum(p.numel() for p in params), "parameters")\nif name'},
)
def parameters_are_used_up():
    """Your code goes through model.parameters() before the optimizer does: in a loop, or in another optimizer that you
    also make. It is a generator, empty after one loop: pass it on as it is, to one optimizer only."""


@mistake(of="make_optimizer", caught_by="test_any_case", raises="ValueError", edit={"if name.lower()": "if name"})
def case_matters():
    """You accept the names in lower case only. Accept "SGD" and "AdamW" too."""


@mistake(
    of="make_optimizer",
    caught_by="test_any_case",
    raises="KeyError",
    edit={"optimizers[name.lower()]": "optimizers[name]"},
)
def looked_up_as_it_is():
    """Your dict has the names in lower case only, and raises KeyError for "SGD". Convert the name to lower case before
    you look it up."""


@mistake(of="make_optimizer", caught_by="test_unknown_name", edit={"raise ValueError": "raise KeyError"})
def key_error():
    """An unknown name ends in a KeyError, for example of your dict. Raise ValueError, which says that the caller's
    argument is wrong."""


@mistake(of="make_optimizer", caught_by="test_unknown_name", edit={"raise ValueError": "return print"})
def unknown_names_pass():
    """You return something for an unknown name: None, or some optimizer. Raise ValueError, so that a misspelled name is
    noticed at once."""


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps", edit={"p -=": "p +="})
def goes_uphill():
    """Your step adds the velocity. Subtract it."""


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps", edit={"self.lr * v": "v"})
def learning_rate_is_forgotten():
    """Your step does not use the learning rate. Multiply the velocity by it before you subtract."""


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps", edit={"p -=": "p = p -"})
def rebinds_a_name():
    """Your parameters never change: nothing is written into the tensors that the caller holds. Write the new numbers
    into these tensors, not into a name, a list or a copy, and do not clear the gradients before you use them."""


@mistake(
    of="SGDMomentum.step", caught_by="test_plain_steps", raises="RuntimeError", edit={"with torch.no_grad()": "if True"}
)
def autograd_watches():
    """You change a parameter in place while autograd records, which it refuses. Make the update where autograd does not
    record."""


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps", edit={"p -=": "p.requires_grad_(False)\np -="})
def parameters_are_frozen():
    """You turn requires_grad off to change the parameters and leave it off, so nothing can learn after one step. Leave
    the parameters as trainable as they were."""


@mistake(of="SGDMomentum.step", caught_by="test_momentum", edit={"v *= self.momentum": "v.zero_()"})
def momentum_is_ignored():
    """Your steps do not depend on the steps before: either momentum is not used, or the velocity starts at 0 in every
    step. Keep the velocity from step to step."""


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps", edit={"v *= self.momentum": "pass"})
def velocity_never_fades():
    """Your velocity adds up all gradients at full weight. Multiply the old velocity by `momentum` before you add the
    gradient."""


@mistake(
    of="SGDMomentum.step",
    caught_by="test_momentum",
    edit={"v += p.grad + self.weight_decay * p": "v += (1 - self.momentum) * (p.grad + self.weight_decay * p)"},
)
def running_mean():
    """Your velocity is a running mean: you multiply the gradient by 1 − momentum. Add the whole gradient."""


@mistake(
    of="SGDMomentum.step",
    caught_by="test_plain_steps",
    edit={
        "v *= self.momentum\nv += p.grad + self.weight_decay * p": "v += p.grad + self.weight_decay * p\n"
        "v *= self.momentum"
    },
)
def gradient_fades_too():
    """You multiply the gradient by momentum too, so without momentum nothing moves. Multiply the old velocity by it
    first, then add the whole gradient."""


@mistake(
    of="SGDMomentum.step",
    caught_by="test_plain_steps",
    edit={"\np -= self.lr * v": "", "v *=": "p -= self.lr * v\nv *="},
)
def velocity_of_the_step_before():
    """You move by the velocity before you update it, so every step comes one too late. Update the velocity first, then
    move the parameter."""


@mistake(of="SGDMomentum.step", caught_by="test_weight_decay", edit={"+ self.weight_decay": "- self.weight_decay"})
def decay_is_subtracted():
    """You subtract the weight decay from the gradient, so weights grow. Add it, so that they shrink."""


@mistake(of="SGDMomentum.step", caught_by="test_weight_decay", edit={" + self.weight_decay * p": ""})
def decay_is_ignored():
    """Your step does not use weight_decay. Include it in the gradient, before the velocity."""


@mistake(
    caught_by="test_weight_decay",
    base="decay_is_ignored",
    edit={"self.lr * v": "self.lr * (v + self.weight_decay * p)"},
)
def decay_beside_the_velocity():
    """Your weight decay shrinks the parameter directly, apart from the velocity, as AdamW does. Make it a part of the
    gradient, so that it gets into the velocity."""


@mistake(of="SGDMomentum.step", caught_by="test_weight_decay", edit={"self.weight_decay * p": "self.weight_decay"})
def decay_forgets_the_parameter():
    """You add weight_decay to the gradient as a plain number. Multiply it by the parameter first: large weights shrink
    more."""


@mistake(
    of="SGDMomentum.step",
    caught_by="test_weight_decay",
    edit={"v += p.grad + self.weight_decay * p": "p.grad += self.weight_decay * p\nv += p.grad"},
)
def decay_written_into_the_gradient():
    """You add the weight decay to p.grad in place, so the caller finds another gradient there. Compute the sum in a new
    tensor."""


@mistake(of="SGDMomentum.step", caught_by="test_weight_decay", edit={"self.lr * v": "self.lr * v\np.grad = None"})
def step_clears_the_gradients():
    """Your step clears the gradients. Leave them as they are: the caller clears them with zero_grad."""


@mistake(
    of="SGDMomentum.step",
    caught_by="test_plain_steps",
    raises="RuntimeError",
    edit={"if p.grad is not None": "if p.grad"},
)
def step_asks_the_gradient_for_yes_or_no():
    """You write `if p.grad`, which needs one yes or no, but a gradient has many numbers. Check whether it is None."""


@mistake(
    of="SGDMomentum.step",
    caught_by="test_own_velocities",
    raises="IndexError",
    edit={"p -=": "p[:] = p -"},
)
def writes_into_slices():
    """You write into `p[:]` or `p[i]`, which fails for a parameter with a single number (no dimensions). Use an
    in-place operation such as `p -= …`, which works for any shape."""


@mistake(
    of="SGDMomentum.step",
    caught_by="test_without_gradient",
    raises="TypeError",
    edit={"if p.grad is not None": "if True"},
)
def gradient_everywhere():
    """You expect a gradient for every parameter. If .grad is None, leave the parameter as it is."""


@mistake(
    caught_by="test_without_gradient",
    base="gradient_everywhere",
    edit={"p.grad +": "(0 if p.grad is None else p.grad) +"},
)
def missing_gradient_is_zero():
    """You read a missing gradient as 0, so velocity and weight decay still move the parameter. If .grad is None, change
    nothing."""


@mistake(
    caught_by="test_without_gradient",
    base="gradient_everywhere",
    edit={"v *=": "if p.grad is None:\n    return\nv *="},
)
def stops_without_gradient():
    """You stop at the first parameter without a gradient. Skip it, and go on with the others."""


@mistake(of="SGDMomentum", caught_by="test_training", edit={"list(params)": "params", ", strict=True": ""})
def generator_is_kept():
    """You keep `params` as it comes. model.parameters() is a generator: after one loop it is empty, and the optimizer
    has nothing to move. Keep a list."""


@mistake(
    of="SGDMomentum",
    caught_by="test_training",
    raises="RuntimeError",
    edit={"[torch.zeros_like(p) for p in self.params]": "[torch.zeros_like(self.params[0])] * len(self.params)"},
)
def one_velocity_for_all():
    """All your parameters share one velocity. Give each parameter a velocity of its own, in its own shape."""


@mistake(of="SGDMomentum", caught_by="test_own_velocities", edit={"self.velocities =": "SGDMomentum.velocities ="})
def velocities_of_the_class():
    """Your velocities belong to the class, so all optimizers share them. Make them in `__init__`, as attributes of
    self."""


@mistake(
    of="SGDMomentum.zero_grad",
    caught_by="test_training",
    edit={"p.grad = None": "p.grad = None\nself.velocities = [torch.zeros_like(q) for q in self.params]"},
)
def velocities_cleared_too():
    """Your zero_grad also sets the velocities to 0, so momentum never builds up. Clear only the gradients."""


@mistake(of="SGDMomentum.zero_grad", caught_by="test_zero_grad", edit={"p.grad = None": "grad = None"})
def nothing_is_cleared():
    """Your zero_grad leaves the gradients as they are. Set the .grad of every parameter to None, or to zeros."""


@mistake(of="SGDMomentum.zero_grad", caught_by="test_zero_grad", raises="TypeError", edit={"None": "0"})
def gradient_becomes_a_number():
    """You assign the number 0 to .grad, which torch refuses. Assign None, or a tensor of zeros in the parameter's
    shape."""


@mistake(of="SGDMomentum.zero_grad", caught_by="test_zero_grad", raises="AttributeError", edit={" = None": ".zero_()"})
def clears_what_may_be_missing():
    """Your zero_grad fails for a parameter that has no gradient. Skip such a parameter: there is nothing to clear."""


@mistake(
    of="SGDMomentum.zero_grad",
    caught_by="test_zero_grad",
    edit={"p.grad = None": "if p.grad is not None:\n    p.grad *= 0"},
)
def multiplies_by_zero():
    """You multiply the gradients by 0, but 0 times nan is nan: after one bad batch the nan never goes away. Set them to
    None, or fill them with zeros."""


@mistake(
    of="make_optimizer",
    caught_by="test_five_optimizers",
    edit={"name.lower() not in optimizers": "False", "return optimizers[name.lower()]": "return torch.optim.SGD"},
)
def sgd_for_every_name():
    """You return SGD for every name. Is a condition always true? In `name == "sgd" or "SGD"` the part after `or` is a
    text of its own, and counts as true."""


@mistake(of="SGDMomentum.step", caught_by="test_weight_decay")
def velocity_is_the_gradient(self):
    """Your first velocity is p.grad itself, so the next step writes into the caller's gradient. Make it a tensor of its
    own."""
    with torch.no_grad():
        for i, p in enumerate(self.params):
            if p.grad is not None:
                g = p.grad + self.weight_decay * p if self.weight_decay else p.grad
                if self.velocities[i].any():
                    self.velocities[i] *= self.momentum
                    self.velocities[i] += g
                else:
                    self.velocities[i] = g
                p -= self.lr * self.velocities[i]
