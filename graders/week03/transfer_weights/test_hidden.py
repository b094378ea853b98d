from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["An entry of the source may have no counterpart in the target, and the other way round."])
def test_nothing_in_common(nothing_in_common):
    """transfer copies nothing, and returns no name, where the models share none."""
    assert_matches(nothing_in_common)


@check(
    points=0.25, hints=["Judge each entry by itself, by its name and its whole shape, and then go on to the next one."]
)
def test_shapes_must_agree(other_way_round, other_first_layer):
    """transfer copies what has the same shape, and nothing else, wherever in the models it stands."""
    assert_matches(other_way_round)
    assert_matches(other_first_layer)


@check(
    points=0.25, hints=["Change the values of the target's parameters, and leave the objects and requires_grad alone."]
)
def test_parameters_stay_the_same_objects(parameter_objects):
    """transfer keeps the target's Parameter objects, frozen or trainable as they were, and the source as it was."""
    assert_matches(parameter_objects)
