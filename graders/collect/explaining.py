"""What a student needs of an exception, made in the process where it was raised: type, text, their own lines.

Nothing of the grader or of a library is told: no paths, no frames but the student's own, no C++ backtraces.
"""

from __future__ import annotations

import linecache
import traceback
import types
from typing import Any, Final

from dlcourse.graders.collect import capture
from dlcourse.graders.wire import Array, Tree

OUTERMOST: Final = 2  # frames that are kept from each end of the student's own
INNERMOST: Final = 3
MAX_TEXT: Final = 1000
MAX_CODE: Final = 200
MAX_NAME: Final = 100
MAX_LINE: Final = 10**7
MAX_CHAIN: Final = 50
MEANT: Final = ". Did you mean: '"  # as Python says it; `Trouble.kind` leaves it out
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
    """The submission as a probe sees it: its exercises, with what each call returned remembered for messages."""

    def __init__(self, module: types.ModuleType) -> None:
        self._module = module
        self._returned: tuple[str, object] | None = None

    def __getattr__(self, name: str) -> Any:
        try:
            value = getattr(self._module, name)
        except AttributeError:
            raise MissingExercise(name) from None
        if not isinstance(value, types.FunctionType):
            return value

        def call(*args: Any, **kwargs: Any) -> Any:
            self._returned = None
            result = value(*args, **kwargs)
            self._returned = name, result
            return result

        return call


def status(error: BaseException, file: str) -> str:
    """Tell an exercise that is not started from a library's own NotImplementedError, by the line that raised it."""
    frames = list(traceback.walk_tb(error.__traceback__))
    own = (
        bool(frames) and frames[-1][0].f_code.co_filename == file and "raise" in linecache.getline(file, frames[-1][1])
    )
    return "not_started" if own and isinstance(error, NotImplementedError) else "error"


def explain(error: BaseException, file: str, student: Student | None = None) -> Tree:
    """Return the tree of a `Trouble`: type, text, the student's own lines, and how far the probe had come.

    `place` is "student" (their code raised), "call" (the call did not fit), "missing" (there is nothing of that name),
    or "probe" (their result could not be used).
    """
    told: dict[str, Tree] = {
        **trouble(
            str(type(error).__name__), _without_noise(capture.safe_text(str, error, 4 * MAX_TEXT)) + _meant(error)
        ),
        "first": _first(error, file),
        "returned": _last_call(student) if student else "",
    }
    if isinstance(error, SyntaxError) and error.filename == file:
        return told | {"text": str(error.msg)[:MAX_TEXT], **_syntax(error, file)}
    frames = _own_frames(error, file)
    if frames:
        *callers, (function, line, code, times) = frames
        again = [[function, line, code, times - 1]] if times > 1 else []
        told |= {"function": function, "line": line, "code": code, "callers": [*again, *callers[::-1]]}
    elif isinstance(error, MissingExercise):
        told["place"] = "missing"
    elif student is not None:
        ends_in_call = isinstance(error, TypeError) and _innermost(error) is _call_code()
        told["place"] = "call" if ends_in_call else "probe"
    return told


def trouble(kind: str, text: str, place: str = "student") -> dict[str, Tree]:
    """Return the tree of a `Trouble` that knows of no lines."""
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
    return f"{MEANT}{near}'?" if near else ""


def _near(name: str, error: NameError | AttributeError) -> str:
    """Return the name that is most like this one, among those that there are at the place of the error."""
    import difflib  # noqa: PLC0415  only a misspelt name needs it

    if isinstance(error, AttributeError):
        names = set(dir(error.obj))
    else:
        frame = [frame for frame, _ in traceback.walk_tb(error.__traceback__)][-1]
        names = {*frame.f_locals, *frame.f_globals, *frame.f_builtins}
    found = difflib.get_close_matches(name[:MAX_NAME], sorted(names - {name}), n=1, cutoff=0.8)
    return found[0][:MAX_NAME] if found else ""


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
    if student._returned is None:
        return ""
    name, result = student._returned
    return f"{name} returned {capture.safe_text(_brief, result, 300)}"


def _brief(value: object) -> str:
    tree = None if isinstance(value, list | tuple | dict) else capture.describe(value)
    if isinstance(tree, Array):
        return f"{tree.kind} of shape {tree.shape}, {tree.dtype}"
    return "None" if value is None else f"{capture.type_name(value)}: {capture.brief(value, 80)}"


def _innermost(error: BaseException) -> types.CodeType | None:
    code = None
    for frame, _ in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
    return code


def _call_code() -> types.CodeType:
    return next(
        c for c in Student.__getattr__.__code__.co_consts if isinstance(c, types.CodeType) and c.co_name == "call"
    )
