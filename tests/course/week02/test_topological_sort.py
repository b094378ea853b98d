"""The reference against graphlib, which says at each step which nodes may come next."""

from __future__ import annotations

import graphlib
import random

import pytest


def sorter(edges) -> graphlib.TopologicalSorter:
    """Return graphlib's sorter of a graph, prepared; CycleError for a cycle."""
    made = graphlib.TopologicalSorter()
    for u, successors in edges.items():
        made.add(u)
        for v in successors:
            made.add(v, u)
    made.prepare()
    return made


def random_graph(seed: int, *, cycles: bool) -> dict[int, list[int]]:
    rng = random.Random(seed)
    nodes = rng.sample(range(100), 12)
    pairs = [
        (u, v) for i, u in enumerate(nodes) for j, v in enumerate(nodes) if (i < j or cycles) and rng.random() < 0.15
    ]
    rng.shuffle(pairs)
    edges: dict[int, list[int]] = {}
    for u, v in pairs:
        edges.setdefault(u, []).append(v)
    return edges


@pytest.mark.parametrize("seed", range(50))
def test_order(solution, seed):
    """At each step, the next node of the order is one that graphlib has ready."""
    edges = random_graph(seed, cycles=False)
    steps, ready = sorter(edges), set()
    for node in solution.topo_sort(edges):
        ready.update(steps.get_ready())
        assert node in ready
        steps.done(node)
    assert not steps.is_active()


@pytest.mark.parametrize("seed", range(50))
def test_cycles(solution, seed):
    """Where graphlib finds a cycle, so does the reference; and nowhere else."""
    edges = random_graph(seed, cycles=seed % 2 == 0)
    try:
        sorter(edges)
    except graphlib.CycleError:
        with pytest.raises(ValueError, match="cycle"):
            solution.topo_sort(edges)
    else:
        solution.topo_sort(edges)


def test_small_ones(solution):
    assert solution.topo_sort({}) == []
    assert solution.topo_sort({0: []}) == [0]
    assert solution.topo_sort({n: [n + 1] for n in range(50_000)}) == list(range(50_001))
    with pytest.raises(ValueError, match="cycle"):
        solution.topo_sort({0: [0]})
