from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=4,
    hints=[
        "Which node can come first, and which one after it?",
        "Take a node only when all nodes with an edge to it are in your order. Or: walk along the edges, add a node when all "
        "nodes behind it are done, and reverse the list at the end.",
        "Look up Kahn's algorithm, or topological sort with depth-first search.",
    ],
    hints_for={"type": "Return a list of nodes: list(…) makes one of what reversed(…) gives."},
)
def test_order(short_chain, several_ways, separate_parts, two_right_orders):
    """Every node comes before all nodes that its edges lead to."""
    assert_matches(short_chain)
    assert_matches(several_ways)
    assert_matches(separate_parts)
    assert_matches(two_right_orders)


@check(
    points=2,
    hints=[
        "Where in the dict is a node that has no outgoing edges?",
        "It may be in a list only, and a node without any edges is a key only. Collect the nodes from both, each once.",
        "Look up dict.get with a default, and sets.",
    ],
    hints_for={"error": "Not every node is a key: look up dict.get with a default."},
)
def test_every_node(ends, without_edges):
    """Every node is in the order once, also one that is no key, and one without edges."""
    assert_matches(ends)
    assert_matches(without_edges)


@check(
    points=2,
    hints=[
        "Three nodes wait for each other. Which of them comes first?",
        "None can. Then your order stays too short, or your walk comes back to a node that is not done yet: raise the error.",
        "Look up raise and ValueError.",
    ],
    hints_for={"error": "Does your function follow a cycle round and round? Remember where it has been."},
)
def test_cycle(cycle, loop):
    """A graph with a cycle raises ValueError, also if a node only has an edge to itself."""
    assert_matches(cycle)
    assert_matches(loop)


@check(
    points=1.5,
    hints=[
        "How deep are your calls inside each other if each node calls your function for the next one?",
        "Use a loop and a list of the nodes that wait, and no function that calls itself.",
        "Look up stack, list.pop, and sys.getrecursionlimit.",
    ],
    hints_for={"error": "Python allows only 1000 calls inside each other. Use a loop and a list of nodes that wait."},
)
def test_long_chain(five_thousand):
    """A chain of 5003 nodes is sorted, too."""
    assert_matches(five_thousand)


@check(
    points=1,
    needs=["test_order"],
    hints=[
        "Whose dict do you work with?",
        "It is the caller's. Only read it, and keep your own notes in a dict or set of your own.",
        "Look up dict.get, which does not change a dict as setdefault, pop and defaultdict do.",
    ],
)
def test_edges_do_not_change(edges_afterwards):
    """The dict of edges stays as it is."""
    assert_matches(edges_afterwards)
