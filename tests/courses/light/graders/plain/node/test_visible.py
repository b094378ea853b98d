from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=1, hints=["Add the numbers in the nodes."])
def test_sum(adding):
    """Adding nodes gives the node of the sum."""
    assert_matches(adding, "sum")


@check(points=1, hints=["Give the new node both of them."], needs=["test_sum"])
def test_parents(adding):
    """The sum remembers both nodes, in their order."""
    assert_matches(adding, "parents")
