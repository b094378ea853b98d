"""Topological sort: an order in which everything comes after what it depends on.

shirt ──▶ tie ──▶ jacket         each arrow leads from what comes before to what comes after
  └─────▶ belt ─────▲            two orders are right: shirt, tie, belt, jacket, and shirt, belt, tie, jacket
"""

from collections.abc import Hashable


def topo_sort(edges: dict[Hashable, list[Hashable]]) -> list[Hashable]:
    """Return the nodes of a graph in an order in which u comes before v for each edge from u to v.

    edges: for a node u, the list of all v with an edge from u to v, each of them once. A node without such edges is a key
        with an empty list, or no key at all. Nodes are numbers or texts. The dict and its lists are not changed.
    Returns a list with every node once, also the nodes that are in lists only. Often several orders are right: return any of them.
        Without nodes, it is empty.
    Raises ValueError if there is a cycle: a way along edges from a node back to itself. An edge from u to u is a cycle, too.

    A chain of 5000 nodes must work. Python allows only 1000 calls inside each other, so a function that calls itself for each
    node needs another way.

    >>> topo_sort({"tie": ["jacket"], "shirt": ["tie"]})
    ['shirt', 'tie', 'jacket']
    """
    # TODO: your code here
    raise NotImplementedError("topo_sort")
