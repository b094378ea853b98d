"""Stubs: what a student starts from, cut from the solution by nbgrader's `ClearSolutions`.

A stub must not show what an author meant to hide. So a comment that only looks like a mark is an error, and the statements
outside of all regions can be listed (see `staying`).
"""

from __future__ import annotations

import ast
import contextlib
import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

from dlcourse.graders.authoring import TODO
from dlcourse.graders.engine.course.reading import Definition
from dlcourse.graders.engine.errors import BrokenGrader, CourseError
from dlcourse.graders.engine.files import cache_folder, digest, write_atomic

BEGIN: Final = "### BEGIN SOLUTION"
END: Final = "### END SOLUTION"
MAX_SHOWN: Final = 60  # characters of a line that is quoted
_LIKE_A_MARK: Final = re.compile(
    r"(?i:\b(begin|end)[\W_]*solution)|^##+\s*(?i:(begin|end)\b)|^#\s*(BEGIN|END)\b|^##.*\bSOLUTION\b"
)


@dataclass(frozen=True)
class Region:
    """What students write themselves: the lines of the two marks, and the dotted name of the function or class around them."""

    begin: int
    end: int
    owner: str


def cut(solution: str, name: str) -> str:
    """Return the stub of a solution file's text: each solution region becomes an error that names its exercise.

    name: the file, for messages. A stub is cached, because nbgrader takes five seconds to import.
    Raises BrokenGrader, with the line, if there are no marks, if some do not pair up or are outside of an exercise, or if a
    comment only looks like a mark; CourseError without nbgrader.
    """
    try:
        nbgrader = metadata.version("nbgrader")
    except metadata.PackageNotFoundError as error:
        raise CourseError("Cutting stubs needs nbgrader: pip install 'dlcourse[instructor]'.") from error
    regions = solution_regions(solution, name)
    if not regions:
        raise BrokenGrader(f"no solution is marked: write {BEGIN} and {END} around what students write.", file=name)
    cached = cache_folder("stubs") / f"{digest([nbgrader, Path(__file__).read_bytes(), solution])}.py"
    if cached.exists():
        return cached.read_bytes().decode()
    stub = _cut(solution, regions, name)
    with contextlib.suppress(CourseError):  # a cache that cannot be written only costs time
        write_atomic(cached, stub)
    return stub


def staying(solution: str, name: str) -> list[str]:
    """Return a line for each statement that students can read in the stub, such as
    `linear.py:28 stays in the stub: windows = …`. A function without a region is one line.

    Docstrings, imports, `pass`, `super().__init__()`, and constants of a module or class are not listed.
    Raises BrokenGrader as `cut`.
    """
    regions, lines = solution_regions(solution, name), solution.split("\n")
    return [
        f"{name}:{line} stays in the stub: {f'all of {function}' if function else _shown(lines[line - 1])}"
        for line, function in _stay(ast.parse(solution).body, regions)
    ]


def _cut(solution: str, regions: Sequence[Region], name: str) -> str:
    from nbformat.v4 import new_code_cell, new_notebook  # noqa: PLC0415
    from nbgrader.preprocessors import ClearSolutions  # noqa: PLC0415

    cutter = ClearSolutions(
        code_stub={"python": f"{TODO}\nraise NotImplementedError(EXERCISE)"},
        begin_solution_delimeter=BEGIN,
        end_solution_delimeter=END,
        enforce_metadata=False,
    )
    cutter.log.disabled = True  # the error says the same
    notebook = new_notebook(cells=[new_code_cell(solution)])  # type: ignore[no-untyped-call]
    try:
        notebook, _ = cutter.preprocess(notebook, {})
    except RuntimeError as error:
        raise BrokenGrader(f"{error}.", file=name) from error
    pieces = notebook.cells[0].source.split("NotImplementedError(EXERCISE)")
    if len(pieces) != len(regions) + 1:
        raise BrokenGrader("`EXERCISE` is the engine's own placeholder; do not raise it in a solution.", file=name)
    stub = str(pieces[0])
    for region, piece in zip(regions, pieces[1:], strict=True):
        stub += f'NotImplementedError("{region.owner}"){piece}'
    try:
        ast.parse(stub)
    except SyntaxError as error:
        raise BrokenGrader(
            f"without the solution, line {error.lineno} of the stub is not valid Python: {error.msg}. "
            "Put the marks around whole statements.",
            file=name,
        ) from error
    return stub


def solution_regions(solution: str, name: str) -> list[Region]:
    """Return the solution regions in their order; BrokenGrader if a mark is wrong."""
    try:
        tree = ast.parse(solution)
        marks = list(_marks(solution, name))
    except (SyntaxError, ValueError, tokenize.TokenError) as error:
        line, why = (error.lineno or 0, error.msg) if isinstance(error, SyntaxError) else (0, str(error))
        raise BrokenGrader(f"this is not valid Python: {why}.", file=name, line=line) from error
    regions, begin = [], 0
    for line, mark in marks:
        if mark == BEGIN and begin:
            says = f"{BEGIN}, but the region of line {begin} is still open: write {END} where that ends."
            raise BrokenGrader(says, file=name, line=line)
        if mark == END and not begin:
            says = f"{END}, but no region is open here: write {BEGIN} where the solution begins."
            raise BrokenGrader(says, file=name, line=line)
        if mark == END:
            regions.append(Region(begin, line, _owner(tree, begin, line, name)))
        begin = line if mark == BEGIN else 0
    if begin:
        raise BrokenGrader(f"{BEGIN} has no end: write {END} where the solution ends.", file=name, line=begin)
    return regions


def _marks(solution: str, name: str) -> Iterator[tuple[int, str]]:
    """Yield the line and text of each mark; BrokenGrader for what only looks like one and would leave the solution in the stub."""
    found = set()
    for token in tokenize.generate_tokens(io.StringIO(solution).readline):
        if token.type != tokenize.COMMENT:
            continue
        text, line = token.string.rstrip(), token.start[0]
        if text in (BEGIN, END) and token.line.strip() == text:
            found.add(line)
            yield line, text
        elif text in (BEGIN, END):
            raise BrokenGrader(f"{text} after code: write it alone on its line.", file=name, line=line)
        elif like := _LIKE_A_MARK.search(text):
            word = next(filter(None, like.groups()), "").upper()
            meant = f"`{BEGIN}` or `{END}`" if not word else f"`{BEGIN if word == 'BEGIN' else END}`"
            says = (
                f"`{_shown(text)}` looks like a mark, but it is none: write {meant}, exactly so and alone on its line. "
                "If it is a comment, use other words."
            )
            raise BrokenGrader(says, file=name, line=line)
    for line, text in enumerate(solution.split("\n"), 1):
        if (BEGIN in text or END in text) and line not in found:
            raise BrokenGrader("a mark inside a string: use other words there.", file=name, line=line)


def _owner(tree: ast.Module, begin: int, end: int, name: str) -> str:
    """Return the dotted name of the function or class around a region."""
    nodes: list[ast.stmt] = tree.body
    found: list[Definition] = []
    while True:
        around = [n for n in nodes if n.lineno <= begin <= (n.end_lineno or n.lineno)]
        inner = next((n for n in around if isinstance(n, Definition)), None)
        if inner is None:
            break
        found.append(inner)
        nodes = inner.body
    if not found:
        raise BrokenGrader("a solution region must be inside a function or class.", file=name, line=begin)
    owner = ".".join(node.name for node in found)
    last = found[-1].end_lineno or 0
    beyond = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.stmt) and last < n.lineno < end]
    if beyond:
        raise BrokenGrader(
            f"{BEGIN} in {owner}, but the region ends in line {end}, outside of it: write {END} before line {min(beyond)}.",
            file=name,
            line=begin,
        )
    return owner


def _shown(line: str) -> str:
    line = line.strip()
    return line if len(line) <= MAX_SHOWN else f"{line[:MAX_SHOWN]} …"


def _stay(
    body: Iterable[ast.stmt], regions: Sequence[Region], owner: str = "", *, in_function: bool = False
) -> Iterator[tuple[int, str]]:
    """Yield (line, "") for each statement that stays, and (line, its dotted name) for a function without a region.

    owner: the dotted name of what the statements belong to, with a dot behind it.
    """
    for node in body:
        if any(r.begin < node.lineno < r.end for r in regions) or _is_bare(node, in_function=in_function):
            continue
        has_region = any(node.lineno < region.begin <= (node.end_lineno or node.lineno) for region in regions)
        match node:
            case ast.ClassDef():
                yield from _stay(node.body, regions, f"{owner}{node.name}.")
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                name = f"{owner}{node.name}"
                stays = list(_stay(node.body, regions, f"{name}.", in_function=True))
                yield from [(node.lineno, name)] if stays and not has_region else stays
            case _:
                inner = list(_inner(node))
                stays = list(_stay(inner, regions, owner, in_function=in_function))
                if stays or has_region or not inner:
                    yield node.lineno, ""
                yield from stays


def _inner(node: ast.stmt) -> Iterator[ast.stmt]:
    """Yield the statements in the blocks of an `if`, a loop, a `try` and so on."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            yield from child.body


def _is_bare(node: ast.stmt, *, in_function: bool) -> bool:
    """Return whether a statement can hold no answer: a text, an import, `pass`, `super().__init__()`, a constant of a module
    or class.
    """
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Expr(ast.Constant()):
            return True
        case ast.Expr(value):
            return ast.unparse(value) == "super().__init__()"
        case ast.AnnAssign(value=None):
            return True
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value) if not in_function:
            with contextlib.suppress(ValueError, TypeError):
                ast.literal_eval(value)
                return True
    return False
