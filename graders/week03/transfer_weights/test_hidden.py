from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["The target may not have a name of the source, and the source may not have a name of the target."],
)
def test_nothing_in_common(nothing_in_common):
    """transfer copies nothing, and returns no names, if the models have no names in common."""
    assert_matches(nothing_in_common)


@check(
    points=0.25,
    hints=["Look at each entry by itself, at its name and its whole shape, and then go on to the next one."],
)
def test_shapes_must_agree(other_way_round, other_first_layer):
    """transfer copies every entry with the same name and shape, wherever it is in the models, and no other entry."""
    assert_matches(other_way_round)
    assert_matches(other_first_layer)
