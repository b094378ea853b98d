from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=2, hints=["Multiply x by 2."])
def test_double(double_values):
    """double returns twice every element."""
    assert_matches(double_values, "y")


@check(points=1, hints=["Make a new array."], needs=["test_double"])
def test_double_leaves_its_input(double_values):
    """double does not change what it is given."""
    assert_matches(double_values, "x")


@check(points=2, hints=["Add the values up, and return a float."])
def test_total(total_values):
    """total adds up."""
    assert_matches(total_values)
