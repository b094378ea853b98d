import numpy as np

from dlcourse.graders.assertions import assert_at_least, assert_matches
from dlcourse.graders.authoring import check


@check(points=0.5, hints=["Set requires_grad to False for every parameter of the named module, its bias too."])
def test_freezes_a_layer(whole_layer):
    """freeze freezes the weight and the bias of a layer, and nothing else."""
    assert_matches(whole_layer)


@check(points=0.5, hints=["Find modules by their whole name, for example in dict(model.named_modules())."])
def test_names_are_exact(one_of_twelve):
    """freeze takes "1" for module 1 alone, not for 10 and 11."""
    assert_matches(one_of_twelve)


@check(
    points=0.5,
    hints=["Set p.grad to None too: optimizers skip a parameter without a gradient, not one that is frozen."],
)
def test_stale_gradient(stale_gradient):
    """A frozen layer does not move, even with a gradient left over and weight decay."""
    assert_matches(stale_gradient)


@check(points=1, hints=["Make an optimizer with the given lr, and train as in train_one_epoch, epochs times."])
def test_steps_and_losses(constant_slope):
    """finetune makes one step of lr for each batch, and returns the loss of each epoch."""
    assert_matches(constant_slope, rtol=1e-3)


@check(
    points=0.5,
    hints=["Give the optimizer only the parameters with requires_grad True, and change none of them yourself."],
)
def test_frozen_layers_stay(frozen_layer):
    """finetune trains the last layer and leaves the frozen one as it is."""
    assert_matches(frozen_layer)


@check(points=0.5, hints=["If everything else passes, this does too; look at the first check that fails."])
def test_salaries(salaries_all_layers):
    """A network that knows US salaries learns European ones from 60 examples: R² of at least 0.4 on 300 others."""
    y = salaries_all_layers.inputs["y_test"]
    error = np.mean((salaries_all_layers["predictions"][:, 0] - y) ** 2)
    assert_at_least(1 - error / np.var(y), 0.4, "R² on 300 other salaries")
