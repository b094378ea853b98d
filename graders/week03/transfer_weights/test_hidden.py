from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["Look at each entry by itself, at its name and its whole shape, and then go on to the next one."],
)
def test_shapes_must_agree(other_way_round, other_first_layer):
    """transfer copies every entry with the same name and shape, wherever it is in the models, and no other entry."""
    assert_matches(other_way_round)
    assert_matches(other_first_layer)
