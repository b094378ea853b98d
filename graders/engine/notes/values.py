"""Places in evidence, and the labels of what stands there: rounded numbers, texts, and forms (a dtype, a length)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dlcourse.graders.engine.evidence.evidence import TopicEvidence
from dlcourse.graders.engine.evidence.wire import Array, Malformed, Tree

Path = tuple[str | int, ...]  # of a part of a probe's values: names of dicts and indices of lists
Label = int | str


@dataclass(frozen=True, eq=False)
class Place:
    """Where a part of the secret stands in the evidence.

    what: how it is read. A "number" is divided by `width` and rounded; an array must have `shape`, and its elements `cells`
    (indices of the flattened array) are taken.
    """

    probe: str
    path: Path
    what: Literal["number", "text", "form"]
    width: float = 1.0
    shape: tuple[int, ...] = ()
    cells: tuple[int, ...] = (0,)

    def labels(self, evidence: TopicEvidence) -> tuple[Label, ...] | None:
        """Return what stands there; None if nothing of this kind and shape does."""
        found = evidence.get(self.probe)
        node = part(found.values, self.path) if found is not None and found.outcome == "ok" else None
        if isinstance(node, _Missing) or found is None or found.outcome != "ok":
            return None
        if self.what == "form":
            return (form(node),)
        if self.what == "text":
            return (repr(node),) if node is None or isinstance(node, str) else None
        values = numbers(node)
        if values is None or values.shape != self.shape:
            return None
        scaled = values.ravel()[list(self.cells)] / self.width
        return tuple(round(value) if np.isfinite(value) else str(value) for value in scaled.tolist())

    def to_tree(self) -> Tree:
        """Return the tree that `from_tree` reads."""
        cells = Array.of(np.array(self.cells, dtype=np.uint32))
        return [self.probe, list(self.path), self.what, self.width, list(self.shape), cells]

    @classmethod
    def from_tree(cls, tree: Tree) -> Place:
        """Raises Malformed if it is no place."""
        match tree:
            case [
                str() as probe,
                list() as path,
                "number" | "text" | "form" as what,
                float() as width,
                list() as shape,
                cells,
            ]:
                if isinstance(cells, Array) and cells.values is not None:
                    return cls(probe, tuple(path), what, width, tuple(shape), tuple(cells.values.tolist()))
        raise Malformed("a note with an invalid place")


class _Missing:
    """Stands for a part that is not there: None is a value."""


def part(tree: Tree, path: Path) -> Tree:
    """Return the part of a tree at a path, or a `_Missing`."""
    for step in path:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return _Missing()
    return tree


def with_part(tree: Tree, path: Path, value: Tree) -> Tree:
    """Return a copy of a tree with another part at a path."""
    if not path:
        return value
    changed: Tree = dict(tree) if isinstance(tree, dict) else list(tree)
    changed[path[0]] = with_part(tree[path[0]], path[1:], value)
    return changed


def parts(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, Tree]]:
    """Yield all parts of a tree with their paths: lists and dicts, then what is in them. A list of numbers is one part."""
    if path:
        yield path, tree
    if isinstance(tree, dict):
        for name, item in tree.items():
            yield from parts(item, (*path, name))
    elif isinstance(tree, list) and not _is_series(tree):
        for number, item in enumerate(tree):
            yield from parts(item, (*path, number))


def _is_series(node: Tree) -> bool:
    """Return whether this is a list of numbers, such as a history of losses."""
    return isinstance(node, list) and bool(node) and all(isinstance(item, bool | int | float) for item in node)


def numbers(node: Tree) -> np.ndarray | None:
    """Return a number, a flag, a list of these, or an array as float64 of the same shape; None for anything else."""
    if isinstance(node, Array):
        return None if node.values is None else node.values.astype(np.float64)
    is_number = isinstance(node, bool | int | float) or _is_series(node)
    return np.array(node, dtype=np.float64) if is_number else None


def is_exact(node: Tree) -> bool:
    """Return whether these numbers are whole ones or flags by their type, so that nothing is rounded."""
    if isinstance(node, Array):
        return node.values is not None and node.values.dtype.kind != "f"
    return not any(isinstance(item, float) for item in (node if isinstance(node, list) else [node]))


def form(node: Tree) -> str:
    """Return what sort of thing this is, without its values: a dtype, the length of a list, the names of a dict."""
    if isinstance(node, Array):
        return f"{node.kind} {node.dtype} {len(node.shape)}"
    if isinstance(node, list):
        return f"list {len(node)}"
    if isinstance(node, dict):
        return f"dict {sorted(node)}"
    return type(node).__name__


def all_labels(places: Sequence[Place], evidence: TopicEvidence) -> tuple[tuple[Label, ...], ...] | None:
    """Return the labels of all places; None if one is missing."""
    found = [place.labels(evidence) for place in places]
    return None if None in found else tuple(labels for labels in found if labels is not None)
