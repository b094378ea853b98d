from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["An entry of the source may have no counterpart in the target, and the other way round."])
def test_nothing_in_common(nothing_in_common):
    """transfer copies nothing, and returns no name, where the models share none."""
    assert_matches(nothing_in_common)


@check(points=0.25, hints=["The same number of elements is not the same shape."])
def test_shapes_must_agree(other_way_round):
    """transfer copies nothing into an entry of another shape, even if it holds as many numbers."""
    assert_matches(other_way_round)


@check(
    points=0.25, hints=["Change the values of the target's parameters, and leave the objects and requires_grad alone."]
)
def test_parameters_stay_the_same_objects(parameter_objects):
    """transfer keeps the target's Parameter objects, frozen or trainable as they were."""
    assert_matches(parameter_objects)
