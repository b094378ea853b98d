"""Runs the submission's file as a program, for probes: in this process, so inside the same walls and limits as every call.

Student code can change what this returns, as it can change any evidence.
"""

from __future__ import annotations
import __future__

import ast
import contextlib
import io
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from dlcourse.graders.authoring import Program

MAX_PRINTED: Final = 10_000  # characters; more is cut, with one character left over that makes it too long for evidence


class Sink(io.TextIOBase):
    """Keeps the first `most` characters that are written to it. copy: another stream that gets all of them."""

    def __init__(self, most: int, copy: Any = None) -> None:
        self.kept = ""
        self._most = most
        self._copy = copy

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if len(self.kept) < self._most:
            self.kept += text[: self._most - len(self.kept)]
        if self._copy is not None:
            self._copy.write(text)
        return len(text)


class OwnProgram:
    """The submission's file as a program.

    printed: what its import printed to standard output.
    exercise, replacement: for the course's own mistakes and variants, the exercise that is replaced in each run.
    """

    def __init__(self, source: bytes, file: str, exercise: str = "", replacement: object = None) -> None:
        self.printed = ""
        self._source = source
        self._file = file
        self._exercise = exercise
        self._replacement = replacement

    def run(self, arguments: Sequence[str]) -> Program:
        """Run the file as `python FILE ARGUMENTS` would. An exception other than SystemExit comes out."""
        module = types.ModuleType("__main__")
        module.__file__ = self._file
        out = Sink(MAX_PRINTED + 1, sys.stdout)
        code = 0
        with _as_main(module, [self._file, *arguments]), contextlib.redirect_stdout(out):
            try:
                for part, then in self._parts():
                    exec(part, module.__dict__)
                    then(module)
            except SystemExit as error:
                code = _exit_code(error)
        return Program(code, out.kept)

    def _parts(self) -> Iterator[tuple[types.CodeType, Callable[[types.ModuleType], None]]]:
        """Yield the code of the file, and what to do after it. An exercise is replaced directly behind its definition."""
        tree = ast.parse(self._source, self._file)
        names = [getattr(node, "name", "") for node in tree.body]
        owner, _, _ = self._exercise.partition(".")
        split = len(names) - names[::-1].index(owner) if owner in names else len(names)
        first = _compiled(tree.body[:split], self._file, 0)
        yield first, self.replace_in
        yield _compiled(tree.body[split:], self._file, first.co_flags), lambda _: None

    def replace_in(self, module: types.ModuleType) -> None:
        """Replace the exercise in a module that has run."""
        if self._exercise:
            *owners, name = self._exercise.split(".")
            owner: Any = module
            for part in owners:
                owner = getattr(owner, part)
            setattr(owner, name, self._replacement)


def _compiled(body: list[ast.stmt], file: str, flags: int) -> types.CodeType:
    """Return the code of these statements. flags: of the code before it, whose `from __future__ import …` count here too."""
    future = flags & __future__.annotations.compiler_flag
    code: types.CodeType = compile(ast.Module(body, []), file, "exec", flags=future, dont_inherit=True)
    return code


@contextlib.contextmanager
def _as_main(module: types.ModuleType, arguments: list[str]) -> Iterator[None]:
    """Make a module the program that runs, with these arguments, and put back what was there."""
    before, given = sys.modules["__main__"], sys.argv
    sys.modules["__main__"], sys.argv = module, arguments
    try:
        yield
    finally:
        sys.modules["__main__"], sys.argv = before, given


def _exit_code(error: SystemExit) -> int:
    """Return the exit code that Python would end with. A text is printed as an error, and its code is 1."""
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return int(error.code)
    print(error.code, file=sys.stderr)
    return 1
