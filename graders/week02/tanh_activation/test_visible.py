from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "What do eˣ and e⁻ˣ become if x is large, and what remains of the fraction then?",
        "Write the fraction down as it is in the first lines of the file. It keeps the sign of x.",
        "Look up math.exp.",
    ],
)
def test_tanh(curve):
    """tanh returns the hyperbolic tangent."""
    assert_matches(curve)


@check(
    points=1,
    hints=[
        "Is x the input of the sigmoid, or its output?",
        "Compute the sigmoid of x first. Then multiply it with what is missing to 1.",
        "Look up the table of slopes in this section of the README.",
    ],
)
def test_sigmoid_grad(slopes_of_sigmoid):
    """sigmoid_grad returns the slope of the sigmoid at x."""
    assert_matches(slopes_of_sigmoid)


@check(
    points=1,
    hints=[
        "Is x the input of tanh, or its output?",
        "Compute tanh of x first. Its square, taken from 1, is the slope.",
        "Look up the table of slopes in this section of the README.",
    ],
)
def test_tanh_grad(slopes_of_tanh):
    """tanh_grad returns the slope of tanh at x."""
    assert_matches(slopes_of_tanh)


@check(
    points=1,
    hints=[
        "Which number does the new node hold, and of what type is that node?",
        "Make a new Value from the tanh of self.data. Leave self as it is.",
        "Look up what your __add__ in value_node.py returns.",
    ],
    hints_for={"error": "Value.tanh returns a Value, which has data, parents and op; not a number."},
)
def test_value_tanh(node_data):
    """Value.tanh returns a node with the hyperbolic tangent of this node's data."""
    assert_matches(node_data)


@check(
    points=0.5,
    needs=["test_value_tanh"],
    hints=[
        "Which nodes was the new node computed from?",
        "The node itself is the only parent: not a copy of it, and not its number.",
        "Look up the arguments of Value: data, parents, op.",
    ],
)
def test_graph_of_tanh(node_graph):
    """The node that Value.tanh returns knows its parent and its op."""
    assert_matches(node_graph)


@check(
    points=1.5,
    hints=[
        "If the parent grows a little, by how much does this node grow? And by how much does the result?",
        "The chain rule: multiply the slope of tanh with this node's gradient. This node's data is tanh already.",
        "Look up tanh_grad, and ask what to give to it: the parent's data, or this node's.",
    ],
)
def test_pass_back(passed_back):
    """Value.pass_back gives its parent the slope of tanh times its own gradient."""
    assert_matches(passed_back)


@check(
    points=0.5,
    needs=["test_pass_back"],
    hints=[
        "What becomes of the gradient that the parent has already?",
        "Two nodes that use the same parent both add to its gradient.",
        "Look up the difference between = and +=.",
    ],
)
def test_gradients_add_up(added_up):
    """Value.pass_back adds to the gradient that its parent has."""
    assert_matches(added_up)
