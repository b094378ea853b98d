from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=2,
    hints=[
        "If a grows by a little, by how much does a + b grow, and by how much a * b?",
        "The result has the gradient 1. A sum passes its gradient on to both parents; a product multiplies it, for each parent "
        "with the number of the other.",
        "Look up the table of rules in this section of the README.",
    ],
)
def test_one_operation(product, sum_of_three):
    """backward goes back through products, and through sums."""
    assert_matches(product)
    assert_matches(sum_of_three)


@check(
    points=3,
    hints=[
        "Which nodes must have their gradient before a node can pass it back?",
        "Begin at the result, and go back node by node: first everything that was computed from a node, then the node.",
        "Look up the worked example in this section of the README, and compare each number.",
    ],
)
def test_expression(expression):
    """backward finds all gradients of (a * b + c) * f."""
    assert_matches(expression)


@check(
    points=1.5,
    hints=[
        "Which gradient has the result itself, and which have the nodes on the way to it?",
        "Every node keeps its gradient, also those that were computed. The derivative of the result by itself is 1.",
        "Look up which nodes have a gradient in the worked example of this section of the README.",
    ],
)
def test_nodes_between(between):
    """backward leaves a gradient in every node, and 1.0 in the result."""
    assert_matches(between)


@check(
    points=2.5,
    hints=[
        "What is the derivative of a + a, and of a * a?",
        "Each use of a node passes something back, and the node needs the sum of it.",
        "Look up the difference between = and +=.",
    ],
)
def test_node_that_is_used_twice(added_to_itself, times_itself):
    """A node that is used twice gets what both uses pass back: a + a, and a * a."""
    assert_matches(added_to_itself)
    assert_matches(times_itself)


@check(
    points=2.5,
    hints=[
        "In (s + c) * s, from which two nodes does s get its gradient, and when is it complete?",
        "A node may pass its gradient back only when all nodes that use it have passed back theirs.",
        "Look up your topo_sort: from the result to the parents, it gives the order.",
    ],
)
def test_order(diamonds):
    """A node passes its gradient back only when it is complete."""
    assert_matches(diamonds)


@check(
    points=1.5,
    needs=["test_one_operation"],
    hints=[
        "How many calls are open at once if a function calls itself for the parent of the parent of the parent?",
        "Keep the nodes that are still to do in a list of your own, and take them from there in a loop.",
        "Look up how your topo_sort gets through 5,000 nodes.",
    ],
    hints_for={
        "error": "Python allows about 1,000 calls inside each other. Use a loop, and a list of the nodes to do."
    },
)
def test_deep_graph(deep):
    """backward gets through 2,000 operations, one after the other."""
    assert_matches(deep)


@check(
    points=2,
    hints=[
        "Which nodes can you reach from root, if you go from parent to parent?",
        "Set the gradient of each of them to 0.0: of root, of the nodes between, and of the numbers at the beginning.",
        "Look up how you have found all nodes in backward. Here the order does not matter.",
    ],
)
def test_zero_grad(cleared):
    """zero_grad sets the gradients of root and of all nodes below it to 0.0, and no others."""
    assert_matches(cleared)
