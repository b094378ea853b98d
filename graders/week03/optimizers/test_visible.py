from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "What do all five optimizers need, and in what do they differ?",
        "Each name means one class. Find the class, then make one object of it, with the parameters and the learning "
        "rate.",
        "Look up torch.optim, and how a dict can hold classes.",
    ],
    hints_for={
        "error": "Settings reach an optimizer by name: lr=lr, **kw. And make only the optimizer that was asked for.",
    },
)
def test_five_optimizers(five_optimizers):
    """make_optimizer makes the optimizer of each of the five names, with the given learning rate."""
    assert_matches(five_optimizers)


@check(
    points=0.25,
    hints=[
        'Is "Adam" equal to "adam" in Python?',
        "Bring the name into one form before you look for it.",
        "Look up str.lower.",
    ],
)
def test_any_case(any_case):
    """make_optimizer accepts the names in upper and lower case."""
    assert_matches(any_case)


@check(
    points=0.25,
    hints=[
        "What happens to a setting that your function does not know, such as momentum?",
        "The optimizer knows it: pass on everything that the caller has named.",
        "Look up **kwargs in Python, in a definition and in a call.",
    ],
    hints_for={
        "error": "Make only the optimizer that was asked for: not each of the five accepts every setting.",
    },
)
def test_settings(settings, settings_of_adam):
    """make_optimizer passes all other settings on to every optimizer."""
    assert_matches(settings)
    assert_matches(settings_of_adam)


@check(
    points=0.5,
    hints=[
        "What is left of the formula if momentum and weight decay are 0?",
        "A step against the gradient, written into the parameter itself.",
        "Look up torch.no_grad and in-place operations; manual_update.py has the same step.",
    ],
    hints_for={
        "error": "At the start no parameter has a gradient: the first velocity is 0, a tensor of zeros in the "
        "parameter's shape.",
    },
)
def test_plain_steps(plain_steps):
    """Without momentum, SGDMomentum moves a parameter by lr times its gradient, against the gradient."""
    assert_matches(plain_steps)


@check(
    points=0.5,
    hints=[
        "What must the optimizer remember from the last step for the next one?",
        "The velocity. It is kept after the step; the next step multiplies it by momentum, and then adds the gradient.",
        "Look up the formula of torch.optim.SGD, with dampening 0.",
    ],
    needs=["test_plain_steps"],
)
def test_momentum(five_steps):
    """With momentum, five steps of SGDMomentum follow the formula."""
    assert_matches(five_steps)


@check(
    points=0.25,
    hints=[
        "How often can you go through model.parameters(), and how many velocities does a model need?",
        "It is a generator, empty after one loop. And each parameter has its own velocity, of its own shape.",
        "Look up generators and list(), torch.zeros_like, and zip.",
    ],
    needs=["test_momentum"],
)
def test_training(training):
    """SGDMomentum trains a network: model.parameters(), then zero_grad(), backward() and step(), four times."""
    assert_matches(training)


@check(
    points=0.25,
    hints=[
        "Which two values may .grad have after zero_grad()?",
        "Every parameter of the optimizer loses its gradient; a parameter that has none stays without one.",
        "Look up torch.optim.Optimizer.zero_grad, and its argument set_to_none.",
    ],
)
def test_zero_grad(cleared, cleared_of_nan):
    """SGDMomentum.zero_grad clears the gradients, also if one is None already or nan, and nothing else."""
    assert_matches(cleared)
    assert_matches(cleared_of_nan)


@check(
    points=0.25,
    hints=[
        "Does weight decay come in before the velocity or after it, and what must it not change?",
        "g in the formula is a new tensor: p.grad plus weight_decay times p. The caller's p.grad stays as it is.",
        "Look up how a + b differs from a += b for tensors.",
    ],
)
def test_weight_decay(decayed_steps, gradient_after, gradient_after_without_decay):
    """Weight decay adds weight_decay times the parameter to the gradient; .grad does not change, with it or without."""
    assert_matches(decayed_steps)
    assert_matches(gradient_after)
    assert_matches(gradient_after_without_decay)


@check(
    points=0.25,
    hints=[
        "What is .grad of a parameter that the loss does not depend on, and what happens to the parameters after it?",
        "Skip this parameter: move neither it nor its velocity, and go on with the next one.",
        "Look up continue, and how it differs from return.",
    ],
    needs=["test_plain_steps"],
)
def test_without_gradient(without_gradient):
    """SGDMomentum.step does not move a parameter that has no gradient, and moves the others."""
    assert_matches(without_gradient)
