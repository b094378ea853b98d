"""How two versions of a file differ, in words: by function and class if both are Python, else by lines."""

from __future__ import annotations

import ast
import difflib
from typing import Final

from dlcourse.graders.engine.course.reading import Definition
from dlcourse.graders.engine.student.definitions import definition_digests, parsed
from dlcourse.graders.engine.text import listed

_MOST: Final = 6  # names of one kind; the others are counted


def what_is_new(old: bytes, new: bytes, *, gone: bool = True) -> str:
    """Return what has changed in `new`, for example `new: elu; changed signature: relu`.

    gone: whether to name what only `old` has. In a student's own file that may be a helper of theirs.
    """
    before, after = _outline(old), _outline(new)
    if before is None or after is None:
        return lines(old, new)
    parts = {
        "new": [name for name in after if name not in before and name.rpartition(".")[0] not in after.keys() - before],
        "gone": [name for name in before if name not in after and name.rpartition(".")[0] not in before.keys() - after],
        "changed signature": [n for n in after if n in before and after[n][0] != before[n][0]],
        "changed contract": [n for n in after if n in before and after[n][1] != before[n][1]],
    }
    if not gone:
        del parts["gone"]
    changes = [f"{what}: {_some(names)}" for what, names in parts.items() if names]
    return "; ".join(changes) if changes else f"the same exercises, signatures and contracts; {lines(old, new)}"


def lines(old: bytes, new: bytes) -> str:
    """Return how many lines were added and removed; the numbers of bytes if one of the two is not UTF-8 text."""
    try:
        before, after = old.decode().splitlines(), new.decode().splitlines()
    except UnicodeDecodeError:
        return f"{len(new)} bytes instead of {len(old)}"
    rows = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]  # without the two lines of file names
    marks = [row[:1] for row in rows]
    added, removed = marks.count("+"), marks.count("-")
    counts = [f"{added} added"] * bool(added) + [f"{removed} removed"] * bool(removed)
    return f"lines: {', '.join(counts)}" if counts else "the same lines, with other line ends"


def difference(now: bytes, other: bytes) -> str:
    """Return in one line how `other` differs from `now`: the functions and classes with other code, and the lines."""
    if now == other:
        return "the same as now"
    counted = lines(now, other)
    if parsed(now) is None or parsed(other) is None:
        return counted
    mine, theirs = definition_digests(now), definition_digests(other)
    names = [name for name in theirs | mine if mine.get(name) != theirs.get(name)]
    return f"differs in {_some(names)}; {counted}" if names else counted


def _some(names: list[str]) -> str:
    return listed(names, _MOST)


def _outline(source: bytes) -> dict[str, tuple[str, str]] | None:
    """Return (signature, docstring) of each public function, class and method, by dotted name; None if it cannot be parsed."""
    body = parsed(source)
    if body is None:
        return None
    found: dict[str, tuple[str, str]] = {}
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            found[node.name] = (_signature(node), ast.get_docstring(node) or "")
            for inner in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(inner, Definition) and (not inner.name.startswith("_") or inner.name.endswith("__")):
                    found[f"{node.name}.{inner.name}"] = (_signature(inner), ast.get_docstring(inner) or "")
    return found


def _signature(node: Definition) -> str:
    if isinstance(node, ast.ClassDef):
        return ", ".join(map(ast.unparse, [*node.bases, *(keyword.value for keyword in node.keywords)]))
    return f"{ast.unparse(node.args)} -> {ast.unparse(node.returns) if node.returns else ''}"
