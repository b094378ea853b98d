"""The sentences of a result's message: kind, concrete, with the next step, and never a traceback through the grader."""

from __future__ import annotations

from collections.abc import Sequence

from dlcourse.graders.assertions import FORGOTTEN_RETURN, Mismatch, Run, layout
from dlcourse.graders.evidence import Trouble
from dlcourse.graders.keys import KnownMistake
from dlcourse.graders.records import Status
from dlcourse.graders.text import clean

MAX_MESSAGE = 6000
MAX_PRINTED_LINES = 10
SLIPS = ("NameError", "UnboundLocalError", "AttributeError", "ImportError", "ModuleNotFoundError", "SystemExit", "Exit")
BROKEN = "The grader failed here, not your code: "


def without_values(run: Run) -> tuple[Status | None, str]:
    """Return the status and message of a probe that left no values; (None, "") for one that did."""
    trouble = run.evidence.trouble or Trouble()
    match run.evidence.outcome:
        case "ok":
            return None, ""
        case "not_started":
            return "not_started", _block(error_lines(run, trouble)) if trouble.place == "file" and trouble.text else ""
        case "timeout":
            advice = ("so", "look for a loop that never ends, or too much work")
            return "timeout", _block([*error_lines(run, trouble), advice])
        case "malformed":
            return "failed", _block([*_called(run), ("returned", trouble.text)])
    return "error", _block(error_lines(run, trouble))


def error_lines(run: Run, trouble: Trouble) -> list[tuple[str, str]]:
    """Return the lines that tell a student of an exception."""
    said = f"{trouble.type}: {trouble.text}" if trouble.text else trouble.type
    where = [("line", f"{trouble.line}: {trouble.code}" if trouble.code else str(trouble.line))] if trouble.line else []
    match trouble.place:
        case "file":
            return [("file", trouble.text)]
        case "import":
            what = ("raised", said) if trouble.line else ("happened", trouble.text)
            return [("importing", "your file, before any exercise was called"), what, *where, *_advice(trouble)]
        case "missing":
            return [*_called(run), ("missing", f"your file has no {trouble.text!r}; has its name changed?")]
        case "call":
            return [
                *_called(run),
                ("raised", said),
                ("so", "your function does not take these arguments; keep the signature of the stub"),
            ]
        case "probe" if trouble.returned:
            return [
                *_called(run),
                ("returned", trouble.returned),
                *([("note", FORGOTTEN_RETURN)] if trouble.returned.endswith("returned None") else []),
                ("so", f"the grader could not go on with it ({said})"),
            ]
        case "outside":
            return [*_called(run), ("happened", trouble.text), *_advice(trouble)]
    return [*_called(run), ("raised", said), *where, *_advice(trouble)]


def _advice(trouble: Trouble) -> list[tuple[str, str]]:
    advice = {
        "ModuleNotFoundError": "the course's own packages are all you need; remove this import",
        "SystemExit": "return the result and leave out exit() and sys.exit()",
        "Exit": "look for os._exit, exit(), or something that uses up the memory",
        "EOFError": "nobody is there to answer input(); take the value from the arguments",
        "KeyboardInterrupt": "leave KeyboardInterrupt to the keyboard",
        "MemoryError": "look for something that grows much larger than its input",
        "RecursionError": "look for a function that calls itself without end",
    }
    return [("so", advice[trouble.type])] if trouble.type in advice else []


def hints_help(runs: Sequence[Run]) -> bool:
    """Return whether hints on the exercise help: not so where the file does not run, or a name in it is none."""
    troubles = [run.evidence.trouble for run in runs if run.evidence.trouble is not None]
    return not any(
        (trouble.place in ("file", "import") and trouble.text) or trouble.type in SLIPS for trouble in troubles
    )


def mismatch(error: BaseException, runs: Sequence[Run]) -> str:
    """Return the message of a failed assertion: what was called, and what the assertion says."""
    if isinstance(error, Mismatch) and error.run is not None:
        return _block([*_called(error.run), *error.lines])
    called = [line for run in runs for line in _called(run)]
    if isinstance(error, Mismatch):
        return _block([*called, *error.lines])
    return _block(
        [*called, ("but", clean(str(error).split("\nassert ")[0], 1000) or "the result is not what it should be")]
    )


def unusable(runs: Sequence[Run]) -> str:
    """Return the message for evidence of a form that the check could not read, where the reference's form can be."""
    from dlcourse.graders.assertions import show  # noqa: PLC0415

    lines = []
    for run in runs:
        lines += [*_called(run), ("returned", show(run.evidence.values)), ("expected", show(run.reference.values))]
    return _block(lines)


def broken(error: BaseException) -> str:
    """Return the message for a check that fails on the reference's own evidence."""
    return clean(f"{BROKEN}{type(error).__name__}: {error}", 1000)


def recognised(mistake: KnownMistake) -> str:
    """Return the sentence for a recognised mistake."""
    return _block([("this is", mistake.feedback)])


def printed(runs: Sequence[Run]) -> str:
    """Return what the student's code printed during these probes, for a message; empty if nothing."""
    lines = "".join(run.evidence.output for run in runs).splitlines()
    if not lines:
        return ""
    more = ["… and more"] if len(lines) > MAX_PRINTED_LINES else []
    return "\n" + _block([("printed", "\n".join([line[:200] for line in lines[:MAX_PRINTED_LINES]] + more))])


def _called(run: Run) -> list[tuple[str, str]]:
    return [("called", run.called())]


def _block(lines: list[tuple[str, str]]) -> str:
    return clean(layout([(f"{label:<9}", text) for label, text in lines]), MAX_MESSAGE)
