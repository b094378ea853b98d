import numpy as np

from dlcourse.graders.assertions import assert_at_least, assert_matches
from dlcourse.graders.authoring import check


@check(points=0.5, hints=["model.named_modules() knows modules inside of modules; leave all others as they are."])
def test_nested_modules(nested_modules):
    """freeze finds modules inside of modules, and keeps what was frozen before."""
    assert_matches(nested_modules)


@check(points=0.5, hints=["Raise KeyError for a name that the model does not have."])
def test_unknown_name(unknown_name):
    """freeze raises KeyError for an unknown name."""
    assert_matches(unknown_name)


@check(points=0.5, hints=["Train what is not frozen, from the weights that are there."])
def test_salaries_with_a_frozen_network(salaries_last_layer):
    """Even with only its last layer to learn, it gets better than the mean: R² of at least 0.1 on 300 others."""
    y = salaries_last_layer.inputs["y_test"]
    error = np.mean((salaries_last_layer["predictions"][:, 0] - y) ** 2)
    assert_at_least(1 - error / np.var(y), 0.1, "R² on 300 other salaries")
