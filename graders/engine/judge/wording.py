"""The words of a result's message: kind and concrete, with the next step, and never a traceback through the grader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dlcourse.graders.assertions import FORGOTTEN_RETURN, Mismatch, Run, curves, show
from dlcourse.graders.engine.course.reading import Check
from dlcourse.graders.engine.evidence.evidence import Failure, Frame
from dlcourse.graders.engine.evidence.wire import Tree
from dlcourse.graders.engine.judge.causes import cause_of
from dlcourse.graders.engine.judge.diagnosis import Diagnosis
from dlcourse.graders.engine.results.records import Line, Status, rank
from dlcourse.graders.engine.text import MORE_LINES, clean, still_raises

COMPARE: Final = "compare the value with what the docstring says of the result: its type, shape and dtype"
LINE_WARNING: Final = "SyntaxWarning: line "  # how the worker's own warnings begin; Python's name no line
PLAIN_WARNING: Final = re.compile(r"\w{0,40}Warning: ")  # of Python or torch, whose first sentence is enough
MAX_LINE_WARNINGS: Final = 4
MAX_MESSAGE: Final = 6000
MAX_PRINTED_LINES: Final = 10
FIRST_PRINTED_LINES: Final = 3  # of these
LEFT_OUT: Final = re.compile(MORE_LINES.format(r"(\d{1,9})"))
MAX_PRINTED: Final = 400  # characters of a line
MAX_EXCEPTION: Final = 600
MAX_CODE: Final = 60  # characters of a line that is shown with a caret
SECOND_SENTENCE: Final = re.compile(r"\. +(?=[A-Z])|,? but expected one of:")
NO_HINTS_FOR: Final = (  # a wrong name, or the end of the process: no exercise's hint is about that
    *("NameError", "UnboundLocalError", "ImportError", "ModuleNotFoundError"),
    *("SystemExit", "Exit"),
)
NO_HINTS_AFTER: Final = (*NO_HINTS_FOR, "AttributeError")
KIND_OF_DIFFERENCE: Final = {"kind": "type", "length": "shape", "names": "shape", "shape": "shape", "dtype": "dtype"}
ADVICE: Final = {
    "ModuleNotFoundError": "no exercise needs this module; remove this import",
    "SystemExit": "return the result, and remove exit() and sys.exit()",
    "Exit": "look for os._exit, exit(), or something that uses up the memory",
    "EOFError": "nobody can answer input() here; take the value from the arguments",
    "BdbQuit": "nobody can answer breakpoint() here; remove it. What you print() is shown here",
    "KeyboardInterrupt": "do not raise KeyboardInterrupt; it is for the keyboard",
    "MemoryError": "look for something that grows much larger than its input",
    "RecursionError": "look for a function that calls itself without end",
}
CERTAIN: Final = "this is"
GUESS: Final = "perhaps"
BROKEN: Final = "the grader failed here, not your code: "
Lines = list[tuple[str, str]]  # (label, text)


def without_values(run: Run) -> tuple[Status | None, Lines]:
    """Return the status of a probe that left no values, and its lines; (None, []) if it left values."""
    failure = run.evidence.failure or Failure()
    match run.evidence.outcome:
        case "ok":
            return None, []
        case "not_started":
            return "not_started", error_lines(run, failure) if failure.place == "file" and failure.text else []
        case "timeout":
            return "timeout", [*error_lines(run, failure), ("advice", _advice_on_time(failure))]
        case "malformed":
            return "failed", [*_called(run), ("returned", failure.text)]
    return "error", error_lines(run, failure)


def error_lines(run: Run, failure: Failure) -> Lines:
    """Return the lines that explain an exception to a student."""
    if failure.type == "NotImplementedError" and failure.code.startswith("raise NotImplementedError("):
        return leftover(failure.line, failure.code)
    match failure.place:
        case "file":
            return [("file", failure.text)]
        case "import":
            what = raised(failure) if failure.type and failure.line else _happened(failure)
            return [("importing", "your file, before any exercise was called"), *what]
        case "missing":
            return [*_called(run), ("missing", f"your file has no {failure.text!r}. Has its name changed?")]
        case "call":
            return [
                *_called(run),
                *_this_call(run, failure),
                ("raised", _exception(failure)),
                *_because(failure),
                ("advice", "your function does not accept these arguments; keep the signature of the stub"),
            ]
        case "probe" if failure.returned:
            note = [("note", FORGOTTEN_RETURN)] if failure.returned.endswith("returned None") else _because(failure)
            return [
                *_called(run),
                *_this_call(run, failure),
                ("returned", failure.returned),
                ("problem", f"the next step with this value failed ({_exception(failure)})"),
                *(note or [("advice", COMPARE)]),
            ]
        case "outside":
            return [*_called(run), *_happened(failure)]
    return [*_called(run), *_this_call(run, failure), *raised(failure)]


def _this_call(run: Run, failure: Failure) -> Lines:
    """Return which call it was, if the probe makes several, or makes this one again with other values."""
    several = failure.calls > 1 or "\n" in run.probe.call
    return [("this call", failure.call)] if several and failure.call else []


def _unexpected(lines: Lines, runs: Sequence[Run]) -> Lines:
    """Return the lines on the first exception that `error_of` met and that the reference did not raise.

    If there are several calls, it must be named in `lines`: else it may come from another call. If the exercise asks for
    an exception and only its name is wrong, no cause is given: advice to avoid the exception would mislead.
    """
    words = set(re.findall(r"\w+", " ".join(text for _, text in lines)))
    for run in runs:
        if run.evidence.caught:
            asked = list(_strings(run.reference.values))
            names = set(_strings(run.evidence.values)) - set(asked)
            for failure in run.evidence.caught:
                if failure.type in (names if len(asked) < 2 else names & words):
                    found = [*_this_call(run, failure), *raised(failure)]
                    return without_causes(found) if any(name.endswith("Error") for name in asked) else found
    return []


def without_causes(lines: Lines) -> Lines:
    """Return the lines without the cause of an exception, for when something else explains it better."""
    return [(label, text) for label, text in lines if label != "because"]


def _strings(tree: Tree) -> Iterator[str]:
    match tree:
        case str():
            yield tree
        case list() | dict():
            for item in tree.values() if isinstance(tree, dict) else tree:
                yield from _strings(item)


def raised(failure: Failure) -> Lines:
    """Return an exception, its cause, the student's own lines (the one that raised it first), and what to do next."""
    lines = [("raised", _exception(failure)), *_because(failure)]
    if failure.first:
        lines.append(("first", _in_one_row(failure.first)))
    if failure.line:
        lines.append(("line", _line(failure)))
    if failure.callers:
        lines.append(("called by", "\n".join(map(_caller, failure.callers))))
    return [*lines, *_advice(failure)]


def _happened(failure: Failure) -> Lines:
    """Return what ended the student's code, and the line that was running then, if it is known."""
    line = [("line", _line(failure))] if failure.line else []
    around = [f"{loop.line}: {_in_one_row(loop.code)}" for loop in failure.callers]
    loops = [("in loop", "\n".join(around))] if around else []
    return [("happened", failure.text), *line, *loops, *_advice(failure)]


def _advice_on_time(failure: Failure) -> str:
    """Return what to look for after a timeout: the reason depends on the loops that were running."""
    if any(loop.code.startswith("while") for loop in failure.callers):
        return "a while loop ends when its condition becomes false, or at break or return: which of these should end this one?"
    if failure.callers:
        return (
            "is something added in the loop to what it goes through, are there too many rounds, such as epochs, or can one "
            "operation on a tensor replace the loop?"
        )
    return "look for a loop that never ends, or too much work"


def _exception(failure: Failure) -> str:
    """Return an exception as Python prints it. If its cause is known, the first sentence of its text is enough."""
    text = clean(SECOND_SENTENCE.split(failure.text)[0] if cause_of(failure) else failure.text, MAX_EXCEPTION)
    return f"{failure.type}: {text}" if text else failure.type


def _because(failure: Failure) -> Lines:
    cause = cause_of(failure)
    return [("because", cause)] if cause else []


def leftover(line: int, code: str) -> Lines:
    """Return the lines on the stub's own line, which is still there although the student has written code beside it."""
    return [("because", still_raises(line)), ("line", f"{line}: {_in_one_row(code)}")]


def _line(failure: Failure) -> str:
    """Return the line's number and code. If Python could not read the line, a caret marks where it stopped."""
    number, code = f"{failure.line}: ", _in_one_row(failure.code)
    if not failure.column:
        return number + code if code else str(failure.line)
    start = max(0, min(failure.column - MAX_CODE // 2, len(code) - MAX_CODE))
    code = ("…" if start else "") + code[start : start + MAX_CODE]
    before = min(failure.column - 1 - start + (start > 0), len(code))
    return f"{number}{code}\n{' ' * (len(number) + before)}^"


def _caller(frame: Frame) -> str:
    if not frame.line:
        return f"… {frame.times} more"
    name = "" if frame.function.endswith(">") else f"{_in_one_row(frame.function)}, "  # <module>, <listcomp>
    times = f"  ({frame.times} times)" if frame.times > 1 else ""
    return f"{name}line {frame.line}: {_in_one_row(frame.code)}{times}"


def _in_one_row(code: str) -> str:
    return code.replace("\t", " ").replace("\n", " ")


def _advice(failure: Failure) -> Lines:
    has_cause = failure.type == "ModuleNotFoundError" and cause_of(failure)
    return [("advice", ADVICE[failure.type])] if failure.type in ADVICE and not has_cause else []


def hints(check: Check, runs: Sequence[Run], raised: BaseException | None, *, recognised: bool) -> tuple[str, ...]:
    """Return the hints of a check that help now: first the one for this kind of failure, then the others.

    raised: what the check raised, if it ran. None help if the file does not run, or a name in it does not exist. The general
    hints do not help below an exception in the student's own line: they would read like its explanation, and be about
    something else. Only if a mistake is recognised, they are about that exception.
    """
    failed = [(run.evidence.outcome, run.evidence.failure) for run in runs if run.evidence.failure is not None]
    if any((failure.place in ("file", "import") and failure.text) for _, failure in failed):
        return ()
    own = [failure for outcome, failure in failed if outcome == "error" and failure.place == "student"]
    kind = "error" if own else KIND_OF_DIFFERENCE.get(getattr(raised, "what", "value"), "value") if raised else ""
    fitting = check.hints_for.get(kind, "") if not any(failure.type in NO_HINTS_FOR for _, failure in failed) else ""
    general = not any(failure.type in NO_HINTS_AFTER for _, failure in failed) and (recognised or not own)
    return (*([fitting] if fitting and not recognised else []), *(check.hints if general else ()))


def mismatch(error: BaseException, runs: Sequence[Run]) -> Lines:
    """Return the lines on a failed assertion: what was called, what the assertion says, and how the losses went."""
    if isinstance(error, Mismatch) and error.run is not None:
        runs = [error.run]
    problem = clean(str(error).split("\nassert ")[0], 1000) or "the result is not what it should be"
    lines = error.lines if isinstance(error, Mismatch) else [("problem", problem)]
    called = [line for run in runs for line in _called(run)]
    return [*called, *lines, *_unexpected(lines, runs), *(line for run in runs for line in curves(run))]


def unusable(runs: Sequence[Run]) -> Lines:
    """Return the lines on evidence that the check could not read, though it can read the reference's."""
    lines = []
    for run in runs:
        lines += [*_called(run), ("returned", show(run.evidence.values)), ("expected", show(run.reference.values))]
    return lines


def broken(why: str) -> Lines:
    """Return the lines on a check that failed because of the grader."""
    return [("grader", clean(f"{BROKEN}{why}", 1000))]


def blocked(titles: Sequence[str]) -> Lines:
    """Return the lines on a check that needs others, which have these titles."""
    return [("waits for", "; ".join(titles))]


def recognised(found: Diagnosis) -> Lines:
    """Return the feedback of a recognised mistake."""
    return [(CERTAIN if found.certain else GUESS, found.mistake.feedback)]


def printed(runs: Sequence[Run]) -> Lines:
    """Return the lines of the student's code that do nothing, and what the code printed during these probes."""
    lines = "".join(run.evidence.output for run in runs).splitlines()
    warned = [line for line in dict.fromkeys(lines) if line.startswith(LINE_WARNING)][:MAX_LINE_WARNINGS]
    notes = [("note", line.partition(" ")[2][:MAX_PRINTED]) for line in warned]
    left = [
        SECOND_SENTENCE.split(line)[0] if PLAIN_WARNING.match(line) else line for line in lines if line not in warned
    ]
    if not left:
        return notes
    if len(left) > MAX_PRINTED_LINES:  # the last lines say more: the loss of the last epoch, not of the second one
        start, end = FIRST_PRINTED_LINES, len(left) - (MAX_PRINTED_LINES - FIRST_PRINTED_LINES)
        cut = [int(found[1]) - 1 for line in left[start:end] if (found := LEFT_OUT.fullmatch(line))]
        left[start:end] = [MORE_LINES.format(end - start + sum(cut))]
    shown = [line if len(line) <= MAX_PRINTED else f"{line[:MAX_PRINTED]}…" for line in left]
    return [*notes, ("printed", "\n".join(shown))]


def as_lines(lines: Lines) -> tuple[Line, ...]:
    """Return lines as a record holds them: in the order of `rank`, each once, harmless, at most MAX_MESSAGE characters in all."""
    kept, left = [], MAX_MESSAGE
    for label, text in sorted(dict.fromkeys(lines), key=lambda line: rank(line[0])):
        if left > 0:
            kept.append(Line(label, clean(text, left)))
            left -= len(text)
    return tuple(kept)


def _called(run: Run) -> Lines:
    return [("called", run.called())]
