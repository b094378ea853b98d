from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=2, hints=["Compare every element with 0 and keep the larger."])
def test_relu(relu_values):
    """relu keeps positive values and replaces negative ones by 0."""
    assert_matches(relu_values)


@check(points=2, hints=["Add up p.numel() for every p with requires_grad."])
def test_count_parameters(size_of_a_model):
    """Frozen parameters do not count."""
    assert_matches(size_of_a_model)


@check(points=2, hints=["Look at the names in model.named_parameters()."])
def test_freeze(frozen_by_prefix):
    """Weights and biases with the prefix are frozen, the others are not."""
    assert_matches(frozen_by_prefix)
