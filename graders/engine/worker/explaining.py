"""An exception as a student needs it, described in the process that raised it: type, text, and the student's own lines.

It says nothing about the grader or a library: no paths, no frames except the student's own, no C++ backtraces.
"""

from __future__ import annotations

import ast
import linecache
import re
import traceback
import types
from collections.abc import Iterator
from typing import Final

from dlcourse.graders.authoring import TODO
from dlcourse.graders.engine.evidence.wire import Tree
from dlcourse.graders.engine.text import DID_YOU_MEAN
from dlcourse.graders.engine.worker import capture
from dlcourse.graders.engine.worker.spelling import flag_meant, name_meant
from dlcourse.graders.engine.worker.student import (
    MissingExercise,
    Student,
    calls,
    is_call,
    is_method,
    last_call,
    last_result,
)

OUTERMOST: Final = 2  # of the student's own frames, how many are kept at each end
INNERMOST: Final = 3
MAX_TEXT: Final = 1000
MAX_CODE: Final = 200
MAX_NAME: Final = 100
MAX_LINE: Final = 10**7
MAX_CHAIN: Final = 50
MAX_WARNINGS: Final = 4
MAX_LOOPS: Final = 3  # that are shown of an endless loop and what is around it
MAX_FRAMES: Final = 100
WITHOUT_EFFECT: Final = (
    re.compile(  # lines that may be like `optimizer.step`, `y + b`, `p.grad == 1` or `p.require_grad = True`
        r"\s*[A-Za-z_][\w.\[\]]*(\.[A-Za-z_]\w*\s*(#.*)?$|\s*==|\s+[-+*/@]{1,2}\s+\S|\.\w*(gr|train)\w*\s*=)"
    )
)
CUT_OFF: Final = "element 0 of tensors does not require grad"
FILE_OF_IMPORT: Final = re.compile(r" \([^()]*\)$")  # behind "cannot import name 'x' from 'y'"
NOISE: Final = (  # what follows is for PyTorch's developers, or misleads a beginner
    "\nException raised from ",
    "\nC++ CapturedTraceback",
    " Hint: enable anomaly detection",
    " Hint: the backtrace further above",
    "  (Could this error message be improved?",
)


def status(error: BaseException, file: str) -> str:
    """Return "not_started" if the stub's own line raised the error and no code is above it, else "error".

    A library can raise NotImplementedError too.
    """
    frames = list(traceback.walk_tb(error.__traceback__))
    if not frames or not isinstance(error, NotImplementedError):
        return "error"
    frame, line = frames[-1]
    own = frame.f_code.co_filename == file and "raise" in linecache.getline(file, line)
    return "not_started" if own and not _begun(file, line) else "error"


def _begun(file: str, line: int) -> bool:
    """Return whether a statement is between a stub's TODO and the stub's last line, which is this one."""
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            above = [statement for statement in node.body if statement.lineno < line]
            ends_so = any(isinstance(statement, ast.Raise) and statement.lineno == line for statement in node.body)
            if ends_so and above[ast.get_docstring(node) is not None :]:
                between = linecache.getlines(file)[(above[-1].end_lineno or 0) : line - 1]
                return not any(text.strip() == TODO for text in between)
    return False


def explain(error: BaseException, file: str, student: Student | None = None) -> Tree:
    """Return the tree of a `Failure`: type, text, the student's own lines, the last call, and what it returned.

    `place` is "student" (their code raised it), "call" (the arguments do not match the signature), "missing" (the file has
    no such name), or "probe" (the probe could not use their result).
    """
    text = _without_noise(capture.safe_text(str, error, 4 * MAX_TEXT))
    if isinstance(error, ImportError):
        text = FILE_OF_IMPORT.sub("", text)
    if meant := name_meant(error):
        text += f"{DID_YOU_MEAN}{meant}'?"
    elif text.startswith(CUT_OFF):
        wrong = {flag.attr for flag in _wrong_flags(_tree(file)) if flag_meant(flag.attr) == "requires_grad"}
        text += "".join(f"{DID_YOU_MEAN}requires_grad', not '{name[:MAX_NAME]}'?" for name in sorted(wrong)[:1])
    tree = failure(str(type(error).__name__), text) | {"first": _first(error, file)}
    if student is not None:
        tree |= {"call": last_call(student), "calls": calls(student), "returned": last_result(student)}
    if isinstance(error, SyntaxError) and error.filename == file:
        return tree | {"text": str(error.msg)[:MAX_TEXT], **_syntax(error, file)}
    frames = _own_frames(error, file)
    if frames:
        *callers, (function, line, code, times) = frames
        again = [[function, line, code, times - 1]] if times > 1 else []
        tree |= {"function": function, "line": line, "code": code, "callers": [*again, *callers[::-1]]}
        if tree["returned"]:  # it was raised later, by something that the call has made
            tree["call"] = ""
    elif isinstance(error, MissingExercise):
        tree["place"] = "missing"
    elif student is not None:
        wrong_arguments = isinstance(error, TypeError) and (is_call(_innermost(error)) or is_method(student, text))
        tree["place"] = "call" if wrong_arguments else "probe"
    return tree


def without_effect(file: str) -> str:
    """Return a warning for each line that does nothing, such as `optimizer.step`, or that sets a misspelled attribute."""
    if not any(len(line) <= MAX_CODE and WITHOUT_EFFECT.match(line) for line in linecache.getlines(file)):
        return ""
    tree = _tree(file)
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Attribute()):
                found.append((node.lineno, "this alone does nothing. Are its ( ) missing?"))
            case ast.Expr(
                value=ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.MatMult() | ast.Pow())
            ):
                found.append((node.lineno, "this alone changes nothing. Is a name with = missing before it?"))
            case ast.Expr(value=ast.Compare(ops=[ast.Eq()])):
                found.append((node.lineno, "== compares, and this alone does nothing. Did you mean = ?"))
    for target in _wrong_flags(tree):
        meant = flag_meant(target.attr)
        found.append(
            (
                target.lineno,
                f"a tensor or model has no {target.attr[:MAX_NAME]}, so setting it does nothing. Did you mean {meant}?",
            )
        )
    return "".join(
        f"SyntaxWarning: line {line}, {_code(file, line)}: {says}\n" for line, says in sorted(found)[:MAX_WARNINGS]
    )


def _wrong_flags(tree: ast.AST) -> Iterator[ast.Attribute]:
    """Yield each attribute that is set and whose name is nearly one of torch's. The student's own classes may have any."""
    assigned = (target for node in ast.walk(tree) if isinstance(node, ast.Assign) for target in node.targets)
    for target in assigned:
        match target:
            case ast.Attribute(value=ast.Name(id="self")):
                continue
            case ast.Attribute(attr=name) if flag_meant(name):
                yield target


def running(frame: types.FrameType | None, file: str) -> Tree:
    """Return the tree of a `Failure` with only the student's line that is running, if one is, and the loops around it."""
    frames: list[types.FrameType] = []
    while frame is not None and len(frames) < MAX_FRAMES:
        if frame.f_code.co_filename == file:
            frames.append(frame)
        frame = frame.f_back
    line = frames[0].f_lineno if frames else 0
    tree = _tree(file)
    loops = [loop for own in frames for loop in _loops_around(tree, own.f_lineno, own.f_code.co_firstlineno)][
        :MAX_LOOPS
    ]
    shown: list[Tree] = [["", loop, _code(file, loop), 1] for loop in loops]
    return failure("", "") | {"line": line, "code": _code(file, line) if line else "", "callers": shown}


def _loops_around(tree: ast.AST, line: int, first: int) -> list[int]:
    """Return the lines of the loops, innermost first, that hold this line of a function that begins at the line `first`."""
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.While | ast.For | ast.AsyncFor)]
    around = (loop.lineno for loop in loops if first <= loop.lineno <= line <= (loop.body[-1].end_lineno or 0))
    return sorted(around, reverse=True)


def _tree(file: str) -> ast.AST:
    """Return the tree of a file's code; an empty one if it cannot be read."""
    try:
        return ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


def failure(kind: str, text: str, place: str = "student") -> dict[str, Tree]:
    """Return the tree of a `Failure` without lines."""
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


def _own_frames(error: BaseException, file: str) -> list[list[Tree]]:
    """Return the student's own frames, outermost first, as [function, line, code, how many times in a row].

    If there are too many, the ones in the middle become a single one without a line.
    """
    frames: list[list[Tree]] = []
    left_out = 0
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename != file:
            continue
        name = frame.f_code.co_qualname.rpartition("<locals>.")[2][:MAX_NAME]
        if frames and frames[-1][1] == number and (frames[-1][0] == name or _nameless(name)):
            frames[-1][3] += frames[-1][0] == name  # a comprehension is not a call that the student made
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
    """Return the line that Python could not read, and the column in it where Python stopped."""
    number = error.lineno if type(error.lineno) is int and 0 < error.lineno < MAX_LINE else 0
    whole = linecache.getline(file, number) or str(error.text or "")
    code = whole.strip()[:MAX_CODE]
    column = 0
    if (
        type(error.offset) is int and str(error.text or whole).strip() == whole.strip()
    ):  # else the column is not in this line
        column = error.offset - (len(whole) - len(whole.lstrip()))
    return {"line": number, "code": code, "column": column if 0 < column <= len(code) + 1 else 0}


def _first(error: BaseException, file: str) -> str:
    """Return in one line the first of the exceptions that led to this one, if it passed through the student's code."""
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


def _innermost(error: BaseException) -> types.CodeType | None:
    code = None
    for frame, _ in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
    return code
