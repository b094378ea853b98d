from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=1, hints=["Make a new array; x *= 2 changes the caller's."], needs=["test_double"])
def test_double_leaves_its_input(double_values):
    """double does not change what it is given."""
    assert_matches(double_values, "x")
