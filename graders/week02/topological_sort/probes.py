"""Inputs and calls for topo_sort. The names of nodes are drawn, so they say nothing about the order.

In each list, the successors that come last stand first, and the key that comes first stands last. So no order is right by chance:
neither that of the keys, nor their reverse, nor the alphabet, nor the order of a walk along the edges. The probes for anything but
the order (missing keys, cycles, depth) are different: there, a walk from the first key has the right order.
Every right order leaves the same evidence, so mistakes are recognised in any solution.
"""

import itertools
import string

from dlcourse.graders.authoring import error_of, probe

LONG = 5003  # a prime number: multiples of any step give each remainder once


def names(rng, count):
    """Return letters. The last of them is before the first in the alphabet."""
    letters = [string.ascii_lowercase[i] for i in rng.choice(26, count, replace=False)]
    low, high = sorted([letters[0], letters[-1]])
    return [high, *letters[1:-1], low]


def part(nodes, rng):
    """Return edges that lead from earlier nodes to later ones. Every node is a key."""
    edges = {nodes[-1]: []}
    for i, node in enumerate(nodes[:-1]):
        last = len(nodes) - 1
        later = {i + 1, *(j for j in range(i + 2, last) if rng.random() < 0.4), *([last] if i == 0 else [])}
        edges[node] = [nodes[j] for j in sorted(later, reverse=True)]
    keys = [nodes[-1], nodes[1], *(nodes[i] for i in rng.permutation(range(2, len(nodes) - 1))), nodes[0]]
    return {key: edges[key] for key in keys}


def one_part(rng):
    return {"edges": part(names(rng, 7), rng)}


def without_the_last_key(rng):
    return {"edges": {u: successors for u, successors in one_part(rng)["edges"].items() if successors}}


def two_parts(rng):
    nodes = names(rng, 10)
    first, second = part(nodes[:5], rng), part(nodes[5:], rng)
    return {"edges": first | second, "parts": ["".join(sorted(first)), "".join(sorted(second))]}


def tree(rng):
    """A beginning, and three ends without a key."""
    a, b, c, d, e, f = names(rng, 6)
    return {"edges": {a: [d, c], d: [b], c: [f, e]}}


def alone(rng):
    """Two nodes without any edges, and ends that are keys."""
    a, b, c, d, e, f = names(rng, 6)
    return {"edges": {a: [b], b: [d, c], d: [], c: [], f: [], e: []}}


def diamond(rng):
    a, b, c, d = names(rng, 4)
    return {"edges": {c: [d], b: [d], d: [], a: [c, b]}}


def chain_of(rng):
    nodes = [int(node) for node in rng.choice(range(100, 1000), 8, replace=False)]
    return nodes, {str(nodes[i]): nodes[i + 1] for i in rng.permutation(7)}


def chain_from_its_start(rng):
    nodes, _ = chain_of(rng)
    return {str(nodes[i]): nodes[i + 1] for i in (0, *rng.permutation(range(1, 7)))}


def chain(rng):
    return {"after": chain_of(rng)[1]}


def chain_with_zero(rng):
    nodes, after = chain_of(rng)
    zero = nodes[rng.integers(1, 7)]
    return {"after": {"0" if u == str(zero) else u: 0 if v == zero else v for u, v in after.items()}}


def chain_and_cycle(rng):
    """A chain, and a graph whose first node is in no cycle, but leads to one."""
    a, b, c, d, e = names(rng, 5)
    return {"after": chain_from_its_start(rng), "edges": {e: [], c: [d], a: [b], d: [b, e], b: [c]}}


def chain_and_ring(rng):
    """A chain, and a graph in which every node is in one cycle."""
    a, b, c, d = names(rng, 4)
    return {"after": chain_from_its_start(rng), "edges": {c: [d], a: [b], d: [a], b: [c]}}


def chain_and_far_cycle(rng):
    """A chain, and a graph with a cycle that no other node leads to."""
    a, b, c, d, e = names(rng, 5)
    return {"after": chain_from_its_start(rng), "edges": {c: [], a: [b], b: [c], e: [d], d: [e]}}


def chain_and_loop(rng):
    """A chain, and a graph in which one node has an edge to itself."""
    a, b, c = names(rng, 3)
    return {"after": chain_from_its_start(rng), "edges": {c: [], b: [b, c], a: [b]}}


def long_chain(rng):
    return {"step": int(rng.integers(100, 5000)), "start": int(rng.integers(5000))}


def chained(after):
    """Return the edges of a chain: from each number to the one that comes after it. Every number is a key."""
    edges = {int(u): [v] for u, v in after.items()}
    return edges | {v: [] for v in after.values() if v not in edges}


@probe(inputs=one_part)
def several_ways(student, edges):
    """Seven nodes; several ways lead from the first to the last, and only one order is right."""
    return {"order": student.topo_sort(edges)}


@probe(inputs=two_parts)
def separate_parts(student, edges, parts):
    """Two parts of five nodes, and no edge between them: the order of each part."""
    order = student.topo_sort(edges)
    return {"orders": [[node for node in order if str(node) in part] for part in parts], "length": len(order)}


@probe(inputs=chain)
def short_chain(student, after):
    """A chain of eight numbers; after each comes the one that is named: only one order is right."""
    return {"order": student.topo_sort(chained(after))}


@probe(inputs=diamond)
def two_right_orders(student, edges):
    """Four nodes; two of them can come in both orders: the first node, these two by the alphabet, and the last one."""
    first, *middle, last = student.topo_sort(edges)
    return {"first": first, "in the middle": sorted(middle), "last": last}


@probe(inputs=tree)
def ends(student, edges):
    """Six nodes; three of them are no keys: the nodes of the order, by the alphabet."""
    return {"nodes": sorted(student.topo_sort(edges))}


@probe(inputs=alone)
def without_edges(student, edges):
    """Six nodes; two of them have no edges at all: the nodes of the order, by the alphabet."""
    return {"nodes": sorted(student.topo_sort(edges))}


@probe(inputs=chain_and_cycle)
def cycle(student, after, edges):
    """A chain of eight nodes, and then a graph with a cycle."""
    order = student.topo_sort(chained(after))
    return {"order of the chain": order, "error": error_of(student.topo_sort, edges)}


@probe(inputs=chain_and_loop)
def loop(student, after, edges):
    """A chain of eight nodes, and then a graph with a node that has an edge to itself."""
    order = student.topo_sort(chained(after))
    return {"order of the chain": order, "error": error_of(student.topo_sort, edges)}


@probe(inputs=chain_and_ring)
def ring(student, after, edges):
    """A chain of eight nodes, and then a graph in which every node is in a cycle."""
    order = student.topo_sort(chained(after))
    return {"order of the chain": order, "error": error_of(student.topo_sort, edges)}


@probe(inputs=chain_and_far_cycle)
def far_cycle(student, after, edges):
    """A chain of eight nodes, and then a graph with a cycle that no other node leads to."""
    order = student.topo_sort(chained(after))
    return {"order of the chain": order, "error": error_of(student.topo_sort, edges)}


@probe(inputs=long_chain)
def five_thousand(student, step, start):
    """A chain of 5003 numbers: the length of the order, and every 500th number of it."""
    nodes = [1 + (start + step * i) % LONG for i in range(LONG)]
    after = dict(itertools.pairwise(nodes))
    order = student.topo_sort(
        {node: [after[node]] if node in after else [] for node in [nodes[0], *range(1, LONG + 1)]}
    )
    return {"length": len(order), "every 500th": list(order[::500])}


@probe(inputs=without_the_last_key)
def edges_afterwards(student, edges):
    """Seven nodes, the last of which is no key; the edges after the call."""
    student.topo_sort(edges)
    return {"edges": edges}


@probe(inputs=chain_with_zero)
def zero(student, after):
    """A chain of eight numbers, one of which is 0; after each comes the one that is named."""
    return {"order": student.topo_sort(chained(after))}


@probe(inputs=chain)
def nothing(student, after):
    """A graph without nodes, {}; and a chain of eight numbers; after each comes the one that is named."""
    return {"order of {}": student.topo_sort({}), "order": student.topo_sort(chained(after))}
