"""The submission as a probe sees it, and the last call of it in words."""

from __future__ import annotations

import re
import types
from pathlib import Path
from typing import Any, Final

from dlcourse.graders.engine.evidence.wire import Array
from dlcourse.graders.engine.worker import capture
from dlcourse.graders.engine.worker.program import OwnProgram

MAX_CALL: Final = 200  # characters
MAX_VALUE: Final = 80
MAX_RESULT: Final = 300
MAX_ITEMS: Final = 4  # of a list among the arguments
METHOD: Final = re.compile(r"(\w+)\.\w+\(\) ")


class MissingExercise(Exception):
    """The submission has no such name."""


class Student:
    """A probe's `student`: it has the submission's names as attributes, and remembers the last call for messages.

    Its own names start with `_`, because every other name may be an exercise.
    """

    def __init__(self, module: types.ModuleType, program: OwnProgram | None = None) -> None:
        self._module = module
        self._program = program  # for `authoring.run_program`
        self._calls = 0
        self._called: tuple[str, tuple[Any, ...], dict[str, Any]] | None = None
        self._returned: tuple[object] | None = None

    def __getattr__(self, name: str) -> Any:
        try:
            value = getattr(self._module, name)
        except AttributeError:
            raise MissingExercise(name) from None
        if not isinstance(value, types.FunctionType):
            self._called = self._returned = None  # what is raised next does not belong to the earlier call
            return value

        def call(*args: Any, **kwargs: Any) -> Any:
            self._calls += 1
            self._called, self._returned = (name, args, kwargs), None
            result = value(*args, **kwargs)
            self._returned = (result,)
            return result

        return call


def calls(student: Student) -> int:
    """Return how many calls the probe has made so far."""
    return student._calls


def last_call(student: Student) -> str:
    """Return the last call with its arguments: numbers and texts as they are, other values by their types; "" if unknown."""
    if student._called is None:
        return ""
    name, args, kwargs = student._called
    shown = [capture.safe_text(_argument, value, MAX_CALL) for value in args]
    shown += [f"{key}={capture.safe_text(_argument, value, MAX_CALL)}" for key, value in kwargs.items()]
    return _short(f"{name}({', '.join(shown)})", MAX_CALL)


def last_result(student: Student) -> str:
    """Return what the last call returned; "" if it has not returned."""
    if student._called is None or student._returned is None:
        return ""
    return f"{student._called[0]} returned {capture.safe_text(_result, student._returned[0], MAX_RESULT)}"


def is_call(code: types.CodeType | None) -> bool:
    """Return whether this is the code that calls an exercise. An exception from it itself means wrong arguments."""
    return code is next(
        const
        for const in Student.__getattr__.__code__.co_consts
        if isinstance(const, types.CodeType) and const.co_name == "call"
    )


def is_method(student: Student, text: str) -> bool:
    """Return whether a text such as "Net.forward() takes 1 positional argument" begins with a method of the student's class."""
    method = METHOD.match(text)
    owner = vars(student._module).get(method[1]) if method else None
    return isinstance(owner, type) and owner.__module__ in capture.OWN_MODULES


def _argument(value: object) -> str:
    if isinstance(value, str) and len(value) <= MAX_CALL and Path(value).is_absolute():
        value = f"…/{Path(value).name}"  # the grader's own folders mean nothing to a student
    if value is None or isinstance(value, bool | int | float | str):
        return _short(repr(value), MAX_VALUE)
    if isinstance(value, list | tuple):
        shown = [_argument(item) for item in value[:MAX_ITEMS]] + ["…"] * (len(value) > MAX_ITEMS)
        return f"[{', '.join(shown)}]" if isinstance(value, list) else f"({', '.join(shown)})"
    shape = getattr(value, "shape", None)
    if shape is None:
        return type(value).__name__
    return f"{type(value).__name__} {f'of {tuple(shape)}' if tuple(shape) else 'with a single number'}"


def _result(value: object) -> str:
    tree = None if isinstance(value, list | tuple | dict) else capture.describe(value)
    if isinstance(tree, Array):
        return f"{tree.kind} {f'of shape {tree.shape}' if tree.shape else 'with a single number'}, {tree.dtype}"
    text = _short(re.sub(r" at 0x[0-9A-Fa-f]+", "", capture.brief(value, 2 * MAX_VALUE)), MAX_VALUE)
    return "None" if value is None else f"{capture.type_name(value)}: {text}"


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
