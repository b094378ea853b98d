from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    needs=["test_sum_and_product"],
    hints=["Return NotImplemented, without raise, if the other operand is neither a Value nor an int nor a float."],
)
def test_other_types(refused, left_to_the_other):
    """Operators return NotImplemented for other types, so Python asks the other operand, or raises TypeError."""
    assert_matches(refused)
    assert_matches(left_to_the_other)


@check(
    points=1,
    needs=["test_sum_and_product"],
    hints=["A class with __eq__ and without __hash__ cannot be in a set. Which of them do you need?"],
)
def test_equal_only_to_itself(in_sets, equality):
    """A node is equal only to itself, and sets can hold nodes."""
    assert_matches(in_sets)
    assert_matches(equality)


@check(
    points=1,
    needs=["test_sum_and_product", "test_number_on_the_left"],
    hints=["Each node has parents of its own, also if one operand is a number; += makes a new node, too."],
)
def test_every_node_is_new(added_to_itself, nodes_by_hand, graph_with_numbers):
    """Every operation makes a new node with its own parents, also += and operations with a number."""
    assert_matches(added_to_itself)
    assert_matches(nodes_by_hand)
    assert_matches(graph_with_numbers)
