from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=1, hints=["Add up p.numel() for every p in model.parameters()."])
def test_two_layers(two_layers):
    """An 8-4-2 network has 46 parameters."""
    assert_matches(two_layers)


@check(points=0.5, hints=["By default, do not look at requires_grad."])
def test_frozen_parameters_count(frozen_layer):
    """Frozen parameters count by default."""
    assert_matches(frozen_layer)


@check(points=1, hints=["With trainable_only, count a parameter only if its requires_grad is True."])
def test_trainable_only(frozen_layer_left_out):
    """With trainable_only, frozen parameters are left out."""
    assert_matches(frozen_layer_left_out)


@check(points=0.5, hints=["Ask model.parameters(), which holds no buffers."])
def test_buffers_do_not_count(batch_norm):
    """The running statistics of a batch norm are no parameters."""
    assert_matches(batch_norm)
