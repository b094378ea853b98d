import numpy as np

from dlcourse.graders.assertions import assert_at_least, assert_matches
from dlcourse.graders.authoring import check


def numbers(values):
    return ", ".join(f"{value:.6g}" for value in values)


def near(values, wanted):
    return np.shape(values) == np.shape(wanted) and np.allclose(values, wanted, rtol=1e-6, atol=1e-7)


@check(points=0.25, hints=["A name can mean a module inside another module. Do not change modules that are not named."])
def test_nested_modules(nested_modules, named_modules, other_unknown_names):
    """freeze finds modules inside modules, keeps what was frozen before, and refuses unknown names."""
    assert_matches(nested_modules)
    assert_matches(named_modules)
    assert_matches(other_unknown_names)


@check(
    points=0.25, hints=["Make one optimizer with lr only, let it make a step for every batch, and change nothing else."]
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


@check(points=0.25, hints=["The model may be in eval mode when you get it, and this is training."])
def test_train_mode(train_mode):
    """finetune trains in train mode, and leaves the model in it."""
    assert_matches(train_mode)


@check(points=0.25, hints=["Train everything that is not frozen, from the weights that the model has."])
def test_salaries_with_a_frozen_network(salaries_last_layer):
    """finetune is better than the mean even if only the last layer learns: R² of at least 0.1 on 300 others."""
    y, predictions = salaries_last_layer.inputs["y_test"], salaries_last_layer["predictions"]
    assert np.shape(predictions) == (300, 1), f"The predictions have the shape {np.shape(predictions)}, not (300, 1)."
    error = np.mean((predictions[:, 0] - y) ** 2)
    assert_at_least(1 - error / np.var(y), 0.1, "R² on 300 other salaries")
