"""What a student's file defines, read without running it: which functions were edited, and which still raise the stub's error."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping

from dlcourse.graders.engine.files import digest
from dlcourse.graders.engine.results.records import CheckResult
from dlcourse.graders.engine.untrusted import Source

Function = ast.FunctionDef | ast.AsyncFunctionDef


def definition_digests(source: Source) -> dict[str, str]:
    """Return the digest of the code of each function and class at the top of a file; {} if it is not valid Python.

    Comments and blank lines do not count. Of two definitions with one name, the last one counts.
    """
    nodes = (node for node in _body(source) if isinstance(node, Function | ast.ClassDef))
    return {node.name: digest([ast.dump(node)]) for node in nodes}


def edited_names(now: Mapping[str, str], before: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names whose definitions are new or have changed."""
    return tuple(name for name, code in now.items() if before.get(name) != code)


def edited_first(checks: Iterable[CheckResult], edited: Collection[str]) -> list[CheckResult]:
    """Return checks in the order to work on them: first those of functions and classes with these names."""
    return sorted(checks, key=lambda check: check.exercise.partition(".")[0] not in edited)


def leftover_raises(source: Source, stub: bytes) -> tuple[int, ...]:
    """Return the line of each `raise NotImplementedError` of the stub that is still reached, although there is code beside it.

    In a function with several, each is judged by the statements next to it: the stub may hold code between them.
    """
    functions, given = dict(_functions(_body(source))), dict(_functions(_body(stub)))
    pairs = ((function, given[name]) for name, function in functions.items() if name in given)
    return tuple(line for function, stub_function in pairs for line in _leftovers(function, stub_function))


def parsed(source: bytes) -> list[ast.stmt] | None:
    """Return the statements of a file; None if it is not valid Python, such as a file that is half written."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the check shows them
            return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _body(source: Source) -> list[ast.stmt]:
    return (parsed(source) if isinstance(source, bytes) else None) or []


def _functions(body: list[ast.stmt], owner: str = "") -> Iterator[tuple[str, Function]]:
    """Yield each function with its dotted name."""
    for node in body:
        if isinstance(node, Function):
            yield f"{owner}{node.name}", node
        if isinstance(node, Function | ast.ClassDef):
            yield from _functions(node.body, f"{owner}{node.name}.")


def _leftovers(function: Function, stub: Function) -> Iterator[int]:
    given = {ast.dump(node) for node in ast.walk(stub) if isinstance(node, ast.stmt)}
    several = sum(_is_stub_raise(node) for node in ast.walk(stub)) > 1
    any_code = any(_is_code(node, given) for node in ast.walk(function) if node is not function)
    for block in _blocks(function):
        for index, node in enumerate(block):
            if isinstance(node, ast.Return):
                break
            if _is_stub_raise(node) and ast.dump(node) in given:
                beside = any(_is_code(other, given) for other in block[max(index - 1, 0) : index + 2])
                if beside if several else any_code:
                    yield node.lineno
                break


def _blocks(function: Function) -> Iterator[list[ast.stmt]]:
    """Yield the body of a function and the blocks of the statements in it, but not those of functions inside of it."""
    waiting: list[ast.AST] = [function]
    while waiting:
        node = waiting.pop()
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                yield block
        waiting += [child for child in ast.iter_child_nodes(node) if not isinstance(child, Function | ast.ClassDef)]


def _is_stub_raise(node: ast.AST) -> bool:
    return isinstance(node, ast.Raise) and ast.unparse(node).startswith("raise NotImplementedError")


def _is_code(node: ast.AST, given: set[str]) -> bool:
    """Return whether this is a statement that a student wrote: not one of the stub, and not a text or `pass`."""
    if not isinstance(node, ast.stmt) or isinstance(node, ast.Pass) or _is_stub_raise(node):
        return False
    text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return not text and ast.dump(node) not in given
