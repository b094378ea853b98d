from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=1, hints=["An empty list is not None."], needs=["test_adds"])
def test_returns_its_code(without_arguments):
    """main returns its exit code."""
    assert_matches(without_arguments, "code")
