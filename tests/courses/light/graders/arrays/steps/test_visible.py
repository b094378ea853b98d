from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=2, hints=["Subtract."])
def test_step(one_step):
    """A step goes downhill."""
    assert_matches(one_step)
