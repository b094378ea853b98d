import numpy as np

from dlcourse.graders.assertions import assert_at_least, assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["A name can mean a module inside another module. Do not change modules that are not named."])
def test_nested_modules(nested_modules, named_modules, other_unknown_names):
    """freeze finds modules inside modules, keeps what was frozen before, and refuses unknown names."""
    assert_matches(nested_modules)
    assert_matches(named_modules)
    assert_matches(other_unknown_names)


@check(points=0.25, hints=["Train everything that is not frozen, from the weights that the model has."])
def test_salaries_with_a_frozen_network(salaries_last_layer):
    """finetune is better than the mean even if only the last layer learns: R² of at least 0.1 on 300 others."""
    y, predictions = salaries_last_layer.inputs["y_test"], salaries_last_layer["predictions"]
    assert np.shape(predictions) == (300, 1), f"The predictions have the shape {np.shape(predictions)}, not (300, 1)."
    error = np.mean((predictions[:, 0] - y) ** 2)
    assert_at_least(1 - error / np.var(y), 0.1, "R² on 300 other salaries")
