"""What a student needs of an exception, made in the process where it was raised: type, text, their own lines.

Nothing of the grader or of a library is told: no paths, no frames but the student's own, no C++ backtraces.
"""

from __future__ import annotations

import ast
import linecache
import re
import traceback
import types
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from dlcourse.graders.authoring import TODO
from dlcourse.graders.engine.evidence.wire import Array, Tree
from dlcourse.graders.engine.text import DID_YOU_MEAN
from dlcourse.graders.engine.worker import capture

OUTERMOST: Final = 2  # frames that are kept from each end of the student's own
INNERMOST: Final = 3
MAX_TEXT: Final = 1000
MAX_CODE: Final = 200
MAX_NAME: Final = 100
MAX_LINE: Final = 10**7
MAX_CHAIN: Final = 50
MAX_RETURNED: Final = 80
MAX_ITEMS: Final = 4  # that are shown of a list among the arguments
HOMES: Final = ("torch", "torch.nn", "torch.nn.functional", "numpy")  # where a name that is missing may be from
ALONE: Final = re.compile(r"\s*[A-Za-z_][\w.]*\.[A-Za-z_]\w*\s*(#.*)?$")  # a line that only names a part of something
NOISE: Final = (  # what follows is for PyTorch's developers, or sends a beginner astray
    "\nException raised from ",
    "\nC++ CapturedTraceback",
    " Hint: enable anomaly detection",
    " Hint: the backtrace further above",
    "  (Could this error message be improved?",
)


class MissingExercise(Exception):
    """The submission has no such name."""


class Student:
    """The submission as a probe sees it: its exercises, with the last call and its result remembered for messages."""

    def __init__(self, module: types.ModuleType) -> None:
        self._module = module
        self._calls = 0
        self._called: tuple[str, tuple[Any, ...], dict[str, Any]] | None = None
        self._returned: tuple[object] | None = None

    def __getattr__(self, name: str) -> Any:
        try:
            value = getattr(self._module, name)
        except AttributeError:
            raise MissingExercise(name) from None
        if not isinstance(value, types.FunctionType):
            self._called = self._returned = None  # what comes next is none of the earlier call's
            return value

        def call(*args: Any, **kwargs: Any) -> Any:
            self._calls += 1
            self._called, self._returned = (name, args, kwargs), None
            result = value(*args, **kwargs)
            self._returned = (result,)
            return result

        return call


def status(error: BaseException, file: str) -> str:
    """Tell an exercise that is not started from a library's own NotImplementedError, by the line that raised it, and
    from one that has code above that line.
    """
    frames = list(traceback.walk_tb(error.__traceback__))
    if not frames or not isinstance(error, NotImplementedError):
        return "error"
    frame, line = frames[-1]
    own = frame.f_code.co_filename == file and "raise" in linecache.getline(file, line)
    return "not_started" if own and not _begun(file, line) else "error"


def _begun(file: str, line: int) -> bool:
    """Return whether a statement stands between the TODO of a stub and the error that it ends with, on this line."""
    try:
        tree = ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            above = [statement for statement in node.body if statement.lineno < line]
            ends_so = any(isinstance(statement, ast.Raise) and statement.lineno == line for statement in node.body)
            if ends_so and above[ast.get_docstring(node) is not None :]:
                between = linecache.getlines(file)[(above[-1].end_lineno or 0) : line - 1]
                return not any(text.strip() == TODO for text in between)
    return False


def explain(error: BaseException, file: str, student: Student | None = None) -> Tree:
    """Return the tree of a `Failure`: type, text, the student's own lines, the last call, and what it returned.

    `place` is "student" (their code raised), "call" (the call did not fit), "missing" (there is nothing of that name),
    or "probe" (their result could not be used).
    """
    told: dict[str, Tree] = {
        **failure(
            str(type(error).__name__), _without_noise(capture.safe_text(str, error, 4 * MAX_TEXT)) + _meant(error)
        ),
        "first": _first(error, file),
        "call": _last_call(student) if student else "",
        "calls": student._calls if student else 0,
        "returned": _last_result(student) if student else "",
    }
    if isinstance(error, SyntaxError) and error.filename == file:
        return told | {"text": str(error.msg)[:MAX_TEXT], **_syntax(error, file)}
    frames = _own_frames(error, file)
    if frames:
        *callers, (function, line, code, times) = frames
        again = [[function, line, code, times - 1]] if times > 1 else []
        told |= {"function": function, "line": line, "code": code, "callers": [*again, *callers[::-1]]}
        if told["returned"]:  # then it was raised later, by something that the call has made
            told["call"] = ""
    elif isinstance(error, MissingExercise):
        told["place"] = "missing"
    elif student is not None:
        ends_in_call = isinstance(error, TypeError) and _innermost(error) is _call_code()
        told["place"] = "call" if ends_in_call else "probe"
    return told


def uncalled(file: str) -> str:
    """Return a warning for each line that only names a part of an object: a method is to be called."""
    lines = linecache.getlines(file)
    if not any(len(line) <= MAX_CODE and ALONE.match(line) for line in lines):
        return ""
    try:
        nodes = list(ast.walk(ast.parse("".join(lines))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    alone = [node for node in nodes if isinstance(node, ast.Expr) and isinstance(node.value, ast.Attribute)]
    return "".join(
        f"SyntaxWarning: line {node.lineno}, {_code(file, node.lineno)}: this alone does nothing. Are its ( ) missing?\n"
        for node in alone[:MAX_ITEMS]
    )


def running(frame: types.FrameType | None, file: str) -> Tree:
    """Return the tree of a `Failure` that knows only of the student's line that runs, if one does."""
    while frame is not None and frame.f_code.co_filename != file:
        frame = frame.f_back
    line = frame.f_lineno if frame is not None else 0
    return failure("", "") | {"line": line, "code": _code(file, line) if line else ""}


def failure(kind: str, text: str, place: str = "student") -> dict[str, Tree]:
    """Return the tree of a `Failure` that knows of no lines."""
    return {
        "type": kind[:MAX_NAME],
        "text": text,
        "place": place,
        "line": 0,
        "code": "",
        "function": "",
        "column": 0,
        "callers": [],
        "first": "",
        "call": "",
        "calls": 0,
        "returned": "",
    }


def _without_noise(text: str) -> str:
    for mark in NOISE:
        text = text.partition(mark)[0]
    return text.rstrip()[:MAX_TEXT]


def _meant(error: BaseException) -> str:
    """Return the question that Python adds to a misspelt name, but only where it prints a traceback itself."""
    if not isinstance(error, NameError | AttributeError) or isinstance(error, UnboundLocalError):
        return ""
    try:
        near = _near(error.name, error) if type(error.name) is str else ""
    except Exception:  # a student's own __dir__
        return ""
    return f"{DID_YOU_MEAN}{near}'?" if near else ""


def _near(name: str, error: NameError | AttributeError) -> str:
    """Return the name that is most like this one, among those that there are at the place of the error."""
    import difflib  # noqa: PLC0415  only a misspelt name needs it

    def near(names: Iterable[str]) -> str:
        found = difflib.get_close_matches(name[:MAX_NAME], sorted({*names} - {name}), n=1, cutoff=0.8)
        return found[0][:MAX_NAME] if found else ""

    if isinstance(error, AttributeError):
        return near(dir(error.obj))
    frame = [frame for frame, _ in traceback.walk_tb(error.__traceback__)][-1]
    return near({*frame.f_locals, *frame.f_globals}) or _home(name, frame.f_globals) or near(frame.f_builtins)


def _home(name: str, names: Mapping[str, object]) -> str:
    """Return a missing name as a library that the student has imported holds it, such as torch.float32."""
    modules = {value.__name__: (alias, value) for alias, value in names.items() if isinstance(value, types.ModuleType)}
    for home in HOMES:
        alias, module = modules.get(home, ("", None))
        if module is not None and name in vars(module):
            return f"{alias}.{name}"[:MAX_NAME]
    return ""


def _own_frames(error: BaseException, file: str) -> list[list[Tree]]:
    """Return the student's own frames, outermost first, as [function, line, code, how many times in a row].

    Where there are too many, those in the middle are one without a line.
    """
    frames: list[list[Tree]] = []
    left_out = 0
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename != file:
            continue
        name = frame.f_code.co_qualname.rpartition("<locals>.")[2][:MAX_NAME]
        if frames and frames[-1][1] == number and (frames[-1][0] == name or _nameless(name)):
            frames[-1][3] += frames[-1][0] == name  # a comprehension is no call that a student has made
            continue
        frames.append([name, number, _code(file, number), 1])
        if len(frames) > OUTERMOST + INNERMOST:
            left_out += frames.pop(OUTERMOST)[3]
    if left_out:
        frames.insert(OUTERMOST, ["", 0, "", left_out])
    return frames


def _nameless(name: str) -> bool:
    return name.endswith(("<lambda>", "comp>", "<genexpr>"))


def _code(file: str, line: int) -> str:
    return linecache.getline(file, line).strip()[:MAX_CODE]


def _syntax(error: SyntaxError, file: str) -> dict[str, Tree]:
    """Return the line that Python could not read, and the column of the place in it."""
    number = error.lineno if type(error.lineno) is int and 0 < error.lineno < MAX_LINE else 0
    whole = linecache.getline(file, number) or str(error.text or "")
    code = whole.strip()[:MAX_CODE]
    column = 0
    if type(error.offset) is int and str(error.text or whole).strip() == whole.strip():  # else it is not of this line
        column = error.offset - (len(whole) - len(whole.lstrip()))
    return {"line": number, "code": code, "column": column if 0 < column <= len(code) + 1 else 0}


def _first(error: BaseException, file: str) -> str:
    """Return in one line the first of the exceptions that led to this one, if the student's code has met it."""
    chain = [error]
    while len(chain) < MAX_CHAIN:
        last = chain[-1]
        earlier = last.__cause__
        if earlier is None and not last.__suppress_context__:
            earlier = last.__context__
        if earlier is None or any(earlier is item for item in chain):
            break
        chain.append(earlier)
    for item in reversed(chain[1:]):
        frames = _own_frames(item, file)
        if frames:
            text = " ".join(capture.safe_text(str, item, MAX_CODE).split())
            said = f"{type(item).__name__}: {text}" if text else type(item).__name__
            return f"{said}, in line {frames[-1][1]}: {frames[-1][2]}"[: 2 * MAX_CODE]
    return ""


def _last_call(student: Student) -> str:
    """Return the last call with its arguments: numbers and texts as they are, of all else what it is."""
    if student._called is None:
        return ""
    name, args, kwargs = student._called
    given = [capture.safe_text(_argument, value, MAX_CODE) for value in args]
    given += [f"{key}={capture.safe_text(_argument, value, MAX_CODE)}" for key, value in kwargs.items()]
    return _short(f"{name}({', '.join(given)})", MAX_CODE)


def _argument(value: object) -> str:
    if isinstance(value, str) and len(value) <= MAX_CODE and Path(value).is_absolute():
        value = f"…/{Path(value).name}"  # where a file of the grader's lies says nothing
    if value is None or isinstance(value, bool | int | float | str):
        return _short(repr(value), MAX_RETURNED)
    if isinstance(value, list | tuple):
        shown = [_argument(item) for item in value[:MAX_ITEMS]] + ["…"] * (len(value) > MAX_ITEMS)
        return f"[{', '.join(shown)}]" if isinstance(value, list) else f"({', '.join(shown)})"
    shape = getattr(value, "shape", None)
    return f"{type(value).__name__} of {tuple(shape)}" if shape is not None else type(value).__name__


def _last_result(student: Student) -> str:
    if student._called is None or student._returned is None:
        return ""
    return f"{student._called[0]} returned {capture.safe_text(_brief, student._returned[0], 300)}"


def _brief(value: object) -> str:
    tree = None if isinstance(value, list | tuple | dict) else capture.describe(value)
    if isinstance(tree, Array):
        return f"{tree.kind} of shape {tree.shape}, {tree.dtype}"
    text = _short(re.sub(r" at 0x[0-9A-Fa-f]+", "", capture.brief(value, 2 * MAX_RETURNED)), MAX_RETURNED)
    return "None" if value is None else f"{capture.type_name(value)}: {text}"


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _innermost(error: BaseException) -> types.CodeType | None:
    code = None
    for frame, _ in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
    return code


def _call_code() -> types.CodeType:
    return next(
        c for c in Student.__getattr__.__code__.co_consts if isinstance(c, types.CodeType) and c.co_name == "call"
    )
