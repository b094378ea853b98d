from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.5, hints=["Scalar(2) and Scalar(2.0) are equal. Does hash(2) equal hash(2.0)?"])
def test_hash(in_sets):
    """Equal objects have the same hash, so a set holds only one of them."""
    assert_matches(in_sets)


@check(points=0.5, hints=["Return NotImplemented for another type, do not raise: then Python asks the other operand."])
def test_other_operand_is_asked(asked_next):
    """If a Scalar does not know the other type, the other operand is asked."""
    assert_matches(asked_next)
