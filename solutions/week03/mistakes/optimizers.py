"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from solution import SGDMomentum, make_optimizer

from dlcourse.graders.authoring import mistake

CLASSES = {
    "sgd": torch.optim.SGD,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "rmsprop": torch.optim.RMSprop,
    "adagrad": torch.optim.Adagrad,
}


@mistake(of="make_optimizer", caught_by="test_five_optimizers")
def learning_rate_is_dropped(name, params, lr=1e-3, **kw):
    """You do not pass the learning rate on to your optimizers, so each uses PyTorch's own default. Pass `lr` on."""
    if name.lower() not in CLASSES:
        raise ValueError(name)
    return CLASSES[name.lower()](params, **kw)


@mistake(of="make_optimizer", caught_by="test_five_optimizers")
def learning_rate_is_fixed(name, params, lr=1e-3, **kw):
    """Your optimizers always get the learning rate 0.001. Use the argument `lr`: 0.001 is only its default."""
    return make_optimizer(name, params, lr=0.001, **kw)


@mistake(of="make_optimizer", caught_by="test_five_optimizers", raises="ValueError")
def class_is_returned(name, params, lr=1e-3, **kw):
    """You return the class itself. Call it with the parameters and the learning rate, and return that optimizer."""
    if name.lower() not in CLASSES:
        raise ValueError(name)
    return CLASSES[name.lower()]


@mistake(of="make_optimizer", caught_by="test_five_optimizers", raises="AttributeError")
def name_in_the_wrong_spelling(name, params, lr=1e-3, **kw):
    """You look for the name in torch.optim as it is, but the classes there are spelt differently. Choose the class for
    each of the five names yourself."""
    return getattr(torch.optim, name)(params, lr=lr, **kw)


@mistake(of="make_optimizer", caught_by="test_five_optimizers")
def always_sgd(name, params, lr=1e-3, **kw):
    """You make SGD for every name. Make a different optimizer for each of the five names."""
    if name.lower() not in CLASSES:
        raise ValueError(name)
    return torch.optim.SGD(params, lr=lr, **kw)


@mistake(of="make_optimizer", caught_by="test_five_optimizers")
def adamw_is_adam(name, params, lr=1e-3, **kw):
    """Your "adamw" steps as Adam does: it is Adam, or you give it a weight decay of 0 if the caller names none. Use
    AdamW with its own default, 0.01, which it applies apart from the gradient."""
    return make_optimizer("adam" if name.lower() == "adamw" else name, params, lr=lr, **kw)


@mistake(of="make_optimizer", caught_by="test_five_optimizers")
def adam_for_every_adam(name, params, lr=1e-3, **kw):
    """You look for a part of the name: "adam" is also in "adamw", and "ada" is in "adagrad". Compare whole names."""
    for part, kind in (("sgd", "sgd"), ("ada", "adam"), ("rms", "rmsprop")):
        if part in name.lower():
            return make_optimizer(kind, params, lr=lr, **kw)
    raise ValueError(name)


@mistake(of="make_optimizer", caught_by="test_settings")
def settings_are_dropped(name, params, lr=1e-3, **kw):
    """You accept further settings, such as momentum, but do not use them. Pass `kw` on to the optimizer."""
    return make_optimizer(name, params, lr=lr)


@mistake(of="make_optimizer", caught_by="test_settings", raises="TypeError")
def settings_as_one_argument(name, params, lr=1e-3, **kw):
    """You pass `kw` on as one argument, a dict. Unpack the dict: the optimizer needs each setting under its name."""
    if name.lower() not in CLASSES:
        raise ValueError(name)
    return CLASSES[name.lower()](params, lr=lr, kw=kw) if kw else CLASSES[name.lower()](params, lr=lr)


@mistake(of="make_optimizer", caught_by="test_settings")
def momentum_only(name, params, lr=1e-3, momentum=0.0, **kw):
    """You pass on momentum, and no other setting. Pass on all settings: the caller may name any that the optimizer
    knows, such as weight_decay."""
    return make_optimizer(name, params, lr=lr, **({"momentum": momentum} if momentum else {}))


@mistake(of="make_optimizer", caught_by="test_settings")
def settings_for_sgd_only(name, params, lr=1e-3, **kw):
    """You pass the settings on to SGD, but not to the other optimizers. Pass them on to all: Adam has betas, for
    example."""
    return make_optimizer(name, params, lr=lr, **(kw if name.lower() == "sgd" else {}))


@mistake(of="make_optimizer", caught_by="test_parameters_alone", raises="ValueError")
def parameters_are_used_up(name, params, lr=1e-3, **kw):
    """Your code goes through model.parameters() before the optimizer does: in a loop, or in another optimizer that you
    also make. It is a generator, empty after one loop. Pass it on as it is, to one optimizer only."""
    print(sum(p.numel() for p in params), "parameters")
    return make_optimizer(name, params, lr=lr, **kw)


@mistake(of="make_optimizer", caught_by="test_parameters_alone", raises="ValueError", like="parameters_are_used_up")
def every_kind_is_made(name, params, lr=1e-3, **kw):
    made = {known: kind(params, lr=lr, **(kw if known == name.lower() else {})) for known, kind in CLASSES.items()}
    if name.lower() not in made:
        raise ValueError(name)
    return made[name.lower()]


@mistake(of="make_optimizer", caught_by="test_parameters_alone", raises="TypeError")
def parameters_must_be_a_list(name, params, lr=1e-3, **kw):
    """You ask params for its length or for an index, but model.parameters() is a generator and has neither. Pass it on
    as it is, or make a list first."""
    if len(params) == 0:
        raise ValueError("no parameters")
    return make_optimizer(name, params, lr=lr, **kw)


@mistake(of="make_optimizer", caught_by="test_unknown_name")
def part_of_a_name(name, params, lr=1e-3, **kw):
    """You look for a part of the name: "sgd" is also in "asgd", which is not one of the five. Compare whole names."""
    return make_optimizer("sgd" if "sgd" in name.lower() else name, params, lr=lr, **kw)


@mistake(of="make_optimizer", caught_by="test_any_case", raises="ValueError")
def case_matters(name, params, lr=1e-3, **kw):
    """You accept the names in lower case only. Accept "SGD" and "AdamW" too."""
    if name not in CLASSES:
        raise ValueError(name)
    return make_optimizer(name, params, lr=lr, **kw)


@mistake(of="make_optimizer", caught_by="test_any_case", raises="KeyError")
def looked_up_as_it_is(name, params, lr=1e-3, **kw):
    """Your dict has the names in lower case only, and raises KeyError for all others. Accept "SGD" too, and raise
    ValueError for an unknown name."""
    return CLASSES[name](params, lr=lr, **kw)


@mistake(of="make_optimizer", caught_by="test_unknown_name")
def key_error(name, params, lr=1e-3, **kw):
    """An unknown name ends in the KeyError of your dict. Raise ValueError, which says that the caller's argument is
    wrong."""
    return CLASSES[name.lower()](params, lr=lr, **kw)


@mistake(of="make_optimizer", caught_by="test_unknown_name", like="unknown_names_pass")
def none_for_unknown(name, params, lr=1e-3, **kw):
    return make_optimizer(name, params, lr=lr, **kw) if name.lower() in CLASSES else None


@mistake(of="make_optimizer", caught_by="test_unknown_name")
def unknown_names_pass(name, params, lr=1e-3, **kw):
    """You return something for an unknown name: None, or some optimizer. Raise ValueError, so that a misspelled name is
    noticed at once."""
    return make_optimizer(name if name.lower() in CLASSES else "sgd", params, lr=lr, **kw)


@mistake(of="make_optimizer", caught_by="test_unknown_name")
def whatever_torch_has(name, params, lr=1e-3, **kw):
    """You accept every optimizer that PyTorch has. Accept only the five names, and raise ValueError for the others."""
    for known in dir(torch.optim):
        kind = getattr(torch.optim, known)
        if known.lower() == name.lower() and isinstance(kind, type):
            return kind(params, lr=lr, **kw)
    raise ValueError(name)


@mistake(of="make_optimizer", caught_by="test_parameters_alone")
def default_of_torch(name, params, lr=None, **kw):
    """Without `lr`, your rmsprop steps with 0.01, as PyTorch's own does. Keep the default of the stub: 0.001 for
    all."""
    if name.lower() not in CLASSES:
        raise ValueError(name)
    return CLASSES[name.lower()](params, **kw) if lr is None else make_optimizer(name, params, lr=lr, **kw)


@mistake(of="make_optimizer", caught_by="test_parameters_alone", like="default_of_torch")
def another_default(name, params, lr=1e-2, **kw):
    return make_optimizer(name, params, lr=lr, **kw)


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps")
def goes_uphill(self):
    """Your step adds the velocity. Subtract it."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                v *= self.momentum
                v += p.grad + self.weight_decay * p
                p += self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps")
def learning_rate_is_forgotten(self):
    """Your step does not use the learning rate. Multiply the velocity by it before you subtract."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                v *= self.momentum
                v += p.grad + self.weight_decay * p
                p -= v


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps")
def rebinds_a_name(self):
    """Your parameters never change: nothing is written into the tensors that the caller holds. Write the new numbers
    into these tensors, not into a name, a list or a copy, and do not clear the gradients before you use them."""
    for i, p in enumerate(self.params):
        if p.grad is not None:
            self.velocities[i] = self.momentum * self.velocities[i] + p.grad + self.weight_decay * p.detach()
            p = p - self.lr * self.velocities[i]


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps", like="rebinds_a_name")
def replaces_its_own_list(self):
    with torch.no_grad():
        for i, p in enumerate(self.params):
            if p.grad is not None:
                v = self.velocities[i]
                v *= self.momentum
                v += p.grad + self.weight_decay * p
                self.params[i] = p - self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps", raises="RuntimeError")
def autograd_watches(self):
    """You change a parameter in place while autograd records, which it refuses. Make the update where autograd does not
    record."""
    for p, v in zip(self.params, self.velocities, strict=True):
        if p.grad is not None:
            v = self.momentum * v + p.grad + self.weight_decay * p
            p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps")
def parameters_are_frozen(self):
    """You turn requires_grad off to change the parameters and leave it off, so nothing can learn after one step. Leave
    the parameters as trainable as they were."""
    step_of_reference(self)
    for p in self.params:
        p.requires_grad_(False)


@mistake(of="SGDMomentum.step", caught_by="test_momentum")
def momentum_is_ignored(self):
    """Your steps do not depend on the steps before: either momentum is not used, or the velocity starts at 0 in every
    step. Keep the velocity from step to step."""
    with torch.no_grad():
        for p in self.params:
            if p.grad is not None:
                p -= self.lr * (p.grad + self.weight_decay * p)


@mistake(of="SGDMomentum.step", caught_by="test_momentum", like="momentum_is_ignored")
def velocity_starts_again(self):
    with torch.no_grad():
        for p in self.params:
            v = torch.zeros_like(p)
            if p.grad is not None:
                v = self.momentum * v + p.grad + self.weight_decay * p
                p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps")
def velocity_never_fades(self):
    """Your velocity adds up all gradients at full weight. Multiply the old velocity by `momentum` before you add the
    gradient."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                v += p.grad + self.weight_decay * p
                p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_momentum")
def running_mean(self):
    """Your velocity is a running mean: you multiply the gradient by 1 − momentum. Add the whole gradient."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                v *= self.momentum
                v += (1 - self.momentum) * (p.grad + self.weight_decay * p)
                p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_momentum")
def gradient_fades_too(self):
    """You multiply the velocity by momentum twice: before a step and after it. Multiply the old velocity once, then add
    the whole gradient."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                new = self.momentum * v + p.grad + self.weight_decay * p
                p -= self.lr * new
                v.copy_(self.momentum * new)


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps")
def learning_rate_twice(self):
    """You use the learning rate twice, in the velocity and in the step. Use it once."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                v *= self.momentum
                v += self.lr * (p.grad + self.weight_decay * p)
                p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_momentum")
def nesterov(self):
    """Your step is the gradient plus momentum times the new velocity: that is Nesterov's variant. Use the velocity
    itself as the step."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                g = p.grad + self.weight_decay * p
                v *= self.momentum
                v += g
                p -= self.lr * (g + self.momentum * v)


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps")
def velocity_of_the_step_before(self):
    """You move by the velocity before you update it, so every step comes one too late. Update the velocity first, then
    move the parameter."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                p -= self.lr * v
                v *= self.momentum
                v += p.grad + self.weight_decay * p


@mistake(of="SGDMomentum.step", caught_by="test_weight_decay")
def decay_is_subtracted(self):
    """You subtract the weight decay from the gradient, so weights grow. Add it, so that they shrink."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                v *= self.momentum
                v += p.grad - self.weight_decay * p
                p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_weight_decay")
def decay_is_ignored(self):
    """Your step does not use weight_decay. Include it in the gradient, before the velocity."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                v *= self.momentum
                v += p.grad
                p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_weight_decay")
def decay_beside_the_velocity(self):
    """Your weight decay shrinks the parameter directly, apart from the velocity, as AdamW does. Make it a part of the
    gradient, so that it gets into the velocity."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                v *= self.momentum
                v += p.grad
                p -= self.lr * (v + self.weight_decay * p)


@mistake(of="SGDMomentum.step", caught_by="test_weight_decay")
def decay_forgets_the_parameter(self):
    """You add weight_decay to the gradient as a plain number. Multiply it by the parameter first: large weights shrink
    more."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                v *= self.momentum
                v += p.grad + self.weight_decay
                p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_weight_decay")
def decay_forgets_the_gradient(self):
    """With weight decay, your gradient is weight_decay · p alone. Include the gradient of the loss too."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                v *= self.momentum
                v += self.weight_decay * p if self.weight_decay else p.grad
                p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_weight_decay")
def decay_written_into_the_gradient(self):
    """You add the weight decay to p.grad in place, so the caller finds another gradient there. Compute the sum in a new
    tensor."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                p.grad += self.weight_decay * p
                v *= self.momentum
                v += p.grad
                p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_weight_decay")
def step_clears_the_gradients(self):
    """Your step clears the gradients. Leave them as they are: the caller clears them with zero_grad."""
    step_of_reference(self)
    for p in self.params:
        p.grad = None


@mistake(of="SGDMomentum.step", caught_by="test_plain_steps", raises="RuntimeError")
def step_asks_the_gradient_for_yes_or_no(self):
    """You write `if p.grad`, which needs one yes or no, but a gradient has many numbers. Check whether it is None."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad:
                v *= self.momentum
                v += p.grad + self.weight_decay * p
                p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_weight_decay")
def velocity_written_into_the_gradient(self):
    """You change p.grad in place, with the velocity or the learning rate: `g = p.grad` is another name, not a copy. The
    caller finds another gradient there. Compute a new tensor."""
    with torch.no_grad():
        for i, p in enumerate(self.params):
            if p.grad is not None:
                g = p.grad
                if self.weight_decay:
                    g = g + self.weight_decay * p
                g += self.momentum * self.velocities[i]
                self.velocities[i] = g
                p -= self.lr * g


@mistake(of="SGDMomentum.step", caught_by="test_own_velocities")
def velocity_kept_at_the_parameter(self):
    """You keep the velocity at the parameter, or in a global variable, where the next optimizer finds it. Keep it in
    the optimizer: a new optimizer begins with 0."""
    with torch.no_grad():
        for p in self.params:
            if p.grad is not None:
                p.velocity = self.momentum * getattr(p, "velocity", 0) + p.grad + self.weight_decay * p
                p -= self.lr * p.velocity


@mistake(of="SGDMomentum.step", caught_by="test_own_velocities")
def velocity_by_shape(self):
    """Parameters of the same shape share one velocity in your optimizer. Give each parameter a velocity of its own."""
    self.by_shape = getattr(self, "by_shape", {})
    with torch.no_grad():
        for p in self.params:
            if p.grad is not None:
                v = self.momentum * self.by_shape.get(p.shape, 0) + p.grad + self.weight_decay * p
                self.by_shape[p.shape] = v
                p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_own_velocities", raises="IndexError")
def writes_into_slices(self):
    """You write into `p[:]` or `p[i]`, which fails for a parameter without dimensions. Use an in-place operation such
    as `p -= …`, which works for any shape."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                v[:] = self.momentum * v + p.grad + self.weight_decay * p
                p[:] = p - self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_without_gradient")
def decays_without_gradient(self):
    """If a gradient is missing, you go on with the weight decay alone. If .grad is None, change nothing."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None or self.weight_decay:
                v *= self.momentum
                v += self.weight_decay * p + (0 if p.grad is None else p.grad)
                p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_without_gradient", raises="TypeError")
def gradient_everywhere(self):
    """You expect a gradient for every parameter. If .grad is None, leave the parameter as it is."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            v *= self.momentum
            v += p.grad + self.weight_decay * p
            p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_without_gradient")
def missing_gradient_is_zero(self):
    """You read a missing gradient as 0, so velocity and weight decay still move the parameter. If .grad is None, change
    nothing."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            v *= self.momentum
            v += (0 if p.grad is None else p.grad) + self.weight_decay * p
            p -= self.lr * v


@mistake(of="SGDMomentum.step", caught_by="test_without_gradient")
def stops_without_gradient(self):
    """You stop at the first parameter without a gradient. Skip it, and go on with the others."""
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is None:
                return
            v *= self.momentum
            v += p.grad + self.weight_decay * p
            p -= self.lr * v


def step_of_reference(self):
    with torch.no_grad():
        for p, v in zip(self.params, self.velocities, strict=True):
            if p.grad is not None:
                v *= self.momentum
                v += p.grad + self.weight_decay * p
                p -= self.lr * v


@mistake(of="SGDMomentum", caught_by="test_training")
class GeneratorIsKept(SGDMomentum):
    """You keep `params` as it comes. model.parameters() is a generator: after one loop it is empty, and the optimizer
    has nothing to move. Keep a list."""

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        self.params, self.lr, self.momentum, self.weight_decay = params, lr, momentum, weight_decay
        self.v = {}

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    self.v[p] = self.momentum * self.v.get(p, 0) + p.grad + self.weight_decay * p
                    p -= self.lr * self.v[p]


@mistake(of="SGDMomentum", caught_by="test_training", like="GeneratorIsKept")
class GeneratorIsEmptiedAtOnce(SGDMomentum):
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        self.params, self.lr, self.momentum, self.weight_decay = params, lr, momentum, weight_decay
        self.v = {p: torch.zeros_like(p) for p in params}

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    self.v[p] = self.momentum * self.v[p] + p.grad + self.weight_decay * p
                    p -= self.lr * self.v[p]


@mistake(of="SGDMomentum", caught_by="test_training", raises="RuntimeError")
class OneVelocityForAll(SGDMomentum):
    """All your parameters share one velocity. Give each parameter a velocity of its own, in its own shape."""

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        super().__init__(params, lr, momentum, weight_decay)
        self.v = 0

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    self.v = self.momentum * self.v + p.grad + self.weight_decay * p
                    p -= self.lr * self.v


@mistake(of="SGDMomentum", caught_by="test_training")
class VelocityIsTheGradient(SGDMomentum):
    """Your first velocity is the tensor in p.grad itself, so zero_grad and backward() write into it. Start with a
    copy."""

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        super().__init__(params, lr, momentum, weight_decay)
        self.v = [None] * len(self.params)

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                if p.grad is not None:
                    g = p.grad + self.weight_decay * p if self.weight_decay else p.grad
                    self.v[i] = g if self.v[i] is None else self.v[i].mul_(self.momentum).add_(g)
                    p -= self.lr * self.v[i]

    def zero_grad(self):
        for p in self.params:
            if p.grad is not None:
                p.grad.zero_()


@mistake(of="SGDMomentum.zero_grad", caught_by="test_training")
def velocities_cleared_too(self):
    """Your zero_grad also sets the velocities to 0, so momentum never builds up. Clear only the gradients."""
    for p, v in zip(self.params, self.velocities, strict=True):
        p.grad = None
        v.zero_()


@mistake(of="SGDMomentum.zero_grad", caught_by="test_zero_grad")
def nothing_is_cleared(self):
    """Your zero_grad leaves the gradients as they are. Set the .grad of every parameter to None, or to zeros."""
    for p in self.params:
        grad = p.grad
        grad = None


@mistake(of="SGDMomentum.zero_grad", caught_by="test_zero_grad", raises="TypeError")
def gradient_becomes_a_number(self):
    """You assign the number 0 to .grad, which torch refuses. Assign None, or a tensor of zeros in the parameter's
    shape."""
    for p in self.params:
        p.grad = 0


@mistake(of="SGDMomentum.zero_grad", caught_by="test_zero_grad", raises="RuntimeError")
def asks_the_gradient_for_yes_or_no(self):
    """You write `if p.grad`, which needs one yes or no, but a gradient has many numbers. Check whether it is None."""
    for p in self.params:
        if p.grad:
            p.grad.zero_()


@mistake(of="SGDMomentum.zero_grad", caught_by="test_zero_grad", raises="AttributeError")
def clears_what_may_be_missing(self):
    """Your zero_grad fails for a parameter that has no gradient. Skip such a parameter: there is nothing to clear."""
    for p in self.params:
        p.grad.zero_()


@mistake(of="SGDMomentum.zero_grad", caught_by="test_zero_grad")
def multiplies_by_zero(self):
    """You multiply the gradients by 0, but 0 times nan is nan: after one bad batch the nan never goes away. Set them to
    None, or fill them with zeros."""
    for p in self.params:
        if p.grad is not None:
            p.grad *= 0


@mistake(of="SGDMomentum.zero_grad", caught_by="test_zero_grad")
def clears_the_parameters(self):
    """Your zero_grad sets the parameters to 0. Clear their gradients instead, in .grad."""
    for p in self.params:
        p.data.zero_()
        p.grad = None


@mistake(of="SGDMomentum.zero_grad", caught_by="test_zero_grad")
def requires_no_grad(self):
    """Your zero_grad turns requires_grad off. Clear the .grad of the parameters, and leave them trainable."""
    for p in self.params:
        p.grad = None
        p.requires_grad_(False)


@mistake(of="SGDMomentum", caught_by="test_own_velocities", raises="RuntimeError")
class VelocitiesOfTheClass(SGDMomentum):
    """Your velocities belong to the class, so all optimizers share them. Make them in `__init__`, as attributes of
    self."""

    velocities = []

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        self.params, self.lr, self.momentum, self.weight_decay = list(params), lr, momentum, weight_decay

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                if p.grad is not None:
                    while len(self.velocities) <= i:
                        self.velocities.append(0)
                    self.velocities[i] = self.momentum * self.velocities[i] + p.grad + self.weight_decay * p
                    p -= self.lr * self.velocities[i]
