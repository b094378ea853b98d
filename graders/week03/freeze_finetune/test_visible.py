import numpy as np

from dlcourse.graders.assertions import assert_at_least, assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=[
        "Which parameters has a linear layer?",
        "Freezing belongs to parameters: the module only holds them, so go through all that it has.",
        "Look up nn.Module.named_modules, nn.Module.parameters and Tensor.requires_grad.",
    ],
)
def test_freezes_a_layer(whole_layer):
    """freeze freezes the weight and the bias of a layer, and nothing else."""
    assert_matches(whole_layer)


@check(
    points=0.5,
    hints=[
        'Does "10" begin with "1"?',
        "Find the module by its whole name; comparing the beginnings of names finds too much.",
        "Look up nn.Module.named_modules, and make a dict of it.",
    ],
)
def test_names_are_exact(one_of_twelve):
    """freeze takes "1" for module 1 alone, not for 10 and 11, and what was frozen before stays frozen."""
    assert_matches(one_of_twelve)


@check(
    points=0.25,
    hints=[
        "What does a dict do if you ask it for a name that it does not have?",
        "What matters is whether the model has a module of that name, not what is in it.",
        "Look up KeyError, and which error your way of finding a module raises.",
    ],
)
def test_unknown_name(unknown_name, nothing_to_freeze):
    """freeze raises KeyError for an unknown name, and for no other."""
    assert_matches(unknown_name)
    assert_matches(nothing_to_freeze)


@check(
    points=0.5,
    hints=[
        "What does an optimizer look at when it decides whether to move a parameter?",
        "It skips a parameter without a gradient, not one that is frozen; and a gradient of 0 still lets weight decay act.",
        "Look up what Tensor.grad can be, and nn.Module.zero_grad.",
    ],
)
def test_stale_gradient(stale_gradient):
    """freeze makes a layer stand still, even with a gradient left over and weight decay, and no other layer."""
    assert_matches(stale_gradient)


@check(
    points=0.75,
    hints=[
        "How many steps are there in three epochs of two batches, and how large is each?",
        "The training loop again: one optimizer with the given learning rate, and one step for each batch, epochs times.",
        "Look up torch.optim.SGD or torch.optim.Adam, and your own train_one_epoch.",
    ],
)
def test_steps(constant_slope):
    """finetune moves the weight by lr for each batch of each epoch."""
    assert_matches(constant_slope, "w", rtol=1e-3)


@check(
    points=0.25,
    hints=[
        "How many numbers should come back, and what does each of them stand for?",
        "For each epoch, the mean of its batch losses, as a plain float; the loss of a batch is found before its step.",
        "Look up Tensor.item and list.append.",
    ],
)
def test_losses(constant_slope):
    """finetune returns the loss of each epoch, as a list of floats."""
    assert_matches(constant_slope, "losses", rtol=1e-3)


@check(
    points=0.25,
    hints=[
        "With which weights does the first forward pass go, and what is done to its predictions?",
        "The weights are those that the model comes with, and the criterion gets the predictions as they are.",
        "Look up the shapes that nn.MSELoss wants, and what a new layer's weights are.",
    ],
)
def test_first_loss(one_batch):
    """finetune starts from the weights that the model has: its first loss is that of the model as it came."""
    assert_matches(one_batch)


@check(
    points=0.5,
    hints=[
        "Which parameters should the optimizer move, and how do they tell?",
        "All that are not frozen learn, weights and biases of every layer; do not change what is frozen.",
        "Look up the first argument of torch.optim.SGD, and Tensor.requires_grad.",
    ],
)
def test_frozen_layers_stay(frozen_layer):
    """finetune trains all layers but the frozen one, and leaves that as it is."""
    assert_matches(frozen_layer)


@check(
    points=0.5,
    hints=[
        "Do the checks above pass?",
        "If they do, this one does too: look at the first that fails. If none fails, ask where your weights come from.",
        "Look up what reset_parameters does, and whether something of yours does the same.",
    ],
)
def test_salaries(salaries_all_layers):
    """finetune teaches a network that knows US salaries European ones, from 60 examples: R² of at least 0.4 on 300 others."""
    y = salaries_all_layers.inputs["y_test"]
    error = np.mean((salaries_all_layers["predictions"][:, 0] - y) ** 2)
    assert_at_least(1 - error / np.var(y), 0.4, "R² on 300 other salaries")
