"""What a new version of a file has that the old one had not, in words: by exercise where it is Python, else by lines."""

from __future__ import annotations

import ast
import difflib

from dlcourse.graders.engine.course.reading import Definition
from dlcourse.graders.engine.text import listed

_MANY = 6  # names of one kind; more are counted


def news(old: bytes, new: bytes, *, all_of_old: bool = True) -> str:
    """Return what is new in `new`, for example `new: elu; another signature: relu`.

    all_of_old: whether what `old` has and `new` lacks is gone from the course; in a student's own file it may be theirs.
    """
    before, after = _outline(old), _outline(new)
    if before is None or after is None:
        return lines(old, new)
    parts = {
        "new": [name for name in after if name not in before and name.rpartition(".")[0] not in after.keys() - before],
        "gone": [name for name in before if name not in after and name.rpartition(".")[0] not in before.keys() - after],
        "another signature": [n for n in after if n in before and after[n][0] != before[n][0]],
        "another contract": [n for n in after if n in before and after[n][1] != before[n][1]],
    }
    if not all_of_old:
        del parts["gone"]
    told = [f"{what}: {_some(names)}" for what, names in parts.items() if names]
    return "; ".join(told) if told else f"the same exercises, signatures and contracts; {lines(old, new)}"


def lines(old: bytes, new: bytes) -> str:
    """Return how many lines `new` has more and fewer than `old`; bytes where they are no text."""
    try:
        before, after = old.decode().splitlines(), new.decode().splitlines()
    except UnicodeDecodeError:
        return f"{len(new)} bytes instead of {len(old)}"
    marks = [
        line[:1] for line in list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
    ]  # the first two: names
    added, removed = marks.count("+"), marks.count("-")
    counts = [f"{added} added"] * bool(added) + [f"{removed} removed"] * bool(removed)
    return f"lines: {', '.join(counts)}" if counts else "the same lines, with other line ends"


def difference(now: bytes, other: bytes) -> str:
    """Return in one line how `other` differs from `now`: the functions and classes whose code is another, and lines."""
    if now == other:
        return "the same as now"
    mine, theirs = _code(now), _code(other)
    counted = lines(now, other)
    if mine is None or theirs is None:
        return counted
    names = [name for name in theirs | mine if mine.get(name) != theirs.get(name)]
    return f"differs in {_some(names)}; {counted}" if names else counted


def _some(names: list[str]) -> str:
    return listed(names, _MANY)


def _outline(source: bytes) -> dict[str, tuple[str, str]] | None:
    """Return (signature, docstring) of every public function, class and method by dotted name; None if it cannot be read."""
    body = _body(source)
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


def _code(source: bytes) -> dict[str, str] | None:
    """Return the code of each function and class at the top, without comments and layout."""
    body = _body(source)
    return None if body is None else {node.name: ast.dump(node) for node in body if isinstance(node, Definition)}


def _body(source: bytes) -> list[ast.stmt] | None:
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # what people have in the middle of their work
        return None
