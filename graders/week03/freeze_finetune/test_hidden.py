import numpy as np

from dlcourse.graders.assertions import assert_at_least, assert_matches
from dlcourse.graders.authoring import check


@check(points=0.5, hints=["Names lead into modules inside of modules; leave all that is not named as it is."])
def test_nested_modules(nested_modules, named_modules):
    """freeze finds modules inside of modules, and keeps what was frozen before."""
    assert_matches(nested_modules)
    assert_matches(named_modules)


@check(points=0.25, hints=["The model may come in eval mode, and this is training."])
def test_train_mode(train_mode):
    """finetune trains in train mode, and leaves the model in it."""
    assert_matches(train_mode)


@check(points=0.25, hints=["Train what is not frozen, from the weights that are there."])
def test_salaries_with_a_frozen_network(salaries_last_layer):
    """finetune makes a network better than the mean with only its last layer to learn: R² of at least 0.1 on 300 others."""
    y = salaries_last_layer.inputs["y_test"]
    error = np.mean((salaries_last_layer["predictions"][:, 0] - y) ** 2)
    assert_at_least(1 - error / np.var(y), 0.1, "R² on 300 other salaries")
