"""Right but unusual solutions."""

import graphlib
import sys

from dlcourse.graders.authoring import variant


@variant(of="topo_sort")
def library(edges):
    """Lets Python's own module sort."""
    sorter = graphlib.TopologicalSorter()
    for u, successors in edges.items():
        sorter.add(u)
        for v in successors:
            sorter.add(v, u)
    try:
        return list(sorter.static_order())
    except graphlib.CycleError:
        raise ValueError("cycle") from None


@variant(of="topo_sort")
def depth_first(edges):
    """Walks along the edges with a stack, and returns a tuple."""
    order, state = [], {}
    for start in edges:
        waiting = [(start, iter(edges[start]))] if start not in state else []
        state.setdefault(start, "open")
        while waiting:
            node, successors = waiting[-1]
            for successor in successors:
                if state.get(successor) == "open":
                    raise ValueError("cycle")
                if successor not in state:
                    state[successor] = "open"
                    waiting.append((successor, iter(edges.get(successor, ()))))
                    break
            else:
                state[node] = "done"
                order.append(node)
                waiting.pop()
    return tuple(reversed(order))


@variant(of="topo_sort")
def deep_recursion(edges):
    """Calls itself, and allows Python enough calls for it."""
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
            order.insert(0, node)

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        for node in reversed(list(edges)):
            visit(node)
    finally:
        sys.setrecursionlimit(limit)
    return order


@variant(of="topo_sort")
def round_by_round(edges):
    """Counts the missing nodes of all nodes, and takes all that are ready, in a row."""
    before = {}
    for u, successors in edges.items():
        before.setdefault(u, set())
        for v in successors:
            before.setdefault(v, set()).add(u)
    order = [node for node, missing in before.items() if not missing]
    for node in order:
        for v in sorted(edges.get(node, []), key=str):
            before[v].discard(node)
            if not before[v]:
                order.append(v)
    if len(order) != len(before):
        raise ValueError(f"cycle among {before.keys() - set(order)}")
    return order
