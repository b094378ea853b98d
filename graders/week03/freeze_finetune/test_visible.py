import numpy as np

from dlcourse.graders.assertions import assert_at_least, assert_matches
from dlcourse.graders.authoring import check
from dlcourse.graders.engine.text import number


def numbers(values):
    return ", ".join(f"{value:.6g}" for value in values)


def near(values, wanted):
    return np.shape(values) == np.shape(wanted) and np.allclose(values, wanted, rtol=1e-6, atol=1e-7)


@check(
    points=0.5,
    hints=[
        "Which parameters does a linear layer have?",
        "Parameters are frozen, not modules: go through all parameters that the module has.",
        "Look up nn.Module.named_modules, nn.Module.parameters and Tensor.requires_grad.",
    ],
)
def test_freezes_a_layer(whole_layer):
    """freeze freezes the weight and the bias of a layer, and nothing else."""
    assert_matches(whole_layer)


@check(
    points=0.5,
    hints=[
        'Does "10" begin with "1"? And do you change modules that are not named?',
        "Find the module by its whole name, not by its start. Do not set requires_grad of any other parameter.",
        "Look up nn.Module.named_modules, and make a dict of it.",
    ],
)
def test_names_are_exact(several_of_twenty):
    """freeze reads "1" as module 1 only, not as 10 to 19, and what was frozen before stays frozen."""
    assert_matches(several_of_twenty)


@check(
    points=0.25,
    hints=[
        "What does a dict do if it does not have the name that you look up?",
        "It matters whether the model has a module with that name, not what is in the module.",
        "Look up KeyError, and which error your way of finding a module raises: get_submodule raises AttributeError.",
    ],
)
def test_unknown_name(unknown_names):
    """freeze raises KeyError for an unknown name, and for no other name."""
    assert_matches(unknown_names)


@check(
    points=0.5,
    hints=[
        "What does an optimizer look at when it decides whether to move a parameter?",
        "It skips a parameter without a gradient, not a frozen one. With a gradient of 0, weight decay still moves it.",
        "Look up what Tensor.grad can be, and nn.Module.zero_grad.",
    ],
)
def test_stale_gradient(stale_gradient):
    """freeze keeps a layer fixed, also with an old gradient and weight decay; the other layers still move."""
    assert_matches(stale_gradient)


@check(
    points=0.75,
    hints=[
        "How many steps are there in three epochs of two batches, and how large is each?",
        "It is the training loop again: one optimizer with the given learning rate, and one step for each batch "
        "of each epoch.",
        "Look up torch.optim.SGD or torch.optim.Adam, and your own train_one_epoch.",
    ],
)
def test_steps(constant_slope):
    """finetune moves the weight by lr for each batch of each epoch."""
    assert_matches(constant_slope, "w", rtol=1e-3)


@check(
    points=0.25,
    hints=[
        "How many numbers should you return, and what does each of them mean?",
        "For each epoch, the mean of its batch losses, as a plain float. Compute the loss of a batch before its step.",
        "Look up Tensor.item and list.append.",
    ],
)
def test_losses(constant_slope):
    """finetune returns the loss of each epoch, as a list of floats."""
    assert_matches(constant_slope, "losses", rtol=1e-3)


@check(
    points=0.25,
    hints=[
        "How often does your code make an optimizer, and what does an optimizer remember?",
        "Make one optimizer with lr only, before the first epoch: Adam keeps means of the gradients from step to step.",
        "Look up torch.optim.Adam, and the attribute state of an optimizer.",
    ],
)
def test_one_optimizer(twelve_epochs):
    """finetune makes the steps of SGD or of Adam with the given learning rate, from the first batch to the last epoch."""
    assert_matches(twelve_epochs, "next random numbers of torch")
    found, losses, ends = twelve_epochs["weight and bias"], twelve_epochs["losses"], twelve_epochs.inputs["ends"]
    ways = [name for name, end in ends.items() if near(found, end["parameters"])]
    assert ways, (
        f"After 12 epochs, weight and bias are {numbers(found)}. With SGD they are {numbers(ends['SGD']['parameters'])}, "
        f"with Adam {numbers(ends['Adam']['parameters'])}."
    )
    wanted = ends[ways[0]]["losses"]
    assert near(losses, wanted), (
        f"The losses of the 12 epochs are {numbers(losses)}. With {ways[0]} they are {numbers(wanted)}."
    )


@check(
    points=0.25,
    hints=[
        "Which weights does the first forward pass use, and what do you do with its predictions?",
        "The model uses the weights that it already has, and the criterion gets the predictions unchanged.",
        "Look up the shapes that nn.MSELoss needs, and which weights a new layer has.",
    ],
)
def test_first_loss(one_batch):
    """finetune starts from the weights that the model has: the first loss is theirs, and training lowers it."""
    assert_matches(one_batch, "losses")
    before, after = one_batch["losses"][0], one_batch["loss after training"]
    assert after < before, f"The loss is {number(before)} before training and {number(after)} after it."


@check(
    points=0.5,
    hints=[
        "Which parameters should the optimizer move, and how can you recognise them?",
        "All parameters that are not frozen learn: weights and biases of every layer. Do not change the frozen ones.",
        "Look up the first argument of torch.optim.SGD, and Tensor.requires_grad.",
    ],
)
def test_frozen_layers_stay(frozen_layer):
    """finetune trains all layers except the frozen one, which does not change."""
    assert_matches(frozen_layer)


@check(
    points=0.25,
    hints=[
        "In which mode is the model when you get it?",
        "It may be in eval mode, and this is training: dropout and batch norm must work as in training.",
        "Look up torch.nn.Module.train.",
    ],
)
def test_train_mode(train_mode):
    """finetune trains in train mode, and leaves the model in it."""
    assert_matches(train_mode)


@check(
    points=0.5,
    hints=[
        "Do the checks above pass?",
        "If they do, this one should pass too. If one fails, start with the first one. If none fails, check where"
        " your weights come from.",
        "Look up what reset_parameters does, and whether your code does something similar.",
    ],
)
def test_salaries(salaries_all_layers):
    """finetune adapts a network for US salaries to European ones with 60 examples: R² of at least 0.4 on 300 others."""
    y, predictions = salaries_all_layers.inputs["y_test"], salaries_all_layers["predictions"]
    assert np.shape(predictions) == (300, 1), f"The predictions have the shape {np.shape(predictions)}, not (300, 1)."
    error = np.mean((predictions[:, 0] - y) ** 2)
    assert_at_least(1 - error / np.var(y), 0.4, "R² on 300 other salaries")
