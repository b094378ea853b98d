"""Wrong solutions that students hand in; each docstring is the feedback."""

from solution import topo_sort

from dlcourse.graders.authoring import mistake


def _nodes(edges):
    return list(dict.fromkeys([*edges, *(v for successors in edges.values() for v in successors)]))


@mistake(of="topo_sort", caught_by="test_order")
def preorder(edges):
    """You add a node as soon as you reach it, so it may come before another one that leads to it. Add it after all nodes
    behind it, and reverse the list at the end.
    """
    topo_sort(edges)
    order = []
    for start in _nodes(edges):
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in order:
                order.append(node)
                waiting += reversed(edges.get(node, ()))
    return order


@mistake(of="topo_sort", caught_by="test_order")
def breadth_first(edges):
    """You go through the graph step by step away from its first nodes. But a short way to a node does not mean that all nodes
    before it are done: count how many are missing.
    """
    after = {v for successors in edges.values() for v in successors}
    order = [node for node in edges if node not in after]
    for node in order:
        order += [v for v in edges.get(node, ()) if v not in order]
    return order


@mistake(of="topo_sort", caught_by="test_order", edit={"return order": "return order[::-1]"})
def reversed_order():
    """Your order is reversed. A node comes before the nodes that its edges lead to: reverse the list, or do not reverse it."""


@mistake(of="topo_sort", caught_by="test_order", edit={"return order": "return sorted(order)"})
def alphabet():
    """You sort the nodes by their names. Only the edges decide which one comes first."""


@mistake(of="topo_sort", caught_by="test_order", edit={"return order": "return list(missing)"})
def as_they_come():
    """You return the nodes in the order in which the dict has them. Only the edges decide which one comes first."""


@mistake(of="topo_sort", caught_by="test_order")
def in_levels(edges):
    """You return a list of lists, with the nodes that can come at the same time. Put all nodes into one list."""
    left, levels = _nodes(edges), []
    while left:
        after = {v for u in left for v in edges.get(u, ())}
        levels.append([node for node in left if node not in after])
        if not levels[-1]:
            raise ValueError("cycle")
        left = [node for node in left if node in after]
    return levels


@mistake(of="topo_sort", caught_by="test_order")
def without_a_visited_set(edges):
    """A node to which several ways lead is in your order several times. Remember which nodes are done, and add each once."""
    order, path = [], []

    def visit(node):
        if node in path:
            raise ValueError("cycle")
        path.append(node)
        for successor in edges.get(node, ()):
            visit(successor)
        order.append(path.pop())

    for node in _nodes(edges):
        visit(node)
    return order[::-1]


@mistake(of="topo_sort", caught_by="test_order", edit={"if missing[successor] == 0:": "if successor not in order:"})
def without_counting():
    """You add a node when the first of the nodes before it is done, so a node with two of them comes too early, or twice. Wait
    until all of them are done: count them.
    """


@mistake(of="topo_sort", caught_by="test_order")
def from_the_first_node(edges):
    """You begin at one node only, so you miss what does not lie behind it. Begin at every node."""
    order, done = [], set()

    def visit(node):
        if node not in done:
            done.add(node)
            for successor in edges.get(node, ()):
                visit(successor)
            order.append(node)

    for node in list(edges)[:1]:
        visit(node)
    return order[::-1]


@mistake(
    of="topo_sort",
    caught_by="test_every_node",
    edit={"return order": "return [node for node in order if node in edges]"},
)
def keys_only():
    """You return the keys of the dict only. A node without outgoing edges may be in a list only: add it, too."""


@mistake(of="topo_sort", caught_by="test_every_node", edit={"edges.get(node, ())": "edges[node]"}, raises="KeyError")
def every_node_is_a_key():
    """You look up every node in the dict, but a node without outgoing edges may be no key. Use edges.get(node, [])."""


@mistake(
    of="topo_sort",
    caught_by="test_every_node",
    edit={"missing = dict.fromkeys(edges, 0)": "missing = {node: 0 for node, after in edges.items() if after}"},
)
def edges_only():
    """You collect the nodes from the edges, so a node without any edge is missing. Begin with the keys of the dict."""


@mistake(of="topo_sort", caught_by="test_order", raises="ValueError")
def a_diamond_is_a_cycle(edges):
    """You raise the error when you come to a node for the second time. Two ways may lead to a node: it is a cycle only if this
    node is not done yet.
    """
    order, seen = [], set()
    after = {v for successors in edges.values() for v in successors}

    def visit(node):
        if node in seen:
            raise ValueError("cycle")
        seen.add(node)
        for successor in edges.get(node, ()):
            visit(successor)
        order.append(node)

    for node in _nodes(edges):
        if node not in after:
            visit(node)
    return order[::-1]


@mistake(of="topo_sort", caught_by="test_cycle", edit={"if len(order) < len(missing):": "if False:"})
def part_of_an_order():
    """You raise no error for a graph with a cycle. Raise ValueError if your order has fewer nodes than the graph, or if your walk
    comes to a node again that is not done yet.
    """


@mistake(
    of="topo_sort",
    like="part_of_an_order",
    caught_by="test_cycle",
    edit={'raise ValueError("the graph has a cycle")': "return None"},
)
def none_for_a_cycle():
    """Returns None for a graph with a cycle."""


@mistake(of="topo_sort", caught_by="test_cycle", edit={"raise ValueError": "raise RuntimeError"})
def another_error():
    """You raise another error for a cycle. Raise ValueError."""


@mistake(of="topo_sort", caught_by="test_cycle", like="part_of_an_order")
def cycle_is_not_seen(edges):
    """Walks along the edges, and does not look whether a node is not done yet."""
    order, done = [], set()
    for start in _nodes(edges):
        waiting = [(start, False)]
        while waiting:
            node, behind = waiting.pop()
            if behind:
                order.append(node)
            elif node not in done:
                done.add(node)
                waiting.append((node, True))
                waiting += [(successor, False) for successor in edges.get(node, ())]
    return order[::-1]


@mistake(of="topo_sort", caught_by="test_cycle")
def loop_is_ignored(edges):
    """You ignore an edge from a node to itself. It is a cycle of one node: raise ValueError."""
    return topo_sort({u: [v for v in successors if v != u] for u, successors in edges.items()})


@mistake(of="topo_sort", caught_by="test_cycle")
def walks_round_a_cycle(edges):
    """Your walk goes round a cycle until Python stops it. Remember which nodes are begun and not done: if you come to one of them
    again, raise ValueError.
    """
    order, done = [], set()

    def visit(node):
        if node not in done:
            for successor in edges.get(node, ()):
                visit(successor)
            done.add(node)
            order.append(node)

    for node in _nodes(edges):
        visit(node)
    return order[::-1]


@mistake(of="topo_sort", caught_by="test_long_chain", raises="RecursionError")
def recursive(edges):
    """Your function calls itself for each node, and Python allows only 1000 calls inside each other. Use a loop, and a list of the
    nodes that wait.
    """
    order, done, path = [], set(), set()

    def visit(node):
        if node in path:
            raise ValueError("cycle")
        if node not in done:
            path.add(node)
            for successor in edges.get(node, ()):
                visit(successor)
            path.remove(node)
            done.add(node)
            order.append(node)

    for node in _nodes(edges):
        visit(node)
    return order[::-1]


@mistake(
    of="topo_sort", caught_by="test_edges_do_not_change", edit={"edges.get(node, ())": "edges.setdefault(node, [])"}
)
def keys_are_added():
    """You add keys to the caller's dict. Use edges.get(node, []), which changes nothing."""


@mistake(of="topo_sort", caught_by="test_edges_do_not_change", edit={"edges.get(node, ())": "edges.pop(node, ())"})
def edges_are_removed():
    """You remove the edges from the caller's dict. Count in a dict of your own."""


@mistake(
    of="topo_sort",
    caught_by="test_zero_and_nothing",
    edit={"order.append(node)": "if node:\n    order.append(node)", "if len(order)": "if len(order) + (0 in missing)"},
)
def zero_is_no_node():
    """The node 0 is missing, because 0 counts as false. Compare with None, or do not compare at all."""


@mistake(of="topo_sort", caught_by="test_zero_and_nothing", edit={"return order": "return order or None"})
def none_for_nothing():
    """You return None for a graph without nodes. Return an empty list."""


@mistake(
    of="topo_sort",
    caught_by="test_cycle_anywhere",
    edit={"if len(order) < len(missing):": "if order and len(order) < len(missing):"},
)
def ring_is_empty():
    """If every node is in a cycle, no node can come first, and you return an empty list. Raise ValueError."""
