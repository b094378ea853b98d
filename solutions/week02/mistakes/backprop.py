"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake, survives

survives("seen.add(node) -> pass", because="zero_grad then resets some nodes several times, which is only slower")
survives("seen.add(node) -> after node.grad = 0.0", because="the two lines do not depend on each other")
survives("node.grad = 0.0 -> after stack.extend(node.parents)", because="the two lines do not depend on each other")
survives("seen.add(node) -> after stack.append((node, True))", because="the two lines do not depend on each other")
survives(
    "a.grad += b.data * node.grad -> after b.grad += a.data * node.grad",
    because="the parents may get their gradients in any order",
)


def _pass_back(node):
    if node.op == "+":
        for parent in node.parents:
            parent.grad += node.grad
    elif node.op == "*":
        a, b = node.parents
        a.grad += b.data * node.grad
        b.grad += a.data * node.grad


def _all_nodes(root):
    """Return the nodes in an order in which each stands behind its parents, for graphs that are not deep."""
    order = []

    def visit(node):
        if node not in order:
            for parent in node.parents:
                visit(parent)
            order.append(node)

    visit(root)
    return order


@mistake(
    caught_by="test_node_that_is_used_twice",
    edit={
        "parent.grad += node.grad": "parent.grad = node.grad",
        "a.grad += b.data": "a.grad = b.data",
        "b.grad += a.data": "b.grad = a.data",
    },
)
def gradients_are_replaced():
    """A node that is used twice keeps only what the last use has passed back. Add to its gradient: += instead of =."""


@mistake(
    caught_by="test_node_that_is_used_twice",
    edit={"parent.grad += node.grad": "parent.grad = node.grad"},
)
def gradients_are_replaced_by_sums():
    """In a sum you replace the gradients of the parents, so what other uses have passed back is lost, and a + a gets 1 instead of
    2. Add to them: += instead of =."""


@mistake(
    caught_by="test_node_that_is_used_twice",
    edit={"a.grad += b.data": "a.grad = b.data", "b.grad += a.data": "b.grad = a.data"},
)
def gradients_are_replaced_by_products():
    """In a product you replace the gradients of the parents, so what other uses have passed back is lost, and a * a gets half of
    2a. Add to them: += instead of =."""


@mistake(
    caught_by="test_node_that_is_used_twice",
    edit={"for parent in node.parents:": "for parent in set(node.parents):"},
)
def parents_of_a_sum_in_a_set():
    """In a + a, both parents are the same node, and your set holds it once. Go through both: each of them gets the gradient."""


@mistake(caught_by="test_one_operation", edit={"self.grad = 1.0": "pass"})
def result_has_no_gradient():
    """All your gradients are 0, because everything is multiplied with the gradient of the result, which is still 0. Set it to 1.0
    first: the derivative of the result by itself."""


@mistake(caught_by="test_one_operation", edit={"self.grad = 1.0": "self.grad = self.data"})
def result_has_its_data_as_gradient():
    """You begin with the data of the result as its gradient. The derivative of the result by itself is 1.0."""


@mistake(
    caught_by="test_one_operation",
    edit={"a.grad += b.data": "a.grad += a.data", "b.grad += a.data": "b.grad += b.data"},
)
def own_number_in_products():
    """In a product you multiply with the parent's own number. If a grows by 1, a * b grows by b: multiply with the number of the
    other parent."""


@mistake(
    caught_by="test_one_operation",
    edit={"b.data * node.grad": "node.grad", "a.data * node.grad": "node.grad"},
)
def products_as_sums():
    """A product passes its gradient back as it is. That is the rule for sums; multiply it with the number of the other parent."""


@mistake(caught_by="test_one_operation", edit={"parent.grad += node.grad": "parent.grad += parent.data * node.grad"})
def sums_as_products():
    """A sum multiplies its gradient with the number of the parent. If a grows by 1, a + b grows by 1: pass the gradient on as it
    is."""


@mistake(
    caught_by="test_one_operation",
    edit={"b.data * node.grad": "b.data", "a.data * node.grad": "a.data"},
)
def chain_rule_is_missing_in_products():
    """In a product you pass back the number of the other parent alone. By the chain rule it is multiplied with the gradient of
    the product itself."""


@mistake(caught_by="test_one_operation", edit={"parent.grad += node.grad": "parent.grad += 1.0"})
def chain_rule_is_missing_in_sums():
    """A sum passes back 1. By the chain rule that is multiplied with the gradient of the sum itself: pass on node.grad."""


@mistake(caught_by="test_one_operation", edit={"for parent in node.parents:": "for parent in node.parents[:1]:"})
def first_parent_of_sums():
    """A sum passes its gradient back to its first parent only. Both parents get it."""


@mistake(caught_by="test_one_operation", edit={"b.grad += a.data * node.grad": "pass"})
def first_parent_of_products():
    """A product passes a gradient back to its first parent only. The second gets one too, with the number of the first."""


@mistake(caught_by="test_one_operation", edit={"reversed(order)": "order"})
def from_the_numbers_to_the_result():
    """Only the parents of the result get a gradient. Begin at the result, and go back node by node to the numbers at the
    beginning. If you go the other way, or stop after the first step, the other nodes have nothing to pass back."""


@mistake(of="Value.backward", caught_by="test_one_operation", like="from_the_numbers_to_the_result")
def one_step_back(self):
    """Stops at the parents of the result."""
    self.grad = 1.0
    _pass_back(self)


@mistake(of="Value.backward", caught_by="test_order")
def in_the_order_of_discovery(self):
    """You pass a node's gradient back as soon as you come to the node, and what it gets later is lost. Put the nodes into
    topological order first, so that each comes after all nodes that use it."""
    self.grad = 1.0
    seen, stack = set(), [self]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            _pass_back(node)
            stack.extend(reversed(node.parents))


@mistake(of="Value.backward", caught_by="test_order", like="in_the_order_of_discovery")
def level_by_level(self):
    """Goes back level by level."""
    self.grad = 1.0
    seen, queue = {self}, [self]
    for node in queue:
        _pass_back(node)
        for parent in node.parents:
            if parent not in seen:
                seen.add(parent)
                queue.append(parent)


@mistake(of="Value.backward", caught_by="test_order", edit={"elif node not in seen:": "else:"})
def visited_several_times():
    """You visit a node once for each use, and each time it passes back all that it has. Remember which nodes you have seen, and visit
    each of them once."""


@mistake(of="Value.backward", caught_by="test_deep_graph", raises="RecursionError")
def calls_itself(self):
    """Your function calls itself for each parent, and Python stops that after about 1,000 calls inside each other. Use a loop, and a
    list of the nodes that are still to do."""
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent in node.parents:
                visit(parent)
            order.append(node)

    visit(self)
    self.grad = 1.0
    for node in reversed(order):
        _pass_back(node)


@mistake(of="Value.backward", caught_by="test_nodes_between")
def clears_what_is_between(self):
    """Only the numbers at the beginning keep their gradients. Leave the gradients of the nodes between too, and that of the
    result."""
    self.grad = 1.0
    order, seen, stack = [], set(), [(self, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack += [(node, True), *((parent, False) for parent in node.parents)]
    for node in reversed(order):
        _pass_back(node)
        if node.parents:
            node.grad = 0.0


@mistake(
    of="Value.backward",
    caught_by="test_equal_numbers",
    edit={"node not in seen": "node.data not in seen", "seen.add(node)": "seen.add(node.data)"},
)
def equal_numbers_are_one_node():
    """You remember the numbers that you have seen, so a second node with the same number is left out. Remember the nodes."""


@mistake(
    of="Value.backward",
    caught_by="test_second_call",
    edit={"node not in seen": 'not hasattr(node, "seen")', "seen.add(node)": "node.seen = True"},
)
def marks_stay_on_the_nodes():
    """You mark the nodes that you have seen, and the marks are still there at the next call, which leaves these nodes out. Keep
    them in a set of your own, which is new for each call."""


@mistake(caught_by="test_data_stays", edit={"self.grad = 1.0": "self.grad = self.data = 1.0"})
def result_is_overwritten():
    """You set the data of the result to 1. Only its gradient is 1.0."""


@mistake(of="zero_grad", caught_by="test_zero_grad", edit={"stack.extend(node.parents)": "pass"})
def root_only():
    """You reset the gradient of root only. Go from parent to parent, and reset every node on the way."""


@mistake(
    of="zero_grad",
    caught_by="test_zero_grad",
    edit={"node.grad = 0.0": "node.grad = node.grad if node.parents else 0.0"},
)
def leaves_only():
    """You reset the numbers at the beginning only. The nodes between and root have gradients too: reset them all."""


@mistake(of="zero_grad", caught_by="test_zero_grad", edit={"0.0": "None"})
def gradients_are_none():
    """You set the gradients to None, and None += 1 is an error. Set them to 0.0."""


@mistake(of="zero_grad", caught_by="test_zero_grad", raises="AttributeError", edit={"node.grad = 0.0": "del node.grad"})
def gradients_are_deleted():
    """You delete the gradients. Set them to 0.0, so that backward can add to them."""


@mistake(of="zero_grad", caught_by="test_zero_grad")
def root_and_its_parents(root):
    """You reset root and its own parents. Their parents come next, and so on to the beginning."""
    for node in (root, *root.parents):
        node.grad = 0.0


@mistake(of="zero_grad", caught_by="test_zero_grad")
def all_but_root(root):
    """You reset all nodes but root. It has a gradient too."""
    for node in _all_nodes(root)[:-1]:
        node.grad = 0.0


@mistake(of="zero_grad", caught_by="test_data_stays", edit={"node.grad = 0.0": "node.grad = node.data = 0.0"})
def data_are_cleared():
    """You set the data of the nodes to 0 too. Only the gradients are reset."""


@mistake(of="zero_grad", caught_by="test_deep_zero_grad", raises="RecursionError")
def zero_grad_calls_itself(root):
    """Your function calls itself for each parent, and Python stops that after about 1,000 calls inside each other. Use a loop, and a
    list of the nodes that are still to do."""
    for node in _all_nodes(root):
        node.grad = 0.0
