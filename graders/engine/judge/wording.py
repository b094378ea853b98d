"""The sentences of a result's message: kind, concrete, with the next step, and never a traceback through the grader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dlcourse.graders.assertions import FORGOTTEN_RETURN, Mismatch, Run, curves, show
from dlcourse.graders.engine.collect.key import KnownMistake
from dlcourse.graders.engine.evidence.evidence import Failure, Frame
from dlcourse.graders.engine.evidence.wire import Tree
from dlcourse.graders.engine.judge.causes import cause_of
from dlcourse.graders.engine.results.records import Line, Status
from dlcourse.graders.engine.text import clean

MAX_MESSAGE = 6000
MAX_PRINTED_LINES = 10
MAX_PRINTED = 400  # characters of a line
MAX_SAID = 600
MAX_CODE = 60  # characters of a line that is shown with a caret
SECOND_SENTENCE = re.compile(r"\. +(?=[A-Z])|,? but expected one of:")
SLIPS = ("NameError", "UnboundLocalError", "AttributeError", "ImportError", "ModuleNotFoundError", "SystemExit", "Exit")
BROKEN = "this failed here, not your code: "
Lines = list[tuple[str, str]]  # (label, text)


def without_values(run: Run) -> tuple[Status | None, Lines]:
    """Return the status of a probe that left no values, and what tells of it; (None, []) for one that did."""
    failure = run.evidence.failure or Failure()
    match run.evidence.outcome:
        case "ok":
            return None, []
        case "not_started":
            return "not_started", error_lines(run, failure) if failure.place == "file" and failure.text else []
        case "timeout":
            advice = ("so", "look for a loop that never ends, or too much work")
            return "timeout", [*error_lines(run, failure), advice]
        case "malformed":
            return "failed", [*_called(run), ("returned", failure.text)]
    return "error", error_lines(run, failure)


def error_lines(run: Run, failure: Failure) -> Lines:
    """Return the lines that tell a student of an exception."""
    match failure.place:
        case "file":
            return [("file", failure.text)]
        case "import":
            what = _raised(failure) if failure.type and failure.line else _happened(failure)
            return [("importing", "your file, before any exercise was called"), *what]
        case "missing":
            return [*_called(run), ("missing", f"your file has no {failure.text!r}; has its name changed?")]
        case "call":
            return [
                *_called(run),
                *_this_call(run, failure),
                ("raised", _said(failure)),
                ("so", "your function does not take these arguments; keep the signature of the stub"),
            ]
        case "probe" if failure.returned:
            return [
                *_called(run),
                *_this_call(run, failure),
                ("returned", failure.returned),
                ("so", f"the grader could not go on with it ({_said(failure)})"),
                *([("note", FORGOTTEN_RETURN)] if failure.returned.endswith("returned None") else _because(failure)),
            ]
        case "outside":
            return [*_called(run), *_happened(failure)]
    return [*_called(run), *_this_call(run, failure), *_raised(failure)]


def _this_call(run: Run, failure: Failure) -> Lines:
    """Return which call it was, where the probe makes several, or this one again with other values."""
    several = failure.calls > 1 or "\n" in run.probe.call
    return [("this call", failure.call)] if several and failure.call else []


def _unexpected(said: Lines, runs: Sequence[Run]) -> Lines:
    """Return the lines that tell of the first exception that `error_of` met where the reference raised no such one.

    Of several calls, it is one that what is `said` names: else it may come from another. Where an exception is asked
    for, and only its name is wrong, advice to avoid it would mislead.
    """
    words = set(re.findall(r"\w+", " ".join(text for _, text in said)))
    for run in runs:
        if run.evidence.caught:
            asked = list(_strings(run.reference.values))
            names = set(_strings(run.evidence.values)) - set(asked)
            for failure in run.evidence.caught:
                if failure.type in (names if len(asked) < 2 else names & words):
                    lines = [*_this_call(run, failure), *_raised(failure)]
                    return without_causes(lines) if any(name.endswith("Error") for name in asked) else lines
    return []


def without_causes(said: Lines) -> Lines:
    """Return the lines without what may be behind an exception: where something else says it better."""
    return [(label, text) for label, text in said if label != "because"]


def _strings(tree: Tree) -> Iterator[str]:
    match tree:
        case str():
            yield tree
        case list() | dict():
            for item in tree.values() if isinstance(tree, dict) else tree:
                yield from _strings(item)


def _raised(failure: Failure) -> Lines:
    """Return an exception, its cause, the student's own lines (the one that raised it first), and what to do next."""
    lines = [("raised", _said(failure)), *_because(failure)]
    if failure.first:
        lines.append(("at first", _flat(failure.first)))
    if failure.line:
        lines.append(("line", _marked(failure)))
    if failure.callers:
        lines.append(("called by", "\n".join(map(_caller, failure.callers))))
    return [*lines, *_advice(failure)]


def _happened(failure: Failure) -> Lines:
    """Return what ended the student's code, and the line that it was on then, where that is known."""
    line = [("line", _marked(failure))] if failure.line else []
    return [("happened", failure.text), *line, *_advice(failure)]


def _said(failure: Failure) -> str:
    """Return an exception as Python names it; of a text that we explain, the first sentence is enough."""
    text = clean(SECOND_SENTENCE.split(failure.text)[0] if cause_of(failure) else failure.text, MAX_SAID)
    return f"{failure.type}: {text}" if text else failure.type


def _because(failure: Failure) -> Lines:
    cause = cause_of(failure)
    return [("because", cause)] if cause else []


def _marked(failure: Failure) -> str:
    """Return the line's number and code; where Python could not read it, with a caret under the place."""
    number, code = f"{failure.line}: ", _flat(failure.code)
    if not failure.column:
        return number + code if code else str(failure.line)
    start = max(0, min(failure.column - MAX_CODE // 2, len(code) - MAX_CODE))
    code = ("…" if start else "") + code[start : start + MAX_CODE]
    return f"{number}{code}\n{' ' * (len(number) + failure.column - 1 - start + (start > 0))}^"


def _caller(frame: Frame) -> str:
    if not frame.line:
        return f"… {frame.times} more"
    name = "" if frame.function.endswith(">") else f"{_flat(frame.function)}, "  # a module or a comprehension has none
    times = f"  ({frame.times} times)" if frame.times > 1 else ""
    return f"{name}line {frame.line}: {_flat(frame.code)}{times}"


def _flat(code: str) -> str:
    return code.replace("\t", " ").replace("\n", " ")


def _advice(failure: Failure) -> Lines:
    advice = {
        "ModuleNotFoundError": "the course's own packages are all you need; remove this import",
        "SystemExit": "return the result and leave out exit() and sys.exit()",
        "Exit": "look for os._exit, exit(), or something that uses up the memory",
        "EOFError": "nobody is there to answer input(); take the value from the arguments",
        "BdbQuit": "nobody is there to answer breakpoint(); take it out: what you print() is shown here",
        "KeyboardInterrupt": "leave KeyboardInterrupt to the keyboard",
        "MemoryError": "look for something that grows much larger than its input",
        "RecursionError": "look for a function that calls itself without end",
    }
    return [("so", advice[failure.type])] if failure.type in advice else []


def hints_help(runs: Sequence[Run], *, recognised: bool) -> bool:
    """Return whether hints on the exercise help: not so where the file does not run, or a name in it is none.

    Below an exception in the student's own line they would read like its explanation, and be about something else. Where
    a mistake is recognised, they are about just that.
    """
    return not any(
        (failure.place in ("file", "import") and failure.text)
        or failure.type in SLIPS
        or (run.evidence.outcome == "error" and failure.place == "student" and not recognised)
        for run in runs
        if (failure := run.evidence.failure) is not None
    )


def mismatch(error: BaseException, runs: Sequence[Run]) -> Lines:
    """Return what tells of a failed assertion: what was called, what the assertion says, and how the losses went."""
    if isinstance(error, Mismatch) and error.run is not None:
        runs = [error.run]
    but = clean(str(error).split("\nassert ")[0], 1000) or "the result is not what it should be"
    said = error.lines if isinstance(error, Mismatch) else [("but", but)]
    called = [line for run in runs for line in _called(run)]
    return [*called, *said, *_unexpected(said, runs), *(line for run in runs for line in curves(run))]


def unusable(runs: Sequence[Run]) -> Lines:
    """Return what tells of evidence of a form that the check could not read, where the reference's form can be."""
    lines = []
    for run in runs:
        lines += [*_called(run), ("returned", show(run.evidence.values)), ("expected", show(run.reference.values))]
    return lines


def broken(why: str) -> Lines:
    """Return what tells of a check that the grader itself could not make."""
    return [("grader", clean(f"{BROKEN}{why}", 1000))]


def blocked(titles: Sequence[str]) -> Lines:
    """Return what tells of a check that waits for others."""
    return [("waits for", "; ".join(titles))]


def recognised(mistake: KnownMistake) -> Lines:
    """Return the sentence for a recognised mistake."""
    return [("this is", mistake.feedback)]


def printed(runs: Sequence[Run]) -> Lines:
    """Return what the student's code printed during these probes; nothing if it printed nothing."""
    lines = "".join(run.evidence.output for run in runs).splitlines()
    if not lines:
        return []
    more = ["… and more"] if len(lines) > MAX_PRINTED_LINES else []
    shown = [line if len(line) <= MAX_PRINTED else f"{line[:MAX_PRINTED]}…" for line in lines[:MAX_PRINTED_LINES]]
    return [("printed", "\n".join([*shown, *more]))]


def as_lines(said: Lines) -> tuple[Line, ...]:
    """Return what is said as a record holds it: each line once, made harmless, and not too long in all."""
    lines, left = [], MAX_MESSAGE
    for label, text in dict.fromkeys(said):
        if left > 0:
            lines.append(Line(label, clean(text, left)))
            left -= len(text)
    return tuple(lines)


def _called(run: Run) -> Lines:
    return [("called", run.called())]
