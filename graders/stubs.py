"""Stubs: what a student starts from, cut from the solution by nbgrader's own `ClearSolutions`."""

from __future__ import annotations

import ast
import contextlib
from importlib import metadata
from pathlib import Path
from typing import Final

from dlcourse.graders.errors import BrokenGrader, CourseError
from dlcourse.graders.files import cache_folder, digest, write_atomic
from dlcourse.graders.reading import Definition

BEGIN: Final = "### BEGIN SOLUTION"
END: Final = "### END SOLUTION"


def cut(solution: str, name: str) -> str:
    """Return the stub of a solution file's text: each solution region becomes an error that names its exercise.

    name: the file, for messages. Raises BrokenGrader where the markers do not pair up or stand outside of an exercise,
    CourseError without nbgrader. A stub is cached, since nbgrader takes five seconds to import.
    """
    try:
        nbgrader = metadata.version("nbgrader")
    except metadata.PackageNotFoundError as error:
        raise CourseError("Cutting stubs needs nbgrader: pip install 'dlcourse[instructor]'.") from error
    cached = cache_folder("stubs") / f"{digest([nbgrader, Path(__file__).read_bytes(), solution])}.py"
    if cached.exists():
        return cached.read_bytes().decode()
    stub = _cut(solution, name)
    with contextlib.suppress(CourseError):  # a cache that cannot be written is only slow
        write_atomic(cached, stub)
    return stub


def _cut(solution: str, name: str) -> str:
    try:
        body = ast.parse(solution).body
    except (SyntaxError, ValueError) as error:
        raise BrokenGrader(f"{name} is not valid Python: {error}.") from error
    owners = [_owner(body, line, name) for line, text in enumerate(solution.split("\n"), 1) if BEGIN in text]
    from nbformat.v4 import new_code_cell, new_notebook  # noqa: PLC0415
    from nbgrader.preprocessors import ClearSolutions  # noqa: PLC0415

    cutter = ClearSolutions(
        code_stub={"python": "# TODO: your code here\nraise NotImplementedError(EXERCISE)"},
        begin_solution_delimeter=BEGIN,
        end_solution_delimeter=END,
        enforce_metadata=False,
    )
    cutter.log.disabled = True  # the error says it all
    notebook = new_notebook(cells=[new_code_cell(solution)])  # type: ignore[no-untyped-call]
    try:
        notebook, _ = cutter.preprocess(notebook, {})
    except RuntimeError as error:
        raise BrokenGrader(f"{name}: {error}.") from error
    pieces = notebook.cells[0].source.split("NotImplementedError(EXERCISE)")
    if len(pieces) != len(owners) + 1:
        raise BrokenGrader(f"{name}: `EXERCISE` is the engine's own placeholder; do not raise it in a solution.")
    stub = str(pieces[0])
    for owner, piece in zip(owners, pieces[1:], strict=True):
        stub += f'NotImplementedError("{owner}"){piece}'
    return stub


def _owner(nodes: list[ast.stmt], line: int, name: str) -> str:
    """Return the dotted name of the function or class around a line."""
    found: list[str] = []
    while True:
        around = [n for n in nodes if n.lineno <= line <= (n.end_lineno or n.lineno)]
        inner = next((n for n in around if isinstance(n, Definition)), None)
        if inner is None:
            break
        found.append(inner.name)
        nodes = inner.body
    if not found:
        raise BrokenGrader(f"{name}:{line}: a solution region belongs into a function or class.")
    return ".".join(found)
