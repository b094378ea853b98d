from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "What do all five optimizers take, and in what do they differ?",
        "Each name stands for one class. Find the class, then make one object of it, with parameters and learning rate.",
        "Look up torch.optim, and how a dict can hold classes.",
    ],
)
def test_five_optimizers(five_optimizers):
    """make_optimizer makes the optimizer of each of the five names, with the learning rate it is given."""
    assert_matches(five_optimizers)


@check(
    points=0.25,
    hints=[
        "What becomes of a setting that your function does not know, such as momentum?",
        "It is the optimizer that knows it: hand on whatever the caller has named.",
        "Look up **kwargs in Python, in a definition and in a call.",
    ],
)
def test_settings(settings, settings_of_adam):
    """make_optimizer hands all other settings on to the optimizer, whichever it is."""
    assert_matches(settings)
    assert_matches(settings_of_adam)


@check(
    points=0.5,
    hints=[
        "What is left of the formula if momentum and weight decay are 0?",
        "A step against the gradient, written into the parameter itself.",
        "Look up torch.no_grad and in-place operations; manual_update.py has the same step.",
    ],
)
def test_plain_steps(plain_steps):
    """Without momentum, SGDMomentum moves a parameter against its gradient, lr times as far."""
    assert_matches(plain_steps)


@check(
    points=0.5,
    hints=[
        "What must the optimizer still know of the last step when it makes the next one?",
        "The velocity. It outlives the step; it fades by the factor momentum, and then the gradient is added.",
        "Look up the formula of torch.optim.SGD, with dampening 0.",
    ],
    needs=["test_plain_steps"],
)
def test_momentum(five_steps):
    """With momentum, five steps of SGDMomentum go where the formula says."""
    assert_matches(five_steps)


@check(
    points=0.5,
    hints=[
        "How often can you go through model.parameters(), and how many velocities does a model need?",
        "It is a generator, empty after the first time. And each parameter has its own velocity, of its own shape.",
        "Look up generators and list(), torch.zeros_like, and zip.",
    ],
    needs=["test_momentum"],
)
def test_training(training):
    """SGDMomentum trains a network: model.parameters(), zero_grad(), backward(), step(), four times."""
    assert_matches(training)


@check(
    points=0.25,
    hints=[
        "Which two values may .grad have after zero_grad()?",
        "Every parameter of the optimizer loses its gradient; one that has none keeps none.",
        "Look up torch.optim.Optimizer.zero_grad, and its argument set_to_none.",
    ],
)
def test_zero_grad(cleared, cleared_of_nan):
    """SGDMomentum.zero_grad clears the gradients, also where one is None already or nan, and nothing else."""
    assert_matches(cleared)
    assert_matches(cleared_of_nan)
