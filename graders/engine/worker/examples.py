"""Runs a student's own file for `dlcourse run`: the file as a program, then each example of its docstrings.

Nothing is graded, and nothing crosses the wall: the file runs as `python FILE` would run it, with the student's terminal.
"""

from __future__ import annotations

import ast
import bdb
import contextlib
import doctest
import inspect
import io
import math
import pdb
import re
import sys
import types
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TextIO

from dlcourse.graders.engine.evidence.wire import Tree
from dlcourse.graders.engine.worker import explaining
from dlcourse.graders.engine.worker.worker import execute, reset

FLAGS: Final = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
FLOAT: Final = re.compile(r"(?<![\w.])-?(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][+-]?\d+)?")
WRAPPED: Final = re.compile(r"\bnp\.\w+\(([^()]*)\)")  # np.float64(0.5)
SIZE: Final = re.compile(r"\btorch\.Size\(\[([^\]]*)\]\)")
SAME: Final = 1e-4  # relative difference of two floats that are the same
PRINTED_DIGITS: Final = 4  # decimals that torch prints; the last one is rounded
INDENT: Final = "  "

Ending = Literal["right", "differs", "shown", "error", "not_started"]


@dataclass(frozen=True)
class Exercise:
    """A function, class or method of the student's file, or the file itself (`name` is empty).

    examples: those of its docstring, of the stub's if the student's docstring has none. signature: how it is called.
    problem: why the docstring cannot be read, or an empty string. started: False if its body is still the stub's.
    """

    name: str
    examples: tuple[doctest.Example, ...]
    signature: str
    problem: str
    started: bool


@dataclass(frozen=True)
class Ended:
    """How an example ended: "shown" if its docstring has no result to compare with.

    got: what Python shows for it, with what it printed. values: the same without what it printed, which the terminal has shown.
    error: the tree of a `Failure`, if it raised an exception that the docstring does not show.
    """

    ending: Ending
    got: str = ""
    values: str = ""
    error: Tree = None


class OwnFile:
    """A student's file, which runs as a program. stub: the text of its stub."""

    def __init__(self, path: Path, stub: str) -> None:
        self.path = str(path)
        self._source = path.read_bytes()
        self._stub = _definitions(stub)
        self._module: types.ModuleType | None = None

    def run(self) -> None:
        """Run the file, also what is under `if __name__ == "__main__":`. Whatever it raises comes out."""
        sys.argv = [self.path]
        warnings.formatwarning = lambda message, category, *_: f"{category.__name__}: {message}\n"  # without our paths
        pdb.set_trace = _set_trace  # which breakpoint() calls
        self._module = execute(self._source, self.path, "__main__")
        sys.stderr.write(explaining.without_effect(self.path))

    def exercises(self) -> list[Exercise]:
        """Return the exercises, in the order of the file: what the stub has, and what else has an example."""
        assert self._module is not None, "the file has not run"
        own = _definitions(self._source)
        found = []
        for name, value in _documented(self._module):
            examples, problem = _examples(value.__doc__)
            if not examples and not problem:
                examples, problem = _examples(_docstring(self._stub.get(name)))
            if examples or problem or name in self._stub:
                found.append(Exercise(name, examples, _signature(name, value), problem, not _is_stub(own.get(name))))
        return found

    @property
    def not_started(self) -> dict[str, int]:
        """The exercises whose body is still the stub's, with their lines; of a class that is not started, only the class."""
        found = {n: node.lineno for n, node in _definitions(self._source).items() if n in self._stub and _is_stub(node)}
        return {name: line for name, line in found.items() if name.rpartition(".")[0] not in found}

    @property
    def missing(self) -> list[str]:
        """The names of the stub's functions and classes that the file does not have."""
        return [name for name in self._stub if "." not in name and not hasattr(self._module, name)]

    def new_names(self) -> dict[str, Any]:
        """Return the names that the examples of one docstring share, with a new random state."""
        reset()
        return dict(vars(self._module))

    def try_example(self, example: doctest.Example, names: dict[str, Any]) -> Ended:
        """Run an example, and compare it with its docstring. What it prints is shown at once; Ctrl-C comes out."""
        kept = _Recorder(sys.stdout)
        raised = ""
        with contextlib.redirect_stdout(kept), _displayed(kept.show):
            try:
                exec(compile(example.source, "<example>", "single", dont_inherit=True), names)
            except (KeyboardInterrupt, bdb.BdbQuit):
                raise
            except BaseException as error:
                raised = f"{type(error).__name__}: {error}\n"
                if example.exc_msg is None or not _same(example.exc_msg, raised):
                    status = explaining.status(error, self.path)
                    ending: Ending = "not_started" if status == "not_started" else "error"
                    return Ended(ending, kept.got, kept.values, explaining.explain(error, self.path))
            finally:
                kept.end_line()
        if raised:
            return Ended("right", raised, raised)
        if not example.want:
            return Ended("shown", kept.got, kept.values)
        right = example.exc_msg is None and (_same(example.want, kept.got) or _same(example.want, kept.values))
        return Ended("right" if right else "differs", kept.got, kept.values)

    def explain(self, error: BaseException) -> Tree:
        """Return the tree of a `Failure`."""
        return explaining.explain(error, self.path)


class _Recorder(io.TextIOBase):
    """Standard output while an example runs: shows what is printed at once, indented, and keeps it.

    values: the values that Python shows, which are not shown yet. got: the same with what was printed.
    """

    def __init__(self, live: TextIO) -> None:
        self.values = self.got = ""
        self._live = live
        self._in_line = False

    def write(self, text: str) -> int:
        self.got += text
        for line in text.splitlines(keepends=True):
            self._live.write(line if self._in_line else f"{INDENT}{line}")
            self._in_line = not line.endswith("\n")
        return len(text)

    def show(self, value: object) -> None:
        """Keep a value as Python shows it."""
        if value is not None:
            shown = f"{value!r}\n"
            self.got += shown
            self.values += shown

    def end_line(self) -> None:
        if self._in_line:
            self._live.write("\n")

    def flush(self) -> None:
        self._live.flush()

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:  # with it, input() reads from the terminal itself
        return self._live.fileno()

    def isatty(self) -> bool:
        return self._live.isatty()

    @property
    def encoding(self) -> str:  # type: ignore[override]  # typeshed has an attribute
        return self._live.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        return self._live.errors


class _Debugger(pdb.Pdb):
    """The debugger with the terminal, also while an example's output is kept."""

    def trace_dispatch(self, frame: types.FrameType, event: str, arg: Any) -> Any:
        with contextlib.redirect_stdout(sys.__stdout__):
            return super().trace_dispatch(frame, event, arg)


def _set_trace(*, header: str | None = None, **_: Any) -> None:
    """Stop in the debugger, as `pdb.set_trace` does."""
    with contextlib.redirect_stdout(sys.__stdout__):
        debugger = _Debugger(skip=["dlcourse.*"])  # `step` stays out of what shows the student's output
        if header is not None:
            debugger.message(header)
    debugger.set_trace(sys._getframe().f_back)


@contextlib.contextmanager
def _displayed(show: Callable[[object], None]) -> Iterator[None]:
    before, sys.displayhook = sys.displayhook, show
    try:
        yield
    finally:
        sys.displayhook = before


def _same(want: str, got: str) -> bool:
    """Return whether a docstring's text and what came back are the same, up to whitespace, `...`, rounded floats and NumPy's
    or torch's names around numbers and shapes.
    """
    checker = doctest.OutputChecker()
    want, got = (SIZE.sub(r"(\1)", WRAPPED.sub(r"\1", text)) for text in (want, got))
    wanted, found = FLOAT.findall(want), FLOAT.findall(got)
    if len(wanted) == len(found) and all(map(_close, wanted, found)):
        written = iter(wanted)
        got = FLOAT.sub(lambda _: next(written), got)
    return checker.check_output(want, got, FLAGS)


def _close(want: str, got: str) -> bool:
    decimals = len(re.split("[eE]", want)[0].partition(".")[2])
    rounded = 10.0**-decimals if decimals >= PRINTED_DIGITS else 0.0
    return math.isclose(float(want), float(got), rel_tol=SAME, abs_tol=max(rounded, 1e-6))


def _documented(module: types.ModuleType) -> Iterator[tuple[str, Any]]:
    """Yield (name, value) of the file itself, and of each function, class and method that is written in it."""
    yield "", module
    seen: set[int] = set()
    for name, value in list(vars(module).items()):
        own = inspect.isroutine(value) or isinstance(value, type)
        if not own or getattr(value, "__module__", "") != module.__name__ or id(value) in seen:
            continue
        seen.add(id(value))
        yield name, value
        for inner, method in vars(value).items() if isinstance(value, type) else ():
            if isinstance(method, types.FunctionType | staticmethod | classmethod | property):
                yield f"{name}.{inner}", method


def _examples(docstring: object) -> tuple[tuple[doctest.Example, ...], str]:
    """Return the examples of a docstring, and why it cannot be read, or an empty string."""
    if not isinstance(docstring, str):
        return (), ""
    try:
        return tuple(doctest.DocTestParser().get_examples(docstring)), ""
    except ValueError as error:
        return (), re.sub(r"of the docstring for <\w+> ", "of the docstring ", str(error))


def _signature(name: str, value: Any) -> str:
    try:
        return f"{name}({', '.join(inspect.signature(value).parameters)})"
    except (TypeError, ValueError):  # a property, or a class that is built in
        return f"{name}(...)"


_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _definitions(source: bytes | str) -> Mapping[str, _Definition]:
    """Return the public functions and classes of a file, and the methods of its classes, by name."""
    found: dict[str, _Definition] = {}
    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        for node in ast.parse(source).body:
            if isinstance(node, _Definition) and not node.name.startswith("_"):
                found[node.name] = node
                inner = node.body if isinstance(node, ast.ClassDef) else []
                found |= {f"{node.name}.{method.name}": method for method in inner if isinstance(method, _Definition)}
    return found


def _docstring(node: _Definition | None) -> str | None:
    return ast.get_docstring(node, clean=False) if node is not None else None


def _is_stub(node: _Definition | None) -> bool:
    """Return whether a function has only a docstring and the stub's error; a class, whether all its methods are so."""
    if isinstance(node, ast.ClassDef):
        methods = [inner for inner in node.body if isinstance(inner, _Definition)]
        return bool(methods) and all(map(_is_stub, methods))
    if node is None:
        return False
    body = node.body[ast.get_docstring(node) is not None :]
    return len(body) == 1 and isinstance(body[0], ast.Raise) and "NotImplementedError" in ast.unparse(body[0])
